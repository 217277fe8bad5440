package api_test

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func random(t testing.TB, n int) []byte {
	t.Helper()
	b := make([]byte, n)
	if _, err := rand.Read(b); err != nil {
		t.Fatal(err)
	}
	return b
}

func enrolled(t *testing.T, p *portaltest.Portal) *portaltest.Device {
	t.Helper()
	return portaltest.Enrolled(t, p, civic.RolePoint, "с. Ставчены")
}

// told makes a device that has told n reports to nobody yet.
func told(t *testing.T, p *portaltest.Portal, n int) *portaltest.Device {
	t.Helper()
	d := enrolled(t, p)
	for range n {
		d.Tell(zeroHash, d.Report())
	}
	return d
}

func expectReceipt(t *testing.T, reply wire.SyncReply, want journal.Head) {
	t.Helper()
	if len(reply.Receipts) != 1 || reply.Receipts[0].Head.Journal() != want {
		t.Errorf("receipts %+v, want one up to %d", reply.Receipts, want.Seq)
	}
}

func TestSyncTakesAReportInAndSignsForIt(t *testing.T) {
	p := start(t)
	d := enrolled(t, p)
	r := d.Report()
	d.Tell(zeroHash, r)
	p.Clock.Add(time.Hour)
	reply := d.PushAll()
	expectReceipt(t, reply, d.Head(1))
	if len(reply.Verdicts) != 0 || reply.Fork != nil || reply.Snapshot || reply.More {
		t.Errorf("%+v", reply)
	}
	var change wire.StatusChange
	if len(own(reply.Changes)) != 1 || reply.Changes[0].Kind != wire.ChangeStatus || journal.Decode(reply.Changes[0].Body, &change) != nil ||
		civic.ReportID(change.Report) != r.ID || change.Status != "delivered" || change.At != p.Clock.Now().UnixMilli() {
		t.Errorf("changes %+v: %+v", reply.Changes, change)
	}
	got := p.AllReports(t)[r.ID]
	lat, lon := 47.0812, 28.8721
	want := got
	want.Number, want.Category, want.Text, want.Address, want.Settlement = "СТ-01-0001", r.Category, r.Text, "ул. Лесная, 12", "Ставчены"
	want.Lat, want.Lon, want.Source, want.Status, want.Device, want.Place = &lat, &lon, civic.SourceMap, civic.StatusModeration, d.ID, "с. Ставчены"
	want.CapturedAt, want.ReceivedAt, want.Reporter = r.CapturedAt, p.Clock.Now(), nil
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	personal, err := p.PersonalReports(t.Context())
	if err != nil || len(personal) != 1 || personal[0].Reporter == nil || personal[0].Reporter.Name != portaltest.Canary().Name {
		t.Errorf("personal: %+v, %v", personal, err)
	}
	p.Verified(t)
}

// Every way in which the same entries can come leads to the same journal, each entry once.
func TestSyncRepeatsOverlapsAndGaps(t *testing.T) {
	type push struct{ from, to, held int } // held is where the receipt must say the journal stands
	for name, pushes := range map[string][]push{
		"all at once":           {{1, 5, 5}},
		"lost reply":            {{1, 5, 5}, {1, 5, 5}, {1, 5, 5}},
		"one by one":            {{1, 1, 1}, {2, 2, 2}, {3, 3, 3}, {4, 4, 4}, {5, 5, 5}},
		"overlap":               {{1, 3, 3}, {2, 5, 5}},
		"repeat of a part":      {{1, 5, 5}, {2, 3, 5}, {5, 5, 5}},
		"gap, then from there":  {{1, 2, 2}, {4, 5, 2}, {3, 5, 5}},
		"gap at the beginning":  {{3, 5, 0}, {1, 5, 5}},
		"backwards":             {{5, 5, 0}, {4, 4, 0}, {3, 3, 0}, {2, 2, 0}, {1, 1, 1}, {2, 5, 5}},
		"shorter repeat, after": {{1, 5, 5}, {1, 2, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t)
			d := told(t, p, 5)
			for _, step := range pushes {
				want := journal.Head{Epoch: d.Epoch}
				if step.held > 0 {
					want = d.Head(step.held)
				}
				expectReceipt(t, d.Push(step.from, step.to), want)
			}
			if got := len(p.AllReports(t)); got != 5 {
				t.Errorf("%d reports", got)
			}
			p.Verified(t)
		})
	}
}

// Batches of one request may come in any order; what comes too early is asked for again.
func TestSyncReorderedBatches(t *testing.T) {
	p := start(t)
	d := told(t, p, 6)
	reply, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{d.Batch(5, 6), d.Batch(3, 4), d.Batch(1, 2), d.Batch(3, 4)}})
	expect(t, "reordered", problem, nil)
	expectReceipt(t, reply, d.Head(4))
	expectReceipt(t, d.Push(5, 6), d.Head(6))
	p.Verified(t)
}

