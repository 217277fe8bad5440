package own

import (
	"context"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Act does what the author of a report does afterwards. That it is the author is the caller's to know. The errors are
// *civic.UnfitError, ErrForeign, ErrTooLate, db.ErrNotFound, or the database's.
func (j *Journal) Act(ctx context.Context, key Key, a civic.AuthorAct) error {
	a.Comment, a.Operator = civic.Tidy(a.Comment), civic.NoOperator
	if wrong := a.Check(); len(wrong) > 0 {
		return &civic.UnfitError{Keys: wrong}
	}
	id, err := j.newID()
	if err != nil {
		return err
	}
	a.ID = id
	_, err = j.tell(ctx, key, func(p *pen) ([]byte, error) {
		if err := j.mine(p.tx, a.Report); err != nil {
			return nil, err
		}
		a.At = p.tx.Now
		public, personal, err := journal.EncodeAct(a)
		if err != nil {
			return nil, err
		}
		p.then(func(tx *db.Tx) error { return isDone(tx, a) })
		return nil, p.write(journal.KindAct, public, personal)
	})
	return err
}

// isDone undoes what changes nothing: whoever has a browser can be told at once.
func isDone(tx *db.Tx, a civic.AuthorAct) error {
	acts, err := tx.AuthorActs(a.Report)
	if err != nil {
		return err
	}
	for _, known := range acts {
		if known.ID == a.ID && known.Done {
			return nil
		}
	}
	return ErrTooLate
}

// mine says that the portal took a report itself, or that it is an account's.
func (j *Journal) mine(tx *db.Tx, id civic.ReportID) error {
	r, err := tx.Report(id)
	if err != nil || r.Device == j.id {
		return err
	}
	c, err := tx.Case(id)
	if err == nil && c.Author.IsZero() {
		return ErrForeign
	}
	return err
}

// Supplement adds words and photos to a report. The errors are those of Act, and ErrTooLate once the report is at its end.
func (j *Journal) Supplement(ctx context.Context, key Key, report civic.ReportID, text string, photos []Photo) error {
	id, err := j.newID()
	if err != nil {
		return err
	}
	s := civic.Supplement{ID: id, Report: report, Text: civic.Tidy(text), Photos: bare(photos)}
	if wrong := s.Check(); len(wrong) > 0 {
		return &civic.UnfitError{Keys: wrong}
	}
	if err := j.keep(ctx, photos); err != nil {
		return err
	}
	_, err = j.tell(ctx, key, func(p *pen) ([]byte, error) {
		if err := j.mine(p.tx, report); err != nil {
			return nil, err
		}
		c, err := p.tx.Case(report)
		if err != nil {
			return nil, err
		}
		if c.Status.Final() {
			return nil, ErrTooLate
		}
		s.At = p.tx.Now
		public, err := journal.EncodeSupplement(s)
		if err != nil {
			return nil, err
		}
		if err := p.write(journal.KindSupplement, public, nil); err != nil {
			return nil, err
		}
		return nil, p.tellPhotos(report, photos)
	})
	return err
}

// Say tells staff something about a report. The errors are those of Act.
func (j *Journal) Say(ctx context.Context, key Key, report civic.ReportID, text string, private bool) error {
	id, err := j.newID()
	if err != nil {
		return err
	}
	m := civic.Message{ID: id, Report: report, Side: civic.SidePoint, Text: civic.Tidy(text), Private: private}
	if wrong := m.Check(); len(wrong) > 0 {
		return &civic.UnfitError{Keys: wrong}
	}
	_, err = j.tell(ctx, key, func(p *pen) ([]byte, error) {
		if err := j.mine(p.tx, report); err != nil {
			return nil, err
		}
		m.At = p.tx.Now
		public, personal, err := journal.EncodeMessage(m)
		if err != nil {
			return nil, err
		}
		return nil, p.write(journal.KindMessage, public, personal)
	})
	return err
}
