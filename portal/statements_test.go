package portal_test

import (
	"fmt"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
)

// Each statement is a way to the database's server and back. What a device says at once must take few of them, however much it is:
// what is the same for all is asked once, and rows go many with one statement.
func TestEntriesTakeFewStatements(t *testing.T) {
	p := portaltest.Start(t, t.TempDir(), 0)
	d := portaltest.Enrolled(t, p, civic.RolePoint, "Stavcheny")
	report := func() { d.Tell(journal.Hash{}, d.Report()) }
	photo := func() {
		file := func(role string) []byte { return fmt.Appendf(nil, "%s %d", role, len(d.Entries)) }
		shot := d.Photo(file("original"), file("copy"), file("preview"))
		r := d.Report(shot)
		d.Tell(journal.Hash{}, r)
		d.TellPhoto(journal.Hash{}, r.ID, shot)
	}
	push := func(n int, tell func()) (statements int64) {
		from := len(d.Entries) + 1
		for range n {
			tell()
		}
		before := p.Statements()
		if reply := d.Push(from, len(d.Entries)); len(reply.Verdicts) > 0 {
			t.Fatalf("%+v", reply.Verdicts)
		}
		return p.Statements() - before
	}
	push(1, report) // what is read once in a portal's life
	for _, c := range []struct {
		name string
		n    int
		tell func()
		most int64
	}{
		{"one report", 1, report, 26},
		{"20 reports", 20, report, 34},
		{"100 reports", 100, report, 42},
		{"200 reports", 200, report, 48},
		{"400 reports", 400, report, 62},
		{"1,000 reports, in which what waits is written early", 1000, report, 208},
		{"100 reports with a photo each", 100, photo, 56},
	} {
		got := push(c.n, c.tell)
		t.Logf("%s: %d statements", c.name, got)
		if got > c.most {
			t.Errorf("%s: %d statements, and not at most %d", c.name, got, c.most)
		}
	}
	p.Verified(t)
}
