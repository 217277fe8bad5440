package db

import (
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Around is a box on the map, and since when reports in it are wanted.
type Around struct {
	South, North, West, East civic.Degrees
	Since                    time.Time
	Except                   civic.ReportID
}

// CasesAround lists the cases in a box that stand for themselves, the last arrived first.
func (t *Tx) CasesAround(a Around, limit int) ([]Case, error) {
	return all(t, "list cases around", readCase, "SELECT "+caseColumns+` FROM cases WHERE lat BETWEEN $1 AND $2 AND lon BETWEEN $3 AND $4
		AND source <> '' AND received_at >= $5 AND report <> $6 AND merged_into IS NULL AND status <> 'withdrawn' ORDER BY arrival DESC LIMIT $7`,
		float64(a.South), float64(a.North), float64(a.West), float64(a.East), a.Since.UnixMilli(), a.Except[:], limit)
}

// Decided lists the last cases that a department has or had, the last arrived first.
func (t *Tx) Decided(limit int) ([]Case, error) {
	return all(t, "list decided", readCase, "SELECT "+caseColumns+` FROM cases WHERE registered_at IS NOT NULL AND department <> ''
		ORDER BY arrival DESC LIMIT $1`, limit)
}

// Previews are the small pictures of a report that are here.
func (t *Tx) Previews(report civic.ReportID) ([]journal.Hash, error) {
	return all(t, "list previews", func(row scanner) (h journal.Hash, err error) {
		err = row.Scan(fixed(h[:]))
		return h, err
	}, `SELECT p.preview FROM photo p JOIN report r ON r.id = p.report AND r.device = p.device
		JOIN blob b ON b.sha256 = p.preview WHERE p.report = $1 AND b.picture = 'preview' ORDER BY p.id`, report[:])
}

// Emergencies lists the cases of a status that are urgent, the first arrived first.
func (t *Tx) Emergencies(s civic.Status, limit int) ([]Case, error) {
	return all(t, "list emergencies", readCase, "SELECT "+caseColumns+` FROM cases WHERE status = $1 AND urgency = 'emergency'
		ORDER BY arrival LIMIT $2`, string(s), limit)
}

// LevelSince is when a case came to the level of moderation where it is; the zero time if it was there from the start.
func (t *Tx) LevelSince(report civic.ReportID) (since time.Time, err error) {
	_, err = one(t, "read level of "+report.String(), func(row scanner) (bool, error) { return true, row.Scan(moment{&since}) },
		"SELECT MAX(at) FROM edit WHERE report = $1 AND field = $2", report[:], string(FieldLevel))
	return since, err
}

// ReadMessages notes that somebody read what was said about a report until now.
func (t *Tx) ReadMessages(report civic.ReportID) error {
	_, err := t.exec("read messages of "+report.String(), `INSERT INTO message_read (report, n)
		SELECT $1, COALESCE(MAX(n), 0) FROM message WHERE report = $1
		ON CONFLICT (report) DO UPDATE SET n = excluded.n`, report[:])
	return err
}

// Unread is how many messages of the point's about a report nobody here has read.
func (t *Tx) Unread(report civic.ReportID) (int, error) {
	return one(t, "count unread of "+report.String(), value[int], `SELECT COUNT(*) FROM message WHERE report = $1 AND side = 'point'
		AND n > COALESCE((SELECT n FROM message_read WHERE report = $1), 0)`, report[:])
}
