package statistics_test

import (
	"fmt"
	"maps"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/statistics"
)

// sums are all figures and spots that aren't zero.
func (d *district) sums() map[string]db.Figures {
	d.t.Helper()
	all := map[string]db.Figures{}
	if err := d.db.Read(d.t.Context(), func(tx *db.Tx) error {
		for _, grain := range []db.Grain{db.GrainMonth, db.GrainWeek, db.GrainExecutor} {
			if err := tx.FiguresSince(0, grain, 0, func(s db.Sum) error {
				if s.Figures != (db.Figures{}) {
					all[fmt.Sprintf("%+v", s.Cell)] = s.Figures
				}
				return nil
			}); err != nil {
				return err
			}
		}
		return tx.SpotsSince(0, func(s db.SpotSum) error {
			if s.N != 0 {
				all[fmt.Sprintf("%+v", s.Spot)] = db.Figures{s.N}
			}
			return nil
		})
	}); err != nil {
		d.t.Fatal(err)
	}
	return all
}

// Whatever becomes of cases, in whatever transactions: the figures are those of counting everything anew, and a cube that
// followed is one that reads for the first time.
func TestFollowedIsCountedAnew(t *testing.T) {
	d := newDistrict(t) // what other checks left in it is counted too
	rapid.Check(t, func(rt *rapid.T) {
		var cases []db.Case
		whole := statistics.Filter{All: true}
		for range rapid.IntRange(1, 12).Draw(rt, "transactions") {
			d.now = d.now.Add(time.Duration(rapid.IntRange(1, 24*60).Draw(rt, "minutes")) * time.Minute)
			if len(cases) == 0 || rapid.Bool().Draw(rt, "new") {
				c := published(rapid.SampledFrom([]civic.ThemeSlug{"roads", "water"}).Draw(rt, "theme"), 0)
				c.Received = d.now
				cases = append(cases, d.open(c, c)...)
				continue
			}
			i := rapid.IntRange(0, len(cases)-1).Draw(rt, "case")
			d.write(func(tx *db.Tx) error {
				c, err := tx.Case(cases[i].Report)
				if err != nil {
					return err
				}
				c.Department = rapid.SampledFrom([]civic.DepartmentSlug{"", "roads", "water"}).Draw(rt, "department")
				c.Place = place(float64(rapid.IntRange(0, 3000).Draw(rt, "metres")))
				c.Executor = db.Account{byte(rapid.IntRange(0, 2).Draw(rt, "executor"))}
				c.Rating, c.Returns, c.Reworks = rapid.IntRange(0, 5).Draw(rt, "rating"), rapid.IntRange(0, 2).Draw(rt, "returns"), rapid.IntRange(0, 2).Draw(rt, "reworks")
				c.Published, c.Solved, c.Replied = time.Time{}, time.Time{}, time.Time{}
				if rapid.Bool().Draw(rt, "published") {
					c.Published = tx.Now
				}
				if rapid.Bool().Draw(rt, "solved") {
					c.Solved, c.Replied = tx.Now, tx.Now
				}
				if err := tx.PutCase(&c); err != nil {
					return err
				}
				return tx.AddStep(c.Report, db.Step{Status: rapid.SampledFrom(civic.Statuses()[4:]).Draw(rt, "status"), At: tx.Now})
			})
			d.report(whole) // the cube follows in steps
		}
		followed, cube := d.sums(), d.report(whole)
		if err := d.keeper.Rebuild(t.Context()); err != nil {
			rt.Fatal(err)
		}
		if anew := d.sums(); !maps.Equal(followed, anew) {
			rt.Fatalf("followed: %v\nanew: %v", followed, anew)
		}
		after := d.report(whole)
		d.cube = statistics.NewCube(d.db, time.UTC)
		for _, other := range []statistics.Report{after, d.report(whole)} {
			if fmt.Sprint(other) != fmt.Sprint(cube) {
				rt.Fatalf("cube: %+v\nthen: %+v", cube, other)
			}
		}
	})
}

// A transaction that fails leaves the figures as they were.
func TestUndoneIsNotCounted(t *testing.T) {
	d := newDistrict(t)
	c := d.open(published("roads", 0))[0]
	before := d.sums()
	gone := fmt.Errorf("the disk is full")
	err := d.db.Write(t.Context(), func(tx *db.Tx) error {
		c.Department = "water"
		if err := tx.PutCase(&c); err != nil {
			return err
		}
		return gone
	})
	if err == nil || !maps.Equal(before, d.sums()) {
		t.Errorf("%v, %v", err, d.sums())
	}
}

// The public's figures know nothing of what the public doesn't see.
func TestOnlyThePublished(t *testing.T) {
	d := newDistrict(t)
	hidden := published("health", 3)
	hidden.Published = time.Time{}
	d.open(published("roads", 3), published("roads", 40), hidden)
	public, all := d.report(statistics.Filter{}), d.report(statistics.Filter{All: true})
	if public.Total.Received() != 2 || len(public.Themes) != 1 || public.Table[[2]string{"Ставчены", "health"}] != 0 {
		t.Errorf("public: %+v", public)
	}
	if all.Total.Received() != 3 || len(all.Themes) != 2 {
		t.Errorf("all: %+v", all)
	}
	if squares, _, err := d.cube.Density(t.Context(), public.Filter); err != nil || len(squares) != 1 || squares[0].N != 2 {
		t.Errorf("%+v, %v", squares, err)
	}
}

