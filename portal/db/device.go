package db

import (
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

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

	Department civic.DepartmentSlug // of an inspector's; "": it deals with whatever is in its place
	Staff      Account              // of whoever works with it; zero: several people, or nobody said
}

// Queue is what a device said last of its own queue.
type Queue struct {
	Entries, Files int64
	Bytes          int64
	Oldest         time.Time // by the device's clock; zero when nothing waits
}

const deviceColumns = `id, key, name, program, role, place, code, enrolled_at, revoked_at, seen_at, queue_entries,
	queue_files, queue_bytes, queue_oldest, department, staff`

func readDevice(row scanner) (d Device, err error) {
	err = row.Scan(fixed(d.ID[:]), (*[]byte)(&d.Key), &d.Name, &d.Program, &d.Role, &d.Place, &d.Code, moment{&d.Enrolled},
		moment{&d.Revoked}, moment{&d.Seen}, &d.Queue.Entries, &d.Queue.Files, &d.Queue.Bytes, moment{&d.Queue.Oldest}, &d.Department, fixed(d.Staff[:]))
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

// CodeOwner finds whose a prefix of numbers is; the error wraps ErrNotFound.
func (t *Tx) CodeOwner(code string) (id civic.DeviceID, err error) {
	if id, ok := t.known.codes[code]; ok {
		return id, nil
	}
	d, err := t.DeviceByCode(code)
	if err == nil && !t.late.reads {
		learn(&t.known.codes, code, d.ID)
	}
	return d.ID, err
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

// DeviceFilter says which devices are wanted; what is zero isn't asked for.
type DeviceFilter struct {
	Role civic.Role
	Own  bool   // citizens' own, whatever Role says; else staff's alone, but for the portal's own
	Text string // in the place, or at the beginning of the code
}

// staffRoles are the roles of devices that the district gives out.
var staffRoles = []civic.Role{civic.RolePoint, civic.RoleInspector}

// roles are those that a filter lets through.
func (f DeviceFilter) roles() []civic.Role {
	switch {
	case f.Own:
		return []civic.Role{civic.RoleCitizen}
	case f.Role != "":
		return slices.DeleteFunc(slices.Clone(staffRoles), func(r civic.Role) bool { return r != f.Role })
	}
	return staffRoles
}

// DevicesAfter lists devices in the order of their codes, from the one after a code; "" begins at the first.
func (t *Tx) DevicesAfter(f DeviceFilter, code string, limit int) ([]Device, error) {
	roles := f.roles()
	if len(roles) == 0 {
		return nil, nil
	}
	query, args := "SELECT "+deviceColumns+" FROM device WHERE code > $1 AND role IN (", []any{code}
	for i, role := range roles {
		args = append(args, string(role))
		query += [...]string{"", ", "}[min(i, 1)] + fmt.Sprintf("$%d", len(args))
	}
	query += ")"
	if f.Text != "" {
		args = append(args, "%"+literal(f.Text)+"%", "%"+literal(titled(f.Text))+"%", literal(strings.ToUpper(f.Text))+"%")
		n := len(args)
		query += fmt.Sprintf(` AND (place LIKE $%d ESCAPE '\' OR place LIKE $%d ESCAPE '\' OR code LIKE $%d ESCAPE '\')`, n-2, n-1, n)
	}
	args = append(args, limit)
	return all(t, "list devices", readDevice, query+fmt.Sprintf(" ORDER BY code LIMIT $%d", len(args)), args...)
}

// DeviceCount is how many devices there are of each kind, those that aren't trusted any more among them.
type DeviceCount struct{ Staff, Own int64 }

// CountDevices counts them, but for the portal's own.
func (t *Tx) CountDevices() (c DeviceCount, err error) {
	type line struct {
		role civic.Role
		n    int64
	}
	lines, err := all(t, "count devices", func(row scanner) (l line, err error) {
		err = row.Scan(&l.role, &l.n)
		return l, err
	}, "SELECT role, COUNT(*) FROM device GROUP BY role")
	for _, l := range lines {
		switch {
		case l.role == civic.RoleCitizen:
			c.Own += l.n
		case slices.Contains(staffRoles, l.role):
			c.Staff += l.n
		}
	}
	return c, err
}

// literal takes away what a pattern of LIKE means.
func literal(text string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(text)
}

// titled begins a text with a capital: LIKE tells letters outside ASCII apart.
func titled(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}

// QuietPoints lists reception points that are trusted, those first that weren't heard of for longest.
func (t *Tx) QuietPoints(limit int) ([]Device, error) {
	return all(t, "list points", readDevice, "SELECT "+deviceColumns+` FROM device WHERE role = $1 AND revoked_at IS NULL
		ORDER BY seen_at, code LIMIT $2`, string(civic.RolePoint), limit)
}

// PointPlaces lists the places of trusted reception points, each once.
func (t *Tx) PointPlaces(limit int) ([]string, error) {
	return all(t, "list places", value[string], `SELECT DISTINCT place FROM device WHERE role = $1 AND revoked_at IS NULL AND place <> ''
		ORDER BY place LIMIT $2`, string(civic.RolePoint), limit)
}

// AnyDevice says that one was ever enrolled.
func (t *Tx) AnyDevice() (bool, error) {
	return one(t, "find a device", value[bool], "SELECT EXISTS (SELECT 1 FROM device)")
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
		code_ordinal, enrolled_at, seen_at, department, staff) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		d.ID[:], []byte(d.Key), d.Name, d.Program, string(d.Role), d.Place, d.Code, family, ordinal,
		d.Enrolled.UnixMilli(), d.Seen.UnixMilli(), string(d.Department), orNobody(d.Staff))
	return err
}

// Certified notes until when the certificate is good that a device was given.
func (t *Tx) Certified(id civic.DeviceID, until time.Time) error {
	_, err := t.exec("certify device "+id.String(), "UPDATE device SET certified_until = $1 WHERE id = $2", until.UnixMilli(), id[:])
	return err
}

// Uncertified lists trusted devices whose certificate ends before a time, or that nobody looked at for that yet, those first.
func (t *Tx) Uncertified(before time.Time, limit int) ([]Device, error) {
	return all(t, "list uncertified devices", readDevice, "SELECT "+deviceColumns+` FROM device WHERE revoked_at IS NULL AND certified_until < $1
		ORDER BY certified_until, id LIMIT $2`, before.UnixMilli(), limit)
}

// MoveDevice gives an enrolled device the role, place, department and account that it has now. Its certificate may not say so.
func (t *Tx) MoveDevice(d Device) error {
	_, err := t.exec("move device "+d.ID.String(), "UPDATE device SET role = $1, place = $2, department = $3, staff = $4, certified_until = 0 WHERE id = $5",
		string(d.Role), d.Place, string(d.Department), orNobody(d.Staff), d.ID[:])
	return err
}

// SeeDevice notes when a device was last here and, if it said so, what waits there.
func (t *Tx) SeeDevice(id civic.DeviceID, q *Queue) error {
	if q == nil {
		return t.waitFor(inDevice, "see device "+id.String(), "UPDATE device SET seen_at = $1 WHERE id = $2", t.Now.UnixMilli(), id[:])
	}
	return t.waitFor(inDevice, "queue of device "+id.String(), `UPDATE device SET queue_entries = $1, queue_files = $2, queue_bytes = $3,
		queue_oldest = $4, seen_at = $5 WHERE id = $6`, q.Entries, q.Files, q.Bytes, orNull(q.Oldest), t.Now.UnixMilli(), id[:])
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
