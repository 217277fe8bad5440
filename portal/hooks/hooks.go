package hooks

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
	"priyom/portal/keys"
)

// The events.
const (
	ReportPublished   db.HookEvent = "report.published"
	ReportChanged     db.HookEvent = "report.changed"
	ReportClosed      db.HookEvent = "report.closed"
	ReportHidden      db.HookEvent = "report.hidden" // the public doesn't see it any more: forget it
	AnswerGiven       db.HookEvent = "answer.given"
	PetitionPublished db.HookEvent = "petition.published"
	PetitionClosed    db.HookEvent = "petition.closed"
	Test              db.HookEvent = "test" // somebody pressed the button; not subscribed to
)

// Events lists what can be subscribed to.
func Events() []db.HookEvent {
	return []db.HookEvent{ReportPublished, ReportChanged, ReportClosed, ReportHidden, AnswerGiven, PetitionPublished, PetitionClosed}
}

// Config is what an office is made of.
type Config struct {
	DB       *db.DB
	Keys     keys.Keys
	Rand     io.Reader
	Log      *slog.Logger
	Base     func(tx *db.Tx) (string, error) // the portal's address for people
	Networks []netip.Prefix                  // inside which addresses may be called all the same
}

// Office calls.
type Office struct {
	Config
	client *caller
}

// New makes an office.
func New(c Config) *Office { return &Office{c, newCaller(c.Networks)} }

// payload is the body of a call, as Standard Webhooks has it.
type payload struct {
	Type db.HookEvent `json:"type"`
	Time time.Time    `json:"timestamp"`
	Data any          `json:"data"`
}

// Report is what is told of a report.
type Report struct {
	ID         civic.ReportID       `json:"id"`
	Number     string               `json:"number"`
	URL        string               `json:"url,omitempty"`
	Status     civic.Status         `json:"status,omitempty"`
	Category   civic.CategorySlug   `json:"category,omitempty"`
	Theme      civic.ThemeSlug      `json:"theme,omitempty"`
	Department civic.DepartmentSlug `json:"department,omitempty"`
	Text       string               `json:"text,omitempty"`
	Address    string               `json:"address,omitempty"`
	Settlement string               `json:"settlement,omitempty"`
	Lat        *float64             `json:"lat,omitempty"` // degrees
	Lon        *float64             `json:"lon,omitempty"`
	Received   *time.Time           `json:"received_at,omitempty"`
	Due        *time.Time           `json:"due_at,omitempty"`
	Closed     *time.Time           `json:"closed_at,omitempty"`
	Note       string               `json:"note,omitempty"` // what was said about this step, for everybody
}

func (o *Office) report(tx *db.Tx, c db.Case, note string) (Report, error) {
	base, err := o.Base(tx)
	if err != nil {
		return Report{}, err
	}
	when := func(t time.Time) *time.Time {
		if t.IsZero() {
			return nil
		}
		return &t
	}
	r := Report{
		ID: c.Report, Number: c.Number, Status: c.Status, Category: c.Category, Theme: c.Theme, Department: c.Department, Text: c.Text,
		Address: c.Place.Address, Settlement: c.Place.Settlement, Received: when(c.Received), Due: when(c.DueAt), Closed: when(c.ClosedAt), Note: note,
	}
	if base != "" {
		r.URL = base + "/reports/" + c.Report.String()
	}
	if c.Place.Source != civic.SourceNone {
		lat, lon := float64(c.Place.Position.Lat), float64(c.Place.Position.Lon)
		r.Lat, r.Lon = &lat, &lon
	}
	return r, nil
}

// Follow is for casework. What the public doesn't see isn't told, but that it sees it no more.
func (o *Office) Follow(tx *db.Tx, before, after db.Case, step db.Step) error {
	kind := ReportChanged
	switch {
	case !before.Public() && !after.Public():
		return nil
	case !before.Public():
		kind = ReportPublished
	case !after.Public():
		return o.tell(tx, ReportHidden, Report{ID: after.Report, Number: after.Number})
	case after.Status.Final() && !before.Status.Final():
		kind = ReportClosed
	}
	note := step.Note
	if step.Private {
		note = ""
	}
	r, err := o.report(tx, after, note)
	if err != nil {
		return err
	}
	return o.tell(tx, kind, r)
}

