package civic

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestFirstLine(t *testing.T) {
	for in, want := range map[string]string{
		"": "", " Яма у моста.\nЗвоните Анне": "Яма у моста.", "Звоните +7 912 000-41-15 Анне": "Звоните *** Анне",
		"тел.89120004115": "***", "дом 12 и 14": "дом 12 и 14", "пишите anna@example.org срочно": "пишите *** срочно",
		"паспорт 47 05 123456 серия": "паспорт *** серия", "с 2026 года": "с 2026 года",
	} {
		if got := FirstLine(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFirstLineIsShort(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.RuneFrom([]rune("аб ё.,1+-@\n"))).Draw(t, "text")
		line := FirstLine(text)
		if n := utf8.RuneCountInString(line); n > MaxDigest || strings.ContainsAny(line, "\n@") || len(onlyDigits(line)) > 0 && longestNumber(line) >= leastHidden {
			t.Errorf("%d characters, or somebody's number: %q", n, line)
		}
	})
}

func longestNumber(s string) (longest int) {
	run := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			run++
		default:
			run = 0
		}
		longest = max(longest, run)
	}
	return longest
}

// Every status is either open or not, and none that owes nothing is.
func TestOpenStatuses(t *testing.T) {
	for _, s := range Statuses() {
		if s.Final() && s.Open() {
			t.Errorf("%s is final and open", s)
		}
	}
	if !StatusInWork.Open() || StatusSolved.Open() || Status("of-a-later-version").Open() {
		t.Error("in work is open, solved isn't, and what is unknown isn't offered")
	}
}
