package store

import (
	"context"

	"priyom/civic"
	"priyom/store/journal"
)

// verifyMessages compares what was said here with what the journal says. An entry that is broken was named before, with its chain.
func (s *Store) verifyMessages(ctx context.Context, v *Verification) error {
	told, err := s.toldMessages(ctx)
	if err != nil {
		return err
	}
	rows, err := s.reader.QueryContext(ctx, "SELECT "+messageColumns+" FROM message ORDER BY n")
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		m, err := s.scanMessage(rows.Scan)
		said, ok := told[m.ID]
		delete(told, m.ID)
		if m.Private {
			m.Text = "" // sealed, and perhaps erased
		}
		switch {
		case err != nil:
			v.found(err, "message")
		case m.Side == civic.SideOffice: // the portal's own; it came under a signature
		case !ok:
			v.found(errUntold, "message %s about %s", m.ID, m.Report)
		case m.Message != said:
			v.found(errDiffers, "message %s about %s", m.ID, m.Report)
		}
	}
	for id, m := range told {
		v.found(ErrNotFound, "message %s about %s, which the journal tells of", id, m.Report)
	}
	return dbError("verify", rows.Err())
}

func (s *Store) toldMessages(ctx context.Context) (map[civic.MessageID]civic.Message, error) {
	told := map[civic.MessageID]civic.Message{}
	return told, s.eachTold(ctx, func(public []byte) {
		if m, err := journal.DecodeMessage(public); err == nil {
			told[m.ID] = m
		}
	}, journal.KindMessage)
}
