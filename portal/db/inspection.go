package db

import (
	"strings"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Inspection is what an inspector said on the spot, and what came of it.
type Inspection struct {
	civic.Inspection
	Device  civic.DeviceID
	Came    time.Time
	Arrival int64
	Result  civic.Result
	Missing []civic.Requirement
	Judged  time.Time // zero: not yet
}

const inspectionColumns = "device, arrival, came, body, result, missing, judged_at"

func readInspection(row scanner) (i Inspection, err error) {
	var body []byte
	var missing string
	if err := row.Scan(fixed(i.Device[:]), &i.Arrival, moment{&i.Came}, &body, &i.Result, &missing, moment{&i.Judged}); err != nil {
		return i, err
	}
	for _, m := range strings.Fields(missing) {
		i.Missing = append(i.Missing, civic.Requirement(m))
	}
	i.Inspection, err = journal.DecodeInspection(body)
	return i, err
}

// AddInspection keeps an inspection with its entry's public part, and says whether it is new; the same told again changes nothing.
func (t *Tx) AddInspection(i Inspection, body []byte) (added bool, err error) {
	n, err := t.exec("add inspection of "+i.Report.String(), `INSERT INTO inspection (id, report, device, arrival, came, body) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (id) DO NOTHING`, i.ID[:], i.Report[:], i.Device[:], i.Arrival, i.Came.UnixMilli(), body)
	return n > 0, err
}

// Inspection finds one; the error wraps ErrNotFound.
func (t *Tx) Inspection(id civic.InspectionID) (Inspection, error) {
	return one(t, "read inspection "+id.String(), readInspection, "SELECT "+inspectionColumns+" FROM inspection WHERE id = $1", id[:])
}

// Inspections lists what was found about a report, in the order in which it came here.
func (t *Tx) Inspections(report civic.ReportID) ([]Inspection, error) {
	return all(t, "read inspections of "+report.String(), readInspection, "SELECT "+inspectionColumns+" FROM inspection WHERE report = $1 ORDER BY arrival", report[:])
}

// JudgeInspection keeps what came of an inspection.
func (t *Tx) JudgeInspection(j civic.Judgement) error {
	var missing []string
	for _, m := range j.Missing {
		missing = append(missing, string(m))
	}
	_, err := t.exec("judge inspection "+j.Inspection.String(), "UPDATE inspection SET result = $1, missing = $2, judged_at = $3 WHERE id = $4",
		string(j.Result), strings.Join(missing, " "), j.At.UnixMilli(), j.Inspection[:])
	return err
}

// ForReview lists the cases in work whose inspection a moderator must look at, the longest waiting first. It goes by the inspections, which
// are few, and not by what is in work.
func (t *Tx) ForReview(limit int) ([]Case, error) {
	return all(t, "list inspections to look at", readCase, "SELECT "+prefixed("c", caseColumns)+` FROM inspection i CROSS JOIN cases c
		WHERE c.report = i.report AND i.result = 'review' AND c.status = 'in-work' AND i.arrival = (SELECT MAX(l.arrival) FROM inspection l WHERE l.report = i.report)
		ORDER BY i.arrival LIMIT $1`, limit)
}

// prefixed puts a table's name before each of some columns.
func prefixed(table, columns string) string {
	names := strings.Split(columns, ",")
	for i, n := range names {
		names[i] = table + "." + strings.TrimSpace(n)
	}
	return strings.Join(names, ", ")
}

const inspectionPhotoColumns = "id, device, report, state, problem, original, original_size, copy, copy_size, preview, preview_size"

func readInspectionPhoto(row scanner) (p Photo, err error) {
	p.Ord = NoOrd
	err = row.Scan(fixed(p.ID[:]), fixed(p.Device[:]), fixed(p.Report[:]), &p.State, &p.Problem, fixed(p.Original.SHA256[:]), &p.Original.Size,
		fixed(p.Copy.SHA256[:]), &p.Copy.Size, fixed(p.Preview.SHA256[:]), &p.Preview.Size, &p.Held.ShowCopy, &p.Held.ShowPreview)
	return p, err
}

// PutInspectionPhoto keeps what became of a photo of an inspection. One whose copies are known stays as it is.
func (t *Tx) PutInspectionPhoto(of civic.InspectionID, p Photo) error {
	_, err := t.exec("write photo "+p.ID.String(), "INSERT INTO inspection_photo (inspection, "+inspectionPhotoColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (inspection, device, id) DO UPDATE SET state = excluded.state,
		problem = excluded.problem, copy = excluded.copy, copy_size = excluded.copy_size, preview = excluded.preview, preview_size = excluded.preview_size
		WHERE inspection_photo.state <> 'prepared'`,
		of[:], p.ID[:], p.Device[:], p.Report[:], string(p.State), p.Problem, p.Original.SHA256[:], p.Original.Size, sumOrNull(p.Copy), p.Copy.Size,
		sumOrNull(p.Preview), p.Preview.Size)
	return err
}

// InspectionPhotos lists what became of the photos of an inspection by a device, in the order of their ids. Where and when they were taken the
// inspection says.
func (t *Tx) InspectionPhotos(of civic.InspectionID, device civic.DeviceID) ([]Photo, error) {
	return all(t, "list photos of inspection", readInspectionPhoto, "SELECT "+prefixed("p", inspectionPhotoColumns)+`, COALESCE(c.picture, '') <> '',
		COALESCE(v.picture, '') = 'preview' FROM inspection_photo p LEFT JOIN blob c ON c.sha256 = p.copy LEFT JOIN blob v ON v.sha256 = p.preview
		WHERE p.inspection = $1 AND p.device = $2 ORDER BY p.id LIMIT $3`, of[:], device[:], maxPhotos)
}
