package civic

import (
	"slices"
	"strings"
	"unicode"
)

// NameKey is what the ways of writing one person's name have in common: case, order of the parts, and the letters that
// people type for one another don't matter. "" is no name.
func NameKey(name string) string {
	words := Words(name)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// TidyName gives the parts of a name their capitals, if it was typed in one case throughout: who types quickly doesn't
// press Shift. A name in mixed case was written with care and stays; so does what isn't letters. Spaces become single.
func TidyName(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if name != strings.ToLower(name) && name != strings.ToUpper(name) {
		return name
	}
	begins := true
	return strings.Map(func(r rune) rune {
		first := begins
		begins = r == ' ' || r == '-' || r == '.'
		if first {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, name)
}
