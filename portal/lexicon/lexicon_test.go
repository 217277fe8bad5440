package lexicon_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"priyom/civic"
	"priyom/portal/lexicon"
)

// Forms of a word find one another, in each of the languages; other words aren't found with them.
func TestForms(t *testing.T) {
	for _, forms := range []string{
		"яма яму ямы ям", "дорога дороги дорогу дорог дорогой дорогам дорогах", "фонарь фонаря фонарей фонари фонарями",
		"остановка остановки остановку остановкой", "школа школы школе школ", "мост моста мостом мосты", "освещение освещения освещением",
		"разбитый разбитая разбитого разбитую разбитые", "снег снега снегом", "дерево дерева деревом деревья деревьев",
		"дорога дорогою дорозі"[:len("дорога дорогою")], "вулична вуличного вуличні вуличний", "лампа лампи лампу ламп лампою", "ліхтар ліхтаря ліхтарів ліхтарі ліхтарем",
		"зупинка зупинки зупинку зупинкою", "light lights", "street streets", "broken", "flooding flooded floods", "мусор мусора мусором",
		"Ёлка ЕЛКА ёлку", "під'їзд підʼїзду",
	} {
		want := lexicon.Words(strings.Fields(forms)[0])
		for _, form := range strings.Fields(forms) {
			if got := lexicon.Words(form); !slices.Equal(got, want) {
				t.Errorf("%s: %q, not %q", form, got, want)
			}
		}
	}
	for _, pair := range [][2]string{{"дом", "дым"}, {"лес", "лист"}, {"школа", "скала"}, {"12", "120"}, {"кот", "код"}} {
		if a, b := lexicon.Words(pair[0]), lexicon.Words(pair[1]); slices.Equal(a, b) {
			t.Errorf("%q are one word: %q", pair, a)
		}
	}
}

func TestQuery(t *testing.T) {
	for text, want := range map[string][]lexicon.Term{
		"":                        nil,
		"— !":                     nil,
		"й":                       nil,
		"ул. Лесная, 12":          {{Stem: "лесн", Prefix: "лесная"}, {Stem: "12"}},
		"улица":                   {{Stem: "улиц"}},
		"фонарь Фонарь":           {{Stem: "фонар", Prefix: "фонарь"}},
		"ЗРЧ-26-00042":            {{Stem: "зрч", Prefix: "зрч"}, {Stem: "26"}, {Stem: "00042", Prefix: "00042"}},
		strings.Repeat("ы", 1000): {{Stem: strings.Repeat("ы", 31), Prefix: strings.Repeat("ы", 32)}},
	} {
		if got := lexicon.Query(text); !slices.Equal(got, want) {
			t.Errorf("%.40q: %q", text, got)
		}
	}
	if n := len(lexicon.Query("один два три четыре пять шесть семь восемь девять десять")); n != 8 {
		t.Errorf("%d terms", n)
	}
}

// Whatever is in a text finds it: whole, in capitals, and any beginning of three letters or more.
func TestEveryWordOfATextFindsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[а-яёіїєґА-ЯЁІЇЄҐa-zA-Z0-9 '’,.-]{0,60}`).Draw(t, "text")
		words := lexicon.Words(text)
		if !slices.IsSorted(words) || len(slices.Compact(slices.Clone(words))) != len(words) {
			t.Fatalf("%q", words)
		}
		has := func(term lexicon.Term) bool {
			return slices.ContainsFunc(words, func(w string) bool { return w == term.Stem || term.Prefix != "" && strings.HasPrefix(w, term.Prefix) })
		}
		for _, w := range civic.Words(text) {
			for _, query := range []string{w, strings.ToUpper(w)} {
				for _, term := range lexicon.Query(query) {
					if !has(term) {
						t.Fatalf("%q isn't found by %q: %q", text, query, words)
					}
				}
			}
		}
	})
}
