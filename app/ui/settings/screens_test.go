package settings_test

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/settings"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// host remembers what the settings asked of the window.
type host struct {
	copied string
	said   []string
}

func (h *host) Copy(text string)                    { h.copied = text }
func (h *host) Notify(_ present.Tone, words string) { h.said = append(h.said, words) }

func at(t testing.TB, p *present.Point, l present.Look, size fyne.Size) (*settings.Screen, fyne.Window, *host) {
	uitest.Dress(t, p, l)
	h := &host{}
	s := settings.New(p.Settings, p.Voice(), h)
	return s, uitest.Show(t, p, s.Content(), size), h
}

func drawAll(t *testing.T, p *present.Point, state string) {
	for _, l := range append(uitest.Looks(), present.Look{Lang: civic.LangRU, Scale: 1.5}) {
		for _, size := range []fyne.Size{uitest.Usual, uitest.Least} {
			_, win, _ := at(t, p, l, size)
			uitest.Fits(t, win, size)
			uitest.Shoot(t, win, "settings-"+state+"-"+uitest.Name(l)+"-"+uitest.SizeName(size))
		}
	}
}

func TestScreens(t *testing.T) {
	h := uitest.NewHome(t)
	p := h.Open()
	p.Go(present.PageSettings)
	drawAll(t, p, "loose")
	h = uitest.NewHome(t)
	h.Fill(49*time.Hour, uitest.Village)
	p = h.Open()
	p.Go(present.PageSettings)
	p.Settings.Verify()
	drawAll(t, p, "checking")
	h.Loop.Until("it is checked", func() bool {
		return p.Settings.State().Check == present.CheckGood || p.Settings.State().Check == present.CheckBad
	})
	drawAll(t, p, "checked")
}
