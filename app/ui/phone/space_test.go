package phone_test

import (
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// lamps are a phone's home with photos at the portal and photos that aren't there yet, on a disk with so many free bytes.
func lamps(t *testing.T, free *atomic.Int64) (h *uitest.Home, delivered civic.ReportID) {
	t.Helper()
	h = uitest.NewHome(t)
	h.Env.Disk = func(string) (int64, error) { return free.Load(), nil }
	h.Env.Narrow = true
	h.Env.Positions = standing{present.Fix{At: h.Loop.Now(), Position: lamp, Source: civic.SourceGPS}}
	h.Fill(49*time.Hour, func(c *uitest.Clerk) {
		c.As(civic.RoleCitizen).Enroll()
		delivered = c.Take(uitest.Report{Kind: "lighting-lamp-out", Text: "Не горит фонарь", Address: "ул. Лесная, 1", Spot: lamp, Photos: []string{"DSCN0012.jpg", "DSCN0021.jpg"}})
		c.Prepare()
		c.Deliver()
		c.Take(uitest.Report{Kind: "roads-pothole", Text: "Яма", Address: "ул. Лесная, 3", Spot: lamp, Photos: []string{"DSCN0010.jpg"}})
		c.Prepare()
	})
	return h, delivered
}

// row finds what is said of one kind of things; nil if nothing is.
func row(p *present.Point, title string) *present.SpaceRow {
	for _, r := range p.Space.State().Rows {
		if r.Title == title {
			return &r
		}
	}
	return nil
}

const (
	waitingRow = "Исходные снимки, ещё не на портале"
	safeRow    = "Исходные снимки, уже на портале"
)

// What takes room is said with what becomes of it; the button frees what may go and nothing else, and the report says what went.
func TestSpaceIsShownAndFreed(t *testing.T) {
	var free atomic.Int64
	free.Store(5 << 30)
	h, delivered := lamps(t, &free)
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	x.Tap("Ещё")
	x.Tap("Место")
	x.loop.Until("it is measured", func() bool { return p.Space.State().Known })
	if r := row(p, waitingRow); r == nil || r.Goes || !strings.HasPrefix(r.Under, "1 снимок.") {
		t.Errorf("waiting: %+v", r)
	}
	if r := row(p, safeRow); r == nil || !r.Goes || !strings.HasPrefix(r.Under, "2 снимка.") {
		t.Errorf("safe: %+v", r)
	}
	if said := p.Space.State().Free.Title; !strings.HasPrefix(said, "Свободно 5,4") {
		t.Errorf("free: %q", said)
	}
	x.drawAll("space")
	x.Tap("Освободить место")
	x.loop.Until("it is freed", func() bool { s := p.Space.State(); return s.Done != "" && !s.Busy })
	if r := row(p, safeRow); r != nil {
		t.Errorf("still here: %+v", r)
	}
	if r := row(p, waitingRow); r == nil || !strings.HasPrefix(r.Under, "1 снимок.") {
		t.Errorf("waiting: %+v", r)
	}
	if s := p.Space.State(); s.Can != "" || !strings.HasPrefix(s.Dropped, "2 исходных снимка") {
		t.Errorf("%+v", s)
	}
	x.drawAll("space-freed")
	p.Shell.Push(present.PageReport, delivered.String())
	x.loop.Until("the report is read", func() bool { d := p.Journal.State().Details; return d != nil && d.ID == delivered })
	d := p.Journal.State().Details
	if said := d.Facts[len(d.Facts)-1]; !strings.HasPrefix(said.Value, "2 исходных снимка убраны") {
		t.Errorf("the report says %+v", d.Facts)
	}
	if len(d.Photos) != 2 || len(d.Photos[0].Preview) == 0 {
		t.Errorf("its pictures can't be looked at: %+v", d.Photos)
	}
}

// Without much room the program helps itself, step by step: never to what waits.
func TestRoomIsMadeWhenItIsScarce(t *testing.T) {
	for _, c := range []struct {
		name  string
		free  int64
		later time.Duration
		goes  bool
	}{
		{"there is plenty", 5 << 30, time.Minute, false},
		{"it is low", 500 << 20, time.Minute, false},
		{"it is short", 200 << 20, time.Minute, true},
		{"a phone keeps them for a month", 5 << 30, 40 * 24 * time.Hour, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			var free atomic.Int64
			free.Store(c.free)
			h, _ := lamps(t, &free)
			cache := filepath.Join(h.Env.Home, "maps", "server.cache")
			uitest.Big(t, cache, 1<<20)
			x := newPocket(t, h, uitest.Long)
			p := x.open()
			x.loop.Advance(c.later)
			x.loop.Until("it is looked at", func() bool { return p.Space.State().Known })
			if gone := row(p, safeRow) == nil; gone != c.goes {
				t.Errorf("gone: %v", gone)
			}
			if gone := row(p, "Плитки карты за пределами района") == nil; gone != (c.free < 600<<20) {
				t.Errorf("tiles gone: %v", gone)
			}
			if r := row(p, waitingRow); r == nil {
				t.Error("what waits is gone")
			}
		})
	}
}

// With next to no room it is said before anything is taken in; with room again it isn't said any more.
func TestAFullDiskIsSaidAtOnce(t *testing.T) {
	var free atomic.Int64
	free.Store(20 << 20)
	h, _ := lamps(t, &free)
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	said := func() bool {
		return strings.HasPrefix(p.Capture.State().Tell, "Место на устройстве кончается")
	}
	x.loop.Until("it is said", said)
	x.settle()
	x.drawAll("space-full-form")
	free.Store(5 << 30)
	x.phone.Front()
	x.loop.Until("it isn't said any more", func() bool { return !said() })
}
