// Package phone is the window of a citizen's or an inspector's device: first the gate, then a bar, a page, the main action
// within the thumb's reach, and at most five places at the foot.
//
// Its invariant: where one is is present.Shell's, which writes it down; this package shows the page in front, and builds it anew
// from its presenter whenever the look has changed or the program has begun again. What is unfinished on a page comes back with it.
package phone

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/mobile"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/gate"
	"priyom/app/ui/lock"
	"priyom/app/ui/look"
	"priyom/app/ui/viewfinder"
	w "priyom/app/widgets"
	"priyom/civic"
)

// Size is that of the window where there is a choice: a phone on a desktop.
var Size = fyne.NewSize(400, 820)

// Screen is a page on a phone.
type Screen interface {
	Content() fyne.CanvasObject
	// Back goes one step back within the page; it says whether there was one.
	Back() bool
}

// What a Screen may be beside that.
type (
	// Titled has another title than its page's, or one that changes; see Host.Redraw.
	Titled interface{ Title() string }
	// Acting has a main action, which stands at the foot; nil has none at the moment.
	Acting interface{ Action() fyne.CanvasObject }
	// Tailed has something at the bar's end, such as a search.
	Tailed interface{ Tail() fyne.CanvasObject }
	// Telling says something in the place of the outbox's line above the main action; "" leaves the outbox's.
	Telling interface{ Tell() (icon, words string) }
	// Keeping has something unfinished that no presenter keeps. Resume is called once, before the page is shown.
	Keeping interface {
		Keep() string
		Resume(kept string)
	}
	// Stepped is deeper than its first step: the bar has a way back although nothing lies beneath the page.
	Stepped interface{ Deeper() bool }
	// Whole takes the width of a tablet; others stay in a column in the middle.
	Whole interface{ Whole() bool }
	// Leaving ends what the page set going, such as a search for the position.
	Leaving interface{ Leave() }
)

// Phone is the window.
type Phone struct {
	app     fyne.App
	win     fyne.Window
	env     *present.Env
	setLang func(present.Look) // tells the toolkit's own dialogs
	// Elsewhere shows a device that belongs at a desk; nil where there is none, as on a real phone.
	Elsewhere func(*present.Point)

	gate    *present.Gate
	point   *present.Point
	role    civic.Role // of the device
	frame   *w.PhoneFrame
	tabs    *w.TabBar
	pill    *w.StatePill
	lead    *w.IconButton // back
	notice  *w.Notice
	places  places
	shown   present.Stop
	screen  Screen
	locked  *lock.Screen
	finder  *viewfinder.Screen // while a camera is looked through
	front   fyne.CanvasObject  // what else is shown
	copied  string             // put on the clipboard here
	frugal  bool               // the collector was told to hold little
	busy    time.Time          // when somebody last did something
	tidying func()             // puts off giving memory back; nil while nothing was done
	asking  func(goOn bool)    // answers what is being explained; nil while nothing is
}

// New puts a phone into a window. setLang may be nil.
func New(a fyne.App, win fyne.Window, env *present.Env, setLang func(present.Look)) *Phone {
	p := &Phone{app: a, win: win, env: env, setLang: setLang}
	return p
}

// take makes the window a phone's.
func (p *Phone) take() {
	p.win.SetPadded(false)
	if !fyne.CurrentDevice().IsMobile() {
		p.win.Resize(Size)
	}
	p.win.Canvas().SetOnTypedKey(p.key)
}

// Open shows the gate, and what is behind it once it opens.
func (p *Phone) Open() {
	p.take()
	p.gate = present.NewGate(p.env)
	p.gate.OnOpen = p.enter
	p.showGate()
	p.gate.Begin()
}

// Front is when the system brings the program to the front.
func (p *Phone) Front() {
	if p.point != nil {
		p.point.Shell.Front()
	}
}

// Hidden is when the system puts the program away: it may be ended at any moment from now on.
func (p *Phone) Hidden() {
	if p.point != nil {
		p.keep()
		p.point.Shell.Put()
	}
}

// Close ends everything behind the gate. What was typed is on the disk when it returns.
func (p *Phone) Close() {
	if p.point == nil {
		return
	}
	p.keep()
	p.leave()
	p.untidy()
	if err := p.point.Close(); err != nil {
		p.env.Log.Error("not closed well", "error", err)
	}
	p.point = nil
}

