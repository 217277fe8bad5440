package portal

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"priyom/assets"
	"priyom/portal/accounts"
	"priyom/portal/answers"
	"priyom/portal/api"
	"priyom/portal/atlas"
	"priyom/portal/belong"
	"priyom/portal/blobs"
	"priyom/portal/blobs/shelf"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/dialogue"
	"priyom/portal/doubts"
	"priyom/portal/enrol"
	"priyom/portal/follow"
	"priyom/portal/guard"
	"priyom/portal/hooks"
	"priyom/portal/intake"
	"priyom/portal/jobs"
	"priyom/portal/keys"
	"priyom/portal/maps"
	"priyom/portal/notify"
	"priyom/portal/openid"
	"priyom/portal/own"
	"priyom/portal/petitions"
	"priyom/portal/retention"
	"priyom/portal/search"
	"priyom/portal/statistics"
	"priyom/portal/tasks"
	"priyom/portal/tell"
	"priyom/portal/web"
	"priyom/portal/web/account"
	"priyom/portal/web/kit"
	"priyom/sync/wire"
)

// FileName is the database in a home folder, unless StorageFile names another.
const FileName = "portal.db"

// idle is how long a line may bring nothing before it is given up; the worst lines stall for some seconds.
const idle = 30 * time.Second

// Options are what a portal is given from outside. The zero value is a portal on this machine's clock, in the district's zone.
type Options struct {
	Name     string           // of the district, for people; "" keeps the one it has
	Clock    func() time.Time // nil: time.Now
	Rand     io.Reader        // nil: crypto/rand
	Log      *slog.Logger     // nil: slog's default; nothing personal is ever in it
	Location *time.Location   // whose clock people read on the pages; nil: the calendar's in force when it is opened
	Guard    guard.Config     // whom to believe and how much to let in; Clock, Log, Busy and Seen are the portal's
	Metrics  string           // token that opens /metrics to other machines; "": none does
	Idle     time.Duration    // how long a line may bring nothing; 0: half a minute
	URL      string           // where people find the portal, such as https://portal.example; "" if nobody told
	Cost     accounts.Cost    // of a password; zero: the usual
	Storage  Storage          // what it leaves open StorageFile says
	// Inside which networks other programs may be called; usually none of one's own are.
	HookNetworks []netip.Prefix
	AndroidKeys  []string      // SHA-256 of what the app was signed with that links to this portal open in, as Fingerprint has it
	Mail         notify.Mailer // what takes letters to those who sign in; nil: the portal's own
}

// Portal is an open portal.
type Portal struct {
	home      string
	db        *db.DB
	keys      keys.Keys
	blobs     *blobs.Store
	intake    *intake.Intake
	desk      *enrol.Desk
	office    *answers.Office
	cases     *casework.Office
	dialogue  *dialogue.Office
	accounts  *accounts.Office
	pages     *web.Web
	petitions *petitions.Register
	figures   *statistics.Keeper
	cube      *statistics.Cube // the same, as pages show it
	maps      *maps.Shelf
	atlas     *maps.Drawing // the same, as pages show it
	public    *atlas.Atlas  // the reports that everybody sees
	search    *search.Index // and the words they are found by
	random    io.Reader
	http      http.Handler
	jobs      *jobs.Runner
	deadlines *deadlines.Office
	retention *retention.Office
	news      *notify.Office
	own       *own.Journal // what citizens say with a browser
	belong    *belong.Office
	follow    *follow.Book
	hooks     *hooks.Office
	doubts    *doubts.Office
	work      work
	gate      gate
}

// Open opens the portal in a home folder, and makes one where there is none. The error may wrap db.ErrNewer, ErrKeysLost
// or ErrKeysForeign.
func Open(home string, o Options) (*Portal, error) {
	o = o.withDefaults()
	ctx := context.Background()
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, fmt.Errorf("portal: %w", err)
	}
	var err error
	if o.Storage, err = o.Storage.Or(home); err != nil {
		return nil, err
	}
	d, err := db.Open(ctx, o.Storage.Address(home), o.Clock)
	if err != nil {
		return nil, err
	}
	p := &Portal{db: d, home: home, random: o.Rand}
	if err := p.start(ctx, home, o); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	return p, nil
}

