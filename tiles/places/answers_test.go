package places

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/civic"
)

var update = flag.Bool("update", false, "write testdata/answers.txt anew: only if other answers are meant")

// countyQueries are asked of the county: beginnings that are also a class's, houses of streets that every other village has, words
// mistyped, shortened, in other letters and languages, kilometres, and what is odd.
func countyQueries() []string {
	return []string{
		"школ", "садо", "поле", "почт", "коло", "коло 3", "колодец", "зел", "мир", "про", "с", "8", "1-я", "(кол", "лип", "сосновка-2", "озер",
		"Школьная 5", "садовая 9а", "садовая 9 а", "полевая 13 к 2", "почтовый 22", "мира 100", "мира 1", "зеленая 21/1", "зелёная 7", "8 марта 3", "8 марта",
		"проспект строителей 9", "пр-т строителей 9", "пр строителей", "улица садовая", "переулок садовая", "объездное 3", "объиздне 3", "об'їзне шосе 3",
		"проезд 12", "проектируемый 12 3", "колодезная 5", "1 колодезная 5", "1я колодезная 5",
		"щкольная", "шкоьная 5", "садвоая 1", "пачтовый", "строитилей", "полевой", "на полевой 3", "возле школы", "школа 7", "школа № 17",
		"sadovaya 5", "polevaja", "shkolnaya 3", "zelenaya", "ob'yizne", "field street 5", "post lane", "шкільна 5", "поштовий провулок", "зелена",
		"колосок", "магазин", "магазин на садовой", "магазин колосок", "остановка садовая", "садовая остановка", "почта", "почта липовка", "школа каменка-3",
		"Липовка, Садовая, 5", "липовка садовая", "садовая 5 ключи", "весёлое", "веселое-2 мира", "заречье колодец", "с. Озёрное",
		"12 км", "р29 3 км", "км 59", "р-30 3 км", "120 км", "5", "7а", "нигде", "zzzz", "ъ", "- , -",
	}
}

// answersOf is what the first answers to the county's queries are, as text.
func answersOf(t *testing.T, l *Places) string {
	t.Helper()
	var all strings.Builder
	for i, q := range countyQueries() {
		east, north := villageAt((i * 7) % countyVillages)
		near := where(east+100, north+100)
		for _, o := range []SearchOptions{
			{Near: &near, Lang: ru, Limit: 4},
			{Lang: civic.Langs()[i%len(civic.Langs())], Limit: 2},
		} {
			found, err := l.Search(t.Context(), q, o)
			if err != nil {
				t.Fatalf("%q: %v", q, err)
			}
			fmt.Fprintf(&all, "%s (%s)\n", q, o.Lang)
			for _, p := range found {
				fmt.Fprintf(&all, "\t%s; %v %s %.0f\n", p.Label, p.Kind, p.Approximate, float64(p.Distance))
			}
		}
	}
	return all.String()
}

// TestAnswersStay compares the answers with those of before: what makes the search faster mustn't change them.
func TestAnswersStay(t *testing.T) {
	path := filepath.Join("testdata", "answers.txt")
	got := answersOf(t, openPlaces(t, county))
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := strings.Split(string(read(t, path)), "\n")
	query := ""
	for i, line := range strings.Split(got, "\n") {
		if !strings.HasPrefix(line, "\t") {
			query = line
		}
		if i >= len(want) || line != want[i] {
			t.Fatalf("%s: line %d is %q, was %q", query, i+1, line, want[min(i, len(want)-1)])
		}
	}
}
