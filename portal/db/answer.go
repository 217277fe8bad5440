package db

import (
	"priyom/civic"
	"priyom/store/journal"
)

const answerColumns = "id, revision, report, number, signatory, words, final, at"

func readAnswer(row scanner) (a civic.Answer, err error) {
	err = row.Scan(fixed(a.ID[:]), &a.Revision, fixed(a.Report[:]), &a.Number, &a.Signatory, &a.Text, &a.Final, moment{&a.At})
	return a, err
}

// AddAnswer keeps an answer, or a revision of one.
func (t *Tx) AddAnswer(a civic.Answer) error {
	_, err := t.exec("add answer to "+a.Report.String(), "INSERT INTO answer ("+answerColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		a.ID[:], a.Revision, a.Report[:], a.Number, a.Signatory, a.Text, a.Final, a.At.UnixMilli())
	return err
}

// Answers lists the answers to a report with all their revisions, the first one first; of each answer the revision that counts
// is the last.
func (t *Tx) Answers(report civic.ReportID) ([]civic.Answer, error) {
	return all(t, "read answers to "+report.String(), readAnswer, "SELECT "+answerColumns+" FROM answer WHERE report = $1 ORDER BY at, id, revision", report[:])
}

// ReportByNumber finds the report that people know by a number, the last that arrived if two have it; the error wraps
// ErrNotFound.
func (t *Tx) ReportByNumber(number string) (Report, error) {
	return one(t, "find report", readReport, "SELECT "+reportColumns+" FROM report WHERE number = $1 ORDER BY arrival DESC LIMIT 1", number)
}

// Handing is what a device said of handing an answer over, and by which entry. Its note is sealed there.
type Handing struct {
	civic.Handing
	Device  civic.DeviceID
	Epoch   journal.Epoch
	Seq     uint64
	Arrival int64
}

const handingColumns = "id, answer, revision, report, outcome, operator, at, arrival, device, epoch, seq"

func readHanding(row scanner) (h Handing, err error) {
	var epoch int64
	err = row.Scan(fixed(h.ID[:]), fixed(h.Answer[:]), &h.Revision, fixed(h.Report[:]), &h.Outcome, &h.Operator, moment{&h.At}, &h.Arrival,
		fixed(h.Device[:]), &epoch, &h.Seq)
	h.Epoch = journal.Epoch(epoch)
	return h, err
}

// AddHanding keeps an attempt; one that is here already, told again, stays as it is.
func (t *Tx) AddHanding(h Handing) error {
	_, err := t.exec("add handing "+h.ID.String(), "INSERT INTO handing ("+handingColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (id) DO NOTHING`, h.ID[:], h.Answer[:], h.Revision, h.Report[:], string(h.Outcome), int64(h.Operator), h.At.UnixMilli(),
		h.Arrival, h.Device[:], int64(h.Epoch), int64(h.Seq))
	return err
}

// Handings lists the attempts to hand a report's answers over, in the order in which they arrived.
func (t *Tx) Handings(report civic.ReportID) ([]Handing, error) {
	return all(t, "read handings of "+report.String(), readHanding, "SELECT "+handingColumns+" FROM handing WHERE report = $1 ORDER BY arrival", report[:])
}
