package places

import (
	"testing"

	"priyom/civic"
	"priyom/tiles"
)

func TestNear(t *testing.T) {
	l := openPlaces(t, village)
	a, err := l.Near(t.Context(), where(101, 15), ru)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, p *Place, label string, metres civic.Metres) {
		t.Helper()
		if p == nil || p.Label != label || p.Distance < metres-2 || p.Distance > metres+2 {
			t.Errorf("%s: %+v, want %s at %.0f m", what, p, label, float64(metres))
		}
	}
	check("address", a.Address, "ул. Лесная, 12 — Ставчены", 5)
	check("street", a.Street, "ул. Лесная — Ставчены", 15)
	check("landmark", a.Landmark, "У Михалыча, магазин — Ставчены", 85)
	if a.Kilometre != nil {
		t.Errorf("kilometre: %+v", a.Kilometre)
	}
	if s := a.Settlement; s == nil || s.Name != "Ставчены" || !s.Inside || len(s.Outline) != 1 || len(s.Outline[0]) != 4 || s.Distance != 0 {
		t.Errorf("settlement: %+v", s)
	}
	if a, err = l.Near(t.Context(), where(3010, 40), civic.LangEN); err != nil {
		t.Fatal(err)
	}
	check("a post", a.Kilometre, "Р-29, km 14", 41)
	if a.Address == nil || a.Address.Distance < 1900 || a.Settlement == nil || a.Settlement.Inside || a.Settlement.Distance < 1900 {
		t.Errorf("between villages: %+v %+v", a.Address, a.Settlement)
	}
	if a, err = l.Near(t.Context(), where(40_000, 0), ru); err != nil || a != (Answer{}) {
		t.Errorf("far away: %+v, %v", a, err)
	}
	for _, p := range []tiles.Point{{}, {X: tiles.WorldSize, Y: tiles.WorldSize}, {X: -1 << 62, Y: 1 << 62}} {
		if a, err = l.Near(t.Context(), p, ru); err != nil || a != (Answer{}) {
			t.Errorf("%v: %+v, %v", p, a, err)
		}
	}
}

func TestSettlementAt(t *testing.T) {
	l := openPlaces(t, village)
	for _, c := range []struct {
		at     tiles.Point
		want   string
		inside bool
	}{
		{where(0, 0), "Ставчены", true},
		{where(990, 990), "Ставчены", true},
		{where(1020, 0), "", false},
		{where(5700, 700), "Гратиешты", true},
		{where(5900, 0), "Гратиешты", false}, // a place's polygon isn't all of the place
		{where(200, 5200), "Бунец", false},
		{where(0, 6600), "", false},
	} {
		s, err := l.SettlementAt(t.Context(), c.at, ru)
		switch {
		case err != nil:
			t.Fatal(err)
		case s == nil:
			if c.want != "" {
				t.Errorf("%s isn't found", c.want)
			}
		case s.Name != c.want || s.Inside != c.inside || s.Inside != (s.Distance == 0):
			t.Errorf("%+v, want %s %v", s, c.want, c.inside)
		}
	}
}
