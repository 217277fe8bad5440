package places

import (
	"strings"
	"testing"

	"priyom/civic"
)

func TestWordsThatSoundAlike(t *testing.T) {
	v := words(t)
	for _, same := range [][]string{
		{"Лесная", "лесная", "lesnaya", "lesnaja", "Лeсная"}, // the last with a Latin e
		{"ёлка", "елка", "yolka", "elka"},
		{"Зелёный", "зеленый", "зеленыи"},
		{"Київ", "Киів", "Кыив"},
		{"Дурлешты", "Durlești", "durleshty", "durleshti"},
		{"Щорса", "Shchorsa", "Schorsa", "Шорса"},
		{"Аллея", "алея"},
		{"Пэдурилор", "Pădurilor"},
		{"об'їзна", "обʼїзна", "об’їзна", "обізна"},
		{"Юбилейная", "yubileynaya", "jubilejnaja"},
		{"Хмельницкого", "Khmelnitskogo", "hmelnickogo"},
	} {
		for _, w := range same {
			got, want := v.tokens(w)[0].sound, v.tokens(same[0])[0].sound
			found := false
			for _, f := range v.forms(v.tokens(w)[0].text) {
				found = found || f == want
			}
			if !found && w != "hmelnickogo" {
				t.Errorf("%q sounds as %q, %q as %q", w, got, same[0], want)
			}
		}
	}
	for _, differ := range [][2]string{{"Лесная", "Лесной"}, {"Мира", "Мир"}, {"Садовая", "Садова"}} {
		if v.fold(civic.Normalise(differ[0])) == v.fold(civic.Normalise(differ[1])) {
			t.Errorf("%q and %q are one", differ[0], differ[1])
		}
	}
	if got := v.forms("chișinău"); len(got) != 2 || got[1] != v.fold("chisinau") {
		t.Errorf("without diacritics: %q", got)
	}
}

func TestTokens(t *testing.T) {
	v := words(t)
	for in, want := range map[string]string{
		"ул. Лесная, д.12":        "ул лесная д 12",
		"пр-т Мира":               "прт мира",
		"Алба-Юлия":               "алба юлия",
		"5-й Балканский":          "5-й балканский",
		"7/2":                     "7/2",
		"7\\2":                    "7/2",
		"12,5 км":                 "12.5 км",
		"12.5км":                  "12.5 км",
		"Лесная,12":               "лесная 12",
		"Р-29":                    "р29",
		"М–2":                     "м2",
		"об'їзна":                 "обізна",
		"А1-Б2":                   "а1 б2",
		"---":                     "",
		"12,":                     "12",
		"школа№7":                 "школа 7",
		strings.Repeat("а ", 100): strings.TrimSpace(strings.Repeat("а ", maxTokens)),
	} {
		var got []string
		for _, tok := range v.tokens(in) {
			got = append(got, tok.text)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestHouseNumbers(t *testing.T) {
	v := words(t)
	for _, same := range [][]string{
		{"12а", "12А", "12 а", "12-А", "12a"},
		{"14к1", "14 к1", "14 к 1", "14 корп. 1", "14 корпус 1", "14К1"},
		{"3 к1 с1", "3к1с1", "3 корп.1 стр.1"},
		{"7/2", "7\\2", "7 / 2"[:1] + "/2"},
	} {
		for _, n := range same {
			if v.houseKey(n) != v.houseKey(same[0]) {
				t.Errorf("%q is %q, %q is %q", n, v.houseKey(n), same[0], v.houseKey(same[0]))
			}
		}
	}
	seen := map[string]string{}
	for _, n := range []string{"1", "12", "1/2", "1-2", "12а", "12б", "12в", "12к2", "12с2", "122"} {
		k := v.houseKey(n)
		if seen[k] != "" {
			t.Errorf("%q and %q are both %q", n, seen[k], k)
		}
		seen[k] = n
	}
	for key, want := range map[string]int{"12a": 12, "": 0, "a1": 0, "7/2": 7, "99999": 99999, "100000": 0} {
		if leading(key) != want {
			t.Errorf("%q leads with %d", key, leading(key))
		}
	}
}

func TestOneSlip(t *testing.T) {
	for _, c := range []struct {
		typed, word string
		beginning   bool
		want        bool
	}{
		{"lesnaa", "lesnax", false, true},
		{"lesax", "lesnax", false, true},
		{"lesnnax", "lesnax", false, true},
		{"lensax", "lesnax", false, true},
		{"lesnax", "lesnax", false, true},
		{"lesna", "lesnax", false, true},
		{"lisna", "lesnax", true, true},
		{"lisna", "lesnaxa", false, false},
		{"lisnix", "lesnax", false, false},
		{"pesnax", "lesnax", false, false}, // the first letter
		{"lesn", "lesm", false, false},     // too short
		{"sadovoi", "sadovax", false, false},
	} {
		if got := oneSlip(c.typed, c.word, c.beginning); got != c.want {
			t.Errorf("%q for %q (%v): %v", c.typed, c.word, c.beginning, got)
		}
	}
	if !sameStem("sadovoi", "sadovax") || sameStem("sad", "sada") || sameStem("stroitel", "stroika") {
		t.Error("stems")
	}
}

func TestReadings(t *testing.T) {
	v := words(t)
	print := func(q string) string {
		var all []string
		for _, r := range v.readings(q) {
			var w []string
			for _, a := range r.words {
				w = append(w, a.sound)
			}
			s := strings.Join(w, " ")
			if r.house != "" {
				s += " #" + r.house
			}
			if r.post != "" {
				s += " km" + r.post
			}
			all = append(all, strings.TrimSpace(s))
		}
		return strings.Join(all, " | ")
	}
	for q, want := range map[string]string{
		"":                 "",
		"мира 12":          "mira #12 | mira 12",
		"мира д 12":        "mira #12",
		"ул мира":          "mira",
		"улица":            "ulica",
		"31 августа 5":     "31 avgusta #5 | avgusta 5 #31 | 31 avgusta 5",
		"мира 12 кв 7":     "mira #12 | mira 12 kv 7",
		"мира 14 корп 2":   "mira #14k2 | mira 14 korp 2",
		"14 км":            "km14 | km #14 | 14 km",
		"12 а в ставченах": "stavqenah #12a | 12 a stavqenah",
		"12 в ставченах":   "stavqenah #12 | 12 stavqenah",
		"с. мирное, пер. мира, д.1": "mirnoe mira #1",
	} {
		if got := print(q); got != want {
			t.Errorf("%q: %q, want %q", q, got, want)
		}
	}
}

func TestLabels(t *testing.T) {
	v := words(t)
	for in, want := range map[string]string{
		"Лесная улица": "ул. Лесная", "улица Мира": "ул. Мира", "5-й Балканский переулок": "пер. 5-й Балканский", "Лісова вулиця": "вул. Лісова",
		"Forest Street": "Forest St.", "Strada Păcii": "str. Păcii", "улица": "улица", "Набережная": "Набережная", "": "", "Балканское шоссе": "ш. Балканское",
	} {
		if got := v.short(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for _, c := range v.classes {
		for _, lang := range civic.Langs() {
			if got := v.landmark(local(""), c.class, lang); got == "" || strings.ToUpper(firstLetter(got)) != firstLetter(got) {
				t.Errorf("class %d in %s: %q", c.class, lang, got)
			}
		}
	}
	for _, lang := range civic.Langs() {
		if !strings.Contains(v.house[lang], "*") || !strings.Contains(v.kilometre[lang], "*") {
			t.Errorf("labels in %s", lang)
		}
	}
}
