// Package desk is a reception point's window: first the gate, then the rail, a page and the outbox strip.
//
// Its invariant: the window shows what the presenters say and decides nothing. When language, variant or text size change,
// everything in it is built anew from the presenters, which hold all that was typed.
package desk

import (
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/gate"
	"priyom/app/ui/help"
	"priyom/app/ui/lock"
	"priyom/app/ui/look"
	"priyom/app/ui/viewfinder"
	w "priyom/app/widgets"
	"priyom/civic"
)

// Size is what the window opens with: it leaves room for a title bar and a taskbar on a screen of 1366 × 768.
var Size = fyne.NewSize(1340, 690)

// Desk is the window of a reception point.
type Desk struct {
	app     fyne.App
	win     fyne.Window
	env     *present.Env
	setLang func(present.Look) // tells the toolkit's own dialogs
	// Elsewhere shows a device that belongs into a hand; nil where there is none.
	Elsewhere func(*present.Point)

	gate   *present.Gate
	point  *present.Point
	frame  *w.DeskFrame
	rail   *w.NavRail
	strip  *w.OutboxStrip
	notice *w.Notice
	pages  map[present.Page]page
	shown  present.Page
	place  string // that the rail names
	alarms []present.Alarm
	resume fyne.Focusable     // where a page goes on after files were chosen
	locked *lock.Screen       // while the screen is
	finder *viewfinder.Screen // while a camera is looked through
	front  fyne.CanvasObject  // what else is shown
	worker present.Worker     // that the rail's foot names
	copied string             // put on the clipboard here
}

// New puts a desk into a window. setLang may be nil.
func New(a fyne.App, win fyne.Window, env *present.Env, setLang func(present.Look)) *Desk {
	d := &Desk{app: a, win: win, env: env, setLang: setLang}
	d.take()
	return d
}

// take makes the window a desk's.
func (d *Desk) take() {
	d.win.SetPadded(false)
	d.win.Resize(Size)
	d.win.SetOnDropped(d.dropped)
	d.listenToKeys()
}

// Enter shows a point that was opened elsewhere.
func (d *Desk) Enter(p *present.Point) {
	d.take()
	d.enter(p)
}

// Open shows the gate, and what is behind it once it opens.
func (d *Desk) Open() {
	d.gate = present.NewGate(d.env)
	d.gate.OnOpen = d.enter
	d.showGate()
	d.gate.Begin()
}

// Close ends everything behind the gate. What was typed is on the disk when it returns.
func (d *Desk) Close() {
	if d.point == nil {
		return
	}
	if err := d.point.Close(); err != nil {
		d.env.Log.Error("not closed well", "error", err)
	}
	d.point = nil
}

// Point is what is behind the gate; nil while it is closed.
func (d *Desk) Point() *present.Point { return d.point }

func (d *Desk) showGate() {
	d.dress(d.gate.Look())
	d.win.SetTitle(d.gate.Voice().Say("app.name"))
	screen := gate.New(d.gate, func() { d.showGate() })
	d.win.SetContent(screen.Content())
	screen.Focus(d.win.Canvas())
}

// dress gives the app a look.
func (d *Desk) dress(l present.Look) {
	density := theme.Desk
	if fyne.CurrentDevice().IsMobile() {
		density = theme.Touch
	}
	if d.setLang != nil {
		d.setLang(l)
	}
	d.app.Settings().SetTheme(look.Theme(l, density))
}

// enter shows a point that has been opened.
func (d *Desk) enter(p *present.Point) {
	if d.belongsElsewhere(p) {
		d.gate, d.point, d.frame = nil, nil, nil
		d.Elsewhere(p)
		return
	}
	d.gate, d.point = nil, p
	p.OnChange, p.OnLook, p.OnMove, p.OnLock = d.draw, d.build, d.enter, d.build
	p.OnNotice = func(t present.Tone, words string) {
		if d.notice != nil {
			d.notice.Say(look.Kind(t), words)
		}
	}
	p.Viewfinder.OnOpen, p.Viewfinder.OnClose = d.showFinder, d.hideFinder
	d.build()
	p.Start()
}

// belongsElsewhere says that a device is a citizen's or an inspector's, and there is a layout for it.
func (d *Desk) belongsElsewhere(p *present.Point) bool {
	role := p.Role()
	return d.Elsewhere != nil && (role == civic.RoleCitizen || role == civic.RoleInspector)
}

