package engine

import (
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Link is what the last attempts say of the line to the portal.
type Link string

// The states of the line.
const (
	LinkUnknown Link = "unknown" // nothing was tried yet
	LinkOffline Link = "offline" // the portal can't be reached
	LinkCaptive Link = "captive" // something in between answers in its place
	LinkWeak    Link = "weak"    // it works, slowly or with breaks
	LinkGood    Link = "good"
	LinkRefused Link = "refused" // the portal doesn't serve this device
)

// Phase is what the engine does at the moment.
type Phase string

// The phases.
const (
	PhaseIdle       Phase = "idle"
	PhaseConnecting Phase = "connecting"
	PhaseText       Phase = "text"  // entries on their way, or the feed
	PhaseFiles      Phase = "files" // previews and photos
	PhaseWaiting    Phase = "waiting"
)

// Moving is a file on its way.
type Moving struct {
	SHA256 journal.Hash
	Report civic.ReportID
	Role   journal.Role
	Sent   int64 // bytes, those not yet confirmed included
	Size   int64
}

// Fetching is a district's map on its way here.
type Fetching struct {
	Name string
	Got  int64 // bytes
	Size int64
}

// State is what the engine tells of itself, at one moment.
type State struct {
	Link         Link
	Phase        Phase
	Cause        Cause     // of the last failure; "" when the last attempt went well
	NextAttempt  time.Time // by the device's clock; set while PhaseWaiting
	Files        []Moving  // at most three
	Maps         int       // maps that have come since the start
	Pictures     int       // of tasks that have come since the start
	Map          *Fetching // the district's map on its way here; nil if it isn't
	Speed        int64     // bytes per second, both ways, over the last seconds
	LastExchange time.Time // by the device's clock; zero if there was none since the start
	LastReceipt  time.Time // by the portal's clock; zero if there never was one
}
