package civic

import (
	"slices"
	"strings"
)

// index finds the phrases of a classifier by their words.
type index struct {
	categories []*Category
	phrases    []phrase
	words      []indexWord // in the order of text
}

// phrase is a title of a category or of its theme, or something that people say for it.
type phrase struct {
	category int // in categories
	lang     Lang
	kind     phraseKind
	text     string // as written
	normal   string
	length   int // in words
}

type phraseKind int

const (
	themeTitle phraseKind = iota
	saying
	categoryTitle
)

// indexWord is a word and where it stands.
type indexWord struct {
	text    string
	runes   []rune
	phrases []int // without repetitions
}

// indexed is the classifier's index. It is made when somebody types for the first time: many starts of the program don't come to that.
func (c *Classifier) indexed() *index {
	c.indexing.Do(func() { c.index = newIndex(c.themes) })
	return c.index
}

func newIndex(themes []Theme) *index {
	x := &index{}
	at := map[string]int{}
	add := func(lang Lang, kind phraseKind, text string) {
		words := Words(text)
		x.phrases = append(x.phrases, phrase{len(x.categories) - 1, lang, kind, text, strings.Join(words, " "), len(words)})
		id := len(x.phrases) - 1
		for _, w := range words {
			i, known := at[w]
			if !known {
				i = len(x.words)
				at[w] = i
				x.words = append(x.words, indexWord{text: w, runes: []rune(w)})
			}
			if found := &x.words[i].phrases; len(*found) == 0 || (*found)[len(*found)-1] != id {
				*found = append(*found, id)
			}
		}
	}
	for i := range themes {
		for j := range themes[i].Categories {
			category := &themes[i].Categories[j]
			x.categories = append(x.categories, category)
			for _, lang := range Langs() {
				add(lang, themeTitle, themes[i].Title.In(lang))
				add(lang, categoryTitle, category.Title.In(lang))
				for _, said := range category.Say.In(lang) {
					add(lang, saying, said)
				}
			}
		}
	}
	slices.SortFunc(x.words, func(a, b indexWord) int { return strings.Compare(a.text, b.text) })
	return x
}

// hit is a word of the index that is like a typed one.
type hit struct {
	word *indexWord
	like float64 // 0 to 1
	typo bool
}

// like finds the words like a typed one. Words of one or two letters stand for themselves only, unless they may be the
// beginning of one that is still being typed. Typing errors are looked for only if nothing begins like that.
func (x *index) like(typed string, unfinished bool) []hit {
	var hits []hit
	runes := []rune(typed)
	exact := false
	same := min(len(runes), 3) // letters that all candidates share
	if len(runes) == 3 {
		same = 2
	}
	first := string(runes[:same])
	from, _ := slices.BinarySearchFunc(x.words, first, func(w indexWord, s string) int { return strings.Compare(w.text, s) })
	for i := from; i < len(x.words) && strings.HasPrefix(x.words[i].text, first); i++ {
		w := &x.words[i]
		if like := alike(runes, w.runes, unfinished || len(runes) > 2); like > 0 {
			hits = append(hits, hit{w, like, false})
			exact = exact || strings.HasPrefix(w.text, typed)
		}
	}
	if exact || len(runes) < minTypo {
		return hits
	}
	for i := range x.words {
		if like := mistyped(runes, x.words[i].runes); like > 0 {
			hits = append(hits, hit{&x.words[i], like, true})
		}
	}
	return hits
}
