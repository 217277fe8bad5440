package db_test

import (
	"testing"

	"priyom/civic"
	"priyom/portal/db"
)

// What happened again since somebody looked at it is open again, also if it happened between the page and the button.
func TestAlarmsReopen(t *testing.T) {
	d, _ := queue(t)
	device := civic.DeviceID{7}
	a := db.Alarm{Kind: db.AlarmFork, Device: device, Epoch: 1 << 63, Seq: 7}
	write(t, d, func(tx *db.Tx) error {
		return tx.AddDevice(db.Device{ID: device, Key: make([]byte, 32), Role: civic.RolePoint, Place: "с. Ставчены", Code: "СТ-01", Enrolled: tx.Now, Seen: tx.Now}, "CT", 1)
	})
	raise := func() { write(t, d, func(tx *db.Tx) error { return tx.Raise(a) }) }
	open := func() (list []db.Alarm) {
		write(t, d, func(tx *db.Tx) (err error) {
			list, err = tx.OpenAlarms(10)
			return err
		})
		return list
	}
	see := func(a db.Alarm) (known bool) {
		write(t, d, func(tx *db.Tx) (err error) {
			known, err = tx.SeeAlarm(a, db.Account{1})
			return err
		})
		return known
	}
	raise()
	shown := open()[0]
	raise()
	if !see(shown) || len(open()) != 1 || open()[0].Times != 2 {
		t.Errorf("%+v", open())
	}
	if !see(open()[0]) || len(open()) != 0 {
		t.Errorf("%+v", open())
	}
	write(t, d, func(tx *db.Tx) error {
		list, err := tx.AlarmsOf(device, 10)
		if err == nil && (len(list) != 1 || list[0].Open() || list[0].SeenBy != (db.Account{1}) || list[0].SeenAt.IsZero() || list[0].Epoch != 1<<63) {
			t.Errorf("%+v", list)
		}
		return err
	})
	raise()
	if len(open()) != 1 {
		t.Errorf("%+v", open())
	}
	shown.Times = 99
	if see(shown) || see(db.Alarm{Kind: db.AlarmLost, Device: device}) {
		t.Error("seen what isn't there")
	}
}
