package store_test

import (
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// dayOf is the whole day of a moment.
func dayOf(t time.Time) store.Range {
	from := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	return store.Range{From: from, Until: from.AddDate(0, 0, 1)}
}

func readDay(t *testing.T, s *store.Store, at time.Time) store.Day {
	t.Helper()
	d, err := s.Day(t.Context(), dayOf(at))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDay(t *testing.T) {
	h := newHand(t, t.TempDir())
	yesterday := h.now
	h.s.SetOperator(1)
	old := storetest.Capture(t, h.s, "вчера")
	h.now = h.now.AddDate(0, 0, 1)
	take := func(channel civic.Channel, operator civic.OperatorID, photos ...uint8) civic.Report {
		t.Helper()
		h.s.SetOperator(operator)
		r := storetest.Draft(t, h.s, "сегодня")
		r.Channel = channel
		for _, seed := range photos {
			storetest.Attach(t, h.s, r, seed)
		}
		r, err := h.s.Capture(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	first := take(civic.ChannelPerson, 1, 1, 2)
	bad := take(civic.ChannelPhone, 2)
	if _, err := h.s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	batches, err := h.s.Unsent(t.Context(), 10, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.s.TakeVerdict(t.Context(), batches[0].Entries[2].Epoch, batches[0].Entries[2].Seq, "verdict.number"); err != nil {
		t.Fatal(err)
	}
	if d := readDay(t, h.s, h.now); d.Count(store.DayWaiting) != 2 || d.Photos() != (store.DayPhotos{All: 2, Waiting: 2}) || d.Earlier != 1 {
		t.Errorf("before anything was sent: %+v, photos %+v, %d earlier", d.Reports, d.Photos(), d.Earlier)
	}
	entries := h.portal.Acknowledge(t, h.s)
	tried := take(civic.ChannelPhone, 2)
	if err := h.s.TextTried(t.Context(), "link.broken", h.now); err != nil {
		t.Fatal(err)
	}
	waiting := take(civic.ChannelPaper, civic.NoOperator)
	h.now = h.now.AddDate(0, 0, 1)
	storetest.Capture(t, h.s, "завтра")

	d := readDay(t, h.s, h.now.AddDate(0, 0, -1))
	want := []struct {
		r     civic.Report
		state store.DayState
		cause string
	}{{first, store.DayAcknowledged, ""}, {bad, store.DayFailed, "verdict.number"}, {tried, store.DayTried, "link.broken"}, {waiting, store.DayWaiting, ""}}
	if len(d.Reports) != len(want) {
		t.Fatalf("%d reports", len(d.Reports))
	}
	for i, w := range want {
		got := d.Reports[i]
		if got.ID != w.r.ID || got.Number != w.r.Number || got.State != w.state || got.Cause != w.cause || got.Hash.IsZero() || got.Delivered.IsZero() != (w.state != store.DayAcknowledged) {
			t.Errorf("row %d: %+v", i, got)
		}
	}
	if d.Reports[0].Hash != entries[1].Hash() {
		t.Errorf("hash %s, the entry's is %s", d.Reports[0].Hash, entries[1].Hash())
	}
	if d.Count() != 4 || d.Count(store.DayAcknowledged, store.DayFailed) != 2 || len(d.Gaps) != 0 || d.Earlier != 0 {
		t.Errorf("%d, %d earlier, gaps %+v", d.Count(), d.Earlier, d.Gaps)
	}
	if n := d.Channels(); n[civic.ChannelPhone] != 2 || n[civic.ChannelPaper] != 1 {
		t.Errorf("%v", n)
	}
	if n := d.Operators(); n[1] != 1 || n[2] != 2 || n[civic.NoOperator] != 1 {
		t.Errorf("%v", n)
	}
	if d.Entries[journal.KindReport] != 4 || d.Entries[journal.KindPhoto] != 2 || d.Head.Seq != 7 || d.Head.Hash.IsZero() {
		t.Errorf("entries %v, head %+v", d.Entries, d.Head)
	}
	if p := d.Photos(); p.All != 2 || p.Waiting != 2 {
		t.Errorf("%+v", p)
	}
	if d := readDay(t, h.s, yesterday); len(d.Reports) != 1 || d.Reports[0].ID != old.ID || d.Reports[0].State != store.DayAcknowledged {
		t.Errorf("yesterday: %+v", d.Reports)
	}
	if d := readDay(t, h.s, yesterday.AddDate(-1, 0, 0)); len(d.Reports)+len(d.Gaps) != 0 || !d.Head.Hash.IsZero() {
		t.Errorf("a year ago: %+v", d)
	}
	n, oldest, err := h.s.Undelivered(t.Context(), h.now)
	if err != nil || n != 3 || !oldest.Equal(bad.CapturedAt) {
		t.Errorf("%d undelivered since %s, %v", n, oldest, err)
	}
}

// What nobody counted in this computer is explained.
func TestGaps(t *testing.T) {
	h := newHand(t, t.TempDir())
	storetest.Capture(t, h.s, "первое")
	h.now = h.now.AddDate(-1, 0, 0)
	storetest.Capture(t, h.s, "часы отстали")
	h.now = h.now.AddDate(1, 0, 0)
	storetest.Capture(t, h.s, "третье")
	if d := readDay(t, h.s, h.now); len(d.Reports) != 2 || fmt.Sprint(d.Gaps) != "[{2 2 clock}]" {
		t.Errorf("%+v", d.Gaps)
	}
}

func TestGapsOfARestoredDatabase(t *testing.T) {
	home := t.TempDir()
	h := newHand(t, home)
	storetest.Capture(t, h.s, "до копии")
	path := filepath.Join(home, store.FileName)
	closeStore(t, h.s)
	backup := copyFile(t, path)
	now := func() time.Time { return h.now }
	h.s = storetest.Open(t, home, store.Options{Clock: now})
	for range 3 {
		storetest.Capture(t, h.s, "после копии")
	}
	closeStore(t, h.s)
	restore(t, backup, path)
	h.s = storetest.Open(t, home, store.Options{Clock: now})
	storetest.Capture(t, h.s, "после возвращения")
	d := readDay(t, h.s, h.now)
	for _, g := range d.Gaps {
		if g.Why != store.GapRestored {
			t.Errorf("%+v", g)
		}
	}
	if last := d.Reports[len(d.Reports)-1].Ord; last > 2 && len(d.Gaps) == 0 {
		t.Errorf("no gap before number %d", last)
	}
	closeStore(t, h.s)
	exec(t, home, "DELETE FROM report WHERE ord = 1")
	h.s = storetest.Open(t, home, store.Options{Clock: now})
	if d := readDay(t, h.s, h.now); len(d.Gaps) == 0 || d.Gaps[0].Why != store.GapLost {
		t.Errorf("a lost row: %+v", d.Gaps)
	}
}

func TestDayBook(t *testing.T) {
	h := newHand(t, t.TempDir())
	const day = "2026-11-24"
	r := storetest.Capture(t, h.s, "Яма")
	if b, err := h.s.DayBook(t.Context(), day); err != nil || b.Counted || len(b.Checked) != 0 {
		t.Errorf("%+v, %v", b, err)
	}
	h.s.SetOperator(2)
	for _, step := range []error{
		h.s.CountPaper(t.Context(), day, 3), h.s.CountPaper(t.Context(), day, 4), h.s.CheckNumber(t.Context(), day, r.ID, true),
		h.s.CheckNumber(t.Context(), day, r.ID, true), h.s.CheckNumber(t.Context(), "2026-11-25", r.ID, true),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	if b, err := h.s.DayBook(t.Context(), day); err != nil || b.Paper != 4 || !b.Counted || b.Operator != 2 || !b.Checked[r.ID] || !b.Saved.Equal(h.now) {
		t.Errorf("%+v, %v", b, err)
	}
	if err := h.s.CheckNumber(t.Context(), day, r.ID, false); err != nil {
		t.Fatal(err)
	}
	if err := h.s.CountPaper(t.Context(), day, -1); err != nil {
		t.Fatal(err)
	}
	if b, err := h.s.DayBook(t.Context(), day); err != nil || b.Counted || len(b.Checked) != 0 {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestStatistics(t *testing.T) {
	h := newHand(t, t.TempDir())
	start := h.now
	for i := range 4 {
		h.now = start.AddDate(0, 0, i)
		storetest.Capture(t, h.s, "Яма")
	}
	h.now = start.AddDate(0, 0, 2).Add(time.Hour)
	batches, err := h.s.Unsent(t.Context(), 2, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	last := batches[0].Entries[1]
	head := journal.Head{Epoch: last.Epoch, Seq: last.Seq, Hash: last.Hash()}
	if err := h.s.TakeReceipt(t.Context(), journal.NewReceipt(h.s.Device(), head, h.now, h.portal.Sign)); err != nil {
		t.Fatal(err)
	}
	edges := []time.Time{start, start.AddDate(0, 0, 1), start.AddDate(0, 0, 3)}
	got, err := h.s.Statistics(t.Context(), edges)
	if err != nil || got.Total != 3 || fmt.Sprint(got.Bars) != "[1 2]" || got.Categories["roads-pothole"] != 3 || got.Settlements["Ставчены"] != 3 ||
		got.Statuses[civic.StatusDelivered] != 2 || got.Statuses[civic.StatusQueued] != 1 || got.Channels[civic.ChannelPerson] != 3 ||
		got.Delivered != 2 || got.Median != 37*time.Hour {
		t.Errorf("%+v, %v", got, err)
	}
	if since, err := h.s.Since(t.Context()); err != nil || !since.Equal(start) {
		t.Errorf("since %s, %v", since, err)
	}
	for _, none := range [][]time.Time{nil, {start}, {start.AddDate(-2, 0, 0), start.AddDate(-1, 0, 0)}} {
		if got, err := h.s.Statistics(t.Context(), none); err != nil || got.Total != 0 {
			t.Errorf("%+v, %v", got, err)
		}
	}
}

// BenchmarkStatistics counts ten thousand reports, some years of a busy point.
func BenchmarkStatistics(b *testing.B) {
	s := storetest.Open(b, b.TempDir(), store.Options{Deadlines: deadlines(b)})
	now := time.Date(2026, 11, 24, 14, 32, 0, 0, time.UTC)
	storetest.Years(b, s, 10_000, now)
	var edges []time.Time
	for at := now.AddDate(-2, 0, 0); !at.After(now); at = at.AddDate(0, 0, 1) {
		edges = append(edges, at)
	}
	if err := s.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	measure(b, "statistics", func(b *testing.B) {
		if t, err := s.Statistics(b.Context(), edges); err != nil || t.Total == 0 {
			b.Fatal(t.Total, err)
		}
	})
	measure(b, "day", func(b *testing.B) {
		if _, err := s.Day(b.Context(), dayOf(now)); err != nil {
			b.Fatal(err)
		}
	})
	measure(b, "to-hand", func(b *testing.B) {
		if _, err := s.ToHand(b.Context()); err != nil {
			b.Fatal(err)
		}
	})
}
