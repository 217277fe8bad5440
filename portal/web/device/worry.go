package device

import (
	"net/http"
	"strconv"
	"time"

	"priyom/portal/db"
	"priyom/store/journal"
)

// Worry is how much somebody should look after a reception point. The higher, the more.
type Worry int

// The degrees.
const (
	Calm    Worry = iota
	Revoked       // it isn't trusted any more
	Quiet         // not heard of for a day, or something waits there for as long
	Silent        // not heard of for three days: by then an appeal must be registered (59-FZ, art. 8)
	Stuck         // heard of, and something waits there for three days
	Alarmed       // something went wrong
)

// What begins a worry.
const (
	quietAfter  = 24 * time.Hour
	silentAfter = 3 * 24 * time.Hour
)

// worryOf finds the degree for a device with its open alarms. A queue's age is by the device's own clock, which may be off: it counts from when
// the device spoke of it.
func worryOf(d db.Device, open []db.Alarm, now time.Time) Worry {
	silence, waiting := now.Sub(d.Seen), time.Duration(0)
	if !d.Queue.Oldest.IsZero() && d.Queue.Entries+d.Queue.Files > 0 {
		waiting = now.Sub(d.Queue.Oldest)
	}
	switch {
	case !d.Revoked.IsZero():
		return Revoked
	case len(open) > 0:
		return Alarmed
	case silence >= silentAfter:
		return Silent
	case waiting >= silentAfter:
		return Stuck
	case silence >= quietAfter, waiting >= quietAfter:
		return Quiet
	}
	return Calm
}

// Word is its translation key's end.
func (w Worry) Word() string {
	return map[Worry]string{Calm: "calm", Revoked: "revoked", Quiet: "quiet", Silent: "silent", Stuck: "stuck", Alarmed: "alarmed"}[w]
}

// Hue is its chip's class.
func (w Worry) Hue() string {
	return map[Worry]string{Calm: "done", Revoked: "draft", Quiet: "work", Silent: "late", Stuck: "late", Alarmed: "late"}[w]
}

// Icon is its drawing.
func (w Worry) Icon() string {
	return map[Worry]string{Calm: "check", Revoked: "lock", Quiet: "clock", Silent: "clock", Stuck: "box", Alarmed: "bell"}[w]
}

// readAlarm reads which alarm was shown, as it was.
func readAlarm(r *http.Request) (a db.Alarm, err error) {
	a.Kind, a.Detail = db.AlarmKind(r.PostFormValue("kind")), r.PostFormValue("detail")
	epoch, err := strconv.ParseUint(r.PostFormValue("epoch"), 10, 64)
	if err != nil {
		return a, err
	}
	a.Epoch = journal.Epoch(epoch)
	a.Times, err = strconv.ParseInt(r.PostFormValue("times"), 10, 64)
	return a, err
}
