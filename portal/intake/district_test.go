package intake_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/intake"
	"priyom/portal/keys"
	"priyom/store/journal"
)

// district is a database with devices, and what takes entries in.
type district struct {
	*intake.Intake
	t       *testing.T
	db      *db.DB
	keys    keys.Keys
	devices int64
}

func newDistrict(t *testing.T, classifier *civic.Classifier) *district {
	t.Helper()
	home := t.TempDir()
	d, err := db.Open(t.Context(), dbtest.Address(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	k, err := keys.Create(home, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	district := &district{t: t, db: d, keys: k}
	district.upgrade(classifier)
	return district
}

// upgrade starts a program with another classifier on the same database.
func (d *district) upgrade(classifier *civic.Classifier) {
	d.t.Helper()
	d.Intake = intake.New(d.db, classifier, d.keys)
	if err := d.Rejudge(d.t.Context()); err != nil {
		d.t.Fatal(err)
	}
}

// classifierWithout reads the real classifier, without some of its themes.
func classifierWithout(t *testing.T, themes ...string) *civic.Classifier {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "classifier")
	if err := os.CopyFS(dir, os.DirFS("../../assets/classifier")); err != nil {
		t.Fatal(err)
	}
	for _, theme := range themes {
		found, err := filepath.Glob(filepath.Join(dir, "themes", "*-"+theme+".json"))
		if err != nil || len(found) != 1 {
			t.Fatalf("theme %s: %q, %v", theme, found, err)
		}
		if err := os.Remove(found[0]); err != nil {
			t.Fatal(err)
		}
	}
	c, err := civic.ParseClassifier(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// device is an enrolled device with a journal.
type device struct {
	d *district
	db.Device
	key     ed25519.PrivateKey
	epoch   journal.Epoch
	entries []journal.Entry
}

func (d *district) device() *device {
	d.t.Helper()
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		d.t.Fatal(err)
	}
	d.devices++
	it := &device{d: d, key: key, epoch: 7}
	it.Device = db.Device{
		ID: civic.DeviceID{byte(d.devices)}, Key: public, Role: civic.RolePoint, Place: "Ставчены",
		Code: "СТ-0" + string(rune('0'+d.devices)), Enrolled: time.UnixMilli(1), Seen: time.UnixMilli(1),
	}
	if err := d.db.Write(d.t.Context(), func(tx *db.Tx) error { return tx.AddDevice(it.Device, "CT", d.devices) }); err != nil {
		d.t.Fatal(err)
	}
	return it
}

func (it *device) report(number string) civic.Report {
	return civic.Report{
		ID: civic.ReportID(uuid.New()), Number: number, Category: "health-fap-closed", Text: "Медпункт на замке",
		Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPerson, CapturedAt: time.UnixMilli(1764000000000).UTC(),
	}
}

// tell puts a report at the end of the journal; prev is only for the first of an epoch.
func (it *device) tell(prev journal.Hash, r civic.Report) {
	it.d.t.Helper()
	public, err := journal.EncodeReport(r)
	if err != nil {
		it.d.t.Fatal(err)
	}
	it.append(prev, journal.KindReport, public)
}

func (it *device) append(prev journal.Hash, kind journal.Kind, public []byte) {
	if n := len(it.entries); n > 0 {
		prev = it.entries[n-1].Hash()
	}
	it.entries = append(it.entries, journal.New(journal.Header{
		Device: it.ID, Epoch: it.epoch, Seq: uint64(len(it.entries) + 1), Prev: prev, Time: time.UnixMilli(1764000000000), Kind: kind,
	}, public, nil, nil))
}

func (it *device) batch(from, to int) journal.Batch {
	return journal.Sign(it.entries[from-1:to], it.key)
}

func (it *device) push(from, to int) intake.Answer {
	it.d.t.Helper()
	a, err := it.d.Take(it.d.t.Context(), it.Device, intake.Said{Batches: []journal.Batch{it.batch(from, to)}})
	if err != nil {
		it.d.t.Fatal(err)
	}
	return a
}

func (d *district) alarms() (kinds []db.AlarmKind) {
	d.t.Helper()
	if err := d.db.Read(d.t.Context(), func(tx *db.Tx) error {
		alarms, err := tx.Alarms()
		for _, a := range alarms {
			kinds = append(kinds, a.Kind)
		}
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
	return kinds
}

func (d *district) reports() (n int64) {
	d.t.Helper()
	if err := d.db.Read(d.t.Context(), func(tx *db.Tx) (err error) {
		n, err = tx.CountReports()
		return err
	}); err != nil {
		d.t.Fatal(err)
	}
	return n
}
