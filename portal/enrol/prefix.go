package enrol

import (
	"fmt"
	"strings"
	"unicode"
)

// noLetters stands in for a place without letters: Priyom itself.
const noLetters = "PR"

// letters are what the code begins with that a device's numbers begin with: the first two letters of the place's own name, and which of
// the devices of such places it is, such as "CT-04". family is the same for letters that look the same on paper.
func letters(place string) (code, family string) {
	for _, r := range ownName(place) {
		if unicode.IsLetter(r) && len([]rune(code)) < 2 {
			code += string(unicode.ToUpper(r))
		}
	}
	if code == "" {
		code = noLetters
	}
	return code, strings.Map(lookAlike, code)
}

func prefix(code string, ordinal int64) string { return fmt.Sprintf("%s-%02d", code, ordinal) }

// ownName leaves out what kind of place it is: words that end in a dot, and a first word in lower case before others.
func ownName(place string) string {
	words := strings.Fields(strings.ReplaceAll(place, ".", ". "))
	for len(words) > 0 && strings.HasSuffix(words[0], ".") {
		words = words[1:]
	}
	if len(words) > 1 && unicode.IsLower([]rune(words[0])[0]) {
		words = words[1:]
	}
	return strings.Join(words, " ")
}
