package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/belong"
	"priyom/portal/blobs"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/dialogue"
	"priyom/portal/doubts"
	"priyom/portal/enrol"
	"priyom/portal/hooks"
	"priyom/portal/intake"
	"priyom/portal/maps"
	"priyom/portal/notify"
	"priyom/portal/open311"
	"priyom/portal/own"
	"priyom/portal/retention"
	"priyom/portal/search"
	"priyom/portal/statistics"
	"priyom/portal/web/account"
	"priyom/portal/web/cabinet"
	"priyom/portal/web/data"
	"priyom/portal/web/desk"
	"priyom/portal/web/device"
	"priyom/portal/web/figures"
	"priyom/portal/web/kit"
	"priyom/portal/web/notices"
	"priyom/portal/web/operation"
	"priyom/portal/web/overdue"
	"priyom/portal/web/petition"
	"priyom/portal/web/phone"
	"priyom/portal/web/picture"
	"priyom/portal/web/programs"
	"priyom/portal/web/public"
	"priyom/portal/web/rules"
	"priyom/portal/web/settings"
)

// Config is what the pages are made from.
type Config struct {
	DB         *db.DB
	Blobs      *blobs.Store
	Classifier *civic.Classifier
	Log        *slog.Logger
	Location   *time.Location // whose clock people read
	Map        *maps.Drawing
	Accounts   *account.Accounts
	Enrol      *enrol.Desk
	Belong     *belong.Office
	Answer     func(ctx context.Context, a civic.Answer) (civic.Answer, error) // gives an official answer
	Dialogue   *dialogue.Office
	Cases      *casework.Office
	Deadlines  *deadlines.Office
	Retention  *retention.Office
	Cabinet    cabinet.Config // without what is said above
	Cube       *statistics.Cube
	Hotspots   *statistics.Hotspots
	Search     *search.Index
	Intake     *intake.Intake
	Petitions  petition.Register
	Doubts     *doubts.Office
	Public     *atlas.Atlas
	Outward
}

// Outward is what goes out to people and to programs of others.
type Outward struct {
	News    *notify.Office
	Hooks   *hooks.Office
	Journal *own.Journal // takes what programs send
	Random  io.Reader
	Secret  []byte                       // under programs' tokens
	Base    func(r *http.Request) string // the portal's address for people
}

// Web is all pages.
type Web struct {
	Config
	kit    *kit.Kit
	routes []kit.Route
}

// area is some pages that belong together.
type area interface{ Routes() []kit.Route }

// New puts the areas together. The error is a mistake in their templates or words.
func New(c Config) (*Web, error) {
	w := &Web{Config: c}
	var err error
	if w.kit, err = kit.New(kit.Config{DB: c.DB, Classifier: c.Classifier, Log: c.Log, Location: c.Location, Identify: c.Accounts.Identify}); err != nil {
		return nil, err
	}
	if err := c.Accounts.Draw(w.kit); err != nil {
		return nil, err
	}
	pictures := &picture.Pictures{Kit: w.kit, Blobs: c.Blobs, Map: c.Map}
	citizens := c.Cabinet
	citizens.Kit, citizens.Pictures, citizens.Map, citizens.Dialogue = w.kit, pictures, c.Map, c.Dialogue
	for _, begin := range []func() (area, error){
		func() (area, error) { return c.Accounts, nil },
		func() (area, error) { return pictures, nil },
		func() (area, error) {
			return desk.New(desk.Config{
				Kit: w.kit, Pictures: pictures, Cases: c.Cases, Deadlines: c.Deadlines, Search: c.Search, Intake: c.Intake, Answer: c.Answer, Dialogue: c.Dialogue,
			})
		},
		func() (area, error) {
			return petition.New(petition.Config{Kit: w.kit, Register: c.Petitions, Doubts: c.Doubts, Journal: c.Journal})
		},
		func() (area, error) {
			return figures.New(figures.Config{Kit: w.kit, Cube: c.Cube, Hotspots: c.Hotspots, Map: c.Map})
		},
		func() (area, error) { return data.New(data.Config{Kit: w.kit, Cube: c.Cube}) },
		func() (area, error) { return overdue.New(w.kit, c.Deadlines) },
		func() (area, error) { return rules.New(w.kit, c.Deadlines) },
		func() (area, error) { return operation.New(w.kit, c.Retention) },
		func() (area, error) { return settings.New(w.kit, c.Cases, c.Base) },
		func() (area, error) {
			return device.New(device.Config{Kit: w.kit, Desk: c.Enrol, Cases: c.Cases, URL: c.Accounts.URL})
		},
		func() (area, error) {
			return phone.New(phone.Config{Kit: w.kit, Desk: c.Enrol, Belong: c.Belong, Base: c.Base, QR: device.DrawQR})
		},
		func() (area, error) { return cabinet.New(citizens) },
		func() (area, error) {
			return public.New(public.Config{Kit: w.kit, Pictures: pictures, Atlas: c.Public, Search: c.Search, Petitions: c.Petitions.All, Base: c.Base})
		},
		func() (area, error) { return notices.New(w.kit, c.News) },
		func() (area, error) {
			return programs.New(programs.Config{Kit: w.kit, Hooks: c.Hooks, Random: c.Random, Base: c.Base})
		},
		func() (area, error) {
			return &open311.API{Config: open311.Config{
				DB: c.DB, Classifier: c.Classifier, Journal: c.Journal, Log: c.Log, Base: c.Base, Kit: w.kit, Secret: c.Secret,
			}}, nil
		},
	} {
		a, err := begin()
		if err != nil {
			return nil, err
		}
		w.routes = append(w.routes, a.Routes()...)
	}
	return w, nil
}

// Routes are all addresses and who they are for.
func (w *Web) Routes() []kit.Route { return w.routes }

// Busy says that somebody asks too much.
func (w *Web) Busy(rw http.ResponseWriter, r *http.Request) {
	w.kit.Message(rw, r, http.StatusTooManyRequests, "busy")
}

// Handler serves all pages.
func (w *Web) Handler() http.Handler { return w.kit.Mux(w.routes) }
