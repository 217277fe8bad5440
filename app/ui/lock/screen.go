package lock

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/lang"
)

// width is that of the card, at 100 % text size.
const width = 460

// Screen fills the window while it is locked.
type Screen struct {
	p *present.Lock
	v *lang.Voice

	time, date *w.Text
	ended      *ended
	slot       *fyne.Container
	now        card
	step       present.LockStep
	body       fyne.CanvasObject
}

// card is what one step asks for.
type card interface {
	content() fyne.CanvasObject
	draw(s present.LockState)
	first() fyne.Focusable
	key(name fyne.KeyName) bool
}

// New makes the screen and listens to the presenter.
func New(p *present.Lock, v *lang.Voice) *Screen {
	s := &Screen{p: p, v: v, slot: w.Stack(), ended: newEnded(v)}
	state := p.State()
	s.time = w.NewBold(state.Time).Step(theme.Title + 9).Align(fyne.TextAlignCenter)
	s.date = w.NewText(state.Date).In(theme.Muted).Align(fyne.TextAlignCenter)
	place := w.NewBold(state.Place).Step(theme.Heading).Align(fyne.TextAlignCenter).Ellipsis()
	head := w.Col(2, s.time, s.date, w.Inset(8, 0, 0, 0, place))
	sheet := w.Narrow(width, w.Col(16, s.ended.banner, w.Card(24, s.slot)))
	page := w.Col(16, w.Space(), w.Narrow(width, head), sheet, w.Space(), w.Space())
	s.body = w.NewLayer(w.Stack(w.NewBox(theme.Ground, theme.None, 0), w.NewScroll(w.Pad(16, 24, page))))
	p.OnChange = s.draw
	s.show(state)
	return s
}

// Content fills a window.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Focus puts the keyboard where one begins.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.now.first()) }

// Key acts on a key that nothing else used.
func (s *Screen) Key(name fyne.KeyName) bool { return s.now.key(name) }

func (s *Screen) focus(on fyne.Focusable) {
	if c := w.CanvasShowing(s.body); c != nil && on != nil {
		c.Focus(on)
	}
}

// draw shows the presenter's state.
func (s *Screen) draw() {
	state := s.p.State()
	if state.Step == present.LockOff {
		return // another screen is on its way
	}
	before := s.step
	s.show(state)
	if before != s.step {
		s.focus(s.now.first())
	}
}

func (s *Screen) show(state present.LockState) {
	s.time.SetText(state.Time)
	s.date.SetText(state.Date)
	s.ended.draw(state.Shift)
	if s.now == nil || s.step != state.Step {
		s.step = state.Step
		switch state.Step {
		case present.LockPhrase:
			s.now = newPhrase(s)
		case present.LockRenew:
			s.now = newRenew(s)
		case present.LockPIN, present.LockOff:
			s.now = newDoor(s, state)
		}
		s.slot.Objects = []fyne.CanvasObject{s.now.content()}
		s.slot.Refresh()
		w.Settle(s.slot.Objects[0])
	}
	s.now.draw(state)
}

// ended says what became of the shift that was handed over.
type ended struct {
	v      *lang.Voice
	banner *w.Banner
	drawn  *present.ShiftEnd
}

func newEnded(v *lang.Voice) *ended {
	e := &ended{v: v, banner: w.NewBanner(w.Good, "", "", nil)}
	e.banner.Hide()
	return e
}

func (e *ended) draw(shift *present.ShiftEnd) {
	if e.drawn == shift {
		return
	}
	if e.drawn = shift; shift == nil {
		w.Show(e.banner, false)
		return
	}
	under := shift.Under
	for _, f := range shift.Figures {
		under += " \u00b7 " + e.v.With("lock.shift.figure", lang.Args{"What": f.Label, "Number": e.v.Number(int64(f.N))})
	}
	e.banner.Set(w.Good, shift.Who, under)
	w.Show(e.banner, true)
}
