package deadlines

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/db"
)

// usualCalendar is the calendar of a municipality that hasn't chosen one.
const usualCalendar = "ru"

// Told does what follows from an escalation, in its transaction: who is to be told is told there.
type Told func(tx *db.Tx, c db.Case, e db.Escalation) error

// Closer ends a case by the system because a time is up, within a transaction.
type Closer func(tx *db.Tx, id civic.ReportID) error

// Office keeps deadlines.
type Office struct {
	db    *db.DB
	known *civic.Classifier
	close Closer
	told  []Told

	mu   sync.Mutex
	book *Book // as it was read last
}

// New makes an office. Until somebody says how, nothing is closed by it.
func New(d *db.DB, known *civic.Classifier) *Office { return &Office{db: d, known: known} }

// CloseBy says how cases are ended.
func (o *Office) CloseBy(c Closer) { o.close = c }

// Tell adds what follows from every escalation; call it before any happens.
func (o *Office) Tell(t Told) { o.told = append(o.told, t) }

// Book is the rules in force at a time, ready to count by. It is immutable.
type Book struct {
	Rules    Rules
	Calendar *civic.Calendar
	Days     []byte // the calendar as data
	Version  [2]int64
	known    *civic.Classifier
}

// Book is the book in force. Within one transaction it is always the same.
func (o *Office) Book(tx *db.Tx) (*Book, error) {
	rules, err := tx.RuleVersion(RuleDeadlines)
	if err != nil {
		return nil, err
	}
	calendar, err := tx.RuleVersion(RuleCalendar)
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	held := o.book
	o.mu.Unlock()
	if version := [2]int64{rules, calendar}; held == nil || held.Version != version {
		if held, err = o.open(tx, version); err != nil {
			return nil, err
		}
		o.mu.Lock()
		o.book = held
		o.mu.Unlock()
	}
	return held, nil
}

// Current is the book in force, for who isn't in a transaction.
func (o *Office) Current(ctx context.Context) (b *Book, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		b, err = o.Book(tx)
		return err
	})
	return b, err
}

func (o *Office) open(tx *db.Tx, version [2]int64) (*Book, error) {
	b := &Book{Version: version, known: o.known}
	body, err := o.RulesBody(tx, version[0])
	if err != nil {
		return nil, err
	}
	if b.Rules, err = ParseRules(body, o.known); err != nil {
		return nil, err
	}
	if b.Days, err = o.CalendarBody(tx, version[1]); err != nil {
		return nil, err
	}
	b.Calendar, err = civic.ParseCalendar(b.Days, time.LoadLocation)
	return b, err
}

// RulesBody is a version of the rules as data; version 0 are the usual ones.
func (o *Office) RulesBody(tx *db.Tx, version int64) ([]byte, error) {
	if version == 0 {
		return json.MarshalIndent(usual(o.known.DeadlineClasses()), "", " ")
	}
	r, err := tx.Rule(RuleDeadlines, version)
	return r.Body, err
}

// CalendarBody is a version of the calendar as data; version 0 is the usual one.
func (o *Office) CalendarBody(tx *db.Tx, version int64) ([]byte, error) {
	if version == 0 {
		return assets.CalendarData(usualCalendar)
	}
	r, err := tx.Rule(RuleCalendar, version)
	return r.Body, err
}

// maxRule is the largest table that is taken, in bytes.
const maxRule = 256 << 10

// Check says what is wrong with a table: ErrRules, civic.ErrCalendar or civic.ErrNoWorkingDays.
func (o *Office) Check(name db.RuleName, body []byte) (err error) {
	switch {
	case len(body) > maxRule:
		return fmt.Errorf("%w: more than %d bytes", ErrRules, maxRule)
	case name == RuleCalendar:
		_, err = civic.ParseCalendar(body, time.LoadLocation)
	default:
		_, err = ParseRules(body, o.known)
	}
	return err
}

// Put makes a table a new version, and has every open case counted anew. The same table again changes nothing. The errors are
// those of Check, and db.ErrStale if r.Version isn't the latest.
func (o *Office) Put(tx *db.Tx, r *db.Rule, role civic.Role) error {
	if err := o.Check(r.Name, r.Body); err != nil {
		return err
	}
	if before, err := tx.Rule(r.Name, r.Version); err == nil && string(before.Body) == string(r.Body) {
		return nil
	} else if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	if err := tx.PutRule(r); err != nil {
		return err
	}
	if err := tx.AddJob(db.Job{Kind: jobRecount, Key: fmt.Sprintf("%s %d", r.Name, r.Version)}); err != nil {
		return err
	}
	return tx.AddAudit(db.Audit{Actor: r.Actor, Role: role, Act: AuditRule, Object: string(r.Name), Detail: fmt.Sprintf("version %d", r.Version)})
}

// AuditRule is that somebody changed a rule.
const AuditRule db.AuditAct = "rule"

func ignoreNotFound(err error) error {
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	return err
}
