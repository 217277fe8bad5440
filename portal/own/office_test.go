package own_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/audit"
	"priyom/portal/blobs"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/intake"
	"priyom/portal/keys"
	"priyom/portal/own"
)

// office is a process of a portal: one home folder may have several.
type office struct {
	*own.Journal
	t      *testing.T
	home   string
	db     *db.DB
	files  *blobs.Store
	intake *intake.Intake
	keys   keys.Keys
}

func open(t *testing.T, home string) *office {
	t.Helper()
	d, err := db.Open(t.Context(), address(t, home), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	o := &office{t: t, home: home, db: d}
	if o.keys, err = keys.Load(home); err != nil {
		if o.keys, err = keys.Create(home, rand.Reader); err != nil {
			t.Fatal(err)
		}
	}
	if o.files, err = blobs.Open(filepath.Join(home, "blobs"), d); err != nil {
		t.Fatal(err)
	}
	classifier, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	o.intake = intake.New(d, classifier, o.keys)
	cases := casework.New(casework.Config{DB: d, Classifier: classifier, People: o.intake})
	o.intake.Arrived(cases.Arrived)
	o.intake.WorkBy(cases.Author)
	if err := o.intake.Rejudge(t.Context()); err != nil {
		t.Fatal(err)
	}
	if o.Journal, err = own.New(own.Config{DB: d, Blobs: o.files, Intake: o.intake, Keys: o.keys, Random: rand.Reader}); err != nil {
		t.Fatal(err)
	}
	return o
}

// address is where the database of a home folder is, on whichever engine.
func address(t *testing.T, home string) string {
	t.Helper()
	note := filepath.Join(home, "address")
	if known, err := os.ReadFile(note); err == nil {
		return string(known)
	}
	fresh := filepath.Join(home, "portal.db")
	if dbtest.OnPostgres() {
		fresh = dbtest.Schema(t)
	}
	if err := os.WriteFile(note, []byte(fresh), 0o600); err != nil {
		t.Fatal(err)
	}
	return fresh
}

func (o *office) read(f func(tx *db.Tx) error) {
	o.t.Helper()
	if err := o.db.Read(context.WithoutCancel(o.t.Context()), f); err != nil {
		o.t.Fatal(err)
	}
}

func (o *office) write(f func(tx *db.Tx) error) {
	o.t.Helper()
	if err := o.db.Write(o.t.Context(), f); err != nil {
		o.t.Fatal(err)
	}
}

// verified fails the test for each thing that an audit finds.
func (o *office) verified() {
	o.t.Helper()
	result, err := audit.Run(o.t.Context(), o.db, o.files, o.intake)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, f := range result.Findings {
		o.t.Errorf("audit: %s", f)
	}
}

// draft is a report that is fit to be sent.
func draft(photos ...own.Photo) own.Draft {
	return own.Draft{Photos: photos, Report: civic.Report{
		Category: "roads-pothole", Text: "Яма во всю дорогу", Urgency: civic.UrgencyOrdinary,
		Place:    civic.Place{Address: "ул. Лесная, 12", Settlement: "Ставчены", Source: civic.SourceMap, Position: civic.Position{Lat: 47.0812, Lon: 28.8721}},
		Reporter: civic.Reporter{Name: "Канарейкина Роза", Email: "roza@example.org", Reply: civic.ReplyEmail, Consent: civic.Consent{Given: true, Version: "1"}},
	}}
}

// photo is a picture that stands for its own copies.
func photo(t *testing.T, seed byte) own.Photo {
	t.Helper()
	picture := func(side int) []byte {
		img := image.NewGray(image.Rect(0, 0, side, side))
		for i := range img.Pix {
			img.Pix[i] = byte(i*7) ^ seed
		}
		img.SetGray(0, 0, color.Gray{Y: seed})
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 50}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	ref := func(b []byte) civic.BlobRef { return civic.BlobRef{SHA256: sha256.Sum256(b), Size: int64(len(b))} }
	p := own.Photo{CopyBytes: picture(200), PreviewBytes: picture(40)}
	p.ID, p.Original, p.Copy, p.Preview = civic.PhotoID(uuid.Must(uuid.NewV7())), ref(append(p.CopyBytes, 1)), ref(p.CopyBytes), ref(p.PreviewBytes)
	return p
}

// move puts a report where only staff can.
func (o *office) move(id civic.ReportID, to civic.Status) {
	o.t.Helper()
	o.write(func(tx *db.Tx) error {
		c, err := tx.Case(id)
		if err != nil {
			return err
		}
		if c.Published = tx.Now; to == civic.StatusSolved {
			c.Solved = tx.Now
		}
		if err := tx.PutCase(&c); err != nil {
			return err
		}
		return tx.AddStep(id, db.Step{Status: to, At: tx.Now, Act: civic.ActAssign, Role: civic.RoleModerator})
	})
}
