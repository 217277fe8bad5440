package db

import (
	"fmt"
	"time"

	"priyom/civic"
)

// NoticeID is a notice's.
type NoticeID [16]byte

func (id NoticeID) String() string { return fmt.Sprintf("%x", id[:]) }

// NoticeState is where a notice stands.
type NoticeState string

// The states.
const (
	NoticeWaiting NoticeState = "waiting"
	NoticeSent    NoticeState = "sent"
	NoticeFailed  NoticeState = "failed"  // nobody will try again by themselves
	NoticeDropped NoticeState = "dropped" // it is no longer wished for
)

// NoticeStates lists them.
func NoticeStates() []NoticeState {
	return []NoticeState{NoticeWaiting, NoticeSent, NoticeFailed, NoticeDropped}
}

// Notice is that one person is told of one event by one way.
type Notice struct {
	ID       NoticeID
	Event    string  // what happened; of an event a person is told once by each way
	Person   Account // an account, or a keyed hash
	Way      Way
	News     News
	Report   civic.ReportID // zero: about none
	Urgent   bool           // at night too
	State    NoticeState
	Cause    string // why it isn't sent yet, or never was, as a word of portal/notify; "" for nothing
	Detail   string // what the other side said, as a number
	Attempts int
	Made     time.Time
	Due      time.Time
	Ended    time.Time // zero while it waits
	Parcel   NoticeID  // what it was sent in
	Sealed   []byte    // to whom, and what; nil once it ended
}

const noticeColumns = "id, event, person, way, news, report, urgent, state, cause, detail, attempts, made_at, due_at, ended_at, parcel, sealed"

func readNotice(row scanner) (n Notice, err error) {
	err = row.Scan(fixed(n.ID[:]), &n.Event, fixed(n.Person[:]), &n.Way, &n.News, fixed(n.Report[:]), &n.Urgent, &n.State, &n.Cause, &n.Detail,
		&n.Attempts, moment{&n.Made}, moment{&n.Due}, moment{&n.Ended}, fixed(n.Parcel[:]), &n.Sealed)
	return n, err
}

// AddNotice keeps a notice that waits, unless this person is, or was, told of the event by this way already; then it says false.
func (t *Tx) AddNotice(n Notice) (added bool, err error) {
	changed, err := t.exec("add notice", `INSERT INTO notice (id, event, person, way, news, report, urgent, state, made_at, due_at, parcel, sealed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', $8, $9, $10, $11) ON CONFLICT (event, person, way) DO NOTHING`,
		n.ID[:], n.Event, n.Person[:], string(n.Way), string(n.News), orNobody(n.Report), flag(n.Urgent), t.Now.UnixMilli(), n.Due.UnixMilli(),
		n.Parcel[:], n.Sealed)
	return changed > 0, err
}

// Notice finds one; the error wraps ErrNotFound.
func (t *Tx) Notice(id NoticeID) (Notice, error) {
	return one(t, "read notice "+id.String(), readNotice, "SELECT "+noticeColumns+" FROM notice WHERE id = $1", id[:])
}

// NoticesInParcel lists what waits to go in one parcel, the longest waiting first.
func (t *Tx) NoticesInParcel(parcel NoticeID) ([]Notice, error) {
	return all(t, "notices in parcel", readNotice, "SELECT "+noticeColumns+` FROM notice WHERE state = 'waiting' AND parcel = $1
		ORDER BY made_at, id`, parcel[:])
}

// StrayNotices lists what should have gone before a time, and waits.
func (t *Tx) StrayNotices(due time.Time, limit int) ([]Notice, error) {
	return all(t, "stray notices", readNotice, "SELECT "+noticeColumns+` FROM notice WHERE state = 'waiting' AND due_at < $1
		ORDER BY due_at, id LIMIT $2`, due.UnixMilli(), limit)
}

// PackNotice puts a notice that waits into another parcel.
func (t *Tx) PackNotice(id, parcel NoticeID, due time.Time) error {
	_, err := t.exec("pack notice", "UPDATE notice SET parcel = $2, due_at = $3 WHERE id = $1 AND state = 'waiting'", id[:], parcel[:], due.UnixMilli())
	return err
}

// DelayNotice says why a notice wasn't sent and when it is tried again; tried counts as an attempt.
func (t *Tx) DelayNotice(id NoticeID, cause, detail string, due time.Time, tried bool) error {
	_, err := t.exec("delay notice", `UPDATE notice SET cause = $2, detail = $3, due_at = $4, attempts = attempts + $5
		WHERE id = $1 AND state = 'waiting'`, id[:], cause, detail, due.UnixMilli(), flag(tried))
	return err
}

// EndNotice says what became of a notice that waited, and destroys what it says.
func (t *Tx) EndNotice(id NoticeID, state NoticeState, cause, detail string) error {
	_, err := t.exec("end notice", `UPDATE notice SET state = $2, cause = $3, detail = $4, ended_at = $5, sealed = NULL,
		attempts = attempts + $6 WHERE id = $1 AND state = 'waiting'`, id[:], string(state), cause, detail, t.Now.UnixMilli(), flag(state == NoticeSent || state == NoticeFailed))
	return err
}

// Notices lists the log of a state ("": all of them), the newest first, before a place in it; the zero place begins.
func (t *Tx) Notices(state NoticeState, before time.Time, id NoticeID, limit int) ([]Notice, error) {
	if before.IsZero() {
		before = farFuture
	}
	query, args := "SELECT "+noticeColumns+" FROM notice WHERE (made_at < $1 OR made_at = $1 AND id < $2)", []any{before.UnixMilli(), id[:], limit}
	if state != "" {
		query, args = query+" AND state = $4", append(args, string(state))
	}
	return all(t, "list notices", readNotice, query+" ORDER BY made_at DESC, id DESC LIMIT $3", args...)
}

// farFuture is later than anything that happened.
var farFuture = time.UnixMilli(1 << 52).UTC()

// NoticeCount is how many notices by a way ended how, or wait.
type NoticeCount struct {
	Way   Way
	State NoticeState
	N     int64
}

// CountNotices counts the notices made since a time.
func (t *Tx) CountNotices(since time.Time) ([]NoticeCount, error) {
	return all(t, "count notices", func(row scanner) (c NoticeCount, err error) {
		err = row.Scan(&c.Way, &c.State, &c.N)
		return c, err
	}, "SELECT way, state, COUNT(*) FROM notice WHERE made_at >= $1 GROUP BY way, state ORDER BY way, state", since.UnixMilli())
}

// DropNotices takes back what waits for a person by a way, as nobody wishes it any more.
func (t *Tx) DropNotices(person Account, way Way, cause string) error {
	_, err := t.exec("drop notices", `UPDATE notice SET state = 'dropped', cause = $3, ended_at = $4, sealed = NULL
		WHERE state = 'waiting' AND person = $1 AND way = $2`, person[:], string(way), cause, t.Now.UnixMilli())
	return err
}

// ForgetNotices deletes the log of what ended before a time.
func (t *Tx) ForgetNotices(before time.Time) (int64, error) {
	return t.exec("forget notices", "DELETE FROM notice WHERE state <> 'waiting' AND made_at < $1", before.UnixMilli())
}

// NoticesByPoint is how many notices about a report a reception point was given to hand over.
func (t *Tx) NoticesByPoint(report civic.ReportID) (int, error) {
	return one(t, "count point's notices", value[int], "SELECT COUNT(*) FROM notice WHERE report = $1 AND way = $2", report[:], string(WayPoint))
}