// build makes everything in the window anew.
func (d *Desk) build() {
	d.dress(d.point.Look())
	s, v := d.point.State(), d.point.Voice()
	under := s.Place
	if under == "" {
		under = v.Say("nav.loose")
	}
	d.win.SetTitle(v.Say("app.name") + " \u2014 " + under)
	if d.point.Lock.Locked() {
		d.showLock()
		return
	}
	d.locked = nil
	d.rail = w.NewNavRail("mail-check", v.Say("app.name"), under, d.places(), func(key string) { d.point.Go(present.Page(key)) })
	d.strip = w.NewOutboxStrip(func() { d.point.Go(present.PageOutbox) })
	d.frame = w.NewDeskFrame(d.rail, d.strip).Guide(help.NewTour(d.point.Tour, v).Content())
	d.notice = w.NewNotice(d.frame.Layer, func(wait time.Duration, f func()) { d.env.After(wait, f) })
	d.setFoot(s)
	d.pages, d.shown, d.place, d.alarms = map[present.Page]page{}, "", s.Place, nil
	d.resume = nil
	watch := w.NewWatch(d.frame, d.touch)
	watch.OnCopied = d.noteCopied
	d.front = watch
	d.win.SetContent(watch)
	d.draw()
	if d.point.Viewfinder.Open() {
		d.showFinder()
	}
}

// draw shows what stands around the page, and the page itself if it is another.
func (d *Desk) draw() {
	if d.frame == nil || d.point.Lock.Locked() {
		return
	}
	if d.belongsElsewhere(d.point) { // it was just joined
		d.enter(d.point)
		return
	}
	s := d.point.State()
	if s.Place != d.place { // this computer was enrolled: the rail says so
		d.build()
		return
	}
	if s.Worker != d.worker {
		d.setFoot(s)
	}
	d.rail.SetCount(string(present.PageJournal), s.Drafts)
	d.rail.SetCount(string(present.PageOutbox), s.Waiting)
	d.rail.SetCount(string(present.PageHandOver), s.ToHand)
	d.rail.SetLate(string(present.PageHandOver), s.Late)
	d.drawAlarms(s)
	d.strip.Set(s.Strip.Icon, look.Role(s.Strip.Tone), s.Strip.Sentence, s.Strip.Aside)
	if s.Page == d.shown {
		return
	}
	c, before := d.win.Canvas(), d.shown
	if s.Page == present.PagePicker {
		d.resume = c.Focused()
	}
	d.shown = s.Page
	d.rail.SetCurrent(string(d.railPage(s.Page)))
	p := d.page(s.Page)
	d.frame.SetPage(p.Content())
	if before == present.PagePicker && s.Page == d.point.Picker.Back() && d.resume != nil {
		c.Focus(d.resume)
		return
	}
	p.Focus(c)
}

// railPage is the place of the rail that a page belongs to.
func (d *Desk) railPage(p present.Page) present.Page {
	switch p {
	case present.PagePicker:
		return d.railPage(d.point.Picker.Back())
	case present.PagePreview:
		return d.railPage(d.point.Preview.Back())
	case present.PagePhoto:
		return d.railPage(d.point.Album.Back())
	case present.PageDoctor:
		return present.PageSettings
	case present.PageBulk:
		return present.PageJournal
	case present.PageHelp:
		return d.railPage(d.point.Help.Back())
	}
	return p
}

// setFoot puts at the rail's foot who works here, and what a practice district or a missing portal calls for.
func (d *Desk) setFoot(s present.DeskState) {
	d.worker = s.Worker
	v := d.point.Voice()
	wide, narrow := d.workerFoot(s.Worker)
	var icon, title, key string
	var act func()
	switch {
	case s.Demo:
		icon, title, key, act = "graduation-cap", v.Say("nav.demo"), v.Say("settings.leave-demo"), d.point.Settings.LeaveDemo
	case s.Place == "":
		icon, title, key, act = "link", v.Say("nav.loose"), v.Say("settings.connect"), d.point.Settings.Connect
	case len(wide) == 0:
		d.rail.SetFoot(nil, nil)
		return
	}
	if act != nil {
		wide = append([]fyne.CanvasObject{w.Pad(0, 4, w.NewListRow(w.NewTile(icon, 36, theme.Warning), title, s.Name)), w.NewButton("", key, act)}, wide...)
		narrow = append([]fyne.CanvasObject{w.NewIconButton(icon, key, act)}, narrow...)
	}
	d.rail.SetFoot(w.Col(12, append([]fyne.CanvasObject{w.Divider()}, wide...)...), w.Col(4, narrow...))
}
