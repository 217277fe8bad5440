package notify

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"priyom/civic"
)

func TestWordsAgree(t *testing.T) {
	holes := regexp.MustCompile(`{{\.\w+}}`)
	read := func(lang civic.Lang) (words map[string]any) {
		raw, err := files.ReadFile("lang/" + string(lang) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &words); err != nil {
			t.Fatal(err)
		}
		return words
	}
	ru := read(civic.LangRU)
	for _, lang := range civic.Langs() {
		words := read(lang)
		if len(words) != len(ru) {
			t.Errorf("%s has %d words, ru %d", lang, len(words), len(ru))
		}
		for id, model := range ru {
			text, ok := words[id].(string)
			if _, plural := model.(map[string]any); plural {
				continue
			}
			a, b := holes.FindAllString(fmt.Sprint(model), -1), holes.FindAllString(text, -1)
			slices.Sort(a)
			slices.Sort(b)
			if !ok || text == "" || !reflect.DeepEqual(a, b) {
				t.Errorf("%s: %s: %q", lang, id, text)
			}
		}
	}
}

// Whatever status people are told of has words, in every language.
func TestEveryStatusThatIsToldHasWords(t *testing.T) {
	w, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range civic.Workflow() {
		if row.Silent {
			continue
		}
		for _, lang := range civic.Langs() {
			for _, part := range []string{".subject", ".text"} {
				id := "status." + string(row.To) + part
				if row.To != civic.StatusDelivered && w.say(lang, id, "Number", "1", "Department", "x") == id {
					t.Errorf("%s has no %s", lang, id)
				}
			}
		}
	}
	for n, want := range map[int]string{1: "1 новость", 2: "2 новости", 5: "5 новостей", 21: "21 новость"} {
		if got := w.say(civic.LangRU, "subject.several", "N", n); got != want+" о ваших обращениях" {
			t.Errorf("%d: %q", n, got)
		}
	}
}
