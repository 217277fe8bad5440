package db

import (
	"regexp"
	"strings"
	"sync"

	"priyom/civic"
)

// touches is what a statement reads and writes, as far as it matters for what waits and for what is known already.
type touches struct {
	tables  uint32 // of tableNo, that it names
	write   bool
	insert  bool
	target  string // what it writes
	counter bool
}

var namesTable = regexp.MustCompile(`(?i)\b(?:FROM|JOIN|INTO|UPDATE)\s+([a-z_]+)`)

// met are the touches of statements.
var met sync.Map

// lookAt finds out what a statement touches. Tables stand behind FROM, JOIN, INTO and UPDATE alone: a test sees to it that no
// statement has a comma there.
func lookAt(query string) touches {
	if head, _, rows := strings.Cut(query[:min(len(query), longHead)], " VALUES "); rows {
		query = head // what follows names no table
	}
	if known, ok := met.Load(query); ok {
		return known.(touches)
	}
	var x touches
	first, _, _ := strings.Cut(strings.TrimLeft(query, " \t\n"), " ")
	x.write, x.insert = first != "SELECT", first == "INSERT"
	for _, m := range namesTable.FindAllStringSubmatch(query, -1) {
		name := strings.ToLower(m[1])
		if x.target == "" {
			x.target = name
		}
		x.counter = x.counter || name == "counter"
		for in, f := range forms {
			if f.table == name {
				x.tables |= 1 << in
			}
		}
	}
	met.Store(query, x)
	return x
}

// longHead is within how many bytes a statement's rows begin.
const longHead = 4000

// meet comes before every statement: what it may read is written by then, and what it may change isn't believed any more.
func (t *Tx) meet(query string) error {
	if t.late.reads {
		return nil
	}
	x := lookAt(query)
	if x.write || x.tables&t.late.mask != 0 { // a write may refer to any row
		if err := t.flush(); err != nil {
			return err
		}
	}
	if x.counter {
		if err := t.settleCounters(); err != nil {
			return err
		}
		t.counters = nil
	}
	if x.write {
		t.forget(x)
	}
	return nil
}

// change is exec for a statement that changes one report and its case and names no other: what is known of the others stays true.
func (t *Tx) change(id civic.ReportID, op, query string, args ...any) (changed int64, err error) {
	if t.late.reads {
		return 0, errReads
	}
	if err := t.flush(); err != nil {
		return 0, err
	}
	delete(t.known.reports, id)
	delete(t.known.cases, id)
	return t.send(op, query, args...)
}
