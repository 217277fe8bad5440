package present_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/tiles"
	"priyom/tiles/mbtiles"
	"priyom/tiles/pack"
	"priyom/tiles/picture"
	"priyom/tiles/places"
)

// spot is where the made-up street is.
var spot = tiles.Project(52.3, 42.9)

// district writes a pack with one street and one house.
func district(t *testing.T, path, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	at := spot.At(14)
	cell := &pack.Cell{
		Points:   []pack.CellPoint{{X: 0, Y: 8000}, {X: 16_000, Y: 8000}},
		Features: []pack.Feature{{Class: pack.Street, Name: "Лесная улица", Parts: []pack.Part{{From: 0, To: 2}}}},
	}
	if err := w.Cell(t.Context(), pack.Band14, at.X, at.Y, cell); err != nil {
		t.Fatal(err)
	}
	b := places.NewBuilder()
	b.Settlement(pack.Names{Local: "Липовка", UK: "Липівка"}, pack.Village, spot, nil, "place", 300, 1)
	b.Street(pack.Names{Local: "Лесная улица"}, []tiles.Point{spot, {X: spot.X + 20_000, Y: spot.Y}}, 6)
	b.House("12", "Лесная улица", "", "", tiles.Point{X: spot.X + 5000, Y: spot.Y + 800}, 9)
	if err := b.Write(t.Context(), w.Tx()); err != nil {
		t.Fatal(err)
	}
	box := at.Box()
	if err := w.Finish(t.Context(), pack.Meta{Names: pack.Names{Local: name}, Bounds: box, Attribution: pack.Attribution, Addresses: 1}); err != nil {
		t.Fatal(err)
	}
}

// mapped is a point with a map.
func mapped(t *testing.T) (*presenttest.Loop, *present.Env, *present.Point) {
	t.Helper()
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	district(t, filepath.Join(env.Home, "maps", "a.pack"), "Лесной район")
	p := presenttest.Open(t, l, env)
	l.Until("the map is open", func() bool { return p.Maps.State().Open })
	return l, env, p
}

func TestPinNamesTheAddress(t *testing.T) {
	l, _, p := mapped(t)
	in := p.Intake
	in.SetPin(tiles.Point{X: spot.X + 5000, Y: spot.Y + 900})
	l.Until("address and settlement follow", func() bool { return in.State().Report.Place.Address != "" })
	if place := in.State().Report.Place; place.Address != "ул. Лесная, 12" || place.Settlement != "Липовка" || place.Source != civic.SourceMap {
		t.Errorf("place %+v", place)
	}
	in.SetAddress("у колодца") // a person's own words stay
	in.SetPin(spot)
	l.Advance(0)
	l.Until("the pin is elsewhere", func() bool { pin, ok := in.Pin(); return ok && pin.X-spot.X < 3 && spot.X-pin.X < 3 })
	if a := in.State().Report.Place.Address; a != "у колодца" {
		t.Errorf("the address became %q", a)
	}
}

func TestAddressMovesThePin(t *testing.T) {
	l, _, p := mapped(t)
	in := p.Intake
	in.SetAddressQuery("лесн 12")
	l.Until("it is offered", func() bool { return len(in.State().Places) > 0 })
	if c := in.State().Places[0]; c.Title != "ул. Лесная, 12" || c.Under != "Липовка" {
		t.Errorf("offered: %+v", c)
	}
	in.ChoosePlace(0)
	place := in.State().Report.Place
	if place.Source != civic.SourceAddress || place.Address != "ул. Лесная, 12" || place.Settlement != "Липовка" || len(in.State().Places) != 0 {
		t.Errorf("place %+v", place)
	}
	if pin, ok := in.Pin(); !ok || pin.X-spot.X < 4990 || pin.X-spot.X > 5010 {
		t.Errorf("the pin is %d units from the street's end", pin.X-spot.X)
	}
}

// What is typed after the offers came isn't lost to who chooses before the next ones.
func TestChosenTooEarly(t *testing.T) {
	l, _, p := mapped(t)
	in := p.Intake
	place := func() civic.Place { return in.State().Report.Place }
	in.SetAddressQuery("лесн")
	l.Until("the street is offered", func() bool { return len(in.State().Places) > 0 })
	in.SetAddressQuery("лесная 12")
	in.ChoosePlace(0)
	if got := place(); got.Address != "лесная 12" || got.Source != civic.SourceNone {
		t.Errorf("before the answer: %+v", got)
	}
	l.Until("the house is taken", func() bool { return place().Source == civic.SourceAddress })
	if got := place(); got.Address != "ул. Лесная, 12" || len(in.State().Places) != 0 {
		t.Errorf("the answer: %+v", got)
	}
	// Nothing answers what was typed: it stays.
	in.SetAddressQuery("лесн")
	l.Until("the street is offered", func() bool { return len(in.State().Places) > 0 })
	in.SetAddressQuery("лесная щъыж")
	in.ChoosePlace(0)
	l.Until("nothing is offered", func() bool { return len(in.State().Places) == 0 })
	if got := place(); got.Address != "лесная щъыж" {
		t.Errorf("without an answer: %+v", got)
	}
	// Who goes on typing doesn't mean what was chosen.
	in.SetAddressQuery("лесн")
	l.Until("the street is offered", func() bool { return len(in.State().Places) > 0 })
	in.SetAddressQuery("лесна")
	in.ChoosePlace(0)
	in.SetAddressQuery("лесная 12")
	l.Until("the house is offered", func() bool { s := in.State().Places; return len(s) > 0 && s[0].Title == "ул. Лесная, 12" })
	if got := place(); got.Address != "лесная 12" {
		t.Errorf("typing went on: %+v", got)
	}
}

