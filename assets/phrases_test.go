package assets

import (
	"strings"
	"testing"
	"unicode/utf8"

	"priyom/civic"
)

// Every theme and the commonest categories have phrases in every language, each short enough for a line of a list and with
// something left to fill in; every emergency has its advice.
func TestPhrases(t *testing.T) {
	book, err := Phrases()
	if err != nil {
		t.Fatal(err)
	}
	known, err := Classifier()
	if err != nil {
		t.Fatal(err)
	}
	rich := 0
	for _, theme := range known.Themes() {
		for _, c := range theme.Categories {
			for _, l := range civic.Langs() {
				phrases := book.For(c, l)
				if len(phrases) < 3 {
					t.Errorf("%s: %d phrases in %s", c.Slug, len(phrases), l)
				}
				if l == civic.LangRU && len(phrases) >= 6 {
					rich++
				}
				for _, p := range phrases {
					if n := utf8.RuneCountInString(p); n > 90 || n < 10 || strings.TrimSpace(p) != p {
						t.Errorf("%s: %q has %d characters", c.Slug, p, n)
					}
				}
				if gaps := strings.Join(phrases, " "); !strings.Contains(gaps, civic.Gap) {
					t.Errorf("%s: nothing to fill in, in %s", c.Slug, l)
				}
				if advice := book.Advice(c.Slug, l); (advice != "") != c.Emergency {
					t.Errorf("%s: emergency %v, advice %q in %s", c.Slug, c.Emergency, advice, l)
				}
			}
		}
	}
	if rich < 40 {
		t.Errorf("%d categories have phrases of their own", rich)
	}
}

// The book names no category or theme that there isn't.
func TestPhrasesAreOfTheClassifier(t *testing.T) {
	book, err := Phrases()
	if err != nil {
		t.Fatal(err)
	}
	known, err := Classifier()
	if err != nil {
		t.Fatal(err)
	}
	categories, themes := book.Names()
	for _, c := range categories {
		if _, ok := known.Category(c); !ok {
			t.Errorf("there is no category %s", c)
		}
	}
	for _, slug := range themes {
		if _, ok := known.Theme(slug); !ok {
			t.Errorf("there is no theme %s", slug)
		}
	}
}
