package kit

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"priyom/civic"
)

// plurals are the forms that a language needs (CLDR).
var plurals = map[civic.Lang][]string{
	civic.LangRU: {"few", "many", "one", "other"}, civic.LangUK: {"few", "many", "one", "other"}, civic.LangEN: {"one", "other"},
}

func catalogue(t *testing.T, lang civic.Lang) map[string]any {
	t.Helper()
	raw, err := files.ReadFile("lang/" + string(lang) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	return words
}

var placeholder = regexp.MustCompile(`{{\.\w+}}`)

func placeholders(text string) []string {
	found := placeholder.FindAllString(text, -1)
	slices.Sort(found)
	return found
}

func TestCataloguesAgree(t *testing.T) {
	ru := catalogue(t, civic.LangRU)
	for _, lang := range civic.Langs() {
		words := catalogue(t, lang)
		if len(words) != len(ru) {
			t.Errorf("%s: %d words, ru has %d", lang, len(words), len(ru))
		}
		for id, model := range ru {
			switch word := words[id].(type) {
			case string:
				if m, ok := model.(string); word == "" || !ok || !reflect.DeepEqual(placeholders(word), placeholders(m)) {
					t.Errorf("%s: %s: %q", lang, id, word)
				}
			case map[string]any:
				var forms []string
				for form, text := range word {
					forms = append(forms, form)
					if !reflect.DeepEqual(placeholders(fmt.Sprint(text)), []string{"{{.N}}"}) {
						t.Errorf("%s: %s: %s: %v", lang, id, form, text)
					}
				}
				if slices.Sort(forms); !slices.Equal(forms, plurals[lang]) {
					t.Errorf("%s: %s has forms %v", lang, id, forms)
				}
			default:
				t.Errorf("%s: %s is missing", lang, id)
			}
		}
	}
}

// A line that ends in "No." makes one look for the number.
func TestNumbersStayWithTheirSign(t *testing.T) {
	for _, lang := range civic.Langs() {
		for id, word := range catalogue(t, lang) {
			if text := fmt.Sprint(word); strings.Contains(text, "\u2116 ") || strings.Contains(text, "No. {{") {
				t.Errorf("%s: %s has a space that breaks: %q", lang, id, text)
			}
		}
	}
}

func TestEveryStatusHasAWordAndALook(t *testing.T) {
	w, err := newWords(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range civic.Statuses() {
		for _, lang := range civic.Langs() {
			if word, err := w.in(lang)("status." + string(s)); err != nil || word == "" {
				t.Errorf("%s: %s: %v", lang, s, err)
			}
		}
		if look := StatusOf(s); look.Hue == "" || look.Icon == "" || look.Key != s {
			t.Errorf("%+v", look)
		}
	}
	if look := StatusOf("of-a-later-version"); look.Hue != "draft" || look.Icon == "" {
		t.Errorf("%+v", look)
	}
}
