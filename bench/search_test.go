package bench

import (
	"database/sql"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"priyom/bench/versus"
	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/demo"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// address is one as the peer keeps it.
type address struct {
	street, house, city string
	lat, lon            float64
}

// addresses is a sink that keeps the addresses of a made-up district and gives everything on to a file's.
type addresses struct {
	demo.Sink
	nodes []demo.Node
	all   []address
}

func (a *addresses) Node(n demo.Node) error {
	a.nodes = append(a.nodes, demo.Node{ID: n.ID, Lat: n.Lat, Lon: n.Lon})
	a.note(n.Tags, n)
	return a.Sink.Node(n)
}

func (a *addresses) Way(w demo.Way) error {
	a.note(w.Tags, a.nodes[w.Nodes[0]-1]) // ids are 1, 2, …
	return a.Sink.Way(w)
}

func (a *addresses) note(tags []demo.Tag, at demo.Node) {
	n := address{lat: float64(at.Lat) / 1e7, lon: float64(at.Lon) / 1e7}
	for _, t := range tags {
		switch t.Key {
		case "addr:housenumber":
			n.house = t.Value
		case "addr:street", "addr:place":
			n.street = t.Value
		case "addr:city":
			n.city = t.Value
		}
	}
	if n.house != "" && n.street != "" {
		a.all = append(a.all, n)
	}
}

// searched is a pack, and the peer's file with the same addresses.
type searched struct {
	extract, pack, plain string
	all                  []address
	words                [][]rune // of streets' and settlements' names, without the words for kinds of streets
	seed                 *rand.Rand
}

func newSearched(b *testing.B) *searched {
	b.Helper()
	s := &searched{extract: filepath.Join(tempDir(b), "big.osm.pbf"), plain: tempFile(b), seed: rand.New(rand.NewPCG(5, 6))}
	settlements := bigSettlements
	if testing.Short() {
		settlements = 100
	}
	f := newFile(b, s.extract)
	sink := &addresses{Sink: demo.NewPBF(f)}
	_, err := demo.Generate(demo.Options{Seed: 1, Settlements: settlements}, sink)
	check(b, err)
	check(b, f.Close())
	s.all, s.pack = sink.all, packOf(b, s.extract)
	s.makePlain(b)
	known := map[string]bool{}
	for _, a := range s.all {
		for _, w := range strings.Fields(a.street) {
			letters := []rune(w)
			if key := strings.ToLower(w); len(letters) >= 4 && !known[key] && !strings.Contains("улица переулок проспект площадь бульвар проезд шоссе тупик набережная", key) {
				known[key] = true
				s.words = append(s.words, letters)
			}
		}
	}
	return s
}

// makePlain is how one would do it with SQLite alone: FTS5 for what is typed, an R*Tree for what is near.
func (s *searched) makePlain(b *testing.B) {
	b.Helper()
	db, err := sql.Open("sqlite3", s.plain)
	check(b, err)
	defer db.Close()
	tx, err := db.Begin()
	check(b, err)
	for _, q := range []string{
		"CREATE TABLE address (id INTEGER PRIMARY KEY, label TEXT, lat REAL, lon REAL)",
		"CREATE VIRTUAL TABLE found USING fts5 (label, content = 'address', content_rowid = 'id', tokenize = 'unicode61', prefix = '2 3 4')",
		"CREATE VIRTUAL TABLE nearby USING rtree (id, minlat, maxlat, minlon, maxlon)",
	} {
		_, err := tx.Exec(q)
		check(b, err)
	}
	for i, a := range s.all {
		_, err := tx.Exec("INSERT INTO address VALUES (?, ?, ?, ?)", i+1, a.street+" "+a.house+" "+a.city, a.lat, a.lon)
		check(b, err)
		_, err = tx.Exec("INSERT INTO nearby VALUES (?, ?, ?, ?, ?)", i+1, a.lat, a.lat, a.lon, a.lon)
		check(b, err)
	}
	_, err = tx.Exec("INSERT INTO found (found) VALUES ('rebuild')")
	check(b, err)
	check(b, tx.Commit())
	_, err = db.Exec("INSERT INTO found (found) VALUES ('optimize')")
	check(b, err)
	_, err = db.Exec("ANALYZE")
	check(b, err)
}

func (s *searched) openPlain(b *testing.B) *sql.DB {
	b.Helper()
	db, err := openReadOnly(s.plain)
	check(b, err)
	b.Cleanup(func() { _ = db.Close() })
	return db
}

func openReadOnly(path string) (*sql.DB, error) {
	return sql.Open("sqlite3", "file:"+path+"?mode=ro&immutable=1")
}

func (s *searched) any() address { return s.all[s.seed.IntN(len(s.all))] }

// prefix is four letters of a name.
func (s *searched) prefix() string {
	return strings.ToLower(string(s.words[s.seed.IntN(len(s.words))][:4]))
}

// streetAndHouse is typed as people do: the name without its kind, and a number.
func (s *searched) streetAndHouse() string {
	a := s.any()
	word := ""
	for _, w := range strings.Fields(a.street) {
		if len([]rune(w)) > len([]rune(word)) && !strings.Contains("улица переулок проспект площадь бульвар проезд шоссе тупик", strings.ToLower(w)) {
			word = w
		}
	}
	return word + " " + a.house
}

// near is up to some hundred metres beside an address.
func (s *searched) near() (lat, lon float64) {
	a := s.any()
	return a.lat + s.seed.Float64()*0.003 - 0.0015, a.lon + s.seed.Float64()*0.004 - 0.002
}

const (
	ranked = "SELECT a.label, a.lat, a.lon FROM found f JOIN address a ON a.id = f.rowid WHERE found MATCH ? ORDER BY f.rank LIMIT 10"
	first  = "SELECT a.label, a.lat, a.lon FROM found f JOIN address a ON a.id = f.rowid WHERE found MATCH ? LIMIT 10"
	// CROSS keeps the planner from scanning the addresses.
	around = `SELECT a.label, a.lat, a.lon FROM nearby n CROSS JOIN address a ON a.id = n.id
WHERE n.maxlat >= ?1 - ?3 AND n.minlat <= ?1 + ?3 AND n.maxlon >= ?2 - ?4 AND n.minlon <= ?2 + ?4
ORDER BY (a.lat - ?1) * (a.lat - ?1) + (a.lon - ?2) * (a.lon - ?2) * ?5 LIMIT 1`
)

// match is FTS5's query for what is typed: all words, each of which may go on.
func match(typed string) string { return `"` + strings.Join(strings.Fields(typed), `"* "`) + `"*` }

func answers(db *sql.DB, query string, args ...any) (n int, err error) {
	rows, err := db.Query(query, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	for rows.Next() {
		var label string
		var lat, lon float64
		if err := rows.Scan(&label, &lat, &lon); err != nil {
			return n, err
		}
		n++
	}
	return n, rows.Err()
}

// nearest looks within three hundred metres, and then within two kilometres.
func nearest(db *sql.DB, lat, lon float64) error {
	stretch := math.Cos(lat * math.Pi / 180)
	for _, degrees := range []float64{300 / 111e3, 2000 / 111e3} {
		n, err := answers(db, around, lat, lon, degrees, degrees/stretch, stretch*stretch)
		if err != nil || n > 0 {
			return err
		}
	}
	return nil
}

// BenchmarkMapSearch finds places in a large district, and says what is at a point.
func BenchmarkMapSearch(b *testing.B) {
	s := newSearched(b)
	p, err := pack.Open(s.pack)
	check(b, err)
	defer p.Close()
	l, err := places.Open(p)
	check(b, err)
	db := s.openPlain(b)
	group := fmt.Sprintf("Map: search among %d addresses", len(s.all))
	for _, q := range []struct {
		figure, goal string
		next         func() string
	}{
		{"four letters of a name, the ten best", "p99 ≤ 5 ms", s.prefix},
		{"street and house, the ten best", "≤ 10 ms", s.streetAndHouse},
	} {
		typed := make([]string, 2000)
		for i := range typed {
			typed[i] = q.next()
		}
		for _, processor := range []bool{false, true} {
			benchFind(b, s, onProcessor(versus.Row{Group: group, Figure: q.figure, Goal: q.goal}, processor), typed, l, db)
		}
	}
	benchNear(b, s, group, l, db)
	benchOpen(b, s, group)
}

// onProcessor is the same figure as what it takes of the processor.
func onProcessor(row versus.Row, processor bool) versus.Row {
	if row.Processor = processor; processor {
		row.Figure += ", on the processor"
	}
	return row
}

// benchFind asks all of them the same in a turn.
func benchFind(b *testing.B, s *searched, row versus.Row, typed []string, l *places.Places, db *sql.DB) {
	var at [3]int
	ask := func(side int) string { at[side]++; return typed[at[side]-1] }
	middle := tiles.Project(civic.Degrees(s.all[len(s.all)/2].lat), civic.Degrees(s.all[len(s.all)/2].lon))
	versus.Run(b, len(typed), row,
		versus.Side{Name: "Priyom, the nearest first", Do: func() error {
			_, err := l.Search(b.Context(), ask(0), places.SearchOptions{Near: &middle, Lang: civic.LangRU})
			return err
		}},
		versus.Side{Name: "SQLite FTS5, ranked by words", Do: func() error { _, err := answers(db, ranked, match(ask(1))); return err }},
		versus.Side{Name: "SQLite FTS5, any ten", Do: func() error { _, err := answers(db, first, match(ask(2))); return err }})
}

// benchNear asks Priyom for address, street, settlement, landmark and kilometre, and the peer for the address alone.
func benchNear(b *testing.B, s *searched, group string, l *places.Places, db *sql.DB) {
	for _, processor := range []bool{false, true} {
		versus.Run(b, 2000, onProcessor(versus.Row{Group: group, Figure: "what is at a point", Goal: "≤ 2 ms"}, processor),
			versus.Side{Name: "Priyom", Do: func() error {
				lat, lon := s.near()
				_, err := l.Near(b.Context(), tiles.Project(civic.Degrees(lat), civic.Degrees(lon)), civic.LangRU)
				return err
			}},
			versus.Side{Name: "SQLite R*Tree, the nearest address alone", Do: func() error { lat, lon := s.near(); return nearest(db, lat, lon) }})
	}
}

func benchOpen(b *testing.B, s *searched, group string) {
	ours := func(then func(*places.Places) error) func() error {
		return func() error {
			p, err := pack.Open(s.pack)
			if err != nil {
				return err
			}
			defer p.Close()
			l, err := places.Open(p)
			if err != nil {
				return err
			}
			return then(l)
		}
	}
	peer := func(query string, args ...any) error {
		db, err := openReadOnly(s.plain)
		if err != nil {
			return err
		}
		defer db.Close()
		_, err = answers(db, query, args...)
		return err
	}
	for _, processor := range []bool{false, true} {
		versus.Run(b, 200, onProcessor(versus.Row{Group: group, Figure: "open the file for drawing and search", Goal: "≤ 30 ms"}, processor),
			versus.Side{Name: "Priyom", Do: ours(func(*places.Places) error { return nil })},
			versus.Side{Name: "SQLite, one row", Do: func() error { return peer("SELECT label, lat, lon FROM address LIMIT 1") }})
		versus.Run(b, 200, onProcessor(versus.Row{Group: group, Figure: "open the file and answer street and house", Goal: "≤ 50 ms"}, processor),
			versus.Side{Name: "Priyom", Do: ours(func(l *places.Places) error {
				_, err := l.Search(b.Context(), s.streetAndHouse(), places.SearchOptions{Lang: civic.LangRU})
				return err
			})},
			versus.Side{Name: "SQLite FTS5, any ten", Do: func() error { return peer(first, match(s.streetAndHouse())) }})
	}
}
