package intake

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// Host is what the form needs from the window it is in.
type Host interface {
	// PickPhotos lets a person choose files, and hands them over on the UI goroutine; not at all if none were chosen.
	PickPhotos(chosen func([]present.PhotoFile))
	// ShowPhoto shows a picture closely; see present.AlbumArg.
	ShowPhoto(arg string)
	// ShowReport opens a saved report.
	ShowReport(id civic.ReportID)
}

// The rooms of the form, in pixels: with these it goes whole into the window that the program opens with.
const (
	cardMargin = 14
	cardGap    = 8
	between    = 12
)

// Screen is the form for a new report. It is made for one language; the window makes another when that changes.
type Screen struct {
	p    *present.Intake
	maps *present.Maps
	v    *lang.Voice
	host Host

	head  *head
	told  *told
	who   *who
	what  *what
	where *where
	shots *shots
	near  *near
	fate  *fate
	foot  *foot

	quick drawn[bool] // the dispatcher's form
	order drawn[present.IntakeMode]
	left  *fyne.Container // who and what
	right *fyne.Container // the place, and beside or below it the photos and the answer
	page  *widgets.Scroll
	body  fyne.CanvasObject
}

// New makes the form and listens to the presenter.
func New(p *present.Intake, maps *present.Maps, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, maps: maps, v: v, host: host}
	s.head, s.told, s.who, s.what = newHead(s), newTold(s), newWho(s), newWhat(s)
	s.where, s.shots, s.near, s.fate, s.foot = newWhere(s), newShots(s), newNear(s), newFate(s), newFoot(s)
	s.left = widgets.Col(between)
	s.right = widgets.Columns(620, between, 1, 1, s.where.body, s.shots.body)
	s.arrange()
	form := widgets.Columns(960, between, 1.6, 1, s.left, s.right)
	s.page = widgets.NewScroll(widgets.Inset(10, 24, 6, 24, widgets.Col(between, s.head.body, s.told.body, widgets.Grow(form))))
	s.body = widgets.Col(0, widgets.Grow(s.page), s.foot.body)
	p.OnChange, p.OnLoad, p.OnWrong, p.OnPlace, p.OnFill = s.draw, s.load, s.wrong, s.placed, s.filled
	s.put()
	s.draw()
	return s
}

// arrange gives the room that is left over in the right column to the map, or to the photos if there is none.
func (s *Screen) arrange() {
	if s.where.mapped() {
		s.right.Objects = []fyne.CanvasObject{widgets.Grow(s.where.body), widgets.Col(between, s.near.body, s.shots.body, s.fate.body)}
	} else {
		s.right.Objects = []fyne.CanvasObject{s.where.body, widgets.Grow(widgets.Col(between, s.near.body, widgets.Grow(s.shots.body), s.fate.body))}
	}
	widgets.Settle(s.right)
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.body }

// Focus puts the keyboard where one begins: into the name. The form is then gone through once, in the order in which
// people at a desk tell it, by Tab or Enter alone; who doesn't give a name is one F6 away from what happened. By telephone it
// is the phone, and for a dispatcher what happened.
func (s *Screen) Focus(c fyne.Canvas) { c.Focus(s.first()) }

// Key acts on a key that nothing on the page had a use for, and says whether it did: F10 saves, F4 puts aside, Esc
// clears, F6 goes to the next card, F7 to the reports nearby,
// F3 offers phrases, F2 changes how the report comes in,
// F8 takes the new pictures of the watched folder.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF10:
		s.p.Save()
	case fyne.KeyF4:
		s.p.Shelve()
	case fyne.KeyEscape:
		s.p.Clear()
	case fyne.KeyF6:
		s.nextCard()
	case fyne.KeyF2:
		s.p.NextMode()
		if c := widgets.CanvasShowing(s.body); c != nil {
			s.Focus(c)
		}
	case fyne.KeyF3:
		s.what.offerPhrases()
	case fyne.KeyF8:
		s.p.AddFresh()
	case fyne.KeyF7:
		if first := s.near.first(); first != nil {
			s.focus(first)
		}
	default:
		return false
	}
	return true
}

// put writes the report into the fields. The presenter hears of it and finds nothing new.
func (s *Screen) put() {
	state := s.p.State()
	s.who.put(state)
	s.what.put(state)
	s.where.put(state)
}

// load is after another report came into the form.
func (s *Screen) load() {
	s.put()
	s.what.kind.SetChoices(nil)
	s.where.begin()
	s.page.ScrollToTop()
	if c := widgets.CanvasShowing(s.body); c != nil {
		s.Focus(c)
	}
}

// placed is after the map named a place: its address and settlement come into the fields.
func (s *Screen) placed() { s.where.put(s.p.State()) }

// filled is after the program filled in something about the person.
func (s *Screen) filled() { s.who.put(s.p.State()) }

// draw shows the presenter's state.
func (s *Screen) draw() {
	state := s.p.State()
	s.order.to(state.Mode, s.reorder)
	s.head.draw(state)
	s.told.draw(state)
	s.who.draw(state)
	s.what.draw(state)
	s.where.draw(state)
	s.shots.draw(state)
	s.near.draw(state)
	s.fate.draw(state)
	s.foot.draw(state)
}
