package gate

import (
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/theme"
	"priyom/app/widgets"
)

// usual is how long opening takes on a slow computer: a passphrase is meant to be slow to try.
const usual = 1500 * time.Millisecond

// opening is a calm bar that comes near its end in the usual time, and waits there if it takes longer.
type opening struct {
	body *fyne.Container
	bar  *widgets.Progress
	run  *fyne.Animation
}

func newOpening(s *Screen) *opening {
	o := &opening{bar: widgets.NewProgress(6)}
	words := widgets.NewParagraph(s.v.Say("gate.opening")).Align(fyne.TextAlignCenter).In(theme.Muted)
	o.body = widgets.Col(16, words, o.bar)
	o.run = fyne.NewAnimation(usual, func(done float32) { o.bar.SetValue(0.9 * done) })
	o.run.Curve = fyne.AnimationEaseOut
	o.run.Start()
	return o
}

func (o *opening) content() fyne.CanvasObject { return o.body }
func (o *opening) say(string)                 {}
func (o *opening) first() fyne.Focusable      { return nil }
func (o *opening) leave()                     { o.run.Stop() }

// trouble says why the home folder can't be opened, and lets one try again.
type trouble struct {
	body *fyne.Container
	kind widgets.Kind
	what *widgets.Banner
	main *widgets.MainButton
}

func newTrouble(s *Screen, key string, kind widgets.Kind) *trouble {
	lead := widgets.NewIcon("triangle-alert", 24, theme.Danger)
	if kind == widgets.Info {
		lead = widgets.NewIcon("monitor", 24, theme.Accent)
	}
	t := &trouble{
		kind: kind, what: widgets.NewBanner(kind, "", "", nil).Lead(lead),
		main: widgets.NewMainButton("refresh", s.v.Say("gate.trouble.main"), s.p.Retry),
	}
	t.body = widgets.Col(24, heading(s.v.Say(key+"title"), ""), t.what, t.main)
	return t
}

func (t *trouble) content() fyne.CanvasObject { return t.body }
func (t *trouble) say(problem string)         { t.what.Set(t.kind, problem, "") }
func (t *trouble) first() fyne.Focusable      { return t.main }
func (t *trouble) leave()                     {}
