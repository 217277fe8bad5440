package own_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/own"
)

// A report from a form is an entry like any other, its photos are there to see, and its author finds it by the link.
func TestReportIsInTheJournal(t *testing.T) {
	o := open(t, t.TempDir())
	d := draft(photo(t, 1), photo(t, 2))
	d.Author = db.Account{7}
	sent, err := o.Report(t.Context(), own.KeyOf("report", "a"), d)
	if err != nil {
		t.Fatal(err)
	}
	if sent.Number != "ПО-00-0001" {
		t.Errorf("number %s", sent.Number)
	}
	o.read(func(tx *db.Tx) error {
		r, err := tx.Report(sent.ID)
		if err != nil {
			return err
		}
		c, err := tx.Case(sent.ID)
		if err != nil || c.Author != d.Author || r.Channel != civic.ChannelSelf || r.Status != civic.StatusModeration || r.Device != o.Device() {
			t.Errorf("%+v, %+v, %v", r, c, err)
		}
		photos, err := tx.Photos(r.Device, r.ID)
		if err != nil || len(photos) != 2 || !photos[0].Held.ShowCopy || !photos[1].Held.ShowPreview || photos[0].ID != d.Photos[0].ID {
			t.Errorf("%+v, %v", photos, err)
		}
		e, err := tx.Entry(r.Device, r.Epoch, r.Seq)
		if err != nil {
			return err
		}
		if bytes.Contains(e.Public, []byte("Канарейкина")) || bytes.Contains(e.Sealed, []byte("Канарейкина")) || bytes.Contains(e.Public, []byte("roza@")) {
			t.Error("who reports can be read")
		}
		if who, ok := o.intake.Reporter(&e.Entry); !ok || who != d.Reporter {
			t.Errorf("sealed %+v", who)
		}
		id, err := o.ByLink(tx, o.Link(sent.ID))
		if err != nil || id != sent.ID || len(o.Link(sent.ID)) != 24 {
			t.Errorf("link %s leads to %s, %v", o.Link(sent.ID), id, err)
		}
		if _, err := o.ByLink(tx, o.Link(civic.ReportID{1})); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("a link to nothing: %v", err)
		}
		return nil
	})
	o.verified()
}

// The same form again, at once or later, by whichever process, is the same report.
func TestTheSameFormTwice(t *testing.T) {
	home := t.TempDir()
	one, two := open(t, home), open(t, home)
	d := draft(photo(t, 1))
	var wait sync.WaitGroup
	sent := make([]own.Sent, 8)
	for i := range sent {
		wait.Go(func() {
			at := []*office{one, two}[i%2]
			var err error
			if sent[i], err = at.Report(t.Context(), own.KeyOf("report", "same"), d); err != nil {
				t.Errorf("%d: %v", i, err)
			}
		})
	}
	wait.Wait()
	for _, s := range sent {
		if s != sent[0] || s.Number != "ПО-00-0001" {
			t.Errorf("told %+v and %+v", sent[0], s)
		}
	}
	one.read(func(tx *db.Tx) error {
		if n, err := tx.CountReports(); n != 1 || err != nil {
			t.Errorf("%d reports, %v", n, err)
		}
		return nil
	})
	one.verified()
}

// Two processes write into one chain: no number twice, no fork, nothing missing.
func TestProcessesShareOneChain(t *testing.T) {
	home := t.TempDir()
	offices := []*office{open(t, home), open(t, home)}
	const each = 12
	var wait sync.WaitGroup
	for w, o := range offices {
		wait.Go(func() {
			for i := range each {
				if _, err := o.Report(t.Context(), own.KeyOf("report", fmt.Sprint(w, i)), draft()); err != nil {
					t.Errorf("%d %d: %v", w, i, err)
				}
			}
		})
	}
	wait.Wait()
	o := offices[0]
	o.read(func(tx *db.Tx) error {
		heads, err := tx.Heads(o.Device())
		if err != nil || len(heads) != 1 || heads[0].Seq != each*2 {
			t.Errorf("%+v, %v", heads, err)
		}
		numbers := map[string]bool{}
		reports, err := tx.ReportsAfter(0, 100)
		for _, r := range reports {
			numbers[r.Number] = true
		}
		if len(numbers) != each*2 {
			t.Errorf("%d numbers for %d reports", len(numbers), len(reports))
		}
		return err
	})
	o.verified()
}

// What isn't fit leaves nothing behind, not even a number.
func TestWhatIsUnfitIsRefused(t *testing.T) {
	o := open(t, t.TempDir())
	bad := draft()
	bad.Category = "of-a-later-version"
	var refused *own.RefusedError
	if _, err := o.Report(t.Context(), own.KeyOf("report", "a"), bad); !errors.As(err, &refused) || refused.Verdict != "validate.category.unknown" {
		t.Errorf("%v", err)
	}
	if sent, err := o.Report(t.Context(), own.KeyOf("report", "a"), draft()); err != nil || sent.Number != "ПО-00-0001" {
		t.Errorf("mended: %+v, %v", sent, err)
	}
	o.verified()
}

// After a restore the journal goes on in a new epoch that is linked to the old one.
func TestNewEpoch(t *testing.T) {
	o := open(t, t.TempDir())
	for i, name := range []string{"a", "b"} {
		if _, err := o.Report(t.Context(), own.KeyOf("report", name), draft()); err != nil {
			t.Fatal(err)
		}
		o.write((*db.Tx).RenewOwn)
		o.read(func(tx *db.Tx) error {
			heads, err := tx.Heads(o.Device())
			if len(heads) != i+1 {
				t.Errorf("%d epochs", len(heads))
			}
			return err
		})
	}
	o.verified()
	o.read(func(tx *db.Tx) error {
		alarms, err := tx.Alarms()
		if len(alarms) > 0 {
			t.Errorf("%+v", alarms)
		}
		return err
	})
}

// errRandom is a source that fails: nothing may be half written then.
type errRandom struct{}

func (errRandom) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestNoRandomness(t *testing.T) {
	o := open(t, t.TempDir())
	j, err := own.New(own.Config{DB: o.db, Blobs: o.files, Intake: o.intake, Keys: o.keys, Random: errRandom{}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := j.Report(t.Context(), own.KeyOf("report", "a"), draft()); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
	o.read(func(tx *db.Tx) error {
		if head, err := tx.Heads(j.Device()); len(head) != 0 || err != nil {
			t.Errorf("%+v, %v", head, err)
		}
		return nil
	})
}
