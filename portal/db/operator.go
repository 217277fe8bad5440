package db

import (
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Operator is somebody who works at a device. The name is sealed in the entry.
type Operator struct {
	Device  civic.DeviceID
	ID      civic.OperatorID
	Active  bool
	Added   time.Time     // by the device's clock
	Changed time.Time     // the same
	Epoch   journal.Epoch // the entry that names them
	Seq     uint64
}

// Shift is somebody's time at a device.
type Shift struct {
	Device   civic.DeviceID
	Operator civic.OperatorID
	Began    time.Time // by the device's clock
	Ended    time.Time // zero while it goes on
}

const operatorColumns = "device, id, active, added_at, changed_at, epoch, seq"

func readOperator(row scanner) (o Operator, err error) {
	var epoch int64
	err = row.Scan(fixed(o.Device[:]), &o.ID, &o.Active, moment{&o.Added}, moment{&o.Changed}, &epoch, &o.Seq)
	o.Epoch = journal.Epoch(epoch)
	return o, err
}

// Operator finds one; the error wraps ErrNotFound.
func (t *Tx) Operator(device civic.DeviceID, id civic.OperatorID) (Operator, error) {
	return one(t, "read operator", readOperator, "SELECT "+operatorColumns+" FROM operator WHERE device = $1 AND id = $2", device[:], int64(id))
}

// Operators lists who ever worked at a device.
func (t *Tx) Operators(device civic.DeviceID) ([]Operator, error) {
	return all(t, "list operators", readOperator, "SELECT "+operatorColumns+" FROM operator WHERE device = $1 ORDER BY id", device[:])
}

// PutOperator keeps an operator as they are now.
func (t *Tx) PutOperator(o Operator) error {
	active := 0
	if o.Active {
		active = 1
	}
	_, err := t.exec("keep operator", "INSERT INTO operator ("+operatorColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (device, id) DO UPDATE SET active = excluded.active, changed_at = excluded.changed_at, epoch = excluded.epoch, seq = excluded.seq`,
		o.Device[:], int64(o.ID), active, o.Added.UnixMilli(), o.Changed.UnixMilli(), int64(o.Epoch), int64(o.Seq))
	return err
}

// Shifts lists the shifts at a device, the first first.
func (t *Tx) Shifts(device civic.DeviceID) ([]Shift, error) {
	return all(t, "list shifts", func(row scanner) (s Shift, err error) {
		err = row.Scan(fixed(s.Device[:]), &s.Operator, moment{&s.Began}, moment{&s.Ended})
		return s, err
	}, "SELECT device, operator, began_at, ended_at FROM shift WHERE device = $1 ORDER BY began_at, operator", device[:])
}

// PutShift keeps a shift. Its end, once known, stays.
func (t *Tx) PutShift(s Shift) error {
	_, err := t.exec("keep shift", `INSERT INTO shift (device, operator, began_at, ended_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (device, began_at, operator) DO UPDATE SET ended_at = COALESCE(excluded.ended_at, shift.ended_at)`,
		s.Device[:], int64(s.Operator), s.Began.UnixMilli(), orNull(s.Ended))
	return err
}
