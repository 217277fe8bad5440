package db

import (
	"errors"
	"fmt"
	"sync"

	"priyom/civic"
)

// What a transaction adds isn't written at once: rows wait until something reads their table, or is written otherwise, or the
// transaction ends, and then go many with one statement. Nobody who uses a Tx notices, but for the time: every way to the
// database asks meet first, and what waits is found by the methods that read it one by one.

// tableNo names a table whose rows may wait. They are written in this order: each table stands behind those it refers to.
type tableNo int

const (
	inEpoch tableNo = iota
	inEntry
	inFile
	inReport
	inCase
	inPhoto
	inHistory
	inClock
	inPublic
	inFeed
	inNear
	inDevice // no rows: changes of some
	lateTables
)

// form is how rows of a table are written.
type form struct {
	table, columns string
	width          int
	tail           string
}

var forms = [lateTables]form{
	inEpoch:   {"epoch", "device, epoch, seq, hash, begun_at", 5, " ON CONFLICT (device, epoch) DO UPDATE SET seq = excluded.seq, hash = excluded.hash"},
	inEntry:   {"entry", entryColumns, 18, ""},
	inFile:    {"blob_ref", "device, sha256, size", 3, ""},
	inReport:  {"report", reportColumns, 22, ""},
	inCase:    {"cases", caseColumns, 35, ""},
	inPhoto:   {"photo", photoNames, 16, photoTail},
	inHistory: {"history", "report, n, " + stepColumns, 12, ""},
	inClock:   {"clock", clockColumns, 5, clockTail},
	inPublic:  {"public_report", "report, seq, words", 3, " ON CONFLICT (report) DO UPDATE SET seq = excluded.seq"},
	inFeed:    {"feed", "seq, device, place, kind, body, at", 6, ""},
	inNear:    {"near", "report, seq", 2, " ON CONFLICT (report) DO UPDATE SET seq = excluded.seq"},
	inDevice:  {table: "device"},
}

// rowSource is a row that waits, and may change while it does.
type rowSource interface{ values() []any }

// values are a row that doesn't change any more.
type values []any

func (v values) values() []any { return v }

// waiting are the rows of one table.
type waiting struct {
	rows []rowSource
	at   map[any]int // by key, in tables where a later row takes the place of an earlier one
}

// later is a statement that waits.
type later struct {
	op, query string
	args      []any
}

// late is all that a transaction has still to write.
type late struct {
	reads   bool // nothing may
	tables  [lateTables]waiting
	then    []later
	n       int
	mask    uint32
	entries map[int64]*lateEntry // by arrival
	reports map[civic.ReportID]*Report
	cases   map[civic.ReportID]*Case
}

// errReads is returned to whoever writes in a transaction that only reads.
var errReads = errors.New("db: this transaction only reads")

// What may wait: with mostLate rows the next entry is begun with none, and whatever isn't about entries writes at mostOfAll. In the
// midst of an entry the rows would go from under what is just being made of it.
const (
	mostLate  = 4000
	mostOfAll = 4 * mostLate
)

// breathe writes what waits if that is much. It is called where nothing is half made.
func (t *Tx) breathe() error {
	if t.late.n < mostLate {
		return nil
	}
	return t.flush()
}

func (t *Tx) wait(in tableNo, r rowSource) error {
	if err := t.makeRoom(); err != nil {
		return err
	}
	w := &t.late.tables[in]
	w.rows = append(w.rows, r)
	t.late.mask |= 1 << in
	t.late.n++
	return nil
}

func (t *Tx) makeRoom() error {
	switch {
	case t.late.reads:
		return errReads
	case t.late.n >= mostOfAll:
		return t.flush()
	}
	return nil
}

// waitKeyed is wait for a row that takes the place of one with its key.
func (t *Tx) waitKeyed(in tableNo, key any, r rowSource) error {
	if err := t.makeRoom(); err != nil {
		return err
	}
	w := &t.late.tables[in]
	if i, ok := w.at[key]; ok {
		w.rows[i] = r
		return nil
	}
	if w.at == nil {
		w.at = map[any]int{}
	}
	w.at[key] = len(w.rows)
	return t.wait(in, r)
}

// waitFor lets a statement wait that changes rows of a table.
func (t *Tx) waitFor(in tableNo, op, query string, args ...any) error {
	if t.late.reads {
		return errReads
	}
	t.late.then = append(t.late.then, later{op, query, args})
	t.late.mask |= 1 << in
	t.late.n++
	return nil
}

// flush writes all that waits.
func (t *Tx) flush() error {
	if t.late.n == 0 {
		return nil
	}
	todo := t.late
	t.late = &late{}
	for id, r := range todo.reports {
		learn(&t.known.reports, id, r)
	}
	for id, c := range todo.cases {
		learn(&t.known.cases, id, c)
	}
	for in := range todo.tables {
		if err := t.writeRows(forms[in], todo.tables[in].rows); err != nil {
			return err
		}
	}
	for _, l := range todo.then {
		if _, err := t.send(l.op, l.query, l.args...); err != nil {
			return err
		}
	}
	return nil
}

// writeRows writes rows many at once. The numbers of rows are powers of two, so that there are few statements to prepare.
func (t *Tx) writeRows(f form, rows []rowSource) error {
	for size := mostRows; len(rows) > 0; size /= 2 {
		for len(rows) >= size {
			args := make([]any, 0, size*f.width)
			for _, r := range rows[:size] {
				args = append(args, r.values()...)
			}
			if _, err := t.send("write "+f.table, f.statement(size), args...); err != nil {
				return err
			}
			rows = rows[size:]
		}
	}
	return nil
}

const mostRows = 128

// written are the statements of forms, by form and number of rows.
var written sync.Map

func (f form) statement(rows int) string {
	key := fmt.Sprint(rows, f.table, f.columns)
	if s, ok := written.Load(key); ok {
		return s.(string)
	}
	s := "INSERT INTO " + f.table + " (" + f.columns + ") VALUES " + marks(rows, f.width) + f.tail
	written.Store(key, s)
	return s
}
