package atlas_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/tiles"
)

var now = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

// plain is a report as a test remembers it.
type plain struct {
	arrival    int64
	at         tiles.Point
	located    bool
	theme      civic.ThemeSlug
	department civic.DepartmentSlug
	settlement string
	month      atlas.Month
	group      atlas.Group
	shown      bool
}

func filled(t *testing.T, n int) (*atlas.Atlas, []plain) {
	t.Helper()
	d, err := db.Open(t.Context(), dbtest.Address(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	f, err := dbtest.New(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 7))
	var all []plain
	if err := d.Write(t.Context(), func(tx *db.Tx) error {
		for range n {
			c, err := f.Add(tx, func(c *db.Case) {
				c.Theme = []civic.ThemeSlug{"roads", "water", "health"}[r.IntN(3)]
				c.Department = []civic.DepartmentSlug{"", "roads", "water"}[r.IntN(3)]
				c.Place.Settlement = []string{"", "Новый", "Старый", "Дальний"}[r.IntN(4)]
				c.Received = now.AddDate(0, -r.IntN(6), 0)
				c.Status = civic.Statuses()[r.IntN(len(civic.Statuses()))]
				if r.IntN(2) == 0 {
					c.DueAt = now.Add(time.Duration(r.IntN(200)-100) * time.Hour)
				}
				if r.IntN(2) == 0 {
					c.Solved = c.Received
				}
				if r.IntN(8) > 0 {
					c.Published = now
				}
				if r.IntN(10) > 0 {
					c.Place.Source = civic.SourceMap
					c.Place.Position = civic.Position{Lat: civic.Degrees(47 + r.NormFloat64()*0.05), Lon: civic.Degrees(28.8 + r.NormFloat64()*0.05)}
				}
			})
			if err != nil {
				return err
			}
			g, shown := atlas.GroupOf(c.Status, c.Solved, c.DueAt, now)
			all = append(all, plain{
				c.Arrival, tiles.Project(c.Place.Position.Lat, c.Place.Position.Lon), c.Place.Source != civic.SourceNone, c.Theme, c.Department, c.Place.Settlement,
				atlas.MonthOf(c.Received), g, shown && c.Public(),
			})
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	a := atlas.New(d, time.UTC)
	if err := a.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return a, all
}

func means(f atlas.Filter, p plain) bool {
	return p.shown && (f.Theme == "" || p.theme == f.Theme) && (f.Department == "" || p.department == f.Department) && (f.Settlement == "" || p.settlement == f.Settlement) &&
		(f.From == 0 || p.month >= f.From) && (f.To == 0 || p.month <= f.To) && (f.Box == nil || p.located && p.at.X >= f.Box.MinX && p.at.X < f.Box.MaxX && p.at.Y >= f.Box.MinY && p.at.Y < f.Box.MaxY)
}

// Whatever is asked for, the atlas answers what a look at every report does; clusters hold every report of their box once, and each
// inside its cell.
func TestAtlasIsALookAtEveryReport(t *testing.T) {
	a, all := filled(t, 400)
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
		f := atlas.Filter{
			Theme: civic.ThemeSlug(pick("theme", "", "", "roads", "water", "nothing")), Department: civic.DepartmentSlug(pick("department", "", "", "roads")),
			Settlement: pick("settlement", "", "", "Новый", "Нигде"),
		}
		if rapid.Bool().Draw(t, "months") {
			f.From = atlas.MonthOf(now) - atlas.Month(rapid.IntRange(0, 5).Draw(t, "from"))
			f.To = f.From + atlas.Month(rapid.IntRange(0, 3).Draw(t, "to"))
		}
		f.Groups = rapid.SliceOfNDistinct(rapid.SampledFrom(atlas.Groups()), 0, 3, rapid.ID).Draw(t, "groups")
		in := func(p plain) bool { return len(f.Groups) == 0 || slices.Contains(f.Groups, p.group) }
		var counts atlas.Counts
		var arrivals []int64
		for _, p := range all {
			if !means(f, p) {
				continue
			}
			counts[p.group]++
			if in(p) {
				arrivals = append(arrivals, p.arrival)
			}
		}
		if got := a.Count(f, now); got != counts {
			t.Fatalf("%+v: counts %v, not %v", f, got, counts)
		}
		slices.Reverse(arrivals)
		var paged []int64
		for before := int64(0); ; {
			page := a.Page(f, before, 7, now)
			if len(page) == 0 {
				break
			}
			paged, before = append(paged, page...), page[len(page)-1]
		}
		if !slices.Equal(paged, arrivals) {
			t.Fatalf("%+v: pages %v, not %v", f, paged, arrivals)
		}
		always := f
		always.From, always.To = 0, 0
		want := map[atlas.Month]int{}
		for _, p := range all {
			if means(always, p) && in(p) {
				want[p.month]++
			}
		}
		first, by := a.Months(f, now)
		for i, n := range by {
			if want[first+atlas.Month(i)] != n {
				t.Fatalf("month %d: %d, not %d", i, n, want[first+atlas.Month(i)])
			}
			delete(want, first+atlas.Month(i))
		}
		if len(want) > 0 {
			t.Fatalf("months are missing: %v", want)
		}

		zoom := tiles.Zoom(rapid.IntRange(6, 16).Draw(t, "zoom"))
		middle := tiles.Project(47, 28.8)
		half := tiles.WorldSize >> zoom
		f.Box = &tiles.Box{MinX: middle.X - half, MinY: middle.Y - half, MaxX: middle.X + half, MaxY: middle.Y + half}
		clusters, err := a.Clusters(f, zoom, now)
		if err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, c := range clusters {
			if total += c.Count; c.Count != c.Groups.Total() || c.Count == 0 {
				t.Fatalf("%+v", c)
			}
			at := tiles.Project(c.Lat, c.Lon)
			if at.X < c.Cell.MinX || at.X > c.Cell.MaxX || at.Y < c.Cell.MinY || at.Y > c.Cell.MaxY {
				t.Fatalf("%+v lies beyond its cell", c)
			}
			q := f
			q.Box = &c.Cell
			if n := len(a.Page(q, 0, 1000, now)); n < c.Count {
				t.Fatalf("%d reports in the cell of %+v", n, c)
			}
		}
		inside, around := 0, 0
		wide := f
		grown := f.Box.Grow(half)
		wide.Box = &grown
		for _, p := range all {
			if means(f, p) && in(p) {
				inside++
			}
			if means(wide, p) && in(p) {
				around++
			}
		}
		if total < inside || total > around {
			t.Fatalf("%d in clusters; %d in the box, %d around it", total, inside, around)
		}
	})
	if b, ok := a.Bounds(); !ok || b.MinX >= b.MaxX || b.MinY >= b.MaxY {
		t.Errorf("%+v", b)
	}
	if got := a.Settlements(); !slices.Equal(got, []string{"Дальний", "Новый", "Старый"}) {
		t.Errorf("%q", got)
	}
}

func TestTooLargeAPart(t *testing.T) {
	a, _ := filled(t, 1)
	whole := tiles.Box{MaxX: tiles.WorldSize, MaxY: tiles.WorldSize}
	for zoom, large := range map[tiles.Zoom]bool{0: false, 4: false, 8: true, 22: true} {
		if _, err := a.Clusters(atlas.Filter{Box: &whole}, zoom, now); errors.Is(err, atlas.ErrLarge) != large {
			t.Errorf("zoom %d: %v", zoom, err)
		}
	}
	if c, err := a.Clusters(atlas.Filter{Box: &tiles.Box{MinX: 5, MaxX: 1}}, 9, now); err != nil || len(c) > 0 {
		t.Errorf("%v, %v", c, err)
	}
}

// Every status is of some group, and what is over is never late.
func TestGroups(t *testing.T) {
	for _, s := range civic.Statuses() {
		g, ok := atlas.GroupOf(s, time.Time{}, now.Add(-time.Hour), now)
		if s == civic.StatusMerged {
			if ok {
				t.Error("a part of another report has a group")
			}
			continue
		}
		if !ok || (g == atlas.GroupLate) == (s.Done() || s == civic.StatusRejected || s == civic.StatusWithdrawn) {
			t.Errorf("%s: %s", s, g)
		}
		if parsed, ok := atlas.ParseGroup(g.String()); !ok || parsed != g {
			t.Errorf("%s", g)
		}
	}
	if g, _ := atlas.GroupOf(civic.StatusClosed, now, time.Time{}, now); g != atlas.GroupDone {
		t.Error(fmt.Sprint("closed after it was solved: ", g))
	}
}
