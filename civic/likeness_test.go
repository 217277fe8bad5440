package civic

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAlike(t *testing.T) {
	tests := map[string]struct {
		typed, word string
		want        string // same, beginning, form or no
	}{
		"the word":               {"яма", "яма", "same"},
		"a beginning":            {"фон", "фонарь", "beginning"},
		"cases":                  {"фонаря", "фонарь", "form"},
		"numbers":                {"фонари", "фонаря", "form"},
		"a short word":           {"яму", "яма", "form"},
		"without its ending":     {"собак", "собаки", "beginning"},
		"with another one":       {"собакой", "собака", "form"},
		"verbs":                  {"горит", "горят", "form"},
		"a verb and its noun":    {"отключили", "отключение", "form"},
		"english":                {"potholes", "pothole", "form"},
		"ukrainian":              {"дорозі", "дорога", "form"},
		"other short words":      {"кот", "код", "no"},
		"of two letters":         {"во", "на", "no"},
		"a well and a wheel":     {"колодец", "колесо", "no"},
		"a light and a junction": {"светофор", "свет", "no"},
		"nothing in common":      {"газ", "лифт", "no"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := alike([]rune(tt.typed), []rune(tt.word), true)
			kind := "no"
			switch {
			case got == 1:
				kind = "same"
			case got > 0 && len([]rune(tt.typed)) == common([]rune(tt.typed), []rune(tt.word)):
				kind = "beginning"
			case got > 0:
				kind = "form"
			}
			if kind != tt.want {
				t.Errorf("%s for %s: %v, %s, want %s", tt.typed, tt.word, got, kind, tt.want)
			}
		})
	}
	if alike([]rune("фо"), []rune("фонарь"), false) != 0 {
		t.Error("a finished word of two letters is no beginning")
	}
}

func TestMistyped(t *testing.T) {
	for _, tt := range []struct {
		typed, word string
		want        bool
	}{
		{"фанарь", "фонарь", true},
		{"фонрь", "фонарь", true},
		{"фоннарь", "фонарь", true},
		{"фонраь", "фонарь", true},
		{"фанаря", "фонарь", true}, // in another case too
		{"калодец", "колодец", true},
		{"мусар", "мусора", true},
		{"аонарь", "фонарь", true}, // the first letter
		{"онарь", "фонарь", true},
		{"garbige", "garbage", true},
		{"дараги", "дорога", false}, // two slips
		{"яна", "яма", false},       // too short
		{"горд", "город", false},
		{"колонка", "колодец", false},
		{"газовик", "лифтами", false},
	} {
		if got := mistyped([]rune(tt.typed), []rune(tt.word)); (got > 0) != tt.want {
			t.Errorf("%s for %s: %v", tt.typed, tt.word, got)
		}
	}
}

// Whatever single slip is made in the middle of a word, the word is still found, and never better than the word itself.
func TestOneSlipIsForgiven(t *testing.T) {
	letter := rapid.RuneFrom([]rune("абвгдежзийклмнопрстуфхцчшщъыьэюя"))
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.SliceOfN(letter, 6, 14).Draw(t, "word")
		at := rapid.IntRange(1, len(word)-4).Draw(t, "at")
		other := letter.Draw(t, "other")
		var typed []rune
		switch rapid.SampledFrom([]string{"wrong", "missing", "extra", "swapped"}).Draw(t, "slip") {
		case "wrong":
			typed = append(append(append(typed, word[:at]...), other), word[at+1:]...)
		case "missing":
			typed = append(append(typed, word[:at]...), word[at+1:]...)
		case "extra":
			typed = append(append(append(typed, word[:at]...), other), word[at:]...)
		case "swapped":
			typed = append(append(append(typed, word[:at]...), word[at+1], word[at]), word[at+2:]...)
		}
		found := max(alike(typed, word, true), mistyped(typed, word))
		if found <= 0 || found > 1 || found == 1 && string(typed) != string(word) {
			t.Fatalf("%q for %q: %v", string(typed), string(word), found)
		}
	})
}
