package intake_test

import (
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/intake"
	"priyom/store/journal"
)

// A device tells what it purged; the portal keeps the word and its own reports, and says what it can't read.
func TestPurgeIsKept(t *testing.T) {
	d := newDistrict(t, classifierWithout(t))
	it := d.device()
	r := it.report("СТ-01-0001")
	it.tell(journal.Hash{}, r)
	public, err := journal.EncodePurge(journal.Purge{At: time.UnixMilli(2), Before: time.UnixMilli(1), Reports: []civic.ReportID{r.ID}, Photos: 3})
	if err != nil {
		t.Fatal(err)
	}
	it.append(journal.Hash{}, journal.KindPurge, public)
	it.append(journal.Hash{}, journal.KindPurge, []byte{0xa0})
	a := it.push(1, 3)
	if a.New != 3 || len(a.Verdicts) != 1 || a.Verdicts[0].Seq != 3 || a.Verdicts[0].Key != intake.VerdictUnreadable {
		t.Errorf("%+v", a)
	}
	if n := d.reports(); n != 1 {
		t.Errorf("%d reports", n)
	}
	if kinds := d.alarms(); len(kinds) != 0 {
		t.Errorf("alarms %v", kinds)
	}
}
