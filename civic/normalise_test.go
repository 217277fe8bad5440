package civic

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalise(t *testing.T) {
	for in, want := range map[string]string{
		"":                  "",
		" \t\n—!":           "",
		"Ёлка упала":        "елка упала",
		"подъезд № 3":       "подъезд 3",
		"Зв’язок, інтернет": "звязок інтернет",
		"зв'язок зв`язок зв\u02bcязок": "звязок звязок звязок",
		"Їжак і ґанок":                 "іжак і ганок",
		"ЙОД":                          "йод",
		"и\u0306од":                    "йод", // the same letter typed as two
		"е\u0308ж":                     "еж",  // io typed as two
		"Straße-Weg":                   "straße weg",
		"wi-fi 4G":                     "wi fi 4g",
		"д.12/кв.5":                    "д 12 кв 5",
		"don't":                        "dont",
		"а́":                           "а", // with a stress mark
		"\xff\xfe":                     "",
	} {
		if got := Normalise(in); got != want {
			t.Errorf("Normalise(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWordsAreTheNormalisedText(t *testing.T) {
	if got := Words("  Яма, на дороге! "); !slices.Equal(got, []string{"яма", "на", "дороге"}) {
		t.Errorf("got %q", got)
	}
	if got := Words("…"); got != nil {
		t.Errorf("got %q, want nil", got)
	}
}

func TestNormaliseIsAFixedPoint(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkNormalise(t, rapid.String().Draw(t, "text")) })
}

func FuzzNormalise(f *testing.F) {
	for _, s := range []string{"Зв’язок", "и\u0306", "İstanbul", "ǅ \u0130", "\xff", "ЁЇҐ'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkNormalise(t, s) })
}

func checkNormalise(t interface{ Fatalf(string, ...any) }, s string) {
	once := Normalise(s)
	if twice := Normalise(once); twice != once {
		t.Fatalf("%q becomes %q, then %q", s, once, twice)
	}
	if strings.Contains(once, "  ") || strings.TrimSpace(once) != once || strings.ContainsAny(once, "'’ёїґ\n\t.,") {
		t.Fatalf("%q becomes %q", s, once)
	}
}
