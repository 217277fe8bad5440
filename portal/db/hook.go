package db

import (
	"strings"
	"time"
)

// HookState is whether an address is called.
type HookState string

// The states.
const (
	HookOn   HookState = "on"
	HookOff  HookState = "off"  // somebody switched it off
	HookDead HookState = "dead" // it failed for too long
)

// HookEvent is a kind of what is told.
type HookEvent string

// Hook is an address of another program that is called when something happens.
type Hook struct {
	ID      [16]byte
	URL     string
	Note    string // whose it is
	Events  []HookEvent
	Secret  []byte // locked
	State   HookState
	Made    time.Time
	Failing time.Time // since when; zero: the last delivery was taken
	Failed  time.Time // the last time; zero: never
	Ended   time.Time // when it was switched off; zero while it is on
}

const hookColumns = "id, url, note, events, secret, state, made_at, failing_since, failed_at, ended_at"

func readHook(row scanner) (h Hook, err error) {
	var events string
	err = row.Scan(fixed(h.ID[:]), &h.URL, &h.Note, &events, &h.Secret, &h.State, moment{&h.Made}, moment{&h.Failing}, moment{&h.Failed}, moment{&h.Ended})
	for _, e := range strings.Fields(events) {
		h.Events = append(h.Events, HookEvent(e))
	}
	return h, err
}

func joinEvents(events []HookEvent) string {
	words := make([]string, len(events))
	for i, e := range events {
		words[i] = string(e)
	}
	return strings.Join(words, " ")
}

// AddHook keeps a new one.
func (t *Tx) AddHook(h Hook) error {
	_, err := t.exec("add hook", "INSERT INTO hook ("+hookColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL, NULL)",
		h.ID[:], h.URL, h.Note, joinEvents(h.Events), h.Secret, string(HookOn), t.Now.UnixMilli())
	return err
}

// PutHook keeps one that was read and changed in this transaction.
func (t *Tx) PutHook(h Hook) error {
	_, err := t.exec("put hook", `UPDATE hook SET url = $2, note = $3, events = $4, secret = $5, state = $6, failing_since = $7, failed_at = $8,
		ended_at = $9 WHERE id = $1`, h.ID[:], h.URL, h.Note, joinEvents(h.Events), h.Secret, string(h.State), orNull(h.Failing), orNull(h.Failed), orNull(h.Ended))
	return err
}

// Hook finds one; the error wraps ErrNotFound.
func (t *Tx) Hook(id [16]byte) (Hook, error) {
	return one(t, "read hook", readHook, "SELECT "+hookColumns+" FROM hook WHERE id = $1", id[:])
}

// Hooks lists them, the newest first.
func (t *Tx) Hooks() ([]Hook, error) {
	return all(t, "list hooks", readHook, "SELECT "+hookColumns+" FROM hook ORDER BY made_at DESC, id")
}

// DropHook deletes one with all that was delivered to it.
func (t *Tx) DropHook(id [16]byte) error {
	if _, err := t.exec("drop deliveries", "DELETE FROM hook_delivery WHERE hook = $1", id[:]); err != nil {
		return err
	}
	_, err := t.exec("drop hook", "DELETE FROM hook WHERE id = $1", id[:])
	return err
}

// Happening is something that is told to hooks.
type Happening struct {
	ID   string // the same at every attempt
	Kind HookEvent
	Body []byte
	At   time.Time
}

func readHappening(row scanner) (h Happening, err error) {
	err = row.Scan(&h.ID, &h.Kind, &h.Body, moment{&h.At})
	return h, err
}

// AddHappening keeps what happened.
func (t *Tx) AddHappening(h Happening) error {
	_, err := t.exec("add happening", "INSERT INTO hook_event (id, kind, body, at) VALUES ($1, $2, $3, $4)", h.ID, string(h.Kind), h.Body, t.Now.UnixMilli())
	return err
}

// Happening finds one; the error wraps ErrNotFound.
func (t *Tx) Happening(id string) (Happening, error) {
	return one(t, "read happening", readHappening, "SELECT id, kind, body, at FROM hook_event WHERE id = $1", id)
}

// DeliveryState is where a delivery stands.
type DeliveryState string

// The states.
const (
	DeliveryWaiting DeliveryState = "waiting"
	DeliveryTaken   DeliveryState = "taken"
	DeliveryFailed  DeliveryState = "failed"
	DeliveryDropped DeliveryState = "dropped" // its hook was switched off
)

