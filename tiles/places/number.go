package places

import (
	"strings"
	"unicode"
)

// houseKey is a house number as it is compared: with or without a space or a hyphen before its letter, in capitals or not, it is one;
// a block and its short form are k ("9k1"), a building s ("3s2"); strokes and hyphens between digits stay. "" is no number.
func (v *vocabulary) houseKey(number string) string {
	if plain(number) {
		return cut(number)
	}
	return v.houseTokens(v.tokens(number))
}

// plain says that a number is nothing but digits, as most are, and so its own key.
func plain(number string) bool {
	for i := range len(number) {
		if number[i] < '0' || number[i] > '9' {
			return false
		}
	}
	return number != ""
}

// houseTokens is the key of a number that is already split.
func (v *vocabulary) houseTokens(tokens []token) string {
	var key strings.Builder
	for i, t := range tokens {
		s := t.text
		switch r := v.roles[s]; {
		case t.digit || i == 0:
		case r&roleBlock != 0 && i+1 < len(tokens) && tokens[i+1].digit:
			s = "k"
		case r&roleBuilding != 0 && i+1 < len(tokens) && tokens[i+1].digit:
			s = "s"
		}
		key.WriteString(v.houseText(s))
	}
	return cut(key.String())
}

// houseText folds the letters of a part, and drops a hyphen before one.
func (v *vocabulary) houseText(s string) string {
	var to strings.Builder
	runs := splitRuns(s)
	for i, run := range runs {
		switch {
		case run == "-" && i+1 < len(runs) && letterOnly(runs[i+1]):
		case run == "-" || run == "/" || run == ".":
			to.WriteString(run)
		case letterOnly(run):
			followed := i+1 < len(runs) && !letterOnly(runs[i+1])
			switch r := v.roles[run]; {
			case r&roleBlock != 0 && followed:
				to.WriteByte('k')
			case r&roleBuilding != 0 && followed:
				to.WriteByte('s')
			default:
				to.WriteString(v.spell(v.oneScript(run), v.plain))
			}
		default:
			to.WriteString(run)
		}
	}
	return to.String()
}

// splitRuns parts digits, letters and single marks.
func splitRuns(s string) []string {
	var runs []string
	last := 0
	kind := func(r rune) int {
		switch {
		case unicode.IsDigit(r):
			return 1
		case unicode.IsLetter(r):
			return 2
		}
		return 0
	}
	for _, r := range s {
		k := kind(r)
		if k == 0 || k != last || len(runs) == 0 {
			runs = append(runs, string(r))
		} else {
			runs[len(runs)-1] += string(r)
		}
		last = k
	}
	return runs
}

// leading is the number that a house's key begins with; 0 if there is none, or none that a street has.
func leading(key string) int {
	n := 0
	for i := range len(key) {
		if key[i] < '0' || key[i] > '9' {
			break
		}
		if n = n*10 + int(key[i]-'0'); n > 99_999 {
			return 0
		}
	}
	return n
}

// houseNumbers parts what is mapped as one but means several: "12;14" and "12, 14".
func houseNumbers(s string) []string {
	if !strings.ContainsAny(s, ";,") {
		if s = strings.TrimSpace(s); s == "" || len(s) > 32 {
			return nil
		}
		return []string{s}
	}
	var all []string
	for _, n := range strings.FieldsFunc(s, func(r rune) bool { return r == ';' || r == ',' }) {
		if n = strings.TrimSpace(n); n != "" && len(n) <= 32 {
			all = append(all, n)
		}
	}
	return all
}