// Point is what is behind the gate; nil while it is closed.
func (p *Phone) Point() *present.Point { return p.point }

func (p *Phone) showGate() {
	p.dress(p.gate.Look())
	p.win.SetTitle(p.gate.Voice().Say("app.name"))
	screen := gate.New(p.gate, func() { p.showGate() })
	p.win.SetContent(screen.Content())
	if !fyne.CurrentDevice().IsMobile() { // there the keyboard would cover what it is about
		screen.Focus(p.win.Canvas())
	}
}

// dress gives the app a look.
func (p *Phone) dress(l present.Look) {
	if p.setLang != nil {
		p.setLang(l)
	}
	p.app.Settings().SetTheme(look.Theme(l, theme.Touch))
}

// Enter shows a point that has been opened, perhaps elsewhere.
func (p *Phone) Enter(point *present.Point) {
	p.take()
	p.enter(point)
}

func (p *Phone) enter(point *present.Point) {
	if p.Elsewhere != nil && point.Role() == civic.RolePoint {
		p.gate, p.point, p.frame = nil, nil, nil
		p.Elsewhere(point)
		return
	}
	p.gate, p.point = nil, point
	point.OnChange, point.OnLook, point.OnLock = p.draw, p.build, p.build
	point.OnMove = func(to *present.Point) {
		p.leave()
		p.enter(to)
	}
	point.OnNotice = func(t present.Tone, words string) {
		if p.notice != nil {
			p.notice.Say(look.Kind(t), words)
		}
	}
	point.Shell.OnChange = p.draw
	point.Viewfinder.OnOpen, point.Viewfinder.OnClose = p.showFinder, p.hideFinder
	p.settle()
	p.build()
	point.Start()
}

// settle gives the device the places of its role.
func (p *Phone) settle() {
	p.role = p.point.Role()
	p.places = placesFor(p.role)
	p.point.Shell.Begin(p.places.keys(), p.places.knows)
}

// build makes everything in the window anew.
func (p *Phone) build() {
	p.keep()
	p.leave()
	p.dress(p.point.Look())
	v := p.point.Voice()
	p.win.SetTitle(v.Say("app.name"))
	if p.point.Lock.Locked() {
		p.showLock()
		return
	}
	p.locked = nil
	p.tabs = w.NewTabBar(p.places.bar(v), func(key string) { p.point.Shell.Go(present.Page(key)) })
	p.pill = w.NewStatePill(func() { p.point.Shell.Push(present.PageOutbox, "") })
	p.lead = w.NewIconButton("arrow-left", v.Say("phone.back"), func() { p.back() }).In(theme.Ink)
	p.frame = w.NewPhoneFrame(nil, "")
	p.frame.SetTabs(p.tabs)
	p.notice = w.NewNotice(p.frame.Layer, func(wait time.Duration, f func()) { p.env.After(wait, f) })
	p.shown = present.Stop{}
	watch := w.NewWatch(p.frame, func() {
		p.touched()
		p.point.Lock.Touch()
	})
	watch.OnCopied = func() { p.copied = p.app.Clipboard().Content() }
	p.front = watch
	p.win.SetContent(watch)
	p.draw()
	if p.point.Viewfinder.Open() {
		p.showFinder()
	}
}

// draw shows what stands around the page, and the page itself if it is another.
func (p *Phone) draw() {
	if p.frame == nil || p.point == nil || p.point.Lock.Locked() {
		return
	}
	if role := p.point.Role(); role != p.role { // it was just joined
		if p.role = role; role == civic.RolePoint && p.Elsewhere != nil {
			p.keep()
			p.leave()
			p.enter(p.point)
			return
		}
		p.settle()
		p.build()
		return
	}
	p.point.Shell.Follow()
	top := p.point.Shell.Top()
	if p.screen == nil || top.Page != p.shown.Page || top.Arg != p.shown.Arg {
		p.show(top)
	}
	p.drawAround()
}

// show puts a page in front.
func (p *Phone) show(top present.Stop) {
	p.leave()
	p.win.Canvas().Unfocus()
	p.shown, p.screen = top, p.places.make(p, top)
	if s, ok := p.screen.(Keeping); ok && top.Kept != "" {
		s.Resume(top.Kept)
	}
	content := p.screen.Content()
	if s, ok := p.screen.(Whole); !ok || !s.Whole() {
		content = w.Narrow(column, content)
	}
	p.frame.SetPage(content)
	p.touched()
}