// start makes an open database a portal that answers.
func (p *Portal) start(ctx context.Context, home string, o Options) (err error) {
	if err := p.atHome(ctx, home, o.Storage); err != nil {
		return err
	}
	if p.keys, err = identify(ctx, p.db, home, o.Rand); err != nil {
		return err
	}
	if err := p.settle(ctx, o); err != nil {
		return err
	}
	if o.Location == nil {
		if o.Location, err = p.zone(ctx); err != nil {
			return err
		}
	}
	p.figures = statistics.NewKeeper(p.db, o.Location)
	if _, err := p.certify(ctx); err != nil { // if there are more, Work goes on
		return err
	}
	if err := p.figures.Start(ctx); err != nil {
		return err
	}
	return p.build(ctx, home, o)
}

func (o Options) withDefaults() Options {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Rand == nil {
		o.Rand = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Idle == 0 {
		o.Idle = idle
	}
	if o.Guard.Idle == 0 {
		o.Guard.Idle = o.Idle
	}
	return o
}

// build puts the parts together.
func (p *Portal) build(ctx context.Context, home string, o Options) error {
	classifier, err := assets.Classifier()
	if err != nil {
		return err
	}
	whole, err := shelf.Open(ctx, o.Storage.Shelf(home))
	if err != nil {
		return err
	}
	if p.blobs, err = blobs.New(blobs.Config{Dir: filepath.Join(home, blobsFolder), Shelf: whole, Name: o.Storage.shelfName(), DB: p.db}); err != nil {
		return err
	}
	if p.search, err = search.Open(ctx, p.db, classifier); err != nil {
		return err
	}
	p.public, p.cube = atlas.New(p.db, o.Location), statistics.NewCube(p.db, o.Location)
	p.intake = intake.New(p.db, classifier, p.keys)
	p.cases = casework.New(casework.Config{DB: p.db, Classifier: classifier, People: p.intake, Files: p.blobs, Location: o.Location, Rand: o.Rand})
	p.jobs = jobs.New(jobs.Config{DB: p.db, Log: o.Log, Rand: o.Rand})
	if err := p.watch(ctx, classifier); err != nil {
		return err
	}
	p.belong = belong.New(p.keys.Sign)
	p.intake.Arrived(p.arrived)
	p.intake.WorkBy(p.cases.Author)
	work := tasks.New(classifier)
	p.cases.Follow(work.Follow)
	p.cases.Follow(tell.Solved)
	p.intake.InspectBy(p.cases.Inspected)
	p.intake.Pictured(work.Changed)
	if err := p.openOwn(o); err != nil {
		return err
	}
	if err := p.tellPeople(o, classifier); err != nil {
		return err
	}
	p.callOut(o)
	if err := p.intake.Rejudge(ctx); err != nil {
		return err
	}
	if err := p.cases.AdmitWaiting(ctx); err != nil {
		return err
	}
	if p.desk, err = enrol.NewDesk(p.db, p.keys, o.Rand); err != nil {
		return err
	}
	p.desk.Enrolled(work.Enrolled)
	if o.Mail == nil {
		o.Mail = p.news
	}
	if p.accounts, err = accounts.New(accounts.Config{DB: p.db, Keys: p.keys, Rand: o.Rand, Cost: o.Cost, Mail: o.Mail}); err != nil {
		return err
	}
	p.accounts.OnErase(p.news.Forget)
	p.accounts.OnErase(p.belong.Forget)
	p.office = answers.New(p.db, p.keys.Sign, o.Rand)
	p.dialogue = dialogue.New(p.db, p.keys.Sign, o.Rand, p.intake)
	p.office.Given(p.cases.Replied)
	p.dialogue.Spoken(p.cases.Replied)
	p.office.Then(p.news.Answered)
	p.office.Then(p.hooks.Answered)
	p.dialogue.Then(p.news.Said)
	p.petitions = petitions.NewRegister(p.db, p.keys, o.Rand)
	p.petitions.Then(p.petitioned)
	p.petitions.Work(p.jobs, o.Location)
	p.doubts = doubts.New(p.db, p.keys, p.intake)
	p.doubts.Work(p.jobs)
	p.jobs.Handle(petitions.JobTell, p.news.Petition, jobs.Policy{Lease: 5 * time.Minute})
	if err := p.openMaps(filepath.Join(home, "maps")); err != nil {
		return err
	}
	codec, err := wire.NewCodec()
	if err != nil {
		return err
	}
	citizens, err := p.cabinet(o)
	if err != nil {
		return err
	}
	devices := &api.API{DB: p.db, Belong: p.belong, Blobs: p.blobs, Intake: p.intake, Desk: p.desk, Maps: p.maps, Keys: p.keys, Log: o.Log, Codec: codec, Idle: o.Idle}
	people := account.New(account.Config{
		Office: p.accounts, Setup: p.isSetup, URL: o.URL, OpenID: openid.New(openid.Config{Accounts: p.accounts, Keys: p.keys, Rand: o.Rand, Now: p.db.Now}),
	})
	p.desk.JoinBy(enrol.People{Office: p.accounts, Bind: p.belong.Bind, Letter: people.CodeLetter})
	outward, err := p.outward(o)
	if err != nil {
		return err
	}
	if p.pages, err = web.New(web.Config{
		DB: p.db, Blobs: p.blobs, Classifier: classifier, Log: o.Log, Location: o.Location, Map: p.atlas, Accounts: people, Enrol: p.desk, Belong: p.belong,
		Answer: p.office.Give, Dialogue: p.dialogue, Petitions: p.petitions, Doubts: p.doubts, Deadlines: p.deadlines, Retention: p.retention, Cabinet: citizens,
		Cases: p.cases, Search: p.search, Public: p.public, Intake: p.intake,
		Cube: p.cube, Hotspots: statistics.NewHotspots(p.db, 50*time.Millisecond),
		Outward: outward,
	}); err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/v1/", devices.Handler())
	mux.Handle("/", p.pages.Handler())
	if len(o.AndroidKeys) > 0 {
		mux.Handle("GET "+applinksPath, applinks(o.AndroidKeys))
	}
	p.http = p.outside(mux, o)
	return nil
}

// Handler answers devices under /v1/ and people everywhere else.
func (p *Portal) Handler() http.Handler { return p.http }

// Casework is where people deal with reports.
func (p *Portal) Casework() *casework.Office { return p.cases }

// Routes are the addresses of all pages and who they are for.
func (p *Portal) Routes() []kit.Route { return p.pages.Routes() }

// ID is the portal's id, a UUID.
func (p *Portal) ID() string { return p.keys.Portal }

// Statements is how many statements were sent to the database since the portal was opened.
func (p *Portal) Statements() int64 { return p.db.Statements() }

// Close waits until the requests and jobs at hand are done, refuses new ones, and closes the database. Close the server first,
// so that lines which bring nothing more don't keep it waiting.
func (p *Portal) Close() error {
	p.gate.shut()
	p.work.stop()
	var err error
	if p.atlas != nil {
		err = p.atlas.Close()
	}
	return errors.Join(err, p.db.Close())
}

// Server is a server for Handler with the limits that it relies on. It has no limit for whole requests: a photo may take an
// hour, and the handlers watch the line themselves.
func Server(h http.Handler, log *slog.Logger) *http.Server {
	return &http.Server{
		Handler: h, ReadHeaderTimeout: 15 * time.Second, IdleTimeout: 5 * time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug), // it names addresses
	}
}