// Delivery is that a hook is told of something.
type Delivery struct {
	Hook     [16]byte
	Event    string
	Kind     HookEvent // of the event
	State    DeliveryState
	Round    int // grows when somebody asks for it again
	Attempts int
	Status   int    // of HTTP; 0: no answer
	Cause    string // of the last failure, as a word of portal/hooks
	Took     time.Duration
	Made     time.Time
	Next     time.Time // zero: nobody will try
	Ended    time.Time
}

const deliveryColumns = "d.hook, d.event, e.kind, d.state, d.round, d.attempts, d.status, d.cause, d.took, d.made_at, d.next_at, d.ended_at"

func readDelivery(row scanner) (d Delivery, err error) {
	var took int64
	err = row.Scan(fixed(d.Hook[:]), &d.Event, &d.Kind, &d.State, &d.Round, &d.Attempts, &d.Status, &d.Cause, &took, moment{&d.Made}, moment{&d.Next}, moment{&d.Ended})
	d.Took = time.Duration(took) * time.Millisecond
	return d, err
}

// AddDelivery says that a hook is to be told of something.
func (t *Tx) AddDelivery(hook [16]byte, event string) error {
	_, err := t.exec("add delivery", "INSERT INTO hook_delivery (hook, event, state, made_at, next_at) VALUES ($1, $2, 'waiting', $3, $3)",
		hook[:], event, t.Now.UnixMilli())
	return err
}

// Delivery finds one; the error wraps ErrNotFound.
func (t *Tx) Delivery(hook [16]byte, event string) (Delivery, error) {
	return one(t, "read delivery", readDelivery, "SELECT "+deliveryColumns+` FROM hook_delivery d JOIN hook_event e ON e.id = d.event
		WHERE d.hook = $1 AND d.event = $2`, hook[:], event)
}

// Deliveries lists a hook's, the newest first, before a place; the zero place begins.
func (t *Tx) Deliveries(hook [16]byte, before time.Time, event string, limit int) ([]Delivery, error) {
	if before.IsZero() {
		before = farFuture
	}
	return all(t, "list deliveries", readDelivery, "SELECT "+deliveryColumns+` FROM hook_delivery d JOIN hook_event e ON e.id = d.event
		WHERE d.hook = $1 AND (d.made_at < $2 OR d.made_at = $2 AND d.event < $3) ORDER BY d.made_at DESC, d.event DESC LIMIT $4`,
		hook[:], before.UnixMilli(), event, limit)
}

// PutDelivery keeps one that was read and changed in this transaction.
func (t *Tx) PutDelivery(d Delivery) error {
	_, err := t.exec("put delivery", `UPDATE hook_delivery SET state = $3, round = $4, attempts = $5, status = $6, cause = $7, took = $8, next_at = $9,
		ended_at = $10 WHERE hook = $1 AND event = $2`, d.Hook[:], d.Event, string(d.State), d.Round, d.Attempts, d.Status, d.Cause, d.Took.Milliseconds(),
		orNull(d.Next), orNull(d.Ended))
	return err
}

// DropDeliveries ends all that waits for a hook.
func (t *Tx) DropDeliveries(hook [16]byte) error {
	_, err := t.exec("drop waiting deliveries", `UPDATE hook_delivery SET state = 'dropped', next_at = NULL, ended_at = $2
		WHERE hook = $1 AND state = 'waiting'`, hook[:], t.Now.UnixMilli())
	return err
}

// WaitingDeliveries is how many wait for each hook.
func (t *Tx) WaitingDeliveries() (map[[16]byte]int, error) {
	type row struct {
		hook [16]byte
		n    int
	}
	rows, err := all(t, "count waiting deliveries", func(s scanner) (r row, err error) {
		err = s.Scan(fixed(r.hook[:]), &r.n)
		return r, err
	}, "SELECT hook, COUNT(*) FROM hook_delivery WHERE state = 'waiting' GROUP BY hook ORDER BY hook")
	counts := map[[16]byte]int{}
	for _, r := range rows {
		counts[r.hook] = r.n
	}
	return counts, err
}

// ForgetHappenings deletes what happened before a time and waits for nobody.
func (t *Tx) ForgetHappenings(before time.Time) error {
	const old = "SELECT id FROM hook_event e WHERE e.at < $1 AND NOT EXISTS (SELECT 1 FROM hook_delivery w WHERE w.event = e.id AND w.state = 'waiting')"
	if _, err := t.exec("forget deliveries", "DELETE FROM hook_delivery WHERE event IN ("+old+")", before.UnixMilli()); err != nil {
		return err
	}
	if _, err := t.exec("forget happenings", "DELETE FROM hook_event WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM hook_delivery w WHERE w.event = hook_event.id)",
		before.UnixMilli()); err != nil {
		return err
	}
	return nil
}
