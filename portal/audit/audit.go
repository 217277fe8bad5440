package audit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"priyom/civic"
	"priyom/portal/blobs"
	"priyom/portal/db"
	"priyom/portal/intake"
	"priyom/store/journal"
)

const pageLength = 500

// Finding is one thing that isn't as it was told.
type Finding struct {
	What   string // in English, with nothing personal in it
	Device civic.DeviceID
	Epoch  journal.Epoch
	Seq    uint64       // of the entry, with Device and Epoch; 0 if it isn't about one
	Blob   journal.Hash // of the file, if it is about one
}

func (f Finding) String() string {
	switch {
	case !f.Blob.IsZero():
		return fmt.Sprintf("file %s: %s", f.Blob, f.What)
	case f.Seq != 0:
		return fmt.Sprintf("entry %d of epoch %016x of device %s: %s", f.Seq, uint64(f.Epoch), f.Device, f.What)
	case !f.Device.IsZero():
		return fmt.Sprintf("device %s: %s", f.Device, f.What)
	}
	return f.What
}

// Result is what was looked at, and what was found.
type Result struct {
	Devices, Entries, Reports, Signatures, Blobs int
	Findings                                     []Finding
}

// OK says that nothing was found.
func (r Result) OK() bool { return len(r.Findings) == 0 }

// Run audits one state of the database, and the files that it calls whole. The error is that it couldn't.
func Run(ctx context.Context, d *db.DB, files *blobs.Store, in *intake.Intake) (result Result, err error) {
	dir, err := os.MkdirTemp("", "priyom-audit-*")
	if err != nil {
		return Result{}, fmt.Errorf("audit: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	again, err := db.Open(ctx, filepath.Join(dir, "again.db"), d.Now)
	if err != nil {
		return Result{}, err
	}
	defer func() { err = errors.Join(err, again.Close()) }()
	a := &audit{in: in, heads: map[chain]*link{}, keys: map[civic.DeviceID]db.Device{}}
	err = d.Read(ctx, func(tx *db.Tx) error {
		if err := again.Write(ctx, func(replay *db.Tx) error { return a.entries(tx, replay) }); err != nil {
			return err
		}
		if err := again.Read(ctx, func(replay *db.Tx) error {
			return errors.Join(a.reports(tx, replay), a.petitions(tx, replay), a.recalls(tx))
		}); err != nil {
			return err
		}
		return a.blobs(ctx, tx, files)
	})
	return a.Result, err
}

// audit is a run of it.
type audit struct {
	Result
	in    *intake.Intake
	heads map[chain]*link
	keys  map[civic.DeviceID]db.Device

	recalled int64 // signatures whose signatories were destroyed
}

func (a *audit) find(f Finding) { a.Findings = append(a.Findings, f) }

// about is a finding about an entry.
func about(e db.Entry, what string) Finding {
	return Finding{What: what, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq}
}

// blobs reads every file back that is called whole.
func (a *audit) blobs(ctx context.Context, tx *db.Tx, files *blobs.Store) error {
	var last journal.Hash
	for {
		page, err := tx.BlobsAfter(last, pageLength)
		if err != nil {
			return err
		}
		for _, b := range page {
			a.Blobs++
			last = b.SHA256
			if err := files.Check(ctx, b); err != nil {
				what := "can't be read: " + err.Error()
				switch {
				case errors.Is(err, blobs.ErrHash):
					what = "content doesn't match its hash"
				case errors.Is(err, blobs.ErrPicture):
					what = "isn't the picture it is shown as"
				case errors.Is(err, os.ErrNotExist):
					what = "is missing"
				}
				a.find(Finding{What: what, Blob: b.SHA256})
			}
		}
		if len(page) < pageLength {
			return nil
		}
	}
}
