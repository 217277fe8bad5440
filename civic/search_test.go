package civic

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSearch(t *testing.T) {
	c := testClassifier(t)
	tests := map[string]struct {
		query string
		lang  Lang
		want  CategorySlug // the first; "" for nothing at all
		kind  MatchKind
		said  string
	}{
		"the title":               {"яма на дороге", LangRU, "roads-pothole", MatchTitle, ""},
		"a beginning":             {"ям", LangRU, "roads-pothole", MatchTitle, ""},
		"in capitals":             {"ЯМА", LangRU, "roads-pothole", MatchTitle, ""},
		"in another order":        {"дороге яма", LangRU, "roads-pothole", MatchTitle, ""},
		"in another case":         {"яму", LangRU, "roads-pothole", MatchTitle, ""},
		"with noise":              {"—яма!!! ", LangRU, "roads-pothole", MatchTitle, ""},
		"a saying":                {"выбоина", LangRU, "roads-pothole", MatchSay, "выбоина"},
		"a part of one":           {"лампочка", LangRU, "light-lamp", MatchSay, "лампочка на столбе"},
		"io and ie":               {"гололед", LangRU, "roads-ice", MatchTitle, ""},
		"a slip":                  {"фанарь", LangRU, "light-lamp", MatchFuzzy, ""},
		"a slip in a saying":      {"лампачка", LangRU, "light-lamp", MatchFuzzy, "лампочка на столбе"},
		"some of the words":       {"огромная яма", LangRU, "roads-pothole", MatchFuzzy, ""},
		"of title and saying":     {"горит лампочка", LangRU, "light-lamp", MatchSay, ""},
		"of theme and title":      {"дороги снег", LangRU, "roads-snow", MatchSay, ""},
		"ukrainian":               {"ліхтар", LangUK, "light-lamp", MatchTitle, ""},
		"with an apostrophe":      {"підʼїзд", LangUK, "light-gas", MatchSay, "під’їзд у газу"},
		"without it, i for yi":    {"підіїзд", LangUK, "light-gas", MatchFuzzy, "під’їзд у газу"},
		"ghe with upturn":         {"ганок", LangUK, "roads-ice", MatchSay, "ґанок у кризі"},
		"english":                 {"street light", LangEN, "light-lamp", MatchTitle, ""},
		"plural":                  {"potholes", LangEN, "roads-pothole", MatchTitle, ""},
		"another language's word": {"pothole", LangRU, "roads-pothole", MatchSay, ""},
		"one's own first":         {"запах газ", LangUK, "light-gas", MatchTitle, ""},
		"a stranger":              {"жираф", LangRU, "", 0, ""},
		"nothing":                 {"", LangRU, "", 0, ""},
		"no word":                 {" …!", LangRU, "", 0, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := c.Search(tt.query, tt.lang, 5)
			if tt.want == "" {
				if len(got) > 0 {
					t.Errorf("got %+v", got)
				}
				return
			}
			if len(got) == 0 || got[0].Category.Slug != tt.want || got[0].Kind != tt.kind || got[0].Said != tt.said {
				t.Errorf("got %+v", got)
			}
		})
	}
}

func TestTitleThenSayingThenTheRest(t *testing.T) {
	files := classifierFiles()
	replace(files, "themes/01-roads.json", "Яма на дороге", "Столб горит")
	replace(files, "themes/01-roads.json", "замело", "столб упал и не горит")
	replace(files, "themes/02-light.json", "Не горит фонарь", "Не горит столб")
	c, err := ParseClassifier(files)
	if err != nil {
		t.Fatal(err)
	}
	type found struct {
		slug CategorySlug
		kind MatchKind
	}
	var got []found
	for _, m := range c.Search("столб не горит", LangRU, 9) {
		got = append(got, found{m.Category.Slug, m.Kind})
	}
	want := []found{{"light-lamp", MatchTitle}, {"roads-snow", MatchSay}, {"roads-pothole", MatchFuzzy}}
	if !slices.Equal(got[:min(3, len(got))], want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEqualMatchesStayInOrder(t *testing.T) {
	files := classifierFiles()
	replace(files, "themes/01-roads.json", "Гололёд", "Снег не чистят")
	c, err := ParseClassifier(files)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Search("снег", LangRU, 9); len(got) != 2 || got[0].Category.Slug != "roads-snow" || got[1].Category.Slug != "roads-ice" {
		t.Errorf("got %+v", got)
	}
}

func TestLimit(t *testing.T) {
	c := testClassifier(t)
	for limit, want := range map[int]int{-1: 0, 0: 0, 1: 1, 2: 2, 99: 3} {
		if got := c.Search("дороги", LangRU, limit); len(got) != want {
			t.Errorf("limit %d: %d", limit, len(got))
		}
	}
	if got := new(Classifier).Search("яма", LangRU, 5); got != nil {
		t.Errorf("the zero classifier finds %+v", got)
	}
}

// A whole letter pasted into the field is searched by its beginning.
func TestLongQuery(t *testing.T) {
	c := testClassifier(t)
	text := ""
	for range 4000 {
		text += "яма на дороге "
	}
	if got := c.Search(text, LangRU, 1); len(got) != 1 || got[0].Category.Slug != "roads-pothole" {
		t.Errorf("got %+v", got)
	}
}

func TestSearchProperties(t *testing.T) {
	c := testClassifier(t)
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("ямадорогефнльсвт їґ'abc1")), 0, 30, -1)
	rapid.Check(t, func(t *rapid.T) {
		query, lang := letters.Draw(t, "query"), rapid.SampledFrom(Langs()).Draw(t, "lang")
		all := c.Search(query, lang, 99)
		seen := map[CategorySlug]bool{}
		for i, m := range all {
			if seen[m.Category.Slug] || i > 0 && m.Kind < all[i-1].Kind {
				t.Fatalf("%q: %+v", query, all)
			}
			seen[m.Category.Slug] = true
		}
		few := c.Search(query, lang, 2)
		again := c.Search(Normalise(query), lang, 2)
		for i := range few {
			if few[i].Category.Slug != all[i].Category.Slug || again[i].Category.Slug != few[i].Category.Slug {
				t.Fatalf("%q: %+v, of all %+v, normalised %+v", query, few, all, again)
			}
		}
	})
}
