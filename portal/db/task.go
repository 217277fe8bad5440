package db

import (
	"errors"

	"priyom/civic"
	"priyom/sync/wire"
)

// Inspectors lists the inspectors' devices that are trusted, in the order of their codes.
func (t *Tx) Inspectors() ([]Device, error) {
	return all(t, "list inspectors", readDevice, "SELECT "+deviceColumns+" FROM device WHERE role = 'inspector' AND revoked_at IS NULL ORDER BY code")
}

// Told is what a device was told last of a report.
type Told struct {
	Device civic.DeviceID
	Open   bool // it has it to do
}

// ToldOf lists the devices that were ever told of a report.
func (t *Tx) ToldOf(report civic.ReportID) ([]Told, error) {
	return all(t, "list tasks of "+report.String(), func(row scanner) (d Told, err error) {
		err = row.Scan(fixed(d.Device[:]), &d.Open)
		return d, err
	}, "SELECT device, open FROM task WHERE report = $1 ORDER BY device", report[:])
}

// TasksOf lists the reports that a device has to do, in no order.
func (t *Tx) TasksOf(device civic.DeviceID) ([]civic.ReportID, error) {
	return all(t, "list tasks of "+device.String(), func(row scanner) (id civic.ReportID, err error) {
		err = row.Scan(fixed(id[:]))
		return id, err
	}, "SELECT report FROM task WHERE device = $1 AND open = 1", device[:])
}

// AddTask puts what a device is told of a report at the end of the feed, in place of what it was told before.
func (t *Tx) AddTask(device civic.DeviceID, report civic.ReportID, open bool, body []byte) error {
	before, err := one(t, "find task", value[int64], "SELECT seq FROM task WHERE device = $1 AND report = $2", device[:], report[:])
	switch {
	case err == nil:
		if _, err := t.exec("drop task", "DELETE FROM feed WHERE seq = $1", before); err != nil {
			return err
		}
	case !errors.Is(err, ErrNotFound):
		return err
	}
	seq, err := t.addChange(Scope{Device: device}, wire.Change{Kind: wire.ChangeTask, Body: body})
	if err != nil {
		return err
	}
	_, err = t.exec("note task", `INSERT INTO task (device, report, seq, open) VALUES ($1, $2, $3, $4)
		ON CONFLICT (device, report) DO UPDATE SET seq = excluded.seq, open = excluded.open`, device[:], report[:], seq, flag(open))
	return err
}

// shares says that the device $2 belongs to the author of a report r.
const shares = "EXISTS (SELECT 1 FROM shared s WHERE s.report = r.id AND s.device = $2 AND s.to_arrival IS NULL)"

// TaskPicture finds a picture that a device may fetch, fit to be shown: one of a report that it has to do, of what was done before too, or
// of one of its account's; what was done about such a one, or one that it took itself, as soon as that is solved. The error wraps ErrNotFound.
func (t *Tx) TaskPicture(device civic.DeviceID, sum [32]byte) (Blob, error) {
	return one(t, "find picture of a task", readBlob, `SELECT b.sha256, b.size, b.completed_at, b.picture FROM blob b WHERE b.sha256 = $1 AND b.picture <> '' AND (
		EXISTS (SELECT 1 FROM photo p JOIN report r ON r.id = p.report AND r.device = p.device JOIN task k ON k.report = p.report
			WHERE (p.copy = $1 OR p.preview = $1) AND k.device = $2 AND k.open = 1)
		OR EXISTS (SELECT 1 FROM after_photo a JOIN task k ON k.report = a.report WHERE (a.copy = $1 OR a.preview = $1) AND k.device = $2 AND k.open = 1)
		OR EXISTS (SELECT 1 FROM photo p JOIN report r ON r.id = p.report AND r.device = p.device WHERE (p.copy = $1 OR p.preview = $1) AND `+shares+`)
		OR EXISTS (SELECT 1 FROM after_photo a JOIN report r ON r.id = a.report JOIN cases c ON c.report = a.report
			WHERE (a.copy = $1 OR a.preview = $1) AND c.solved_at IS NOT NULL AND (r.device = $2 OR `+shares+`)))`,
		sum[:], device[:])
}

// WorkIn lists the cases in departments' hands that arrived after one, the first arrived first; a department's alone, unless it is "".
func (t *Tx) WorkIn(department civic.DepartmentSlug, after int64, limit int) ([]Case, error) {
	query := "SELECT " + caseColumns + " FROM cases WHERE status IN ('assigned', 'in-work', 'rework') AND arrival > $1"
	args := []any{after, limit}
	if department != "" {
		query += " AND department = $3"
		args = append(args, string(department))
	}
	return all(t, "list work", readCase, query+" ORDER BY arrival LIMIT $2", args...)
}
