package db

import (
	"priyom/civic"
	"priyom/store/journal"
)

// known is what a transaction has read, or knows because it made it. Nobody else writes meanwhile, so it stays true until the
// transaction itself writes.
type known struct {
	reports map[civic.ReportID]*Report // nil: there is none
	numbers map[string][]civic.ReportID
	cases   map[civic.ReportID]*Case
	files   map[fileOf]int64 // sizes; noFile: the device never spoke of it
	photos  map[photosOf]map[civic.PhotoID]Photo
	heads   map[epochOf]journal.Head
	codes   map[string]civic.DeviceID
	owners  map[civic.DeviceID]*Belonging
	nobodys map[civic.DeviceID]bool // they have no owner and never had one
	rules   map[RuleName]int64
	fresh   map[civic.ReportID]*fresh
	stained map[string]bool // tables that something was put into otherwise than late
}

type fileOf struct {
	device civic.DeviceID
	sum    journal.Hash
}

const noFile = -1

type photosOf struct {
	device civic.DeviceID
	report civic.ReportID
}

type epochOf struct {
	device civic.DeviceID
	epoch  journal.Epoch
}

// fresh is a report that this transaction added: what refers to it was written by this transaction, if there is anything.
type fresh struct {
	steps  int   // of its history
	near   int64 // its digest's place in the feed; 0: none yet
	clock  bool  // it has one, or had
	public bool  // it was published
}

// mostKnown bounds what is remembered of one kind.
const mostKnown = 20_000

// learn remembers something. Of very long transactions it remembers the last alone.
func learn[K comparable, V any](of *map[K]V, k K, v V) {
	if *of == nil || len(*of) >= mostKnown {
		*of = map[K]V{}
	}
	(*of)[k] = v
}

// forget drops what a statement may change.
func (t *Tx) forget(x touches) {
	k := &t.known
	switch x.target {
	case "report":
		k.reports, k.numbers = nil, nil
	case "cases":
		k.cases = nil
	case "blob_ref":
		k.files = nil
	case "photo":
		k.photos = nil
	case "epoch":
		k.heads = nil
	case "belonging":
		k.owners, k.nobodys = nil, nil
	case "device":
		k.codes = nil
	case "rule":
		k.rules = nil
	}
	if x.insert {
		learn(&k.stained, x.target, true)
	}
}

// lacks says that a table has nothing about a report, because this transaction added the report and put nothing there.
func (t *Tx) lacks(table string, id civic.ReportID) bool {
	_, ok := t.known.fresh[id]
	return ok && !t.known.stained[table]
}
