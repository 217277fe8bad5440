package present

import (
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/sync/engine"
)

// Act is what a person can do about a queued thing.
type Act string

// The acts.
const (
	ActNone    Act = ""
	ActSend    Act = "send"    // try at once
	ActOpen    Act = "open"    // look at the report
	ActConnect Act = "connect" // to a portal
)

// Item is a queued thing and what is the matter with it.
type Item struct {
	Icon     string
	Tone     Tone
	Title    string
	Cause    string  // why it is still here, in plain words
	Next     string  // when something will happen
	Progress float32 // 0 to 1; below 0 where there is none to be seen
	Act      Act
	ActWords string
	Report   civic.ReportID
	Signed   bool // it is a signature under a petition, and Report isn't a report
}

// OutboxState is the queue and the line, the things in the queue left out.
type OutboxState struct {
	Enrolled   bool
	Under      string  // the title: what this computer is
	Certain    Said    // what is certain
	Link       Said    // the line; Aside is its speed
	Progress   float32 // of what goes now, 0 to 1; below 0 if nothing does
	Going      string  // what of it is done, in words
	Rows       int     // things in the queue; they are asked for one by one
	ItemsUnder string
	Today      []Figure
}

// Said is a statement with its look.
type Said struct {
	Icon, Title, Under, Aside string
	Tone                      Tone
}

// Figure is a number and what it counts.
type Figure struct {
	Label string
	N     int
}

// Outbox is the queue and the line, and the sentence that is always at the foot of the window.
type Outbox struct {
	OnChange func()

	p       *Point
	totals  store.Totals
	items   []store.Item // of the page, when it is shown
	today   today
	tallyOf tallied
	line    engine.State
	busy    bool
	again   bool

	// What is counted as one delivery: from when there was something to send until all of it is at the portal.
	photos int
	bytes  int64
}

// tallied is what a tally was made of: while it is the same, so is the tally.
type tallied struct {
	entries, reports int
	receipt          time.Time
	day              int
}

func newOutbox(p *Point) *Outbox { return &Outbox{p: p} }

// waiting is what a person would count: reports and photos.
func (o *Outbox) waiting() int {
	return o.totals.Reports + o.totals.Signatures + o.totals.Photos + o.totals.NeedPerson
}

// SendNow tries at once.
func (o *Outbox) SendNow() { o.p.engine.Kick() }

// Connect shows where this computer gets its portal.
func (o *Outbox) Connect() { o.p.Go(PageEnroll) }

// Do is what a person chose to do about a thing of the queue.
func (o *Outbox) Do(i Item) {
	switch i.Act {
	case ActSend:
		o.SendNow()
	case ActOpen:
		if i.Signed {
			o.p.Go(PagePetitions)
			return
		}
		o.p.Journal.Show(i.Report)
	case ActConnect:
		o.p.Go(PageEnroll)
	case ActNone:
	}
}

// State is what the page shows.
func (o *Outbox) State() OutboxState {
	v := o.p.Voice()
	s := OutboxState{Enrolled: o.p.enrolled, Certain: o.certain(), Link: o.link(), Progress: -1}
	if o.p.enrolled {
		s.Under = v.With("outbox.device", lang.Args{"Place": o.p.enrolment.Place, "Code": o.p.enrolment.Code})
	} else {
		s.Under = v.Say("outbox.unenrolled")
	}
	if o.moving() && o.bytes > 0 {
		s.Progress = float32(float64(o.sent()) / float64(o.bytes))
		s.Going = v.With("outbox.going", lang.Args{
			"Photos": v.Number(int64(o.photos - o.totals.Photos)), "All": v.Count("count.photos", o.photos, nil),
			"Sent": v.Bytes(o.sent()), "Size": v.Bytes(o.bytes),
		})
	}
	s.Rows = len(o.items)
	s.ItemsUnder = v.Count("outbox.items", s.Rows, nil)
	s.Today = []Figure{
		{v.Say("outbox.figure.taken"), o.today.taken},
		{v.Say("outbox.figure.delivered"), o.today.delivered},
		{v.Say("outbox.figure.waiting"), o.today.taken - o.today.delivered},
		{v.Say("outbox.figure.person"), o.totals.NeedPerson},
	}
	return s
}

// Item is the thing of a row.
func (o *Outbox) Item(i int) Item {
	if i < 0 || i >= len(o.items) {
		return Item{Progress: -1}
	}
	return o.item(o.items[i])
}

// sent is how much of the delivery is at the portal, or nearly.
func (o *Outbox) sent() int64 {
	sent := o.bytes - o.totals.Bytes + o.totals.BytesSent
	return max(0, min(sent, o.bytes))
}

func (o *Outbox) moving() bool {
	return o.line.Phase == engine.PhaseText || o.line.Phase == engine.PhaseFiles
}
