package osmload_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/osmload"
	"priyom/tiles/pack"
)

// plan is a small map as OSM XML: places are metres or so to the east and the north of 50° N 30° E.
type plan struct {
	nodes, ways, relations strings.Builder
	id                     int64
}

func esc(s string) string {
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;").Replace(s)
}

func tags(all []string) string {
	var b strings.Builder
	for _, t := range all {
		key, value, _ := strings.Cut(t, "=")
		fmt.Fprintf(&b, `<tag k="%s" v="%s"/>`, esc(key), esc(value))
	}
	return b.String()
}

// degrees is where a place is.
func degrees(x, y float64) (lat, lon float64) { return 50 + y/111_000, 30 + x/71_500 }

func at(x, y float64) tiles.Point {
	lat, lon := degrees(x, y)
	return tiles.Project(civic.Degrees(lat), civic.Degrees(lon))
}

func (p *plan) node(x, y float64, t ...string) int64 {
	p.id++
	lat, lon := degrees(x, y)
	fmt.Fprintf(&p.nodes, `<node id="%d" lat="%.7f" lon="%.7f">%s</node>`+"\n", p.id, lat, lon, tags(t))
	return p.id
}

// through makes nodes at places: x, y, x, y …
func (p *plan) through(xy ...float64) (refs []int64) {
	for i := 0; i < len(xy); i += 2 {
		refs = append(refs, p.node(xy[i], xy[i+1]))
	}
	return refs
}

// square are the nodes of a closed way.
func (p *plan) square(x, y, side float64) []int64 {
	refs := p.through(x, y, x+side, y, x+side, y+side, x, y+side)
	return append(refs, refs[0])
}

func (p *plan) way(refs []int64, t ...string) int64 {
	p.id++
	fmt.Fprintf(&p.ways, `<way id="%d">`, p.id)
	for _, r := range refs {
		fmt.Fprintf(&p.ways, `<nd ref="%d"/>`, r)
	}
	fmt.Fprintf(&p.ways, "%s</way>\n", tags(t))
	return p.id
}

type member struct {
	way  int64
	role string
}

func (p *plan) relation(members []member, t ...string) int64 {
	p.id++
	fmt.Fprintf(&p.relations, `<relation id="%d">`, p.id)
	for _, m := range members {
		fmt.Fprintf(&p.relations, `<member type="way" ref="%d" role="%s"/>`, m.way, m.role)
	}
	fmt.Fprintf(&p.relations, "%s</relation>\n", tags(t))
	return p.id
}

func (p *plan) xml() string {
	return `<osm version="0.6">` + p.nodes.String() + p.ways.String() + p.relations.String() + "</osm>"
}

func (p *plan) save(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.osm")
	if err := os.WriteFile(path, []byte(p.xml()), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// load makes a pack and opens it.
func load(t testing.TB, extract string, opt osmload.Options) (*pack.Pack, osmload.Result) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "x.pack")
	res, err := osmload.Load(t.Context(), extract, out, opt)
	if err != nil {
		t.Fatal(err)
	}
	p, err := pack.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := p.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	return p, res
}

// cells are all cells of a band.
func cells(t testing.TB, p *pack.Pack, b pack.Band) map[tiles.Coord]*pack.Cell {
	t.Helper()
	rows, err := p.DB().Query("SELECT key FROM cell WHERE key >> 56 = ? ORDER BY key", int(b))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[tiles.Coord]*pack.Cell{}
	for rows.Next() {
		var key int64
		if err := rows.Scan(&key); err != nil {
			t.Fatal(err)
		}
		c := tiles.Coord{Z: tiles.Zoom(b), X: uint32(key>>28) & (1<<28 - 1), Y: uint32(key) & (1<<28 - 1)}
		if all[c], err = p.Cell(t.Context(), b, c.X, c.Y); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// seen are the features of a class in a band, as "name|ref", and where their first point is.
func seen(t testing.TB, p *pack.Pack, b pack.Band, class pack.Class) (all []pack.Feature) {
	t.Helper()
	for _, c := range cells(t, p, b) {
		for _, f := range c.Features {
			if f.Class == class {
				all = append(all, f)
			}
		}
	}
	return all
}

// top is the area that is drawn last at a place in the last band.
func top(t testing.TB, p *pack.Pack, x, y float64) pack.Class {
	t.Helper()
	w := at(x, y)
	coord := w.At(tiles.Zoom(pack.Band14))
	c, err := p.Cell(t.Context(), pack.Band14, coord.X, coord.Y)
	if err != nil {
		return pack.ClassNone
	}
	box := coord.Box()
	px, py := float64(w.X-box.MinX)/16, float64(w.Y-box.MinY)/16
	last := pack.ClassNone
	for _, f := range c.Features {
		if f.Class.Group() != pack.GroupArea {
			continue
		}
		in := false
		for _, part := range f.Parts {
			ring := c.PointsOf(part)
			for i, a := range ring {
				b := ring[(i+1)%len(ring)]
				if (float64(a.Y) > py) != (float64(b.Y) > py) && px < float64(b.X-a.X)*(py-float64(a.Y))/float64(b.Y-a.Y)+float64(a.X) {
					in = !in
				}
			}
		}
		if in {
			last = f.Class
		}
	}
	return last
}

// heard is an index that writes down what it is told.
type heard struct{ said []string }

func (h *heard) say(format string, args ...any) {
	h.said = append(h.said, fmt.Sprintf(format, args...))
}

func (h *heard) Settlement(n pack.Names, c pack.Class, _ tiles.Point, outline [][]tiles.Point, kind string, population int, _ int64) {
	h.say("settlement %s/%s/%s %s %s %d rings %d", n.Local, n.UK, n.EN, c, kind, len(outline), population)
}

func (h *heard) Street(n pack.Names, line []tiles.Point, _ int64) {
	h.say("street %s %d", n.Local, len(line))
}

func (h *heard) House(number, street, place, city string, _ tiles.Point, _ int64) {
	h.say("house %s|%s|%s|%s", number, street, place, city)
}

func (h *heard) Landmark(n pack.Names, c pack.Class, _ tiles.Point, _ int64) {
	h.say("landmark %s %s", n.Local, c)
}

func (h *heard) Kilometre(ref, distance string, _ tiles.Point, _ int64) {
	h.say("kilometre %s %s", ref, distance)
}

func (h *heard) Ready() {}

func (h *heard) Write(_ context.Context, tx *sql.Tx) error {
	h.say("written")
	_, err := tx.Exec("CREATE TABLE heard (n INTEGER); INSERT INTO heard VALUES (1)")
	return err
}

func (h *heard) want(t *testing.T, want ...string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(h.said, w) {
			t.Errorf("%q wasn't said, but %q", w, h.said)
		}
	}
}
