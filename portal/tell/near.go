package tell

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
)

// Near tells the district's devices of a report as it now is, so that nobody reports the same thing again. A report of no
// place has nothing near it.
func Near(tx *db.Tx, report civic.ReportID) error {
	c, err := tx.Case(report)
	if err != nil {
		return err
	}
	if c.Place.Source == civic.SourceNone && c.Place.Address == "" {
		return nil
	}
	told, err := tx.Report(report)
	if err != nil {
		return err
	}
	accuracy := told.Place.Position.Accuracy
	if told.Place.Position.Accuracy = 0; told.Place.Position == c.Place.Position { // else nobody said how good the new one is
		c.Place.Position.Accuracy = accuracy
	}
	body, err := journal.EncodeDigest(civic.Digest{
		ID: c.Report, Number: c.Number, Category: c.Category, Status: c.Status, Place: c.Place, Words: civic.FirstLine(c.Text),
		ReceivedAt: c.Received, Supporters: c.Supporters,
	})
	if err != nil {
		return err
	}
	return tx.AddNear(c.Report, body)
}
