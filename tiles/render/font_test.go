package render

import (
	"math"
	"strings"
	"testing"
)

func faces(t testing.TB) []*face {
	t.Helper()
	all, err := loadFaces()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestAllLettersAreThere: every letter of the languages that stand on these maps has a glyph of its own, not a box and not
// another's; those with a mark are more than the letter below it.
func TestAllLettersAreThere(t *testing.T) {
	const letters = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяґєіїӂabcdefghijklmnopqrstuvwxyzăâîșțşţ" + "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯҐЄІЇABCXYZĂÂÎȘȚŞŢ" + "0123456789№«»„“”’ʼ'\"-–—/.,()&+:;!?°"
	for i, f := range faces(t) {
		for _, r := range letters {
			glyphs, width := f.set(string(r), 12)
			if len(glyphs) != 1 || width <= 0 || glyphs[0].index == 0 || len(glyphs[0].lines) == 0 {
				t.Errorf("face %d has no %c", i, r)
			}
		}
		for marked, plain := range map[string]string{"й": "и", "ё": "е", "ї": "ı", "і": "ı", "ґ": "г", "Ї": "І", "Й": "И", "ă": "a", "ț": "t", "î": "ı"} {
			a, _ := f.set(marked, 12)
			b, _ := f.set(plain, 12)
			if a[0].index == b[0].index || a[0].minY >= b[0].minY && a[0].maxY <= b[0].maxY {
				t.Errorf("face %d: %s is no more than %s", i, marked, plain)
			}
		}
	}
}

// TestIHasItsDot: і is a stem and one dot, ї a stem and two, as separate contours above the letters' height.
func TestIHasItsDot(t *testing.T) {
	for i, f := range faces(t) {
		for letter, dots := range map[string]int{"і": 1, "ї": 2, "ё": 2} {
			glyphs, _ := f.set(letter, 12)
			above := 0
			for _, contour := range glyphs[0].lines {
				lowest := math.Inf(-1)
				for _, p := range contour {
					lowest = max(lowest, p[1])
				}
				if lowest < -f.xHeight {
					above++
				}
			}
			if above != dots {
				t.Errorf("face %d: %s has %d dots", i, letter, above)
			}
		}
	}
}

// TestComposed: a letter and a combining mark are the same as the letter that has it; a letter that no font has leaves no box.
func TestComposed(t *testing.T) {
	f := faces(t)[regular]
	a, wide := f.set("Ки\u0306ев", 12)
	b, width := f.set("Кйев", 12)
	if len(a) != len(b) || wide != width || a[1].index != b[1].index {
		t.Errorf("%d letters, %.2f wide; %d letters, %.2f wide", len(a), wide, len(b), width)
	}
	if all, _ := f.set("ა本😀", 12); len(all) != 0 {
		t.Errorf("letters that the font doesn't have leave %d glyphs", len(all))
	}
	if all, _ := f.set("ǎ", 12); len(all) != 1 {
		t.Errorf("a letter whose mark isn't there leaves %d glyphs", len(all))
	}
}

func TestWidthGrowsWithSize(t *testing.T) {
	f := faces(t)[bold]
	_, ten := f.set("Новые Анены", 10)
	_, twenty := f.set("Новые Анены", 20)
	if math.Abs(twenty-2*ten) > 1e-9 || ten < 50 || ten > 80 {
		t.Errorf("%.2f and %.2f wide", ten, twenty)
	}
}

func TestWrap(t *testing.T) {
	for text, c := range map[string]struct {
		width float64
		want  string
	}{
		"Ставчены":      {60, "Ставчены"},
		"Нижние Ключи":  {100, "Нижние|Ключи"},
		"Библиотека":    {300, "Библиотека"},
		"":              {0, ""},
		"Кишинёв-Товар": {100, "Кишинёв-|Товар"},
		"Лицей имени Николая Гоголя":                                    {180, "Лицей имени|Николая Гоголя"},
		"Министерство иностранных дел и европейской интеграции Молдовы": {400, "Министерство иностранных|дел и европейской|интеграции Молдовы"},
		"Парк": {500, "Парк"},
	} {
		if got := strings.Join(wrap(text, c.width), "|"); got != c.want {
			t.Errorf("%s: %s", text, got)
		}
	}
}
