package lexicon

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"priyom/civic"
)

// Rules names how words are made: it changes whenever the same text would give other words, and an index made by other rules
// must be made anew.
const Rules = "1"

// Words are what texts are found by: their words without endings, each once, in the order of their bytes.
func Words(texts ...string) []string {
	var found []string
	for _, text := range texts {
		for _, w := range civic.Words(text) {
			if w = clip(w); counts(w) {
				found = append(found, Stem(w))
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// Term is one word of a query: a text answers it that has Stem, or any word that begins with Prefix.
type Term struct {
	Stem   string
	Prefix string // "": only Stem counts
}

// maxTerms is how many words of a query count.
const maxTerms = 8

// Letters and digits from which on a beginning of a word is looked for: the shorter it is, the more words begin with it.
const (
	minPrefix       = 3
	minDigitsPrefix = 4
)

// Query makes terms of what somebody typed, all of which a text must answer. Words that say nothing, such as "street", count only
// if there are no others. Without a letter or digit there are no terms.
func Query(text string) []Term {
	var terms, empty []Term
	for _, w := range civic.Words(text) {
		if w = clip(w); !counts(w) {
			continue
		}
		t := Term{Stem: Stem(w)}
		if n := utf8.RuneCountInString(w); n >= minPrefix && !digits(w) || n >= minDigitsPrefix {
			t.Prefix = w
		}
		if stops[w] {
			if t.Prefix = ""; !slices.Contains(empty, t) {
				empty = append(empty, t)
			}
			continue
		}
		if !slices.Contains(terms, t) {
			terms = append(terms, t)
		}
	}
	if len(terms) == 0 {
		terms = empty
	}
	return terms[:min(len(terms), maxTerms)]
}

// counts says that a word is worth finding: a single letter isn't.
func counts(w string) bool { return utf8.RuneCountInString(w) > 1 || digits(w) }

func digits(w string) bool {
	for _, r := range w {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return w != ""
}

func clip(w string) string {
	if utf8.RuneCountInString(w) <= maxWord {
		return w
	}
	return string([]rune(w)[:maxWord])
}
