package enrol

import (
	"crypto/rand"
	"strings"
	"testing"
)

func TestCodesAreReadAsTheyAreShown(t *testing.T) {
	seen := map[string]bool{}
	for range 500 {
		code, err := newCode(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(code, "01ILOU") || len(code) != codeLength || seen[code] {
			t.Errorf("code %q", code)
		}
		seen[code] = true
		for _, typed := range []string{show(code), strings.ToLower(show(code)), " " + code + "\t", strings.Join(strings.Split(code, ""), "-")} {
			if read, ok := parseCode(typed); !ok || read != code {
				t.Errorf("%q was read as %q", typed, read)
			}
		}
	}
}

// Whatever is typed, a code that is read has nothing but the alphabet in it and reads as itself.
func FuzzParseCode(f *testing.F) {
	for _, seed := range []string{"ABCD-EFGH", "авсе нкмр", "2345—6789", "", "\xff\xfe", strings.Repeat("-", 64), "ıſK"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		code, ok := parseCode(typed)
		if !ok {
			return
		}
		if len(code) != codeLength || strings.Trim(code, alphabet) != "" {
			t.Fatalf("%q was read as %q", typed, code)
		}
		if again, ok := parseCode(show(code)); !ok || again != code {
			t.Fatalf("%q was read as %q and then as %q", typed, code, again)
		}
	})
}

func TestPrefixesOfNumbers(t *testing.T) {
	for place, want := range map[string][2]string{
		"с. Ставчены":            {"СТ", "CT"},
		"Ставчены":               {"СТ", "CT"},
		"Stauceni":               {"ST", "ST"},
		"пос.Новый":              {"НО", "HO"},
		"село Малые Ключи":       {"МА", "MA"},
		"библиотека № 3, Лесное": {"ЛЕ", "ЛE"},
		"Ё":                       {"Ё", "Ё"},
		"№ 17":                    {"PR", "PR"},
		"г. Ірпінь":               {"ІР", "IP"},
		"м.":                      {"PR", "PR"},
		"школа":                   {"ШК", "ШK"},
		"  д.   Верхние   Броды ": {"ВЕ", "BE"},
	} {
		code, family := letters(place)
		if code != want[0] || family != want[1] {
			t.Errorf("%s: %q, family %q; want %q", place, code, family, want)
		}
	}
	if got := prefix("СТ", 4); got != "СТ-04" {
		t.Error(got)
	}
}