// Answered is for whoever gives official answers. Its text is for whoever asked; that there is one, for everybody.
func (o *Office) Answered(tx *db.Tx, a civic.Answer) error {
	c, err := tx.Case(a.Report)
	if err != nil || !c.Public() {
		return err
	}
	r, err := o.report(tx, c, "")
	if err != nil {
		return err
	}
	return o.tell(tx, AnswerGiven, map[string]any{"report": r, "answer": map[string]any{"number": a.Number, "final": a.Final, "at": a.At}})
}

// Petition tells of a petition.
func (o *Office) Petition(tx *db.Tx, kind db.HookEvent, p civic.Petition) error {
	base, err := o.Base(tx)
	if err != nil {
		return err
	}
	data := map[string]any{"number": p.Number, "title": p.Title}
	if base != "" {
		data["url"] = base + "/petitions/" + url.PathEscape(p.Number)
	}
	return o.tell(tx, kind, data)
}

// tell keeps what happened, and who is to hear of it. Where nobody listens nothing is kept.
func (o *Office) tell(tx *db.Tx, kind db.HookEvent, data any) error {
	hooks, err := tx.Hooks()
	if err != nil {
		return err
	}
	hooks = slices.DeleteFunc(hooks, func(h db.Hook) bool { return h.State != db.HookOn || !slices.Contains(h.Events, kind) })
	if len(hooks) == 0 {
		return nil
	}
	id, err := o.happen(tx, kind, data)
	if err != nil {
		return err
	}
	for _, h := range hooks {
		if err := o.deliver(tx, h.ID, id, 1); err != nil {
			return err
		}
	}
	return nil
}

func (o *Office) happen(tx *db.Tx, kind db.HookEvent, data any) (id string, err error) {
	body, err := json.Marshal(payload{kind, tx.Now, data})
	if err != nil {
		return "", fmt.Errorf("hooks: %w", err)
	}
	var b [16]byte
	if _, err := io.ReadFull(o.Rand, b[:]); err != nil {
		return "", fmt.Errorf("hooks: randomness: %w", err)
	}
	id = "evt_" + base64.RawURLEncoding.EncodeToString(b[:])
	return id, tx.AddHappening(db.Happening{ID: id, Kind: kind, Body: body})
}

// deliver says that a hook is to be told, for the first time or again.
func (o *Office) deliver(tx *db.Tx, hook [16]byte, event string, round int) error {
	if round == 1 {
		if err := tx.AddDelivery(hook, event); err != nil {
			return err
		}
	}
	return tx.AddJob(db.Job{Kind: JobCall, Key: fmt.Sprintf("%x/%s/%d", hook, event, round)})
}

// Work says what jobs of ours are to be done.
func (o *Office) Work(r *jobs.Runner) {
	r.Handle(JobCall, o.call, jobs.Policy{Attempts: attempts, First: 10 * time.Second, Most: 12 * time.Hour, Lease: time.Minute})
	r.HandleTx(jobForget, func(tx *db.Tx, _ db.Job) error { return tx.ForgetHappenings(tx.Now.Add(-remembers)) })
	r.Every(jobForget, 24*time.Hour)
}

// Errors of subscribing.
var (
	ErrURL    = errors.New("hooks: not an address that can be called")
	ErrEvents = errors.New("hooks: nothing is subscribed to")
	ErrMany   = errors.New("hooks: too many subscriptions")
)

// maxHooks is how many there may be: each event is written once for each.
const maxHooks = 50

const purpose = "hooks"

