package db

import (
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// AlarmKind says what a person should look at.
type AlarmKind string

// The alarms of the journal.
const (
	AlarmFork          AlarmKind = "fork"           // a device told two different entries under one number
	AlarmUnlinked      AlarmKind = "unlinked-epoch" // a new epoch doesn't continue anything known here
	AlarmLost          AlarmKind = "lost-entries"   // a device had a receipt for what isn't here: was the portal restored?
	AlarmUnknownKind   AlarmKind = "unknown-kind"   // an entry of a later version waits to be understood
	AlarmNumberClash   AlarmKind = "number-clash"   // two reports with one number
	AlarmForeignNumber AlarmKind = "foreign-number" // a number with another device's prefix
	AlarmRetold        AlarmKind = "retold-changed" // a report told again, and not as the first time
	AlarmUndelivered   AlarmKind = "undelivered"    // what waits at a point should soon have been registered
)

// Alarm is one thing to look at, and how often it happened.
type Alarm struct {
	Kind        AlarmKind
	Device      civic.DeviceID
	Epoch       journal.Epoch
	Detail      string // nothing personal
	Seq         uint64 // where it happened last
	Times       int64
	First, Last time.Time

	SeenTimes int64 // how often it had happened when somebody last looked at it
	SeenBy    Account
	SeenAt    time.Time // zero: nobody did
}

// Open says that it happened since somebody looked at it.
func (a Alarm) Open() bool { return a.Times > a.SeenTimes }

// Raise raises an alarm, or counts it if it is there already.
func (t *Tx) Raise(a Alarm) error {
	_, err := t.exec("raise alarm "+string(a.Kind), `INSERT INTO alarm (kind, device, epoch, detail, seq, times, first_at, last_at)
		VALUES ($1, $2, $3, $4, $5, 1, $6, $6) ON CONFLICT (kind, device, epoch, detail)
		DO UPDATE SET seq = excluded.seq, times = alarm.times + 1, last_at = excluded.last_at`,
		string(a.Kind), a.Device[:], int64(a.Epoch), a.Detail, int64(a.Seq), t.Now.UnixMilli())
	return err
}

const alarmColumns = "kind, device, epoch, detail, seq, times, first_at, last_at, seen_times, seen_by, seen_at"

func readAlarm(row scanner) (a Alarm, err error) {
	var epoch int64
	err = row.Scan(&a.Kind, fixed(a.Device[:]), &epoch, &a.Detail, &a.Seq, &a.Times, moment{&a.First}, moment{&a.Last}, &a.SeenTimes,
		fixed(a.SeenBy[:]), moment{&a.SeenAt})
	a.Epoch = journal.Epoch(epoch)
	return a, err
}

// Alarms lists all alarms, the newest first.
func (t *Tx) Alarms() ([]Alarm, error) {
	return all(t, "list alarms", readAlarm, "SELECT "+alarmColumns+" FROM alarm ORDER BY last_at DESC, kind, device, epoch, detail")
}

// OpenAlarms lists the newest of those that nobody looked at since they last happened.
func (t *Tx) OpenAlarms(limit int) ([]Alarm, error) {
	return all(t, "list open alarms", readAlarm, "SELECT "+alarmColumns+` FROM alarm WHERE times > seen_times
		ORDER BY last_at DESC, kind, device, epoch, detail LIMIT $1`, limit)
}

// AlarmsOf lists the newest of a device's.
func (t *Tx) AlarmsOf(device civic.DeviceID, limit int) ([]Alarm, error) {
	return all(t, "list alarms of "+device.String(), readAlarm, "SELECT "+alarmColumns+` FROM alarm WHERE device = $1
		ORDER BY last_at DESC, kind, epoch, detail LIMIT $2`, device[:], limit)
}

// SeeAlarm notes that somebody looked at an alarm as it was then. If it happened meanwhile, it stays open. It says false if there is none
// such.
func (t *Tx) SeeAlarm(a Alarm, by Account) (bool, error) {
	changed, err := t.exec("see alarm "+string(a.Kind), `UPDATE alarm SET seen_times = $1, seen_by = $2, seen_at = $3
		WHERE kind = $4 AND device = $5 AND epoch = $6 AND detail = $7 AND times >= $1`,
		a.Times, orNobody(by), t.Now.UnixMilli(), string(a.Kind), a.Device[:], int64(a.Epoch), a.Detail)
	return changed > 0, err
}

// RaiseOnce raises an alarm unless it is there already.
func (t *Tx) RaiseOnce(a Alarm) error {
	_, err := t.exec("raise alarm "+string(a.Kind), `INSERT INTO alarm (kind, device, epoch, detail, seq, times, first_at, last_at)
		VALUES ($1, $2, $3, $4, $5, 1, $6, $6) ON CONFLICT (kind, device, epoch, detail) DO NOTHING`,
		string(a.Kind), a.Device[:], int64(a.Epoch), a.Detail, int64(a.Seq), t.Now.UnixMilli())
	return err
}
