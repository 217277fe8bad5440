package lexicon

import (
	_ "embed"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
)

// The endings of Russian and Ukrainian words, normalised as civic does, in one list: a text doesn't say which of both it is.
//
//go:embed endings.txt
var endingsText string

//go:embed stopwords.txt
var stopText string

// Known endings, by how many letters they have; and words that say nothing where there are others.
var (
	endings = sets(strings.Fields(endingsText))
	stops   = sets(strings.Fields(stopText))
)

const longestEnding = 4 // letters

func sets(words []string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

// maxWord is how many letters of a word count: what is longer is no word that anybody types.
const maxWord = 32

// Stem cuts the ending off a normalised word. What is left of a word with two letters or more has two letters or more.
func Stem(word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.Is(unicode.Cyrillic, first):
		return cyrillic([]rune(word))
	case first < utf8.RuneSelf && unicode.IsLetter(first):
		env := snowballstem.NewEnv(word)
		english.Stem(env)
		return env.Current()
	}
	return word
}

// The reflexive particle stands behind the ending.
var reflexive = [][]rune{{'\u0441', '\u044f'}, {'\u0441', '\u044c'}}

func cyrillic(w []rune) string {
	for _, tail := range reflexive {
		if n := len(w) - 2; n >= 4 && w[n] == tail[0] && w[n+1] == tail[1] {
			w = w[:n]
			break
		}
	}
	for n := min(longestEnding, len(w)-2); n > 0; n-- {
		if n > 1 && len(w)-n < 3 {
			continue // of a short word only one letter may be its ending
		}
		if endings[string(w[len(w)-n:])] {
			return string(w[:len(w)-n])
		}
	}
	return string(w)
}
