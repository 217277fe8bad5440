package places

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// rows prints what a query gives, a row a line.
func rows(t *testing.T, p *pack.Pack, query string) string {
	t.Helper()
	found, err := p.DB().QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for found.Next() {
		to := make([]any, len(columns))
		for i := range to {
			to[i] = new(any)
		}
		if err := found.Scan(to...); err != nil {
			t.Fatal(err)
		}
		var line []string
		for _, v := range to {
			line = append(line, fmt.Sprint(*v.(*any)))
		}
		all = append(all, strings.Join(line, " | "))
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, "\n")
}

func TestWhatIsAddedIsJoined(t *testing.T) {
	p := built(t, village)
	// One village of a node and a boundary; the district isn't anybody's address.
	if got, want := rows(t, p, "SELECT local, uk, class, population, outline IS NOT NULL FROM settlement ORDER BY local"), strings.Join([]string{
		fmt.Sprintf("Бунец | <nil> | %d | 0 | 0", pack.Hamlet),
		fmt.Sprintf("Гратиешты | <nil> | %d | 900 | 1", pack.Village),
		fmt.Sprintf("Ставчены | Ставчени | %d | 3000 | 1", pack.Village),
	}, "\n"); got != want {
		t.Errorf("settlements:\n%s\nwant\n%s", got, want)
	}
	streets := `SELECT s.local, t.local FROM street t JOIN settlement s ON s.street <= t.id AND NOT EXISTS
		(SELECT 1 FROM settlement o WHERE o.street <= t.id AND o.id > s.id) ORDER BY 1, 2`
	if got, want := rows(t, p, streets), strings.Join([]string{
		"Бунец | ",
		"Гратиешты | Лесная улица",
		"Ставчены | ",
		"Ставчены | 5-й Балканский переулок",
		"Ставчены | Strada Păcii",
		"Ставчены | Лесная улица",
		"Ставчены | Лесной переулок",
		"Ставчены | улица 31 Августа 1989",
	}, "\n"); got != want {
		t.Errorf("streets:\n%s\nwant\n%s", got, want)
	}
	// A tree without a name is no landmark.
	if got := rows(t, p, "SELECT count(*) FROM landmark"); got != "4" {
		t.Errorf("landmarks: %s", got)
	}
}

// TestSameBytes adds the same things in different orders.
func TestSameBytes(t *testing.T) {
	first := read(t, builtAt(t, village))
	for seed := range uint64(5) {
		again := read(t, builtAt(t, func(b *Builder) {
			village(b)
			r := rand.New(rand.NewPCG(seed, 1))
			r.Shuffle(len(b.settlements), func(i, j int) { b.settlements[i], b.settlements[j] = b.settlements[j], b.settlements[i] })
			r.Shuffle(len(b.streets), func(i, j int) { b.streets[i], b.streets[j] = b.streets[j], b.streets[i] })
			r.Shuffle(len(b.houses), func(i, j int) { b.houses[i], b.houses[j] = b.houses[j], b.houses[i] })
			r.Shuffle(len(b.landmarks), func(i, j int) { b.landmarks[i], b.landmarks[j] = b.landmarks[j], b.landmarks[i] })
		}))
		if !bytes.Equal(first, again) {
			t.Fatalf("order %d gives other bytes", seed)
		}
	}
}

func TestCitiesOfManySpellings(t *testing.T) {
	p := built(t, func(b *Builder) {
		for i, city := range []string{"Москва", "Москва", "москва", "Москвва", "Moskva", "Москва"} {
			b.House(fmt.Sprint(i+1), "улица Грина", "", city, where(float64(i*50), 0), int64(i))
		}
		b.Street(local("улица Грина"), []tiles.Point{where(0, 0), where(250, 0)}, 100)
		b.Settlement(local("Северное Бутово"), pack.Suburb, where(0, 500), nil, KindPlace, 0, 200)
	})
	if got := rows(t, p, "SELECT local FROM settlement ORDER BY local"); got != "Москва\nСеверное Бутово" {
		t.Errorf("settlements: %s", got)
	}
	if got := rows(t, p, "SELECT local FROM street"); got != "улица Грина" {
		t.Errorf("streets: %s", got)
	}
}

func TestAnEmptyIndex(t *testing.T) {
	p := built(t, func(*Builder) {})
	if got := rows(t, p, "SELECT count(*) FROM street"); got != "0" {
		t.Error(got)
	}
}

func TestOddThings(t *testing.T) {
	p := built(t, func(b *Builder) {
		at := where(0, 0)
		long := strings.Repeat("щ", 1000)
		b.Settlement(local(long), pack.Village, at, [][]tiles.Point{{at}, {}, {at, at, at, at}}, KindBoundary, -5, 1)
		b.Settlement(local("\xff\xfe"), pack.Village, at, nil, KindPlace, 0, 1)
		b.Settlement(local("x"), pack.Village, at, nil, "other", 0, 1)
		b.Street(local(" "), []tiles.Point{at, at}, 1)
		b.Street(local(long), []tiles.Point{at}, 1)
		b.Street(local("улица"), nil, 1)
		b.Street(local("улица"), []tiles.Point{at, at, at}, 1)
		b.House("", "улица", "", "", at, 1)
		b.House(";,;", "улица", "", "", at, 1)
		b.House(long, "улица", "", "", at, 1)
		b.House("\xff1", "ъ", "ь", "-", at, 1)
		b.House("1", "", "", "", tiles.Point{X: -5, Y: tiles.WorldSize + 5}, 1)
		b.Landmark(local("ъ"), 255, at, 1)
		b.Kilometre("", "km", at, 1)
		b.Kilometre(long, "1.2.3", at, 1)
	})
	if got := rows(t, p, "SELECT count(*) FROM kilometre"); got != "0" {
		t.Error(got)
	}
}

