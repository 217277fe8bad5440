package own

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Support joins in a report that is public and not dealt with yet. An account counts once, and so does an address of who has none;
// of who says neither the key alone tells that they come again. The errors are civic.Problems, ErrHidden, db.ErrNotFound, or the
// database's.
func (j *Journal) Support(ctx context.Context, key Key, report civic.ReportID, who civic.Reporter, account db.Account) error {
	if err := who.Validate().Err(); err != nil {
		return err
	}
	id, err := j.newID()
	if err != nil {
		return err
	}
	_, err = j.tell(ctx, key, func(p *pen) ([]byte, error) {
		c, err := p.tx.Case(report)
		if err != nil {
			return nil, err
		}
		if !c.Public() || !c.Status.Open() {
			return nil, ErrHidden
		}
		if !account.IsZero() {
			if account == c.Author {
				return nil, nil // it is theirs
			}
			if added, err := p.tx.AddOwnSupport(account, report); err != nil || !added {
				return nil, err
			}
		}
		public, err := journal.EncodeSupport(civic.Support{ID: id, Report: report, Number: c.Number, At: p.tx.Now})
		if err != nil {
			return nil, err
		}
		var personal []byte
		if !who.IsZero() {
			if personal, err = journal.EncodeReporter(who); err != nil {
				return nil, err
			}
		}
		return nil, p.write(journal.KindSupport, public, personal)
	})
	return err
}
