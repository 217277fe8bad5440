package portal

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
)

// Answer gives an official answer to the report that people know by a number. Without an outgoing number of its own it gets
// one made of the report's. The errors are db.ErrNotFound and *civic.UnfitError.
func (p *Portal) Answer(ctx context.Context, number string, a civic.Answer) (civic.Answer, error) {
	err := p.db.Read(ctx, func(tx *db.Tx) error {
		r, err := tx.ReportByNumber(number)
		a.Report = r.ID
		return err
	})
	if err != nil {
		return civic.Answer{}, err
	}
	return p.office.Give(ctx, a)
}

// Answered is what was answered to a report, and what reception points say of handing it over.
type Answered struct {
	Answers  []civic.Answer // with all revisions, the newest last
	Handings []civic.Handing
}

// Answered reads them; the notes stay sealed.
func (p *Portal) Answered(ctx context.Context, report civic.ReportID) (a Answered, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		if a.Answers, err = tx.Answers(report); err != nil {
			return err
		}
		handings, err := tx.Handings(report)
		for _, h := range handings {
			a.Handings = append(a.Handings, h.Handing)
		}
		return err
	})
	return a, err
}
