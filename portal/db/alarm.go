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
}

// Raise raises an alarm, or counts it if it is there already.
func (t *Tx) Raise(a Alarm) error {
	_, err := t.exec("raise alarm "+string(a.Kind), `INSERT INTO alarm (kind, device, epoch, detail, seq, times, first_at, last_at)
		VALUES ($1, $2, $3, $4, $5, 1, $6, $6) ON CONFLICT (kind, device, epoch, detail)
		DO UPDATE SET seq = excluded.seq, times = alarm.times + 1, last_at = excluded.last_at`,
		string(a.Kind), a.Device[:], int64(a.Epoch), a.Detail, int64(a.Seq), t.Now.UnixMilli())
	return err
}

// Alarms lists all alarms, the newest first.
func (t *Tx) Alarms() ([]Alarm, error) {
	return all(t, "list alarms", func(row scanner) (a Alarm, err error) {
		var epoch int64
		err = row.Scan(&a.Kind, fixed(a.Device[:]), &epoch, &a.Detail, &a.Seq, &a.Times, moment{&a.First}, moment{&a.Last})
		a.Epoch = journal.Epoch(epoch)
		return a, err
	}, "SELECT kind, device, epoch, detail, seq, times, first_at, last_at FROM alarm ORDER BY last_at DESC, kind, device, epoch, detail")
}

// RaiseOnce raises an alarm unless it is there already.
func (t *Tx) RaiseOnce(a Alarm) error {
	_, err := t.exec("raise alarm "+string(a.Kind), `INSERT INTO alarm (kind, device, epoch, detail, seq, times, first_at, last_at)
		VALUES ($1, $2, $3, $4, $5, 1, $6, $6) ON CONFLICT (kind, device, epoch, detail) DO NOTHING`,
		string(a.Kind), a.Device[:], int64(a.Epoch), a.Detail, int64(a.Seq), t.Now.UnixMilli())
	return err
}
