package present

import (
	"context"

	"priyom/civic"
	"priyom/paper"
	"priyom/store"
)

// Forget is what locking the screen does to the form.
func Forget(in *Intake) civic.ReportID { return in.forget() }

// HasIndex says that what was decrypted to be searched is in memory.
func (p *Point) HasIndex() bool { return p.store.Warmed() }

// ReceiptCode is the text of the QR code on a report's receipt.
func ReceiptCode(ctx context.Context, p *Point, id civic.ReportID) (string, error) {
	return p.store.ReceiptText(ctx, id)
}

// SignedHere are the signatures that were taken under a petition.
func SignedHere(ctx context.Context, p *Point, petition civic.PetitionID) ([]store.Signed, error) {
	return p.store.Signatures(ctx, petition, 0, -1)
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
