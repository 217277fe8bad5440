package db

import (
	"time"

	"priyom/civic"
)

// Field is what an edit changed.
type Field string

// The fields. How before and after are written is portal/casework's to know.
const (
	FieldText     Field = "text"
	FieldCategory Field = "category"
	FieldUrgency  Field = "urgency"
	FieldPlace    Field = "place"
	FieldLevel    Field = "level" // of moderation
	FieldPublic   Field = "public"
	FieldExecutor Field = "executor"
)

// Edit is a change of a case that isn't a step.
type Edit struct {
	At            time.Time
	Field         Field
	Before, After string
	Note          string // why; not for the public
	Role          civic.Role
	Actor         Account
}

// AddEdit puts a line under what was changed of a case.
func (t *Tx) AddEdit(report civic.ReportID, e Edit) error {
	_, err := t.exec("add edit of "+report.String(), `INSERT INTO edit (report, n, at, field, before, after, note, role, actor)
		SELECT $1, COALESCE(MAX(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8 FROM edit WHERE report = $1`,
		report[:], t.Now.UnixMilli(), string(e.Field), e.Before, e.After, e.Note, string(e.Role), orNobody(e.Actor))
	return err
}

// Edits lists what was changed of a case, the first change first.
func (t *Tx) Edits(report civic.ReportID) ([]Edit, error) {
	return all(t, "read edits of "+report.String(), func(row scanner) (e Edit, err error) {
		err = row.Scan(moment{&e.At}, &e.Field, &e.Before, &e.After, &e.Note, &e.Role, fixed(e.Actor[:]))
		return e, err
	}, "SELECT at, field, before, after, note, role, actor FROM edit WHERE report = $1 ORDER BY n", report[:])
}
