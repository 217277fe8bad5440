package places

import (
	"context"
	"errors"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/tiles"
)

func openPlaces(t testing.TB, add func(*Builder)) *Places {
	t.Helper()
	l, err := Open(built(t, add))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func labels(t testing.TB, l *Places, query string, o SearchOptions) []string {
	t.Helper()
	if o.Lang == "" {
		o.Lang = ru
	}
	found, err := l.Search(t.Context(), query, o)
	if err != nil {
		t.Fatalf("%q: %v", query, err)
	}
	var all []string
	for _, p := range found {
		s := p.Label
		if p.Approximate != Exact {
			s += " ~" + p.Approximate.String()
		}
		all = append(all, s)
	}
	return all
}

// TestQueries asks from the middle of Ставчены: the first answer must be the one that a person expects.
func TestQueries(t *testing.T) {
	l := openPlaces(t, village)
	near := where(0, 0)
	for query, want := range map[string]string{
		"Лесная 12":                    "ул. Лесная, 12 — Ставчены",
		"ул. Лесная, д. 12":            "ул. Лесная, 12 — Ставчены",
		"улица Лесная дом 12":          "ул. Лесная, 12 — Ставчены",
		"12 Лесная":                    "ул. Лесная, 12 — Ставчены",
		"12, ул.Лесная":                "ул. Лесная, 12 — Ставчены",
		"Ставчены Лесная 12":           "ул. Лесная, 12 — Ставчены",
		"Лесная 12 Ставчены":           "ул. Лесная, 12 — Ставчены",
		"с. Ставчены, ул. Лесная, 12":  "ул. Лесная, 12 — Ставчены",
		"Гратиешты Лесная 12":          "ул. Лесная, 12 — Гратиешты",
		"лесная 12 гратиешть":          "ул. Лесная, 12 — Гратиешты",
		"лесн 12":                      "ул. Лесная, 12 — Ставчены",
		"ЛЕСНАЯ УЛИЦА 12":              "ул. Лесная, 12 — Ставчены",
		"Лесная 7/2":                   "ул. Лесная, 7/2 — Ставчены",
		"Лесная 7\\2":                  "ул. Лесная, 7/2 — Ставчены",
		"Лесная 12а":                   "ул. Лесная, 12А — Ставчены",
		"Лесная 12 а":                  "ул. Лесная, 12А — Ставчены",
		"Лесная 12-А":                  "ул. Лесная, 12А — Ставчены",
		"Лесная 12a":                   "ул. Лесная, 12А — Ставчены", // Latin
		"Лесная, 12 А, Ставчены":       "ул. Лесная, 12А — Ставчены",
		"Лесная 14к1":                  "ул. Лесная, 14к1 — Ставчены",
		"Лесная 14 к 1":                "ул. Лесная, 14к1 — Ставчены",
		"Лесная 14 корп. 1":            "ул. Лесная, 14к1 — Ставчены",
		"Лесная д. 14 корпус 1 кв. 35": "ул. Лесная, 14к1 — Ставчены",
		"Лесная 12 кв 3":               "ул. Лесная, 12 — Ставчены",
		"лесной переулок 31":           "пер. Лесной, 31 — Ставчены",
		"пер лесной":                   "пер. Лесной — Ставчены",
		"лесная":                       "ул. Лесная — Ставчены",
		"лесн":                         "ул. Лесная — Ставчены",
		"лес":                          "ул. Лесная — Ставчены",
		"лисная 12":                    "ул. Лесная, 12 — Ставчены",
		"лесня 12":                     "ул. Лесная, 12 — Ставчены",
		"лесонй переулок":              "пер. Лесной — Ставчены",
		"на лесной 12":                 "ул. Лесная, 12 — Ставчены",
		"lesnaya 12":                   "ул. Лесная, 12 — Ставчены",
		"ul. Lesnaja 12":               "ул. Лесная, 12 — Ставчены",
		"lesnay":                       "ул. Лесная — Ставчены",
		"вулиця Лісова 12":             "ул. Лесная, 12 — Ставчены",
		"forest street 12":             "ул. Лесная, 12 — Ставчены",
		"Strada Păcii":                 "str. Păcii — Ставчены",
		"strada pacii":                 "str. Păcii — Ставчены",
		"31 августа 5":                 "ул. 31 Августа 1989, 5 — Ставчены",
		"31 августа 1989 5":            "ул. 31 Августа 1989, 5 — Ставчены",
		"31 августа":                   "ул. 31 Августа 1989 — Ставчены",
		"5-й Балканский переулок":      "пер. 5-й Балканский — Ставчены",
		"5 балканский":                 "пер. 5-й Балканский — Ставчены",
		"Ставчены":                     "Ставчены",
		"ставч":                        "Ставчены",
		"Ставчени":                     "Ставчены",
		"stefan":                       "",
		"stavcheny":                    "Ставчены",
		"стафчены":                     "Ставчены",
		"Гратиешты":                    "Гратиешты",
		"школа":                        "Школа № 7 — Ставчены",
		"школа 7":                      "Школа № 7 — Ставчены",
		"школа гратиешты":              "Школа — Гратиешты",
		"school":                       "Школа № 7 — Ставчены",
		"магазин":                      "У Михалыча, магазин — Ставчены",
		"магазин у Михалыча":           "У Михалыча, магазин — Ставчены",
		"михалыч":                      "У Михалыча, магазин — Ставчены",
		"магазин на лесной":            "У Михалыча, магазин — Ставчены",
		"школа на лесной, гратиешты":   "Школа — Гратиешты",
		"остановка":                    "Остановка — Ставчены",
		"автобусная остановка":         "Остановка — Ставчены",
		"14 км":                        "Р-29, 14 км",
		"Р-29 14 км":                   "Р-29, 14 км",
		"р29 14км":                     "Р-29, 14 км",
		"М-2, 14-й км":                 "М-2, 14 км",
		"км 12,5":                      "Р-29, 12.5 км",
		"м2 12.5 км":                   "",
		"Бунец 8":                      "д. 8 — Бунец",
		"8 Бунец":                      "д. 8 — Бунец",
		"12":                           "ул. Лесная, 12 — Ставчены",
		"ё":                            "",
		"Ставчены Набережная":          "",
		"Гратиешты 31 августа":         "",
	} {
		got := append(labels(t, l, query, SearchOptions{Near: &near}), "")
		if got[0] != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
}

func TestLanguages(t *testing.T) {
	l := openPlaces(t, village)
	for lang, want := range map[civic.Lang]string{
		civic.LangRU: "ул. Лесная, 12 — Ставчены", civic.LangUK: "вул. Лісова, 12 — Ставчени", civic.LangEN: "Forest St., 12 — Stavcheny", "xx": "ул. Лесная, 12 — Ставчены",
	} {
		if got := labels(t, l, "Ставчены Лесная 12", SearchOptions{Lang: lang}); got[0] != want {
			t.Errorf("%s: %q, want %q", lang, got[0], want)
		}
	}
	for lang, want := range map[civic.Lang]string{civic.LangUK: "Школа — Гратиешты", civic.LangEN: "School — Гратиешты"} {
		if got := labels(t, l, "школа гратиешты", SearchOptions{Lang: lang}); got[0] != want {
			t.Errorf("%s: %q, want %q", lang, got[0], want)
		}
	}
}

func TestHousesThatAreNotMapped(t *testing.T) {
	l := openPlaces(t, village)
	for query, want := range map[string]struct {
		label string
		east  float64
	}{
		"Ставчены Лесная 12б": {"ул. Лесная, 12Б — Ставчены ~same-number", 100},
		"Ставчены Лесная 14":  {"ул. Лесная, 14 — Ставчены ~same-number", 200},
		"Ставчены Лесная 16":  {"ул. Лесная, 16 — Ставчены ~interpolated", 226},
		"Ставчены Лесная 4":   {"ул. Лесная, 4 — Ставчены ~interpolated", -150}, // no even one below: between 3 and 5
		"Ставчены Лесная 400": {"ул. Лесная, 400 — Ставчены ~only-street", 0},
		"Лесной переулок 77":  {"пер. Лесной, 77 — Ставчены ~only-street", 0},
	} {
		found, err := l.Search(t.Context(), query, SearchOptions{Lang: ru})
		if err != nil || len(found) == 0 {
			t.Errorf("%q: %d, %v", query, len(found), err)
			continue
		}
		p := found[0]
		got := p.Label
		if p.Approximate != Exact {
			got += " ~" + p.Approximate.String()
		}
		if got != want.label {
			t.Errorf("%q: %q, want %q", query, got, want.label)
		}
		if d := distance(where(want.east, 20), p.Point); p.Approximate != OnlyStreet && d > 4 {
			t.Errorf("%q is %.0f m off", query, float64(d))
		}
	}
}

func TestNearestFirst(t *testing.T) {
	l := openPlaces(t, village)
	for _, c := range []struct {
		at   tiles.Point
		want string
	}{{where(0, 0), "Ставчены"}, {where(5000, 100), "Гратиешты"}} {
		found, err := l.Search(t.Context(), "лесная 12", SearchOptions{Near: &c.at, Lang: ru})
		if err != nil || len(found) < 2 {
			t.Fatal(found, err)
		}
		if found[0].Settlement != c.want || found[0].Distance > 150 {
			t.Errorf("from %s: %+v", c.want, found[0])
		}
	}
	// The distance to a street is that to its nearest part.
	at := where(290, 0)
	found, err := l.Search(t.Context(), "лесная", SearchOptions{Near: &at, Lang: ru})
	if err != nil || found[0].Distance > 5 || found[0].Box.MaxX-found[0].Box.MinX < tiles.World(units(590, at)) {
		t.Errorf("%v %+v", err, found)
	}
	if found, err = l.Search(t.Context(), "лесная", SearchOptions{Lang: ru}); err != nil || found[0].Distance != -1 {
		t.Errorf("%v %+v", err, found)
	}
}

func TestWhatIsBeingTyped(t *testing.T) {
	l := openPlaces(t, village)
	got := strings.Join(labels(t, l, "Ставчены Лесная 1", SearchOptions{Lang: ru}), "; ")
	if want := "ул. Лесная, 1 — Ставчены; ул. Лесная, 12 — Ставчены; ул. Лесная, 12А — Ставчены; ул. Лесная, 14к1 — Ставчены"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	// Every beginning of a query finds something, and what is meant once its name is clear.
	query := []rune("Ставчены улица Лесная 12")
	for n := 3; n <= len(query); n++ {
		if got := labels(t, l, string(query[:n]), SearchOptions{Lang: ru}); len(got) == 0 {
			t.Errorf("%q finds nothing", string(query[:n]))
		}
	}
}

func TestOddQueries(t *testing.T) {
	l := openPlaces(t, village)
	near := where(0, 0)
	for _, q := range []string{"", " ", ",.;-—", "%", "_", "*", "'", "\"", "\x00", "\xff\xfe", "'; DROP TABLE word; --", strings.Repeat("%", 10000)} {
		if got := labels(t, l, q, SearchOptions{Near: &near}); len(got) > 0 {
			t.Errorf("%q finds %q", q, got)
		}
	}
	for _, q := range []string{
		strings.Repeat("лесная ", 10_000), strings.Repeat("1", 10_000), strings.Repeat("я", 10_000), strings.Repeat("1 ", 1000), "лесная%", "лес_ая",
		"LIKE '%'", "Лeсная", "۱۲ лесная", "0", "00", "99999999999999999999", "лесная 0", "км", "км км", "-1 км", "д", "к 1", "кв", "кв 1", "ул", "ул.", "село", "1-1-1", "a/b/c", "ьь ъ",
	} {
		for _, limit := range []int{-1, 0, 1, 1 << 30} {
			if got := labels(t, l, q, SearchOptions{Near: &near, Limit: limit}); len(got) > MaxResults || limit == 1 && len(got) > 1 {
				t.Errorf("%.20q gives %d", q, len(got))
			}
		}
	}
	// Scripts mixed by mistake.
	if got := labels(t, l, "Лeсная 12", SearchOptions{Near: &near}); got[0] != "ул. Лесная, 12 — Ставчены" {
		t.Errorf("with a Latin e: %q", got)
	}
}

func TestSearchIsStopped(t *testing.T) {
	l := openPlaces(t, village)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Search(ctx, "лесная 12", SearchOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("search: %v", err)
	}
	if _, err := l.Near(ctx, where(0, 0), ru); !errors.Is(err, context.Canceled) {
		t.Errorf("near: %v", err)
	}
	if _, err := l.SettlementAt(ctx, where(0, 0), ru); !errors.Is(err, context.Canceled) {
		t.Errorf("settlement: %v", err)
	}
}