// A device says two things under one number. Nothing of that is kept, it is told where to begin anew, and a person hears.
func TestSyncFork(t *testing.T) {
	p := start(t)
	d := told(t, p, 3)
	d.PushAll()
	held := d.Head(3)
	honest := slices.Clone(d.Entries)

	for name, lie := range map[string]func() []byte{
		"another last entry": func() []byte {
			d.Entries = slices.Clone(honest[:2])
			d.Tell(zeroHash, d.Report())
			return d.Batch(3, 3)
		},
		"another past, and more": func() []byte {
			d.Entries = slices.Clone(honest[:1])
			for range 4 {
				d.Tell(zeroHash, d.Report())
			}
			return d.Batch(4, 5)
		},
		"another beginning": func() []byte {
			d.Entries = nil
			d.Tell(zeroHash, d.Report())
			return d.Batch(1, 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			reply, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{lie()}})
			expect(t, name, problem, nil)
			if reply.Fork == nil || reply.Fork.Journal() != held {
				t.Errorf("fork %+v", reply.Fork)
			}
			expectReceipt(t, reply, held)
		})
	}
	d.Entries = honest
	if got := len(p.AllReports(t)); got != 3 {
		t.Errorf("%d reports", got)
	}
	known := wire.NewHead(journal.Head{Epoch: d.Epoch, Seq: 2, Hash: journal.Hash{1}})
	if reply, _ := d.Sync(wire.SyncRequest{Known: &known}); reply.Fork == nil {
		t.Error("a receipt for another entry isn't noticed")
	}
	p.Verified(t)
}

// A database restored from a backup goes on in a new epoch and tells again what it doesn't know to be here.
func TestSyncRetoldInANewEpoch(t *testing.T) {
	p := start(t)
	d := enrolled(t, p)
	first, second, third := d.Report(), d.Report(), d.Report()
	d.Tell(zeroHash, first)
	d.Tell(zeroHash, second)
	old := d.PushAll()

	prev := d.NextEpoch(1) // the backup knew the first entry only
	d.Tell(prev, second)
	d.Tell(prev, third)
	reply := d.PushAll()
	expectReceipt(t, reply, d.Head(2))
	if got := p.AllReports(t); len(got) != 3 {
		t.Errorf("%d reports", len(got))
	}
	if len(own(old.Changes)) != 2 || len(own(reply.Changes)) != 3 || len(reply.Verdicts) != 0 {
		t.Errorf("told %d and %d changes, verdicts %v", len(own(old.Changes)), len(own(reply.Changes)), reply.Verdicts)
	}
	p.Verified(t)
}

// A citizen's device may only speak for its owner.
func TestSyncRoles(t *testing.T) {
	p := start(t)
	for _, row := range []struct {
		role    civic.Role
		channel civic.Channel
		useful  bool
	}{
		{civic.RoleCitizen, civic.ChannelSelf, true},
		{civic.RoleCitizen, civic.ChannelPaper, false},
		{civic.RoleInspector, civic.ChannelPerson, true},
		{civic.RolePoint, civic.ChannelPhone, true},
	} {
		d := portaltest.Enrolled(t, p, row.role, "Ставчены")
		r := d.Report()
		r.Channel = row.channel
		d.Tell(zeroHash, r)
		reply := d.PushAll()
		if useful := len(reply.Verdicts) == 0; useful != row.useful {
			t.Errorf("%s by %s: %v", row.role, row.channel, reply.Verdicts)
		}
	}
	p.Verified(t)
}

// Photos may be heard of before their report, in another epoch, and must end up under it.
func TestSyncPhotoBeforeItsReport(t *testing.T) {
	p := start(t)
	d := enrolled(t, p)
	photo := d.Photo([]byte("original"), portaltest.JPEG(t, 800, 600, 1), portaltest.JPEG(t, 96, 72, 1))
	r := d.Report(photo)
	late := d.TellPhoto(zeroHash, r.ID, photo)
	d.PushAll()
	prev := d.NextEpoch(1)
	if late.Hash() != prev {
		t.Fatal("the next epoch doesn't continue this one")
	}
	d.Tell(prev, r)
	d.PushAll()
	got := p.AllReports(t)[r.ID].Photos
	if len(got) != 1 || got[0].State != civic.PhotoPrepared || got[0].SHA256 != hex.EncodeToString(photo.Copy.SHA256[:]) || got[0].Complete {
		t.Errorf("%+v", got)
	}
	p.Verified(t)
}

