package present

import (
	"context"

	"priyom/civic"
	"priyom/paper"
)

// Forget is what locking the screen does to the form.
func Forget(in *Intake) civic.ReportID { return in.forget() }

// HasIndex says that what was decrypted to be searched is in memory.
func (p *Point) HasIndex() bool { return p.store.Warmed() }

// ReceiptCode is the text of the QR code on a report's receipt.
func ReceiptCode(ctx context.Context, p *Point, id civic.ReportID) (string, error) {
	return p.store.ReceiptText(ctx, id)
}

// SaveNew, FileName and Bounds are for tests.
var (
	SaveNew  = saveNew
	ShotPath = shotPath
	FileName = fileName
	Bounds   = Period.bounds
)

// Shown is the paper that the preview shows.
func Shown(p *Point) (*paper.Document, error) {
	w := p.Preview.work
	return w.Make(context.Background(), w.Papers[0])
}
