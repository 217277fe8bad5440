package civic

import (
	"testing"

	"pgregory.net/rapid"
)

func TestGuess(t *testing.T) {
	c := testClassifier(t)
	for name, tt := range map[string]struct {
		text string
		lang Lang
		want CategorySlug
	}{
		"a story":        {"Здравствуйте! Возле дома третий месяц огромная выбоина, машины объезжают по тротуару", LangRU, "roads-pothole"},
		"a slip":         {"перегорела лампачка возле магазина", LangRU, "light-lamp"},
		"ukrainian":      {"біля школи не світить ліхтар, діти бояться", LangUK, "light-lamp"},
		"english":        {"There is a huge pothole behind the shop", LangEN, "roads-pothole"},
		"nothing known":  {"абракадабра", LangRU, ""},
		"nothing":        {"", LangRU, ""},
		"no word at all": {"?!", LangRU, ""},
	} {
		got := c.Guess(tt.text, tt.lang, 3, nil)
		if tt.want == "" != (len(got) == 0) || tt.want != "" && got[0].Category.Slug != tt.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := c.Guess("яма", LangRU, 0, nil); got != nil {
		t.Errorf("%+v of none", got)
	}
	if got := new(Classifier).Guess("яма", LangRU, 3, nil); got != nil {
		t.Errorf("the zero classifier guesses %+v", got)
	}
}

func TestHabits(t *testing.T) {
	c := testClassifier(t)
	var h *Habits
	if got := h.Recent(3); len(got) != 0 {
		t.Errorf("nobody's habits: %v", got)
	}
	h = &Habits{}
	h.Learn("колдобина у моста", "roads-pothole")
	h.Learn("колдобина у клуба", "roads-pothole")
	h.Learn("темень у моста", "light-lamp")
	if got := c.Guess("колдобины перед школой", LangRU, 3, h); len(got) == 0 || got[0].Category.Slug != "roads-pothole" {
		t.Errorf("%+v", got)
	}
	if got := h.Recent(1); len(got) != 1 || got[0] != "light-lamp" {
		t.Errorf("chosen last: %v", got)
	}
	if got := c.Guess("перегорела лампочка на столбе", LangRU, 1, h); got[0].Category.Slug != "light-lamp" {
		t.Errorf("habits outweigh words: %+v", got)
	}
}

// Guesses are different categories in the order of their shares, which are shares.
func TestGuessProperties(t *testing.T) {
	c := testClassifier(t)
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("ямадорогефнльсвт їґ'abc1")), 0, 200, -1)
	rapid.Check(t, func(t *rapid.T) {
		h := &Habits{}
		for range rapid.IntRange(0, 3).Draw(t, "choices") {
			h.Learn(letters.Draw(t, "before"), rapid.SampledFrom([]CategorySlug{"roads-pothole", "roads-ice", "unknown"}).Draw(t, "chosen"))
		}
		sum, last := 0.0, 1.1
		seen := map[CategorySlug]bool{}
		for _, g := range c.Guess(letters.Draw(t, "text"), rapid.SampledFrom(Langs()).Draw(t, "lang"), rapid.IntRange(0, 9).Draw(t, "limit"), h) {
			if seen[g.Category.Slug] || !(g.Share > 0) || g.Share > last {
				t.Fatalf("%+v", g)
			}
			seen[g.Category.Slug], last = true, g.Share
			sum += g.Share
		}
		if sum > 1.0001 {
			t.Fatalf("shares add up to %v", sum)
		}
	})
}