// The portal was restored from a backup: the device learns how far it must go back, and a person hears of it.
func TestSyncKnownBeyondWhatIsHere(t *testing.T) {
	p := start(t)
	d := told(t, p, 3)
	d.Push(1, 2)
	known := wire.NewHead(d.Head(3))
	reply, problem := d.Sync(wire.SyncRequest{Known: &known})
	expect(t, "known", problem, nil)
	expectReceipt(t, reply, d.Head(2))
	if reply.Fork != nil {
		t.Error("behind isn't a fork")
	}
}

// Many devices at once, each with lost replies: nothing is lost and nothing doubled.
func TestSyncManyAtOnce(t *testing.T) {
	p := start(t)
	var wg sync.WaitGroup
	const devices, reports = 6, 8
	for range devices {
		d := told(t, p, reports)
		wg.Go(func() {
			for to := 1; to <= reports; to++ {
				batch := d.Batch(max(1, to-1), to)
				for range 2 {
					wg.Go(func() {
						if _, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{batch}}); problem != nil {
							t.Error(problem)
						}
					})
				}
			}
			if _, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{d.Batch(1, reports)}}); problem != nil {
				t.Error(problem)
			}
		})
	}
	wg.Wait()
	if got := len(p.AllReports(t)); got != devices*reports {
		t.Errorf("%d reports", got)
	}
	p.Verified(t)
}

// Nothing that a person said is in the log: neither sealed nor public words, nor names of devices, nor codes.
func TestNothingPersonalIsLogged(t *testing.T) {
	p := start(t)
	code := invite(t, p, "с. Ставчены")
	d := portaltest.NewDevice(t, p)
	expect(t, "enroll", d.Enroll(code), nil)
	r := d.Report()
	bad := d.Report()
	bad.Category = "moon-cheese"
	d.Tell(zeroHash, r)
	d.Tell(zeroHash, bad)
	d.Append(zeroHash, journal.KindReport, []byte(r.Text), nil)
	d.PushAll()
	packed := d.Pack(wire.SyncRequest{Batches: [][]byte{[]byte(r.Text)}})
	req := d.Request(http.MethodPost, wire.PathSync, bytes.NewReader(packed))
	d.Sign(req, packed)
	d.Do(req).Body.Close()
	expect(t, "wrong code", d.Enroll(guess(code, 1)), wire.ProblemCode)
	if _, err := p.PersonalReports(t.Context()); err != nil {
		t.Fatal(err)
	}
	log := p.Log.String()
	if strings.Count(log, `"msg":"request"`) != 4 {
		t.Errorf("not every request is in the log:\n%s", log)
	}
	who := portaltest.Canary()
	for _, secret := range []string{
		who.Name, who.Phone, who.Address, who.Consent.Sheet, r.Text, r.Place.Address, "Ставчены", r.Number,
		code, strings.ReplaceAll(code, "-", ""), "ПК", "127.0.0.1",
	} {
		if strings.Contains(log, secret) {
			t.Errorf("%q is in the log", secret)
		}
	}
	if !strings.Contains(log, d.ID.String()) || !strings.Contains(log, fmt.Sprintf(`"entries":%d`, 3)) {
		t.Errorf("the log doesn't say who sent how much:\n%s", log)
	}
}

// Devices' clocks are wrong by years, in both directions: nothing is refused for it, order stays the journal's, and the
// portal's own clock says when it came.
func TestSyncWrongClocks(t *testing.T) {
	p := start(t)
	d := enrolled(t, p)
	received := p.Clock.Now()
	var told []civic.ReportID
	for _, wrong := range []time.Duration{0, -365 * 24 * time.Hour, 20 * 365 * 24 * time.Hour, -time.Hour} {
		p.Clock.Add(wrong) // which the device shares here
		r := d.Report()
		d.Tell(zeroHash, r)
		told = append(told, r.ID)
		p.Clock.Add(-wrong)
	}
	if reply := d.PushAll(); len(reply.Verdicts) != 0 {
		t.Errorf("%v", reply.Verdicts)
	}
	list, err := p.Reports(t.Context())
	if err != nil || len(list) != len(told) {
		t.Fatalf("%d reports, %v", len(list), err)
	}
	for i, r := range list {
		if r.ID != told[i] || !r.ReceivedAt.Equal(received) {
			t.Errorf("report %d: %s, received %v", i, r.ID, r.ReceivedAt)
		}
	}
	p.Clock.Add(-365 * 24 * time.Hour) // and the portal's is set back
	d.Tell(zeroHash, d.Report())
	expectReceipt(t, d.PushAll(), d.Head(5))
	p.Verified(t)
}
