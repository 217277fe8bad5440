package places

import (
	"testing"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

func TestWhatPlacesAreCalled(t *testing.T) {
	v := words(t)
	const none = civic.Lang("xx") // falls back to what is local, and to English words
	for _, c := range []struct{ got, want string }{
		{v.address(local("Лесная улица"), "12", ru), "ул. Лесная, 12"},
		{v.address(local("улица"), "12", ru), "улица, 12"}, // nothing is left beside the type
		{v.address(pack.Names{Local: "Лесная улица", UK: "Лісова вулиця"}, "", civic.LangUK), "вул. Лісова"},
		{v.address(pack.Names{}, "12", ru), "д. 12"},
		{v.address(pack.Names{}, "12", civic.LangUK), "буд. 12"},
		{v.address(pack.Names{}, "12", none), "No. 12"},
		{v.address(pack.Names{}, "", ru), ""},
		{v.landmark(pack.Names{}, pack.School, civic.LangUK), "Школа"},
		{v.landmark(pack.Names{}, pack.School, none), "School"},
		{v.landmark(local("Школа № 7"), pack.School, ru), "Школа № 7"},
		{v.landmark(local("Росток"), pack.School, ru), "Росток, школа"},
		{v.landmark(local("Старый дуб"), pack.Tree, ru), "Старый дуб"}, // nobody asks for trees by their class
		{v.post("Р-29", "12.5", ru), "Р-29, 12.5 км"},
		{v.post("", "12.5", none), "km 12.5"},
		{label("", ""), ""},
		{label("", "Липовка"), "Липовка"},
		{label("ул. Лесная", ""), "ул. Лесная"},
		{firstLetter(""), ""},
		{firstLetter("ё"), "ё"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	for kind, want := range map[Kind]string{
		KindSettlement: "settlement", KindStreet: "street", KindHouse: "house", KindLandmark: "landmark", KindKilometre: "kilometre", 0: "unknown", 99: "unknown",
	} {
		if kind.String() != want {
			t.Errorf("kind %d is %q, want %q", kind, kind, want)
		}
	}
}

// TestPartsOfATown: within a town's suburb the answer is the town, and the suburb is found by its own name.
func TestPartsOfATown(t *testing.T) {
	l := openPlaces(t, func(b *Builder) {
		b.Settlement(local("Город"), pack.Town, where(0, 0), [][]tiles.Point{ring(0, 0, 3000)}, KindBoundary, 20_000, 1)
		b.Settlement(local("Ботаника"), pack.Suburb, where(1000, 0), [][]tiles.Point{ring(1000, 0, 500)}, KindBoundary, 0, 2)
		b.Street(local("Лесная улица"), []tiles.Point{where(900, 0), where(1100, 0)}, 3)
		b.House("1", "Лесная улица", "", "", where(1000, 20), 4)
		// A post of a road that has no number; and a house of no street, in no settlement.
		b.Kilometre("", "7", where(9000, 0), 5)
		b.House("77", "", "", "", where(20_000, 0), 6)
	})
	for _, east := range []float64{0, 1000} {
		s, err := l.SettlementAt(t.Context(), where(east, 0), ru)
		if err != nil || s == nil || !s.Inside || s.Distance != 0 {
			t.Errorf("%v m east: %+v, %v", east, s, err)
		}
	}
	for query, want := range map[string]string{
		"ботаника": "Ботаника",
		"город":    "Город",
		"7 км":     "7 км",
	} {
		if got := append(labels(t, l, query, SearchOptions{}), ""); got[0] != want {
			t.Errorf("%q: %q, want %q", query, got, want)
		}
	}
	at := where(20_010, 0)
	a, err := l.Near(t.Context(), at, ru)
	if err != nil || a.Address == nil || a.Address.Label != "д. 77" || a.Settlement != nil {
		t.Errorf("in the fields: %+v, %v", a.Address, err)
	}
	if got := labels(t, l, "77", SearchOptions{Near: &at}); len(got) != 1 || got[0] != "д. 77" {
		t.Errorf("by its number alone: %q", got)
	}
}
