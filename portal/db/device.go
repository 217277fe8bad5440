package db

import (
	"crypto/ed25519"
	"time"

	"priyom/civic"
)

// Device is an enrolled device.
type Device struct {
	ID       civic.DeviceID
	Key      ed25519.PublicKey
	Name     string // as it calls itself
	Program  string // version it enrolled with
	Role     civic.Role
	Place    string
	Code     string // prefix of its numbers, no other device's
	Enrolled time.Time
	Revoked  time.Time // zero while it is trusted
	Seen     time.Time
	Queue    Queue
}

// Queue is what a device said last of its own queue.
type Queue struct {
	Entries, Files int64
	Bytes          int64
	Oldest         time.Time // by the device's clock; zero when nothing waits
}

const deviceColumns = `id, key, name, program, role, place, code, enrolled_at, revoked_at, seen_at, queue_entries,
	queue_files, queue_bytes, queue_oldest`

func readDevice(row scanner) (d Device, err error) {
	err = row.Scan(fixed(d.ID[:]), (*[]byte)(&d.Key), &d.Name, &d.Program, &d.Role, &d.Place, &d.Code, moment{&d.Enrolled},
		moment{&d.Revoked}, moment{&d.Seen}, &d.Queue.Entries, &d.Queue.Files, &d.Queue.Bytes, moment{&d.Queue.Oldest})
	return d, err
}

// Device finds a device; the error wraps ErrNotFound.
func (t *Tx) Device(id civic.DeviceID) (Device, error) {
	return one(t, "read device "+id.String(), readDevice, "SELECT "+deviceColumns+" FROM device WHERE id = $1", id[:])
}

// DeviceByCode finds the device that a prefix of numbers belongs to; the error wraps ErrNotFound.
func (t *Tx) DeviceByCode(code string) (Device, error) {
	return one(t, "read device "+code, readDevice, "SELECT "+deviceColumns+" FROM device WHERE code = $1", code)
}

// Devices lists all devices in the order of their codes.
func (t *Tx) Devices() ([]Device, error) {
	return all(t, "list devices", readDevice, "SELECT "+deviceColumns+" FROM device ORDER BY code")
}

// WaitingDevices lists the devices that are trusted and said last that entries wait with them, in the order of their codes.
func (t *Tx) WaitingDevices() ([]Device, error) {
	return all(t, "list devices", readDevice, "SELECT "+deviceColumns+` FROM device
		WHERE revoked_at IS NULL AND queue_entries > 0 AND queue_oldest IS NOT NULL ORDER BY code`)
}

// NextOrdinal tells the number that the next device of a family of codes gets, from 1. Nobody else gets it until the
// transaction ends.
func (t *Tx) NextOrdinal(family string) (int64, error) {
	return one(t, "next device of "+family, value[int64], "SELECT COALESCE(MAX(code_ordinal), 0) + 1 FROM device WHERE code_family = $1",
		family)
}

// AddDevice enrols a device under the code that family and ordinal made.
func (t *Tx) AddDevice(d Device, family string, ordinal int64) error {
	_, err := t.exec("add device "+d.ID.String(), `INSERT INTO device (id, key, name, program, role, place, code, code_family,
		code_ordinal, enrolled_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		d.ID[:], []byte(d.Key), d.Name, d.Program, string(d.Role), d.Place, d.Code, family, ordinal,
		d.Enrolled.UnixMilli(), d.Seen.UnixMilli())
	return err
}

// MoveDevice gives an enrolled device another role and place.
func (t *Tx) MoveDevice(id civic.DeviceID, role civic.Role, place string) error {
	_, err := t.exec("move device "+id.String(), "UPDATE device SET role = $1, place = $2 WHERE id = $3", string(role), place, id[:])
	return err
}

// SeeDevice notes when a device was last here and, if it said so, what waits there.
func (t *Tx) SeeDevice(id civic.DeviceID, q *Queue) error {
	if _, err := t.exec("see device "+id.String(), "UPDATE device SET seen_at = $1 WHERE id = $2", t.Now.UnixMilli(), id[:]); err != nil {
		return err
	}
	if q == nil {
		return nil
	}
	_, err := t.exec("queue of device "+id.String(), `UPDATE device SET queue_entries = $1, queue_files = $2, queue_bytes = $3,
		queue_oldest = $4 WHERE id = $5`, q.Entries, q.Files, q.Bytes, orNull(q.Oldest), id[:])
	return err
}

// RevokeDevice ends a device's trust, for good; the error wraps ErrNotFound. A second time changes nothing.
func (t *Tx) RevokeDevice(id civic.DeviceID) error {
	if _, err := t.Device(id); err != nil {
		return err
	}
	_, err := t.exec("revoke device "+id.String(), "UPDATE device SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL",
		t.Now.UnixMilli(), id[:])
	return err
}