// What is written behind a chosen house stays when the house is chosen again, as Enter does while the list is open.
func TestWrittenBehindAnAddress(t *testing.T) {
	l, _, p := mapped(t)
	in := p.Intake
	for typed, want := range map[string]string{
		"ул. Лесная, 12 кв. 3":  "ул. Лесная, 12 кв. 3",
		"ул. Лесная, 12, кв 3 ": "ул. Лесная, 12, кв 3",
		"ул. Лесная, 12":        "ул. Лесная, 12",
		"лесная 12":             "ул. Лесная, 12",
	} {
		in.SetAddressQuery("")
		in.SetAddressQuery(typed)
		l.Until("it is offered", func() bool { return len(in.State().Places) > 0 })
		in.ChoosePlace(0)
		if got := in.State().Report.Place; got.Address != want || got.Source != civic.SourceAddress {
			t.Errorf("%q became %+v, want %q", typed, got, want)
		}
	}
}

func TestReportsAreOnTheMap(t *testing.T) {
	l, _, p := mapped(t)
	in := p.Intake
	in.SetPin(spot)
	presenttest.Take(t, l, p, "roads-pothole", "Яма", "у колодца")
	presenttest.Take(t, l, p, "roads-pothole", "Яма без места", "где-то")
	p.Go(present.PageMap)
	l.Until("it is shown", func() bool { return len(p.MapPage.Markers()) == 1 })
	s := p.MapPage.State()
	if !s.Open || s.Nowhere != "1 без места" || s.Count != 1 {
		t.Errorf("%+v", s)
	}
	p.MapPage.Show(p.MapPage.Markers()[0].ID)
	l.Until("it is told", func() bool { return p.MapPage.State().Shown != nil })
	for i, f := range p.MapPage.State().Filters {
		if f.Label == "Новое сообщение" || f.Label == "Просрочены" {
			t.Errorf("the map counts %d as %q and knows nothing of it", f.Count, f.Label)
		}
		if f.Label == "Доставлены" {
			p.MapPage.Filter(i)
		}
	}
	if n := len(p.MapPage.Markers()); n != 0 {
		t.Errorf("%d delivered ones", n)
	}
}

func TestMapComesFromAFile(t *testing.T) {
	l, env, p := open(t)
	file := filepath.Join(t.TempDir(), "Лесной.pack")
	if err := os.WriteFile(file, []byte("не карта"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Maps.Copy(file)
	l.Until("it is looked at", func() bool { return !p.Maps.State().Copying })
	if s := p.Maps.State(); s.Open || s.Problem != "Это не карта района" {
		t.Errorf("a letter: %+v", s)
	}
	district(t, file, "Лесной район")
	p.Maps.Copy(file)
	l.Until("it is open", func() bool { return p.Maps.State().Open })
	if s := p.Maps.State(); s.Name != "Лесной район" || s.Problem != "" || !strings.Contains(s.About, "1 адрес") {
		t.Errorf("%+v", s)
	}
	if left, err := filepath.Glob(filepath.Join(env.Home, "maps", ".new-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestMapComesFromThePortal(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	env.Line.Limits.MapLook, env.Line.Limits.MapRetry = 10_000_000, 10_000_000 // 10 ms
	p := presenttest.Open(t, l, env)
	at := portaltest.Start(t, t.TempDir(), 0)
	file := filepath.Join(t.TempDir(), "x.pack")
	district(t, file, "Лесной район")
	if _, err := at.PutMap(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	enrolled(t, l, p, at)
	l.Until("the map has come", func() bool { return p.Maps.State().Open })
	if name := p.Maps.State().Name; name != "Лесной район" {
		t.Errorf("%q", name)
	}
}

// Beyond the district a tileset from a file stands in; a spoilt one takes nothing away.
func TestTilesetsStandIn(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	dir := filepath.Join(env.Home, "maps")
	district(t, filepath.Join(dir, "a.pack"), "Лесной район")
	far := tiles.Coord{Z: 10, X: 1, Y: 2}
	w, err := mbtiles.Create(t.Context(), filepath.Join(dir, "world.mbtiles"), mbtiles.Metadata{Name: "Мир", Format: picture.PNG, Attribution: "© Кто-то"})
	if err != nil {
		t.Fatal(err)
	}
	red := image.NewRGBA(image.Rect(0, 0, 256, 256))
	for i := range red.Pix {
		red.Pix[i] = 255
	}
	red.SetRGBA(5, 5, color.RGBA{200, 0, 0, 255})
	var b bytes.Buffer
	if err := png.Encode(&b, red); err != nil {
		t.Fatal(err)
	}
	if err := w.Put(t.Context(), far, b.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "spoilt.mbtiles"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "server.json"), []byte(`{"url":"ftp://x"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	p := presenttest.Open(t, l, env)
	l.Until("the map is open", func() bool { return p.Maps.State().Open })
	got, err := p.Maps.Source().Tile(t.Context(), tiles.Request{Coord: far, Size: tiles.Size256})
	if err != nil || got.Image.RGBAAt(5, 5).R != 200 {
		t.Errorf("far away: %v", err)
	}
	if a := p.Maps.Source().Attribution(); !strings.Contains(a, "Кто-то") || !strings.Contains(a, "OpenStreetMap") {
		t.Errorf("attribution %q", a)
	}
}
