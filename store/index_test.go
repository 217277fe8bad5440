package store_test

import (
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

func TestFind(t *testing.T) {
	home := t.TempDir()
	words := func(c civic.CategorySlug) string {
		return map[civic.CategorySlug]string{"lamp": "Не горит фонарь"}[c]
	}
	s := storetest.Open(t, home, store.Options{Words: words})
	add := func(text, address, name, category string) {
		r := storetest.Draft(t, s, text)
		r.Category, r.Place.Address, r.Reporter.Name = civic.CategorySlug(category), address, name
		if _, err := s.Capture(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	add("Провалился асфальт у остановки", "ул. Берёзовая, 7/2", "Соловьёв Пётр", "pothole")
	add("Третий день темно, дети идут из школы", "переулок Зелёный, 12", "", "lamp")
	add("На вулиці немає води з ранку", "вулиця Київська, 5", "Ґалаґан Їжак", "water")
	for query, want := range map[string]int{
		"": 3, "асфальт": 1, "АСФАЛЬТА": 1, "асфальтом остановке": 1, "остановка асфальт": 1, "берез": 1, "берёзовая": 1, "березовой": 1,
		"соловьев": 1, "Соловьёва Петра": 1, "фонари": 1, "фонаря": 1, "школа": 1, "вода": 1, "вулиця": 1, "київська": 1, "7 2": 1, "12": 1,
		"0002": 1, "яма": 0, "асфальт школа": 0, "фальт": 0,
	} {
		if found, err := s.Find(t.Context(), store.Query{Text: query}); err != nil || len(found) != want {
			t.Errorf("%q finds %d, %v; want %d", query, len(found), err, want)
		}
	}
	if found, err := s.Find(t.Context(), store.Query{Statuses: []civic.Status{civic.StatusDelivered}}); err != nil || len(found) != 0 {
		t.Errorf("delivered: %d, %v", len(found), err)
	}

	other := storetest.Open(t, home, store.Options{Words: words})
	storetest.Capture(t, other, "Записано в другом окне")
	if found, err := s.Find(t.Context(), store.Query{Text: "другое окно"}); err != nil || len(found) != 1 {
		t.Errorf("what another process captured: %d, %v", len(found), err)
	}
	if counts, err := s.Counts(t.Context()); err != nil || counts[civic.StatusCaptured] != 4 {
		t.Errorf("counts %v, %v", counts, err)
	}
}
