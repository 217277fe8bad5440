package assets

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"priyom/civic"
)

// What ParseClassifier itself refuses isn't asked again: slugs, departments, deadlines, emergencies, missing titles.
func TestCatalogue(t *testing.T) {
	c := classifier(t)
	themes, categories := c.Themes(), 0
	titles := map[string]bool{}
	for _, theme := range themes {
		categories += len(theme.Categories)
		for _, lang := range civic.Langs() {
			checkTitle(t, titles, "themes "+string(lang), theme.Title.In(lang), lang)
		}
	}
	if len(themes) != 22 || categories < 580 || categories > 640 {
		t.Errorf("%d themes and %d categories, want 22 and 580 to 640", len(themes), categories)
	}
	if len(c.Version()) != 16 {
		t.Errorf("version %q", c.Version())
	}
}

func TestCategories(t *testing.T) {
	least := map[civic.Lang]int{civic.LangRU: 2, civic.LangUK: 2, civic.LangEN: 1}
	for _, theme := range classifier(t).Themes() {
		t.Run(string(theme.Slug), func(t *testing.T) {
			titles := map[string]bool{}
			for _, category := range theme.Categories {
				for _, lang := range civic.Langs() {
					checkTitle(t, titles, string(lang), category.Title.In(lang), lang)
					said := category.Say.In(lang)
					if len(said) < least[lang] {
						t.Errorf("%s: %d sayings in %s", category.Slug, len(said), lang)
					}
					checkSayings(t, category, lang, said)
				}
			}
		})
	}
}

// checkTitle wants a short title that is the first of its kind and in letters of its language.
func checkTitle(t *testing.T, seen map[string]bool, kind, title string, lang civic.Lang) {
	t.Helper()
	if n := utf8.RuneCountInString(title); n > 48 {
		t.Errorf("%q has %d characters", title, n)
	}
	if key := kind + ": " + civic.Normalise(title); seen[key] {
		t.Errorf("%q is there twice", title)
	} else {
		seen[key] = true
	}
	if strings.TrimSpace(title) != title || strings.ContainsFunc(title, unicode.IsControl) || foreign(title, lang) {
		t.Errorf("%q is no title in %s", title, lang)
	}
}

func checkSayings(t *testing.T, category civic.Category, lang civic.Lang, said []string) {
	t.Helper()
	seen := map[string]bool{civic.Normalise(category.Title.In(lang)): true}
	for _, phrase := range said {
		key := civic.Normalise(phrase)
		if key == "" || seen[key] || strings.TrimSpace(phrase) != phrase || utf8.RuneCountInString(phrase) > 64 || foreign(phrase, lang) {
			t.Errorf("%s in %s: %q is empty, there twice, the title itself, too long or in foreign letters", category.Slug, lang, phrase)
		}
		seen[key] = true
	}
}

// foreign finds the letters that give a text of another language away.
func foreign(text string, lang civic.Lang) bool {
	switch lang {
	case civic.LangRU:
		return strings.ContainsAny(strings.ToLower(text), "іїєґ'’")
	case civic.LangUK:
		return strings.ContainsAny(strings.ToLower(text), "ыэъё")
	}
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
}

// Every category must be found by its own title, whatever else there is.
func TestEveryTitleFindsItsCategory(t *testing.T) {
	c := classifier(t)
	for _, theme := range c.Themes() {
		for _, category := range theme.Categories {
			for _, lang := range civic.Langs() {
				found := c.Search(category.Title.In(lang), lang, 3)
				if !hasCategory(found, string(category.Slug)) {
					t.Errorf("%q in %s finds %v", category.Title.In(lang), lang, slugs(found))
				}
			}
		}
	}
}

// And by nearly everything that people are said to say for it; what they say for several things it may share.
func TestSayingsFindTheirCategory(t *testing.T) {
	c := classifier(t)
	all, missed := 0, []string{}
	for _, theme := range c.Themes() {
		for _, category := range theme.Categories {
			for _, lang := range civic.Langs() {
				for _, phrase := range category.Say.In(lang) {
					all++
					if !hasCategory(c.Search(phrase, lang, 5), string(category.Slug)) {
						missed = append(missed, phrase)
					}
				}
			}
		}
	}
	if len(missed)*100 > all {
		t.Errorf("%d of %d find something else: %q", len(missed), all, missed)
	}
}

func hasCategory(found []civic.Match, want string) bool {
	for _, m := range found {
		if string(m.Category.Slug) == want || string(m.Category.Theme) == want {
			return true
		}
	}
	return false
}

func slugs(found []civic.Match) []civic.CategorySlug {
	var all []civic.CategorySlug
	for _, m := range found {
		all = append(all, m.Category.Slug)
	}
	return all
}
