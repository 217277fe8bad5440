package doctor

import (
	"context"
	"time"

	"priyom/store"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// Check is what is looked at.
type Check string

// The checks, in the order in which they are made.
const (
	CheckDisk     Check = "disk"
	CheckClock    Check = "clock"
	CheckKeys     Check = "keys"
	CheckMemory   Check = "memory" // the database
	CheckQueue    Check = "queue"
	CheckPortal   Check = "portal"
	CheckMap      Check = "map"
	CheckPrinters Check = "printers"
	CheckBackup   Check = "backup"
)

// Checks are all of them.
func Checks() []Check {
	return []Check{CheckDisk, CheckClock, CheckKeys, CheckMemory, CheckQueue, CheckPortal, CheckMap, CheckPrinters, CheckBackup}
}

// Level is how a finding is meant to be taken.
type Level string

// The levels.
const (
	Good  Level = "good"
	Aside Level = "aside" // works, and could be better
	Warn  Level = "warn"  // will go wrong if nobody looks after it
	Bad   Level = "bad"   // keeps people's reports from being safe or from arriving
)

// Finding is what one check found. Key is what it is, such as "low" for a disk; its words are "doctor.disk.low", what to
// do about it "doctor.disk.low.next". Figures that a key speaks of are in the fields.
type Finding struct {
	Check Check
	Level Level
	Key   string
	N     int
	Bytes int64
	At    time.Time
	For   time.Duration // how long, or how far off
	Cause string        // translation key of a failure, such as "link.offline"
	Err   error         // for the log
}

// Patient is what there is to look at.
type Patient struct {
	Home    string
	Source  vault.Source // what the vault was opened with
	Store   *store.Store
	Line    engine.Options
	Map     string // path of the map in use; "" if there is none
	Clock   func() time.Time
	Backup  time.Time // the last one; zero if there was none
	Printer func(ctx context.Context) (printers int, err error)
}

// patience is how long one check may take.
const patience = 20 * time.Second

// Examine makes all checks, and tells each finding as soon as it is there. It ends early with ctx.
func Examine(ctx context.Context, p Patient, tell func(Finding)) {
	if p.Clock == nil {
		p.Clock = time.Now
	}
	var met meeting // with the portal: asked once, for the clock too
	for _, c := range Checks() {
		if ctx.Err() != nil {
			return
		}
		f := func() Finding {
			ctx, cancel := context.WithTimeout(ctx, patience)
			defer cancel()
			return p.examine(ctx, c, &met)
		}()
		f.Check = c
		if ctx.Err() == nil {
			tell(f)
		}
	}
}

func (p Patient) examine(ctx context.Context, c Check, met *meeting) Finding {
	switch c {
	case CheckDisk:
		return p.disk()
	case CheckClock:
		return p.clock(ctx, met)
	case CheckKeys:
		return p.keys(ctx)
	case CheckMemory:
		return p.memory(ctx)
	case CheckQueue:
		return p.queue(ctx)
	case CheckPortal:
		return p.portal(ctx, met)
	case CheckMap:
		return p.district()
	case CheckPrinters:
		return p.printers(ctx)
	case CheckBackup:
		return p.backup()
	}
	return Finding{Level: Aside, Key: "unknown"}
}

// failed is a check that couldn't look.
func failed(err error) Finding { return Finding{Level: Bad, Key: "failed", Err: err} }
