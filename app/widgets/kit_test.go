package widgets_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"priyom/app/theme"
	w "priyom/app/widgets"
)

// desk and phone are the smallest screens the kit is made for.
var sizes = map[theme.Density]fyne.Size{theme.Desk: fyne.NewSize(1366, 768), theme.Touch: fyne.NewSize(360, 760)}

// A look that is changed while a screen is shown must leave nothing of the old one: the screen looks exactly like one
// that was built under the new look.
func TestLookChangesLive(t *testing.T) {
	newApp(t)
	size := sizes[theme.Desk]
	looks := map[string]*theme.Theme{"dark": theme.New(theme.Dark, theme.Desk, 1), "large": theme.New(theme.Light, theme.Desk, 1.25), "both": theme.New(theme.Dark, theme.Desk, 1.5)}
	for name, draw := range sheets() {
		for change, look := range looks {
			t.Run(name+" "+change, func(t *testing.T) {
				lively := in(t, theme.New(theme.Light, theme.Desk, 1), size.Width, size.Height, unfocused(draw))
				fyne.CurrentApp().Settings().SetTheme(look)
				fresh := in(t, look, size.Width, size.Height, unfocused(draw))
				if got, want := test.RenderToMarkup(lively), test.RenderToMarkup(fresh); got != want {
					t.Errorf("differs from line %s", firstDifference(got, want))
				}
			})
		}
	}
}

// unfocused leaves out what a sheet does once it is shown.
func unfocused(draw func() fyne.CanvasObject) func() fyne.CanvasObject {
	return func() fyne.CanvasObject {
		content := draw()
		if f, ok := content.(*focusing); ok {
			return f.Container
		}
		return content
	}
}

func firstDifference(got, want string) string {
	g, w := []rune(got), []rune(want)
	line, start := 1, 0
	for i := 0; i < len(g) && i < len(w); i++ {
		if g[i] != w[i] {
			return fmt.Sprintf("%d: got …%s…, want …%s…", line, string(g[start:min(len(g), i+60)]), string(w[start:min(len(w), i+60)]))
		}
		if g[i] == '\n' {
			line, start = line+1, i+1
		}
	}
	return fmt.Sprintf("%d: one of them ends", line)
}

// What can be tapped is large enough for the hand that taps it.
func TestTargetsAreLarge(t *testing.T) {
	for density, least := range map[theme.Density]float32{theme.Desk: 40, theme.Touch: 48} {
		for name, draw := range sheets() {
			t.Run(fmt.Sprintf("%s %v", name, least), func(t *testing.T) {
				newApp(t)
				c := in(t, theme.New(theme.Light, density, 1), 1366, 900, unfocused(draw))
				visit(c.Content(), func(o fyne.CanvasObject) {
					_, list := o.(fyne.Scrollable)
					if _, ok := o.(fyne.Tappable); !ok || list {
						return
					}
					if size := o.Size(); size.Height < least-0.75 {
						t.Errorf("a %T is %v high", o, size.Height)
					}
				})
			})
		}
	}
}

// What can be tapped can be reached without a pointer: it takes the keyboard itself, or the group it is in does.
func TestTappableIsFocusable(t *testing.T) {
	newApp(t)
	groups := []string{"*widget.listItem", "*widget.scrollBarArea", // Fyne's own: our rows cover the one, keys scroll for the other
		"*widgets.chipItem", "*widgets.segment", "*widgets.navCell", "*widgets.rowItem", "*widgets.choiceItem", "*widgets.crossCell", "*widgets.Notice"}
	for name, draw := range sheets() {
		c := on(t, unfocused(draw)(), 1366, 768)
		visit(c.Content(), func(o fyne.CanvasObject) {
			if _, ok := o.(fyne.Tappable); !ok {
				return
			}
			if _, ok := o.(fyne.Focusable); ok {
				return
			}
			if kind := fmt.Sprintf("%T", o); !slices.Contains(groups, kind) {
				t.Errorf("%s: a %s can be tapped but not reached", name, kind)
			}
		})
	}
}

// No line is drawn beyond the room it has, at any text size: it would lie over its neighbour.
func TestLinesStayInTheirRoom(t *testing.T) {
	for name, draw := range sheets() {
		density := theme.Desk
		if name == "phone" {
			density = theme.Touch
		}
		for _, scale := range []float32{1, 1.25, 1.5} {
			t.Run(fmt.Sprintf("%s %v", name, scale), func(t *testing.T) {
				newApp(t)
				c := in(t, theme.New(theme.Light, density, scale), sizes[density].Width, sizes[density].Height, unfocused(draw))
				visit(c.Content(), func(o fyne.CanvasObject) {
					switch o.(type) {
					case *w.Text, *w.Paragraph: // an entry scrolls what is longer
						visit(o, func(o fyne.CanvasObject) { checkLine(t, o) })
					}
				})
			})
		}
	}
}

func checkLine(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	if line, ok := o.(*canvas.Text); ok && line.Size().Width > 0 && line.MinSize().Width > line.Size().Width+1 {
		t.Errorf("%q is %v wide in %v", line.Text, line.MinSize().Width, line.Size().Width)
	}
}