// Add subscribes an address. The secret is told this once.
func (o *Office) Add(tx *db.Tx, h db.Hook) (added db.Hook, secret string, err error) {
	h.URL, h.Note = strings.TrimSpace(h.URL), civic.Tidy(h.Note)
	if err := o.check(h); err != nil {
		return h, "", err
	}
	all, err := tx.Hooks()
	if err != nil {
		return h, "", err
	}
	if len(all) >= maxHooks {
		return h, "", ErrMany
	}
	if _, err := io.ReadFull(o.Rand, h.ID[:]); err != nil {
		return h, "", fmt.Errorf("hooks: randomness: %w", err)
	}
	if secret, err = o.renew(&h); err != nil {
		return h, "", err
	}
	return h, secret, tx.AddHook(h)
}

// Change keeps another address, note or other events of a subscription, and switches it on or off. One that was dead forgets that.
func (o *Office) Change(tx *db.Tx, id [16]byte, to db.Hook, on bool) error {
	h, err := tx.Hook(id)
	if err != nil {
		return err
	}
	h.URL, h.Note, h.Events = strings.TrimSpace(to.URL), civic.Tidy(to.Note), to.Events
	if err := o.check(h); err != nil {
		return err
	}
	switch {
	case on && h.State != db.HookOn:
		h.State, h.Failing, h.Failed, h.Ended = db.HookOn, time.Time{}, time.Time{}, time.Time{}
	case !on && h.State == db.HookOn:
		h.State, h.Ended = db.HookOff, tx.Now
		if err := tx.DropDeliveries(id); err != nil {
			return err
		}
	}
	return tx.PutHook(h)
}

// Renew gives a subscription another secret, which is told this once.
func (o *Office) Renew(tx *db.Tx, id [16]byte) (secret string, err error) {
	h, err := tx.Hook(id)
	if err != nil {
		return "", err
	}
	if secret, err = o.renew(&h); err != nil {
		return "", err
	}
	return secret, tx.PutHook(h)
}

func (o *Office) renew(h *db.Hook) (secret string, err error) {
	var b [24]byte
	if _, err := io.ReadFull(o.Rand, b[:]); err != nil {
		return "", fmt.Errorf("hooks: randomness: %w", err)
	}
	h.Secret, err = o.Keys.Lock(purpose, fmt.Sprintf("%x", h.ID), b[:], o.Rand)
	return "whsec_" + base64.StdEncoding.EncodeToString(b[:]), err
}

// check says whether a subscription makes sense. Where an address leads to is looked at when it is called.
func (o *Office) check(h db.Hook) error {
	u, err := url.Parse(h.URL)
	if err != nil || u.Host == "" || u.User != nil || len(h.URL) > 2000 || u.Fragment != "" {
		return ErrURL
	}
	if u.Scheme != "https" && (u.Scheme != "http" || len(o.Networks) == 0) {
		return ErrURL
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil && !o.client.may(ip) {
		return ErrURL
	}
	if len(h.Events) == 0 {
		return ErrEvents
	}
	for _, e := range h.Events {
		if !slices.Contains(Events(), e) {
			return ErrEvents
		}
	}
	return nil
}

// Again tells a hook once more of something it was told, or not, under the same id.
func (o *Office) Again(tx *db.Tx, hook [16]byte, event string) error {
	d, err := tx.Delivery(hook, event)
	if err != nil {
		return err
	}
	if d.State == db.DeliveryWaiting {
		return nil
	}
	d.State, d.Round, d.Attempts, d.Next, d.Ended = db.DeliveryWaiting, d.Round+1, 0, tx.Now, time.Time{}
	if err := tx.PutDelivery(d); err != nil {
		return err
	}
	return o.deliver(tx, hook, event, d.Round)
}

// Try tells a hook something that means nothing, whatever it is subscribed to.
func (o *Office) Try(tx *db.Tx, hook [16]byte) error {
	if _, err := tx.Hook(hook); err != nil {
		return err
	}
	id, err := o.happen(tx, Test, map[string]any{"text": "priyom"})
	if err != nil {
		return err
	}
	return o.deliver(tx, hook, id, 1)
}