// What is asked for is what is counted.
func TestFilters(t *testing.T) {
	d := newDistrict(t)
	other := published("water", 2)
	other.Place.Settlement, other.Department = "Заречье", "water"
	solved := published("roads", 70) // in April
	solved.Solved, solved.Status, solved.Rating = begin.AddDate(0, 0, -68), civic.StatusClosed, 4
	d.open(published("roads", 1), published("water", 1), other, solved)
	june := statistics.MonthOf(begin, time.UTC)
	for name, row := range map[string]struct {
		f    statistics.Filter
		want int64
	}{
		"all time":      {statistics.Filter{}, 4},
		"June":          {statistics.Filter{From: june, To: june}, 3},
		"April to May":  {statistics.Filter{From: june - 2, To: june - 1}, 1},
		"a theme":       {statistics.Filter{Theme: "water"}, 2},
		"a settlement":  {statistics.Filter{Settlement: "Ставчены"}, 3},
		"a department":  {statistics.Filter{Department: "water"}, 1},
		"both":          {statistics.Filter{Theme: "water", Settlement: "Ставчены"}, 1},
		"nothing there": {statistics.Filter{Theme: "gas"}, 0},
	} {
		if r := d.report(row.f); r.Total.Received() != row.want {
			t.Errorf("%s: %d, want %d", name, r.Total.Received(), row.want)
		}
	}
	r := d.report(statistics.Filter{Theme: "roads"})
	if got := r.Total.Solution(); got.N != 1 || got.Time < 36*time.Hour || got.Time > 48*time.Hour || r.Total.Rating() != 4 || r.Total.Done() != 1 {
		t.Errorf("solved after two days: %+v, %+v", got, r.Total)
	}
	if april := r.Months[int(june-2-r.From)]; april.Received != 1 || april.Solved != 1 {
		t.Errorf("%+v", april)
	}
	if last := r.Weeks[len(r.Weeks)-1]; last.Received != 1 {
		t.Errorf("%+v", r.Weeks)
	}
}

// Three of a theme, near and within three months, and not two, nor of two themes, nor farther apart.
func TestHotspots(t *testing.T) {
	at := func(theme civic.ThemeSlug, days int, metres float64) db.Case {
		c := published(theme, days)
		c.Place = place(metres)
		return c
	}
	for name, row := range map[string]struct {
		cases []db.Case
		want  []int // how many reports each has
	}{
		"three":           {[]db.Case{at("roads", 1, 0), at("roads", 80, 40), at("roads", 3, 20)}, []int{3}},
		"two":             {[]db.Case{at("roads", 1, 0), at("roads", 2, 10)}, nil},
		"two themes":      {[]db.Case{at("roads", 1, 0), at("roads", 2, 10), at("water", 2, 10)}, nil},
		"too long ago":    {[]db.Case{at("roads", 1, 0), at("roads", 2, 10), at("roads", 91, 10)}, nil},
		"a chain":         {[]db.Case{at("roads", 1, 0), at("roads", 2, 45), at("roads", 2, 90)}, []int{3}},
		"too far":         {[]db.Case{at("roads", 1, 0), at("roads", 2, 52), at("roads", 2, 104)}, nil},
		"two hotspots":    {[]db.Case{at("roads", 1, 0), at("roads", 2, 5), at("roads", 2, 9), at("roads", 1, 300), at("roads", 2, 305), at("roads", 2, 309), at("roads", 2, 310)}, []int{4, 3}},
		"beyond a square": {[]db.Case{at("roads", 1, 49), at("roads", 2, 50), at("roads", 2, 51)}, []int{3}},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t)
			d.open(row.cases...)
			found, err := statistics.NewHotspots(d.db, time.Minute).Find(t.Context(), statistics.Filter{})
			if err != nil || len(found) != len(row.want) {
				t.Fatalf("%d hotspots, want %d; %v", len(found), len(row.want), err)
			}
			for i, h := range found {
				if len(h.Reports) != row.want[i] || h.Open() != row.want[i] {
					t.Errorf("%+v", h)
				}
			}
		})
	}
}

// A median is within the length that the middle one was sorted into.
func TestMedianIsInItsLength(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		times := rapid.SliceOfN(rapid.Int64Range(1, 1500*60), 1, 40).Draw(rt, "minutes")
		var line statistics.Line
		for _, m := range times {
			c := published("roads", 0)
			c.Solved = c.Received.Add(time.Duration(m) * time.Minute)
			sums, _ := statistics.Count(c, time.UTC)
			for i, n := range sums[0].Figures {
				line.Figures[i] += n
			}
		}
		got := line.Solution()
		below := 0
		for _, m := range times {
			if lower := lengthBefore(got.Time); time.Duration(m)*time.Minute <= lower {
				below++
			}
		}
		if got.N != int64(len(times)) || 2*below > len(times) {
			rt.Errorf("%v of %v: %d of %d are below its length", got, times, below, len(times))
		}
	})
}

// lengthBefore is where the length of a time begins.
func lengthBefore(d time.Duration) (from time.Duration) {
	for _, end := range statistics.Lengths() {
		if end < d {
			from = end
		}
	}
	return from
}
