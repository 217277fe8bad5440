package db

import (
	"priyom/civic"
)

func readID(row scanner) (id civic.ReportID, err error) {
	err = row.Scan(fixed(id[:]))
	return id, err
}

// Merged lists the reports that are parts of another in the end, the first arrived first.
func (t *Tx) Merged(target civic.ReportID) ([]civic.ReportID, error) {
	return all(t, "list parts of "+target.String(), readID, "SELECT report FROM cases WHERE merged_into = $1 ORDER BY arrival", target[:])
}

// Join notes that a report was made a part of another, and by whom.
func (t *Tx) Join(report, target civic.ReportID, by Account) error {
	_, err := t.exec("join "+report.String(), `INSERT INTO joined (report, target, at, actor) VALUES ($1, $2, $3, $4)
		ON CONFLICT (report) DO UPDATE SET target = excluded.target, at = excluded.at, actor = excluded.actor`,
		report[:], target[:], t.Now.UnixMilli(), orNobody(by))
	return err
}

// Part takes a report out of the one it was made a part of.
func (t *Tx) Part(report civic.ReportID) error {
	_, err := t.exec("part "+report.String(), "DELETE FROM joined WHERE report = $1", report[:])
	return err
}

// Joined lists the reports that somebody made parts of just this one.
func (t *Tx) Joined(target civic.ReportID) ([]civic.ReportID, error) {
	return all(t, "list joined to "+target.String(), readID, "SELECT report FROM joined WHERE target = $1 ORDER BY at, report", target[:])
}

// MoveMerged says where a report that is a part of another leads in the end.
func (t *Tx) MoveMerged(report, target civic.ReportID) error {
	if err := t.touch(report); err != nil {
		return err
	}
	_, err := t.exec("move "+report.String(), "UPDATE cases SET merged_into = $1, version = version + 1 WHERE report = $2 AND merged_into IS NOT NULL",
		target[:], report[:])
	return err
}

// JoinPeople says who is behind the reports that are parts of another, in place of what was said before, and counts its
// supporters anew.
func (t *Tx) JoinPeople(target civic.ReportID, people map[civic.ReportID][][16]byte) error {
	if _, err := t.exec("drop people", "DELETE FROM joined_person WHERE target = $1", target[:]); err != nil {
		return err
	}
	for source, persons := range people {
		for _, p := range persons {
			if _, err := t.exec("join people", `INSERT INTO joined_person (target, source, person) VALUES ($1, $2, $3)
				ON CONFLICT (target, source, person) DO NOTHING`, target[:], source[:], p[:]); err != nil {
				return err
			}
		}
	}
	return t.countSupporters(target)
}

// countSupporters counts everybody once who joined in a report, or is behind one that is a part of it.
func (t *Tx) countSupporters(report civic.ReportID) error {
	if err := t.touch(report); err != nil {
		return err
	}
	_, err := t.exec("count supporters", `UPDATE cases SET supporters = (SELECT COUNT(*) FROM (
		SELECT person FROM support WHERE report = $1 UNION SELECT person FROM joined_person WHERE target = $1) AS people) WHERE report = $1`, report[:])
	return err
}

// Supports lists who joined in a report, in the order in which they came.
func (t *Tx) Supports(report civic.ReportID) ([]Support, error) {
	return all(t, "list supporters of "+report.String(), func(row scanner) (s Support, err error) {
		err = row.Scan(fixed(s.ID[:]), fixed(s.Report[:]), fixed(s.Device[:]), &s.Arrival, fixed(s.Person[:]), moment{&s.At})
		return s, err
	}, "SELECT id, report, device, arrival, person, at FROM support WHERE report = $1 ORDER BY arrival, id", report[:])
}