// roomy is the width, at 100 % text size, from which the bar has room for what the pill says.
const roomy = 340

// column is how wide a page is on a tablet, at 100 % text size.
const column = 720

// drawAround shows the bar, the foot and the tabs of the page in front.
func (p *Phone) drawAround() {
	shell, v := p.point.Shell, p.point.Voice()
	title := v.Say("phone." + string(p.shown.Page))
	if s, ok := p.screen.(Titled); ok {
		title = s.Title()
	}
	p.frame.SetTitle(title)
	deeper, _ := p.screen.(Stepped)
	if shell.Depth() > 0 || deeper != nil && deeper.Deeper() {
		p.frame.SetLead(p.lead)
	} else {
		p.frame.SetLead(nil)
	}
	s := shell.State()
	if p.win.Canvas().Size().Width < theme.Scaled(roomy) {
		s.Pill.Title = "" // large words would leave none to the title
	}
	p.pill.Set(s.Pill.Icon, look.Role(s.Pill.Tone), s.Pill.Title, s.PillName)
	tail := []fyne.CanvasObject{p.pill}
	if t, ok := p.screen.(Tailed); ok {
		if o := t.Tail(); o != nil {
			tail = append([]fyne.CanvasObject{o}, tail...)
		}
	}
	p.frame.SetTail(tail...)
	icon, words := s.Strip.Icon, s.Strip.Sentence
	if t, ok := p.screen.(Telling); ok {
		if i, said := t.Tell(); said != "" {
			icon, words = i, said
		}
	}
	p.frame.SetOutbox(icon, words)
	var action fyne.CanvasObject
	if a, ok := p.screen.(Acting); ok {
		action = a.Action()
	}
	p.frame.SetAction(action)
	p.tabs.SetCurrent(string(shell.Tab()))
	for _, place := range p.places.tabs {
		if place.count != nil {
			p.tabs.SetCount(string(place.page), place.count(p.point))
		}
	}
}

// keep has the shell remember what is unfinished on the page.
func (p *Phone) keep() {
	if s, ok := p.screen.(Keeping); ok && p.point != nil && !p.point.Lock.Locked() {
		p.point.Shell.Keep(s.Keep())
	}
}

// leave ends the page in front.
func (p *Phone) leave() {
	if s, ok := p.screen.(Leaving); ok {
		s.Leave()
	}
	p.screen = nil
}

// key is what nothing else has used: the way back, on a phone by its own button.
func (p *Phone) key(key *fyne.KeyEvent) {
	if p.finder != nil && p.finder.Key(key.Name) {
		return
	}
	if key.Name != mobile.KeyBack && key.Name != fyne.KeyEscape {
		return
	}
	if p.back() || key.Name != mobile.KeyBack {
		return
	}
	p.keep()
	if d, ok := p.app.Driver().(mobile.Driver); ok {
		d.GoBack()
	}
}

// back goes one step back, within the page, then to the page before, then to the first place; it says whether there was one.
func (p *Phone) back() bool {
	if p.unexplained() {
		return true
	}
	c := p.win.Canvas()
	if over := c.Overlays().Top(); over != nil {
		c.Overlays().Remove(over)
		return true
	}
	switch {
	case p.locked != nil:
		return p.locked.Key(fyne.KeyEscape)
	case p.point == nil:
		return false
	case p.finder != nil:
		p.point.Viewfinder.Leave()
		return true
	case p.screen != nil && p.screen.Back():
		p.drawAround()
		return true
	}
	return p.point.Shell.Back()
}

// showLock puts the lock screen in the place of everything else: no widget that showed a person's data is kept.
func (p *Phone) showLock() {
	p.unexplained()
	c := p.win.Canvas()
	c.Unfocus()
	for o := c.Overlays().Top(); o != nil; o = c.Overlays().Top() {
		c.Overlays().Remove(o)
	}
	if p.copied != "" && p.app.Clipboard().Content() == p.copied {
		p.app.Clipboard().SetContent("")
	}
	p.copied = ""
	p.frame, p.tabs, p.pill, p.notice = nil, nil, nil, nil
	p.locked = lock.New(p.point.Lock, p.point.Voice())
	p.win.SetContent(p.locked.Content())
	p.locked.Focus(c)
}
