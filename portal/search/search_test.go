package search_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/assets"
	"priyom/civic"
	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/search"
)

type fixture struct {
	*db.DB
	*dbtest.Filler
	index *search.Index
}

func open(t testing.TB) *fixture {
	t.Helper()
	classifier, err := assets.Classifier()
	if err != nil {
		t.Fatal(err)
	}
	d, err := db.Open(context.Background(), dbtest.Address(t), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	x, err := search.Open(context.Background(), d, classifier)
	if err != nil {
		t.Fatal(err)
	}
	f, err := dbtest.New(context.Background(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	return &fixture{d, f, x}
}

func (f *fixture) add(t testing.TB, change func(*db.Case)) (c db.Case) {
	t.Helper()
	if err := f.Write(context.Background(), func(tx *db.Tx) (err error) {
		c, err = f.Add(tx, change)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (f *fixture) found(t testing.TB, query string) (arrivals []int64) {
	t.Helper()
	a := atlas.New(f.DB, time.UTC)
	if err := a.Read(context.Background(), func(tx *db.Tx) error {
		found, err := f.index.Find(tx, query)
		if found == nil {
			return err
		}
		arrivals = a.Page(atlas.Filter{Found: found}, 0, 1000, tx.Now)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return arrivals
}

// What people type finds what is published; nothing finds what isn't.
func TestFind(t *testing.T) {
	f := open(t)
	published := func(text string) func(*db.Case) {
		return func(c *db.Case) {
			c.Text, c.Published, c.Place.Address, c.Place.Settlement = text, time.Now(), "ул. Лесная, 12", "с. Ставчены"
		}
	}
	lamp := f.add(t, published("Не горят фонари возле остановки"))
	hole := f.add(t, published("Яма на дороге, глубокая"))
	f.add(t, func(c *db.Case) { c.Text = "Не горят фонари: не опубликовано" })
	for query, want := range map[string][]int64{
		"фонарь": {lamp.Arrival}, "Фонаря НЕТ": nil, "фон": {lamp.Arrival}, "фо": nil, "ямы дорога": {hole.Arrival}, "лесная 12": {hole.Arrival, lamp.Arrival},
		"лесная 13": nil, "улица лесная": {hole.Arrival, lamp.Arrival}, lamp.Number: {lamp.Arrival}, "фельдшер": nil, "ФАП": {hole.Arrival, lamp.Arrival},
		"ставчен": {hole.Arrival, lamp.Arrival}, "опубликовано": nil, "": nil, "%": nil, "' OR 1=1": nil,
	} {
		if got := f.found(t, query); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, not %v", query, got, want)
		}
	}
	// Edited, and taken back.
	lamp.Text = "Всё светится"
	if err := f.Write(t.Context(), func(tx *db.Tx) error { return tx.PutCase(&lamp) }); err != nil {
		t.Fatal(err)
	}
	if got := f.found(t, "фонарь"); got != nil {
		t.Errorf("after an edit: %v", got)
	}
	if got := f.found(t, "светиться"); !slices.Equal(got, []int64{lamp.Arrival}) {
		t.Errorf("after an edit: %v", got)
	}
	lamp.Published = time.Time{}
	if err := f.Write(t.Context(), func(tx *db.Tx) error { return tx.PutCase(&lamp) }); err != nil {
		t.Fatal(err)
	}
	if got := f.found(t, "лесная"); !slices.Equal(got, []int64{hole.Arrival}) {
		t.Errorf("after it was taken back: %v", got)
	}
}

// However reports are published, edited, taken back and moved on, the index that was kept is the one that is made from nothing, and an
// atlas that followed is one that was just read.
func TestKeptIsRebuilt(t *testing.T) {
	words := strings.Fields("фонарь яма дорога мусор снег школа вода мост автобус дерево")
	f := open(t) // one for all: what is there already only makes it harder
	rapid.Check(t, func(rt *rapid.T) {
		kept := atlas.New(f.DB, time.UTC)
		var all []civic.ReportID
		text := func() string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 4).Draw(rt, "text"), " ")
		}
		change := func(c *db.Case) {
			c.Text, c.Place.Settlement = text(), rapid.SampledFrom([]string{"", "Новый", "Старый"}).Draw(rt, "settlement")
			c.Place.Source = civic.SourceMap
			c.Place.Position = civic.Position{Lat: civic.Degrees(rapid.Float64Range(46, 48).Draw(rt, "lat")), Lon: civic.Degrees(rapid.Float64Range(28, 30).Draw(rt, "lon"))}
			c.Published = time.Time{}
			if rapid.Bool().Draw(rt, "published") {
				c.Published = time.Now()
			}
		}
		some := func(rt *rapid.T) civic.ReportID {
			if len(all) == 0 {
				rt.Skip("none yet")
			}
			return rapid.SampledFrom(all).Draw(rt, "report")
		}
		must := func(err error) {
			if err != nil {
				rt.Fatal(err)
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"add": func(rt *rapid.T) { all = append(all, f.add(t, change).Report) },
			"put": func(rt *rapid.T) {
				id := some(rt)
				must(f.Write(t.Context(), func(tx *db.Tx) error {
					c, err := tx.Case(id)
					if err != nil {
						return err
					}
					change(&c)
					return tx.PutCase(&c)
				}))
			},
			"step": func(rt *rapid.T) {
				id, s := some(rt), rapid.SampledFrom(civic.Statuses()).Draw(rt, "status")
				must(f.Write(t.Context(), func(tx *db.Tx) error { return tx.AddStep(id, db.Step{Status: s, At: tx.Now}) }))
			},
			"undone": func(rt *rapid.T) {
				id := some(rt)
				_ = f.Write(t.Context(), func(tx *db.Tx) error {
					c, err := tx.Case(id)
					must(err)
					change(&c)
					must(tx.PutCase(&c))
					return fmt.Errorf("undo")
				})
			},
			"look": func(rt *rapid.T) { must(kept.Load(t.Context())) },
		})
		must(kept.Load(t.Context()))
		fresh := atlas.New(f.DB, time.UTC)
		must(fresh.Load(t.Context()))
		if a, b := kept.Dump(), fresh.Dump(); !slices.Equal(a, b) {
			rt.Fatalf("followed %v\nread %v", a, b)
		}
		state := func() (s []string) {
			must(f.Read(t.Context(), func(tx *db.Tx) (err error) {
				s, err = tx.PublicState()
				return err
			}))
			return s
		}
		if rapid.IntRange(0, 7).Draw(rt, "repair") != 0 {
			return // making all of it anew takes long once many are there
		}
		before := state()
		must(f.index.Rebuild(t.Context()))
		if after := state(); !slices.Equal(before, after) {
			rt.Fatalf("kept %v\nrebuilt %v", before, after)
		}
		must(kept.Load(t.Context()))
		if a, b := kept.Dump(), fresh.Dump(); !slices.Equal(a, b) {
			rt.Fatalf("after the repair %v\nread %v", a, b)
		}
	})
}

// Rare and common words over many blocks: what is found is what a look at every text finds.
func TestManyBlocks(t *testing.T) {
	f := open(t)
	r := rand.New(rand.NewPCG(5, 5))
	want := map[string][]int64{}
	total := 6000
	if dbtest.OnPostgres() {
		total = 1500
	}
	for i := range total / 100 { // PostgreSQL goes through all that a transaction wrote before to the same row
		if err := f.Write(t.Context(), func(tx *db.Tx) error {
			for k := range 100 {
				var text []string
				if (i+k)%2 == 0 {
					text = append(text, "часто")
				}
				if r.IntN(500) == 0 {
					text = append(text, "редко")
				}
				c, err := f.Add(tx, func(c *db.Case) { c.Text, c.Published = strings.Join(text, " "), tx.Now })
				if err != nil {
					return err
				}
				for _, w := range text {
					want[w] = append(want[w], c.Arrival)
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		for _, w := range []string{"часто", "редко"} {
			got := f.found(t, w)
			slices.Reverse(want[w])
			if n := min(1000, len(want[w])); !slices.Equal(got, want[w][:n]) {
				t.Errorf("%s: %d found", w, len(got))
			}
			slices.Reverse(want[w])
		}
		if err := f.index.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}
