package api_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// What can't be used is kept all the same, gets its verdict each time it is sent, and holds nothing up.
func TestSyncVerdicts(t *testing.T) {
	p := start(t)
	other := enrolled(t, p)
	theirs := other.Report()
	other.Tell(zeroHash, theirs)
	other.PushAll()

	d := enrolled(t, p)
	change := func(f func(*civic.Report)) civic.Report {
		r := d.Report()
		f(&r)
		return r
	}
	stranger, err := journal.NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	public, err := journal.EncodeReport(d.Report())
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := stranger.Public().Seal(d.ID, public, []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	garbled := d.Seal(public, portaltest.Canary())
	garbled[len(garbled)-1] ^= 1
	photo := d.Photo([]byte("o"), []byte("c"), []byte("p"))

	want := map[uint64]string{}
	bad := func(key string, e journal.Entry) {
		want[e.Seq] = key
		d.Tell(zeroHash, d.Report()) // a good one after each
	}
	bad("validate.category.unknown", d.Tell(zeroHash, change(func(r *civic.Report) { r.Category = "moon-cheese" })))
	bad("validate.text.long", d.Tell(zeroHash, change(func(r *civic.Report) { r.Text = strings.Repeat("ы", civic.MaxText+1) })))
	bad("validate.position.range", d.Tell(zeroHash, change(func(r *civic.Report) { r.Place.Position.Lat = 91 })))
	bad("verdict.unreadable", d.Append(zeroHash, journal.KindReport, []byte("\xff\xff"), nil))
	bad("verdict.unreadable", d.Append(zeroHash, journal.KindReport, nil, nil))
	bad("verdict.sealed-key", d.Append(zeroHash, journal.KindReport, public, foreign))
	bad("verdict.sealed", d.Append(zeroHash, journal.KindReport, public, garbled))
	bad("verdict.taken", d.Tell(zeroHash, change(func(r *civic.Report) { r.ID = theirs.ID })))
	bad("verdict.taken", d.TellPhoto(zeroHash, theirs.ID, photo))
	bad("verdict.number", d.Tell(zeroHash, change(func(r *civic.Report) { r.Number = "СТ\n01" })))
	bad("verdict.number", d.Tell(zeroHash, change(func(r *civic.Report) { r.Number = "" })))
	bad("verdict.time", d.Tell(zeroHash, change(func(r *civic.Report) { r.CapturedAt = time.Unix(1<<40, 0) })))
	bad("verdict.unreadable", d.Append(zeroHash, journal.KindPhoto, []byte{0xa0}, nil))
	encoded, err := journal.EncodePhoto(civic.ReportID{1}, photo, civic.NoOperator)
	if err != nil {
		t.Fatal(err)
	}
	bad("verdict.photo", d.Append(zeroHash, journal.KindPhoto, encoded, nil))
	bad("verdict.file", d.Append(zeroHash, journal.KindPhoto, encoded, nil, journal.Blob{SHA256: photo.Copy.SHA256, Size: 1 << 40, Role: journal.RolePhoto}))
	d.Append(zeroHash, "balloon.seen", []byte("later"), nil) // of a version to come: no verdict

	for _, what := range []string{"first", "again"} {
		reply := d.PushAll()
		expectReceipt(t, reply, d.Head(len(d.Entries)))
		got := map[uint64]string{}
		for _, v := range reply.Verdicts {
			got[v.Seq] = v.Key
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v, want %v", what, got, want)
		}
	}
	if got := len(p.AllReports(t)); got != 1+len(want) {
		t.Errorf("%d reports, want %d", got, 1+len(want))
	}
	p.Verified(t)
}
