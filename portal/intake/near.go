package intake

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// tellNear tells the district's devices of a report as it now is, so that nobody reports the same thing again. A report of
// no place has nothing near it.
func tellNear(tx *db.Tx, r db.Report) error {
	p := r.Place
	if p.Source == civic.SourceNone && p.Address == "" {
		return nil
	}
	supporters, err := tx.Supporters(r.ID)
	if err != nil {
		return err
	}
	body, err := journal.EncodeDigest(civic.Digest{
		ID: r.ID, Number: r.Number, Category: r.Category, Status: r.Status, Place: p, Words: civic.FirstLine(r.Text),
		ReceivedAt: r.ReceivedAt, Supporters: supporters,
	})
	if err != nil {
		return err
	}
	return tx.AddNear(r.ID, body)
}

// tellOfAll makes digests of the reports that came before there were any.
func tellOfAll(tx *db.Tx) error {
	for last := int64(0); ; {
		page, err := tx.ReportsWithoutNear(last, pageLength)
		if err != nil {
			return err
		}
		for _, r := range page {
			last = r.Arrival
			if !r.Status.Open() {
				continue
			}
			if err := tellNear(tx, r); err != nil {
				return err
			}
		}
		if len(page) < pageLength {
			return nil
		}
	}
}
