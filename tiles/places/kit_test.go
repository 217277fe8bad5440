package places

import (
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// where is a point so many metres east and north of the middle of the made-up district.
func where(east, north float64) tiles.Point {
	at := tiles.Project(47, 29)
	return tiles.Point{X: at.X + tiles.World(units(east, at)), Y: at.Y - tiles.World(units(north, at))}
}

// square is a ring around a point, so many metres to each side.
func ring(east, north, side float64) []tiles.Point {
	return []tiles.Point{where(east-side, north-side), where(east+side, north-side), where(east+side, north+side), where(east-side, north+side), where(east-side, north-side)}
}

func local(name string) pack.Names { return pack.Names{Local: name} }

// village adds a little district: two villages with borders, one with a node only.
func village(b *Builder) {
	b.Settlement(pack.Names{Local: "Ставчены", RU: "Ставчены", UK: "Ставчени", EN: "Stavcheny"}, pack.Village, where(0, 0), nil, KindPlace, 3000, 1)
	b.Settlement(local("Ставчены"), pack.ClassNone, where(50, 0), [][]tiles.Point{ring(0, 0, 1000)}, KindBoundary, 0, 2)
	b.Settlement(local("Гратиешты"), pack.Village, where(5000, 0), [][]tiles.Point{ring(5000, 0, 800)}, KindPlace, 900, 3)
	b.Settlement(local("Бунец"), pack.Hamlet, where(0, 5000), nil, KindPlace, 0, 4)
	b.Settlement(local("сельское поселение Гратиешты"), pack.Village, where(5000, 0), [][]tiles.Point{ring(5000, 0, 1500)}, KindBoundary, 0, 6)
	b.Settlement(local("Криулянский район"), pack.ClassNone, where(2000, 2000), [][]tiles.Point{ring(2000, 2000, 9000)}, KindBoundary, 0, 5)

	b.Street(pack.Names{Local: "Лесная улица", UK: "Лісова вулиця", EN: "Forest Street"}, []tiles.Point{where(-300, 0), where(0, 0)}, 10)
	b.Street(local("Лесная улица"), []tiles.Point{where(0, 0), where(300, 0)}, 11)
	b.Street(local("Лесной переулок"), []tiles.Point{where(-300, 300), where(300, 300)}, 12)
	b.Street(local("Лесная улица"), []tiles.Point{where(4800, 0), where(5200, 0)}, 13)
	b.Street(local("Strada Păcii"), []tiles.Point{where(-300, -300), where(300, -300)}, 14)
	b.Street(local("улица 31 Августа 1989"), []tiles.Point{where(-300, -500), where(300, -500)}, 15)
	b.Street(local("5-й Балканский переулок"), []tiles.Point{where(-300, 500), where(300, 500)}, 16)
	for n, east := range map[string]float64{"1": -280, "3": -200, "5": -100, "9": 0, "12": 100, "12А": 130, "7/2": -50, "14к1": 200, "20": 280} {
		b.House(n, "ул. Лесная", "", "", where(east, 20), int64(100+east))
	}
	b.House("12", "Лесная", "", "Гратиешть", where(5000, 20), 900)
	b.House("14", "Лесная", "", "Гратиешть", where(5040, 20), 901)
	b.House("5", "улица 31 Августа 1989", "", "Ставчены", where(-200, -520), 902)
	b.House("31", "переулок Лесной", "", "", where(0, 320), 903)
	b.House("2;4", "", "", "", where(500, 500), 904)
	b.House("8", "", "Бунец", "", where(100, 5100), 905)

	b.Landmark(local("Школа № 7"), pack.School, where(-250, 50), 1000)
	b.Landmark(pack.Names{}, pack.School, where(5100, 50), 1001)
	b.Landmark(local("У Михалыча"), pack.Shop, where(20, 40), 1002)
	b.Landmark(pack.Names{}, pack.Tree, where(0, 0), 1003)
	b.Landmark(pack.Names{}, pack.BusStop, where(310, 10), 1004)
	b.Kilometre("Р-29", "14", where(3000, 0), 2000)
	b.Kilometre("Р-29", "12,50", where(2000, 0), 2001)
	b.Kilometre("М-2", "14", where(0, 4000), 2002)
}

// built writes a pack with what add adds and opens it.
func built(t testing.TB, add func(*Builder)) *pack.Pack {
	t.Helper()
	return openPack(t, builtAt(t, add))
}

func builtAt(t testing.TB, add func(*Builder)) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "district.pack")
	w, err := pack.Create(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := w.Discard(); err != nil {
			t.Error(err)
		}
	}()
	b := NewBuilder()
	add(b)
	if err := b.Write(t.Context(), w.Tx()); err != nil {
		t.Fatal(err)
	}
	if err := w.Finish(t.Context(), pack.Meta{Names: local("Район"), Bounds: tiles.Box{MaxX: 1, MaxY: 1}, Attribution: pack.Attribution}); err != nil {
		t.Fatal(err)
	}
	return path
}

func openPack(t testing.TB, path string) *pack.Pack {
	t.Helper()
	p, err := pack.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func words(t testing.TB) *vocabulary {
	t.Helper()
	v, err := loadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

const ru = civic.LangRU
