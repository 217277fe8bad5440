package present

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync/atomic"

	"priyom/civic"
	"priyom/store"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// openPoint opens a home folder that no other window has; else the error is a *busyError. It may take a second: the
// passphrase is meant to be slow.
func openPoint(ctx context.Context, env *Env, home string, secrets vault.Secrets, demo Demo) (*Point, error) {
	alone, err := sole(home, env.Clock())
	if err != nil {
		return nil, err
	}
	p, err := openAlone(ctx, env, home, secrets, demo)
	if err != nil {
		return nil, errors.Join(err, alone.Unlock())
	}
	p.alone = alone
	return p, nil
}

func openAlone(ctx context.Context, env *Env, home string, secrets vault.Secrets, demo Demo) (*Point, error) {
	v, err := vault.Open(home, secrets)
	if err != nil {
		return nil, err
	}
	var opened atomic.Pointer[Point]
	opt := store.Options{Clock: env.Clock, Words: words(env.Known), Lean: env.Narrow, Spent: func() {
		env.Post(func() {
			if p := opened.Load(); p != nil {
				p.Space.Look()
			}
		})
	}}
	if env.Calendar != nil {
		opt.Deadlines = civic.NewDeadlines(env.Known, env.Calendar)
	}
	s, err := store.Open(ctx, home, v, opt)
	if err != nil {
		return nil, err
	}
	line := env.Line
	line.Log, line.Maps = env.Log, filepath.Join(home, "maps")
	if demo != nil {
		line.Dial = demo.Dial
	}
	roomy := &atomic.Bool{}
	roomy.Store(true)
	line.Roomy = roomy.Load
	e, err := engine.New(s, line)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	p := &Point{
		env: env, home: home, secrets: secrets, store: s, line: line, engine: e, look: LoadLook(env.Home, env.Locale), page: PageIntake,
		wake: make(chan struct{}, 1), lent: newLent(),
	}
	p.ctx, p.stop = context.WithCancel(context.Background())
	p.presence = newPresence(p.ctx)
	p.write, p.read, p.press = newLane(p.ctx, env.Post), newLane(p.ctx, env.Post), newLane(p.ctx, env.Post)
	p.Guard, p.Help, p.Tour, p.Shell = newGuard(p), newHelp(p), newTour(p), newShell(p)
	p.Day, p.Stats, p.Alarms = newDay(p), newStats(p), newAlarms(p)
	p.Outbox, p.Settings, p.Enroll, p.Maps = newOutbox(p), newSettings(p), newEnroll(p), newMaps(p)
	p.Where, p.Viewfinder = newWhereabouts(p), newViewfinder(p)
	p.Join, p.Notices = newJoin(p), newNotices(p)
	p.Doctor, p.Backup, p.Keeping, p.Lock = newDoctor(p), newBackup(p), newRetention(p), newLock(p)
	p.Space = newSpace(p, roomy)
	if err := emptyPrintFolder(home); err != nil {
		env.Log.Warn("papers left by a print system not removed", "error", errorKind(err))
	}
	if err := p.forgetful(); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	if err := p.begin(ctx); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	opened.Store(p)
	return p, nil
}

// forgetful makes the presenters that know of citizens. Locking the screen makes them anew: nothing that was in them is
// left, whatever they may learn to hold one day.
func (p *Point) forgetful() (err error) {
	if p.Album != nil {
		p.Album.stopDrawing()
	}
	form := usualView()
	if p.Journal != nil {
		form = p.Journal.form
	}
	p.Journal, p.Picker, p.MapPage, p.Petitions = newJournal(p), newPicker(p), newMapPage(p), newPetitions(p)
	p.Tasks, p.Inspect, p.Workday = newTasks(p), newInspect(p), newWorkday(p)
	p.Preview, p.Receipts, p.Guesses = newPreview(p), newReceipts(p), newGuesses(p)
	p.Capture, p.Self, p.Acts, p.Album = newCapture(p), newSelf(p), newActs(p), newAlbum(p)
	p.Journal.form = form                            // that is no citizen's
	if p.Bulk == nil || p.Bulk.step != BulkRunning { // what runs goes on
		p.Bulk = newBulk(p)
	}
	before := p.Intake
	if p.Intake, err = newIntake(p); err == nil && before != nil {
		p.Intake.sitDown(before)
	}
	p.HandOver = p.HandOver.anew(p)
	return err
}

// words are what a category is found by in the journal: its titles and its theme's, in every language.
func words(known *civic.Classifier) func(civic.CategorySlug) string {
	return func(slug civic.CategorySlug) string {
		c, ok := known.Category(slug)
		if !ok {
			return ""
		}
		t, _ := known.Theme(c.Theme)
		return strings.Join([]string{c.Title.RU, c.Title.UK, c.Title.EN, t.Title.RU, t.Title.UK, t.Title.EN}, " ")
	}
}

// demoHome is where the demo district's device lives; its portal is beside it.
func demoHome(home, part string) string { return filepath.Join(home, "demo", part) }