func TestWriteIsStopped(t *testing.T) {
	w, err := pack.Create(t.Context(), t.TempDir()+"/x")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Discard()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	b := NewBuilder()
	village(b)
	if err := b.Write(ctx, w.Tx()); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

func TestKilometreKey(t *testing.T) {
	for in, want := range map[string]string{"12": "12", " 012 ": "12", "12,50": "12.5", "12.0": "12", "0": "0", "0.5": "0.5", ".5": "0.5", "12 km": "12", "km": "", "": "", "1.2.3": "", "123456789": "", "100": "100"} {
		if got := kilometreKey(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// TestSpellingsOfACity: what addresses call a city comes to the settlement that is meant, with borders or without.
func TestSpellingsOfACity(t *testing.T) {
	l := openPlaces(t, func(b *Builder) {
		b.Settlement(local("Дурлешты"), pack.Town, where(0, 0), nil, KindPlace, 0, 1)
		b.Settlement(local("Кишинёв"), pack.City, where(9000, 0), [][]tiles.Point{ring(9000, 0, 3000)}, KindBoundary, 0, 2)
		id := int64(10)
		house := func(city string, east float64) {
			id++
			b.House(fmt.Sprint(id), "улица Мира", "", city, where(east, 0), id)
		}
		for n := range 6 {
			i := float64(n)
			house("Durlesti", 5200+i*20) // nearer to nothing
			house("Chisinau Durlesti", 5000+i*20)
			house("г. Дурлешты", 5300+i*20)
			house("Дурлешты (город)", 5400+i*20)
			house("Chisinau", 8000+i*20)
			house("chișinău", 5800+i*20) // just outside of the border, called as within
			house("Chisinau", 5700+i*20)
		}
	})
	for at, want := range map[float64]string{5200: "Дурлешты", 5000: "Дурлешты", 5300: "Дурлешты", 5400: "Дурлешты", 8000: "Кишинёв", 5700: "Кишинёв"} {
		a, err := l.Near(t.Context(), where(at, 0), ru)
		if err != nil || a.Address == nil || a.Address.Settlement != want {
			t.Errorf("%.0f: %+v, %v, want %s", at, a.Address, err, want)
		}
	}
	if got := labels(t, l, "Chisinau", SearchOptions{}); len(got) == 0 || got[0] != "Кишинёв" {
		t.Errorf("by another spelling: %q", got)
	}
}

// TestAStreetLeavesItsBorder: what of a street lies outside of borders stays with its houses.
func TestAStreetLeavesItsBorder(t *testing.T) {
	p := built(t, func(b *Builder) {
		b.Settlement(local("Ставчены"), pack.Village, where(0, 0), [][]tiles.Point{ring(0, 0, 1000)}, KindPlace, 0, 1)
		b.Settlement(local("Бунец"), pack.Village, where(2500, 0), nil, KindPlace, 0, 2)
		b.Street(local("улица Мира"), []tiles.Point{where(500, 0), where(1000, 0), where(1300, 0), where(1600, 0), where(1900, 0)}, 3)
		b.Street(local("улица Мира"), []tiles.Point{where(4000, 0), where(4500, 0)}, 4) // too far to be the same
		b.House("1", "Мира", "", "", where(600, 20), 5)
	})
	l, err := Open(p)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(labels(t, l, "мира", SearchOptions{}), "; "); got != "ул. Мира — Бунец; ул. Мира — Ставчены" {
		t.Errorf("streets: %q", got)
	}
	a, err := l.Near(t.Context(), where(1850, 5), ru)
	if err != nil || a.Street == nil || a.Street.Settlement != "Ставчены" {
		t.Errorf("outside: %+v, %v", a.Street, err)
	}
}

// TestManyHouses: a street of very many parts is read whole, and found at each of its ends.
func TestManyHouses(t *testing.T) {
	l := openPlaces(t, func(b *Builder) {
		for i := range 5000 {
			b.House(fmt.Sprint(i+1), "улица Длинная", "", "", where(float64(i)*5, 0), int64(i))
		}
		b.House("1;3, 5", "улица Длинная", "", "", where(0, 3), 9999) // on top of others
	})
	for _, n := range []string{"1", "2500", "5000"} {
		found, err := l.Search(t.Context(), "длинная "+n, SearchOptions{Lang: ru})
		if err != nil || len(found) == 0 || found[0].Address != "ул. Длинная, "+n || found[0].Approximate != Exact {
			t.Errorf("%s: %v %v", n, found, err)
		}
	}
	if found := labels(t, l, "длинная 3", SearchOptions{}); len(found) < 2 || found[0] != "ул. Длинная, 3" || found[1] == found[0] {
		t.Errorf("%q", found)
	}
}
