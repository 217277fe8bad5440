package places

import (
	"strings"
	"unicode"

	"priyom/civic"
)

// token is a word or a number of a name or a query.
type token struct {
	text  string     // as civic.Words gives it; a number keeps its stroke, point and hyphen
	sound string     // folded; a number's text
	kind  streetType // what the word is of a street, unless 0
	digit bool       // it begins with a digit
}

// Limits of what is read of a text.
const (
	maxText   = 300 // bytes
	maxTokens = 16
)

// tokens splits a text, at most maxTokens of it. A hyphen parts words, but an ordinal sounds without its ending ("5-th" as "5"), a
// type's short form is one word, a road's number is one ("P-29"), and so is a house number with strokes and letters.
func (v *vocabulary) tokens(s string) []token {
	if len(s) > maxText {
		s = s[:maxText]
	}
	var all []token
	for _, chunk := range chunks(strings.ToLower(strings.ToValidUTF8(s, " "))) {
		all = append(all, v.chunk(chunk)...)
		if len(all) >= maxTokens {
			return all[:maxTokens]
		}
	}
	return all
}

// chunks are the runs of letters and digits, with what joins these: hyphens and strokes; points and commas between two digits.
func chunks(s string) []string {
	var all []string
	runes := []rune(s)
	solid := func(i int) bool {
		return i >= 0 && i < len(runes) && (unicode.IsLetter(runes[i]) || unicode.IsDigit(runes[i]) || unicode.Is(unicode.M, runes[i]))
	}
	digit := func(i int) bool { return i >= 0 && i < len(runes) && unicode.IsDigit(runes[i]) }
	from := -1
	for i := 0; i <= len(runes); i++ {
		switch {
		case solid(i):
			if from < 0 {
				from = i
			}
		case from >= 0 && solid(i-1) && solid(i+1) && (strings.ContainsRune("-\u2010\u2011\u2013/\\", runes[i]) || apostrophe(runes[i]) ||
			strings.ContainsRune(".,", runes[i]) && digit(i-1) && digit(i+1)):
		case from >= 0:
			all = append(all, string(runes[from:i]))
			from = -1
		}
	}
	return all
}

// apostrophe says that civic.Words doesn't part a word at a mark. Spaces, of which there are most, aren't asked about.
func apostrophe(r rune) bool { return r != ' ' && len(civic.Words("a"+string(r)+"a")) == 1 }

func (v *vocabulary) chunk(s string) []token {
	parts := strings.FieldsFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) && !apostrophe(r)
	})
	words := make([]string, 0, len(parts))
	for _, p := range parts {
		words = append(words, civic.Words(p)...)
	}
	if len(words) == 0 {
		return nil
	}
	if first := rune(words[0][0]); unicode.IsDigit(first) {
		return v.number(s, words)
	}
	if len(words) > 1 {
		whole := strings.Join(words, "")
		if sound := v.fold(whole); v.types[sound] != 0 {
			return []token{{text: whole, sound: sound, kind: v.types[sound]}}
		}
		if len(words) == 2 && len([]rune(words[0])) <= 2 && unicode.IsDigit(rune(words[1][0])) {
			return []token{v.word(whole)}
		}
	}
	all := make([]token, 0, len(words))
	for _, w := range words {
		if unicode.IsDigit(rune(w[0])) {
			all = append(all, number(w))
		} else {
			all = append(all, v.word(w))
		}
	}
	return all
}

func (v *vocabulary) word(w string) token {
	sound := v.fold(w)
	return token{text: w, sound: sound, kind: v.types[sound]}
}

// number is a number with what is written together with it. A house may be "12-a", where an ordinal would be the same as "12": the text
// keeps what the sound loses.
func (v *vocabulary) number(s string, words []string) []token {
	last := words[len(words)-1]
	if digits := strings.TrimRightFunc(last, unicode.IsLetter); digits != "" && v.roles[last[len(digits):]]&roleKilometre != 0 {
		return []token{number(strings.TrimSuffix(joined(s), last[len(digits):])), v.word(last[len(digits):])}
	}
	if len(words) == 1 {
		return []token{number(words[0])}
	}
	t := number(joined(s))
	if len(words) == 2 && v.ordinals[words[1]] && !letterOnly(words[0]) {
		t.sound = words[0]
	}
	return []token{t}
}

func number(s string) token { return token{text: s, sound: cut(s), digit: true} }

// joined is a number with one kind of hyphen and stroke.
func joined(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\\':
			return '/'
		case '\u2010', '\u2011', '\u2013':
			return '-'
		case ',':
			return '.'
		}
		return r
	}, s)
}

func letterOnly(s string) bool { return !strings.ContainsFunc(s, unicode.IsDigit) }
