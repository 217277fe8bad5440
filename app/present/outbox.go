package present

import (
	"context"
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

// today is the day's tally, by this computer's clock.
type today struct{ taken, delivered int }

// tallied is what a tally was made of: while it is the same, so is the tally.
type tallied struct {
	entries, reports int
	receipt          time.Time
	day              int
}

func newOutbox(p *Point) *Outbox { return &Outbox{p: p} }

// waiting is what a person would count: reports and photos.
func (o *Outbox) waiting() int { return o.totals.Reports + o.totals.Photos + o.totals.NeedPerson }

// load reads what the strip needs.
func (o *Outbox) load(ctx context.Context) (err error) {
	o.totals, err = o.p.store.Totals(ctx)
	o.count()
	o.line = o.p.engine.State()
	return err
}

// Refresh reads queue and line again. Asked for while it reads, it reads once more afterwards.
func (o *Outbox) Refresh() {
	if o.busy {
		o.again = true
		return
	}
	o.busy, o.again = true, false
	whole := o.p.page == PageOutbox
	known := reading{today: o.today, of: o.tallyOf}
	o.p.read.do(func(ctx context.Context) func() {
		r, err := o.read(ctx, known, whole)
		return func() {
			o.busy = false
			switch {
			case err != nil:
				o.p.env.Log.Error("queue not read", "error", err)
			default:
				o.take(r, whole)
			}
			if o.again {
				o.Refresh()
			}
		}
	})
}

// reading is what one Refresh brings.
type reading struct {
	totals store.Totals
	items  []store.Item
	today  today
	of     tallied
}

func (o *Outbox) read(ctx context.Context, known reading, whole bool) (r reading, err error) {
	if r.totals, err = o.p.store.Totals(ctx); err != nil || !whole {
		return r, err
	}
	items, err := o.p.store.Queue(ctx)
	if err != nil {
		return r, err
	}
	r.items = together(items)
	r.of = tallied{r.totals.Entries, r.totals.Reports, r.totals.LastReceipt, o.p.env.Clock().Local().YearDay()}
	if r.of == known.of {
		r.today = known.today
		return r, nil
	}
	r.today, err = o.tally(ctx)
	return r, err
}

// tally counts the day's reports, the newest first until one is of another day.
func (o *Outbox) tally(ctx context.Context) (t today, err error) {
	ids, err := o.p.store.Find(ctx, store.Query{})
	if err != nil {
		return t, err
	}
	y, m, d := o.p.env.Clock().Local().Date()
	for len(ids) > 0 {
		n := min(pageRows, len(ids))
		rows, err := o.p.store.Summaries(ctx, ids[:n])
		if err != nil {
			return t, err
		}
		for _, r := range rows {
			if ry, rm, rd := r.CapturedAt.Local().Date(); ry != y || rm != m || rd != d {
				return t, nil
			}
			t.taken++
			if !r.Status.OnDevice() {
				t.delivered++
			}
		}
		ids = ids[n:]
	}
	return t, nil
}

func (o *Outbox) take(r reading, whole bool) {
	news := r.totals.Entries != o.totals.Entries || r.totals.LastReceipt != o.totals.LastReceipt
	o.totals, o.line = r.totals, o.p.engine.State()
	if whole {
		o.items, o.today, o.tallyOf = r.items, r.today, r.of
	}
	o.count()
	if news {
		o.p.Journal.Reload() // statuses have changed
	}
	o.p.changed()
	if o.OnChange != nil {
		o.OnChange()
	}
}

// count keeps the size of the delivery under way.
func (o *Outbox) count() {
	if o.totals.Clear() {
		o.photos, o.bytes = 0, 0
	}
	o.photos, o.bytes = max(o.photos, o.totals.Photos), max(o.bytes, o.totals.Bytes)
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

func (o *Outbox) certain() Said {
	v, now := o.p.Voice(), o.p.env.Clock()
	last := o.totals.LastReceipt
	switch {
	case o.totals.Clear() && last.IsZero():
		return Said{Icon: "inbox", Tone: ToneCalm, Title: v.Say("outbox.certain.nothing"), Under: v.Say("outbox.certain.nothing-under")}
	case o.totals.Clear():
		return Said{
			Icon: "shield-check", Tone: ToneGood, Title: v.Say("outbox.certain.all"),
			Under: v.With("outbox.certain.receipt", lang.Args{"Time": v.Since(last, now)}),
		}
	case last.IsZero():
		return Said{Icon: "hourglass", Tone: ToneAccent, Title: v.Count("outbox.certain.safe", o.totals.Reports, nil), Under: v.Say("outbox.certain.safe-under")}
	case !o.totals.Oldest.IsZero():
		return Said{
			Icon: "shield-check", Tone: ToneGood, Title: v.With("outbox.certain.until", lang.Args{"Time": v.Since(o.totals.Oldest, now)}),
			Under: v.With("outbox.certain.receipt", lang.Args{"Time": v.Since(last, now)}),
		}
	}
	return Said{Icon: "shield-check", Tone: ToneGood, Title: v.Say("outbox.certain.texts"), Under: v.With("outbox.certain.receipt", lang.Args{"Time": v.Since(last, now)})}
}

// link is the line to the portal in words.
func (o *Outbox) link() Said {
	v := o.p.Voice()
	if !o.p.enrolled {
		return Said{Icon: "cloud-off", Tone: ToneCalm, Title: v.Say("link.state.none")}
	}
	s := Said{Icon: "cloud", Tone: ToneCalm, Title: v.Say("link.state." + string(o.line.Link)), Under: causeWords(v, string(o.line.Cause))}
	switch o.line.Link {
	case engine.LinkGood:
		s.Icon, s.Tone = "wifi", ToneGood
	case engine.LinkWeak:
		s.Icon, s.Tone = "wifi", ToneWarn
	case engine.LinkOffline, engine.LinkCaptive:
		s.Icon, s.Tone = "wifi-off", ToneWarn
	case engine.LinkRefused:
		s.Icon, s.Tone = "shield-alert", ToneAlarm
	case engine.LinkUnknown:
	}
	switch {
	case o.moving() && o.line.Speed > 0:
		s.Aside = v.Speed(o.line.Speed)
	case !o.line.NextAttempt.IsZero():
		s.Aside = v.With("link.next", lang.Args{"Time": o.at(o.line.NextAttempt)})
	}
	return s
}

// at is when something will be tried: the clock, to the second while it is near.
func (o *Outbox) at(t time.Time) string {
	if t.Sub(o.p.env.Clock()) < 10*time.Minute {
		return t.Local().Format(time.TimeOnly)
	}
	return o.p.Voice().Since(t, o.p.env.Clock())
}

// together leaves out what goes with something else in the list: a preview with its photo, and later facts about a
// report with the first. What needs a person is always shown.
func together(items []store.Item) []store.Item {
	var shown []store.Item
	told := map[civic.ReportID]bool{}
	for _, i := range items {
		if !i.State.NeedsPerson() && (i.Kind == store.ItemPreview || i.Kind == store.ItemReport && told[i.Report]) {
			continue
		}
		told[i.Report] = told[i.Report] || i.Kind == store.ItemReport
		shown = append(shown, i)
	}
	return shown
}
