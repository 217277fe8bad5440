package present

import (
	"context"
	"errors"
	"sync"

	"priyom/civic"
	"priyom/durable"
	"priyom/lang"
	"priyom/store"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// Page is a place in the program.
type Page string

// The pages.
const (
	PageIntake   Page = "intake"
	PageJournal  Page = "journal"
	PageOutbox   Page = "outbox"
	PageSettings Page = "settings"
	PageEnroll   Page = "enroll"
	PageMap      Page = "map"
	PageDoctor   Page = "doctor"
	PageHelp     Page = "help"
	PageHandOver Page = "handover"
	PageDay      Page = "day"
	PageStats    Page = "stats"
	PageBulk     Page = "bulk"    // a table is taken in, on the way from the journal and back
	PagePreview  Page = "preview" // of a paper, on the way back to where it was asked for
	PagePicker   Page = "picker"  // of photos, on the way from the form and back

	PagePetitions Page = "petitions"
)

// Point is an open reception point: everything its window shows.
type Point struct {
	OnChange func()                 // DeskState
	OnNotice func(t Tone, w string) // something is done, or went wrong
	OnLook   func()                 // language, variant or text size
	OnMove   func(to *Point)        // this point is closed, another takes its place
	OnLock   func()                 // the screen was locked or unlocked: everything on it is built anew
	Intake   *Intake
	Journal  *Journal
	Bulk     *Bulk
	Outbox   *Outbox
	Settings *Settings
	Enroll   *Enroll
	Picker   *Picker
	Maps     *Maps
	MapPage  *MapPage
	HandOver *HandOver
	Day      *Day
	Stats    *Stats
	Alarms   *Alarms
	Doctor   *Doctor
	Backup   *Backup
	Keeping  *Retention
	Guard    *Guard
	Help     *Help
	Tour     *Tour
	Lock     *Lock
	Preview  *Preview
	Receipts *Receipts
	Where    *Whereabouts
	Guesses  *Guesses
	Join     *Join
	Notices  *Notices
	Space    *Space // what takes room here

	Petitions *Petitions
	Tasks     *Tasks   // an inspector's
	Inspect   *Inspect // one of them
	Workday   *Workday // and what the day came to
	Shell     *Shell   // where one is on a phone
	Capture   *Capture // a report as it is made there
	Self      *Self    // who the citizen is
	Acts      *Acts    // what they do about a report afterwards
	Album     *Album   // pictures, closely

	Viewfinder *Viewfinder // what the cameras see that the program opens by itself

	env     *Env
	home    string
	secrets vault.Secrets
	store   *store.Store
	alone   *durable.Lock
	line    engine.Options
	engine  *engine.Engine
	demo    Demo   // the portal of the demo district, if this is one
	pack    string // the map to open whatever there is; "" for the best
	look    Look

	ctx      context.Context
	stop     context.CancelFunc
	workers  sync.WaitGroup
	write    *lane // drafts, photos and captures, in their order
	read     *lane // what screens show
	press    *lane // printing, which may take long
	wake     chan struct{}
	lent     lent   // paths of pictures
	resting  func() // puts off that the program rests; nil while it is in front
	running  bool   // the engine
	presence *presence
	started  bool
	closed   bool

	page      Page
	enrolment store.Enrolment
	enrolled  bool
	routing   civic.Routing // who deals with what where, as the portal last said
	offices   civic.Offices // how people reach the district's offices, as the portal last said
}

// begin reads what the first page needs, so that nothing flashes.
func (p *Point) begin(ctx context.Context) error {
	var err error
	if p.routing, err = p.store.Routing(ctx); err != nil {
		p.env.Log.Error("routing not read", "error", err) // the classifier knows who is responsible
	}
	if p.offices, err = p.store.Offices(ctx); err != nil {
		p.env.Log.Error("offices not read", "error", err) // papers go without
	}
	if p.enrolment, err = p.store.Enrolment(ctx); err == nil {
		p.enrolled = true
	} else if !errors.Is(err, store.ErrNotEnrolled) {
		return err
	} else {
		p.page = PageEnroll
	}
	seen, err := p.store.Preference(ctx, preferenceView)
	if err != nil {
		return err
	}
	p.Journal.form = parseView(seen)
	if err := errors.Join(p.Lock.load(ctx), p.Guard.load(ctx), p.HandOver.load(ctx), p.Alarms.load(ctx), p.Shell.load(ctx), p.Join.load(ctx), p.Notices.load(ctx)); err != nil {
		return err
	}
	if err := p.Intake.loadWatch(ctx); err != nil {
		return err
	}
	if p.Lock.Locked() {
		return p.Outbox.load(ctx) // citizens are for whoever unlocks it
	}
	p.takeShots(ctx)
	p.takeInspectionShots(ctx)
	p.takeVoices(ctx)
	p.takeSupplementShots(ctx)
	if err := p.Self.load(ctx); err != nil {
		return err
	}
	drafts, err := p.store.Drafts(ctx)
	if err != nil {
		return err
	}
	if len(drafts) > 0 {
		p.Intake.restore(drafts[0])
		if !p.enrolled {
			p.page = PageIntake // what was begun goes before everything else
		}
	}
	p.Journal.drafts = drafts
	return p.Outbox.load(ctx)
}

// Start sets the background work going, once the screens listen. Starting twice is starting once.
func (p *Point) Start() {
	if p.started {
		return
	}
	p.started = true
	p.workers.Go(p.preparing)
	p.workers.Go(p.watching)
	p.workers.Go(p.listening)
	if p.env.Network != nil {
		p.workers.Go(p.networking)
	}
	p.run()
	p.prepare()
	p.Intake.watchPhotos()
	p.Intake.watchFolder()
	p.Journal.Reload()
	if !p.Lock.Locked() {
		p.workers.Go(p.warming)
	}
	p.HandOver.Reload()
	p.Maps.Look()
	p.Alarms.watch()
	p.Backup.begin()
	p.Space.begin()
	p.Lock.tick()
	p.outside()
	p.Join.resume()
}

// Close ends everything. What was typed is on the disk when it returns. Closing twice is closing once.
func (p *Point) Close() error {
	if p.closed {
		return nil
	}
	p.closed = true
	p.Alarms.end()
	p.Where.end()
	p.Viewfinder.abandon()
	if p.Intake != nil {
		p.Intake.flush()
		p.Self.flush()
		p.Journal.keepWords()
		p.Inspect.stopRecording()
		p.Inspect.flush()
		p.Shell.flush()
		p.Join.end()
	}
	p.Lock.end()
	p.write.wait()
	p.stop()
	p.Space.end()
	p.engine.Close()
	p.workers.Wait()
	p.read.wait()
	p.press.wait()
	p.Picker.end()
	err := p.Maps.end()
	err = errors.Join(err, p.store.Close())
	if p.alone != nil {
		err = errors.Join(err, p.alone.Unlock())
	}
	if p.demo != nil {
		err = errors.Join(err, p.demo.Close())
	}
	return err
}

// Go shows another page.
func (p *Point) Go(to Page) {
	if to == p.page {
		return
	}
	switch p.page {
	case PageHandOver:
		p.HandOver.forget()
	case PagePhoto:
		p.Album.Leave()
	}
	p.page = to
	switch to {
	case PageSettings, PagePicker, PageDoctor: // on the way from the settings and back
	default:
		p.Guard.close()
	}
	p.arrive()
	p.changed()
}

// arrive reads what the page shows.
func (p *Point) arrive() {
	switch p.page {
	case PageHandOver:
		p.HandOver.Reload()
	case PageDay:
		p.Day.Reload()
	case PageStats:
		p.Stats.Reload()
	case PageJournal:
		p.Journal.Reload()
	case PageOutbox:
		p.Outbox.Refresh()
	case PagePetitions:
		p.Petitions.Reload()
	case PageMap:
		p.MapPage.Reload()
	case PageSettings:
		p.Keeping.Refresh()
		p.Space.Look()
	case PageSpace:
		p.Space.Look()
	case PageJoin:
		p.Join.Begin()
	case PageNews:
		p.Notices.Reload()
	}
}

// Voice speaks the language of the look.
func (p *Point) Voice() *lang.Voice { return p.env.Catalogue.Voice(p.look.Lang) }

// Look is how to show things.
func (p *Point) Look() Look { return p.look }

// changed tells the frame around the pages.
func (p *Point) changed() {
	if p.OnChange != nil {
		p.OnChange()
	}
}

func (p *Point) notice(t Tone, words string) {
	if p.OnNotice != nil && !p.Lock.Locked() {
		p.OnNotice(t, words)
	}
}

// failed tells a person what went wrong, and the log why.
func (p *Point) failed(doing string, err error) {
	p.env.Log.Error(doing, "error", err)
	p.notice(ToneAlarm, trouble(p.Voice(), err))
	p.Space.filled(err)
}

// captured is after a report was handed in.
func (p *Point) captured() {
	p.Guesses.stale = true
	p.engine.Kick()
	p.prepare()
	p.Journal.Reload()
	p.heard()
	p.Outbox.Refresh()
}

// heard is after something came in or went out: what counts it is read again, the pages if they are shown.
func (p *Point) heard() {
	p.HandOver.Reload()
	p.Alarms.look()
	p.Notices.Reload()
	switch p.page {
	case PageDay:
		p.Day.Reload()
	case PageStats:
		p.Stats.Reload()
	}
}
