package portal

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
)

// Message tells whoever took the report with a number something. The errors are db.ErrNotFound and *civic.UnfitError.
func (p *Portal) Message(ctx context.Context, number string, m civic.Message) (civic.Message, error) {
	err := p.db.Read(ctx, func(tx *db.Tx) error {
		r, err := tx.ReportByNumber(number)
		m.Report = r.ID
		return err
	})
	if err != nil {
		return civic.Message{}, err
	}
	return p.dialogue.Say(ctx, m)
}

// Messages are what was said about a report by both sides, for staff.
func (p *Portal) Messages(ctx context.Context, report civic.ReportID) (said []civic.Message, err error) {
	err = p.db.Read(ctx, func(tx *db.Tx) error {
		all, err := p.dialogue.Said(tx, report)
		for _, m := range all {
			said = append(said, m.Message)
		}
		return err
	})
	return said, err
}
