package widgets

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
)

// liveTheme is the app's theme, whichever it is at the moment, but for a few sizes and for colours that are not drawn.
// It dresses Fyne's own widgets where ours draw around them.
type liveTheme struct {
	sizes map[fyne.ThemeSizeName]float32
	clear []fyne.ThemeColorName
}

func (liveTheme) app() fyne.Theme { return fyne.CurrentApp().Settings().Theme() }

// Color implements fyne.Theme.
func (l liveTheme) Color(n fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if slices.Contains(l.clear, n) {
		return color.Transparent
	}
	return l.app().Color(n, v)
}

// Size implements fyne.Theme.
func (l liveTheme) Size(n fyne.ThemeSizeName) float32 {
	if size, ok := l.sizes[n]; ok {
		return size
	}
	return l.app().Size(n)
}

// Font implements fyne.Theme.
func (l liveTheme) Font(s fyne.TextStyle) fyne.Resource { return l.app().Font(s) }

// Icon implements fyne.Theme.
func (l liveTheme) Icon(n fyne.ThemeIconName) fyne.Resource { return l.app().Icon(n) }
