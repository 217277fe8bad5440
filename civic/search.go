package civic

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// maxQueryWords is how many words of a query count; a longer text has said what it is about by then.
const maxQueryWords = 16

// MatchKind is how well a category answers a query.
type MatchKind int

// The kinds, the best one first.
const (
	MatchTitle MatchKind = iota // every word is in its title in the language asked for
	MatchSay                    // every word is in what people say for it, or in a title of another language
	MatchFuzzy                  // some words are, or they are with a typing error
)

// Match is a category that answers a query.
type Match struct {
	Category Category
	Kind     MatchKind
	Said     string // the saying that answers best, to show why it was found; "" if the title did
}

// Search finds categories by what a person types, at most limit of them, the best first: first by kind, then by how rare the
// words are that match and how closely, then in the classifier's order. All three languages are searched, that of lang
// counts most. Beginnings of words are enough, their order is free, forms of a word find one another, and one slip is
// forgiven in words of five letters and more. A query without letters or digits finds nothing.
func (c *Classifier) Search(query string, lang Lang, limit int) []Match {
	words := Words(query)
	words = words[:min(len(words), maxQueryWords)]
	if limit <= 0 || len(words) == 0 || len(c.themes) == 0 {
		return nil
	}
	s := newSearch(c.indexed(), lang, len(words))
	for i, w := range words {
		s.word(i, w, i == len(words)-1)
	}
	ranked := s.rank(strings.Join(words, " "))
	matches := make([]Match, min(len(ranked), limit))
	for i := range matches {
		r := ranked[i]
		matches[i] = Match{*s.categories[r.category], r.kind, r.said}
	}
	return matches
}

// search gathers what is found for one query.
type search struct {
	*index
	lang  Lang
	words int
	// Of every phrase: the sum of its likenesses times their weights, and which words it has without a typing error.
	sums []float64
	has  []uint32
	// Of every category and word: the best weighted likeness in any phrase; and which words it has at all.
	best  []float64 // [category*words + word]
	whole []uint32
	// Of the word at hand: its best hit in every phrase, and the last word, counted from 1, that was in a category.
	likes []hit
	seen  []int
}

func newSearch(x *index, lang Lang, words int) *search {
	n := len(x.categories)
	return &search{
		index: x, lang: lang, words: words, sums: make([]float64, len(x.phrases)), has: make([]uint32, len(x.phrases)),
		best: make([]float64, n*words), whole: make([]uint32, n), likes: make([]hit, len(x.phrases)), seen: make([]int, n),
	}
}

// word looks for the ith word of the query.
func (s *search) word(i int, word string, last bool) {
	var touched []int
	categories := 0
	for _, h := range s.like(word, last) {
		for _, id := range h.word.phrases {
			switch {
			case s.likes[id].like == 0:
				touched = append(touched, id)
				fallthrough
			case h.like > s.likes[id].like:
				s.likes[id] = h
			}
			if of := s.phrases[id].category; s.seen[of] != i+1 {
				s.seen[of] = i + 1
				categories++
			}
		}
	}
	// A word that is everywhere says little: the inverse document frequency of Spärck Jones, 1972.
	rarity := math.Log(1 + float64(len(s.categories))/float64(1+categories))
	for _, id := range touched {
		h, p := s.likes[id], &s.phrases[id]
		s.likes[id] = hit{}
		worth := h.like * rarity * p.weight(s.lang)
		s.sums[id] += worth
		if !h.typo {
			s.has[id] |= 1 << i
			s.whole[p.category] |= 1 << i
		}
		best := &s.best[p.category*s.words+i]
		*best = max(*best, worth)
	}
}

// weight is how much a phrase counts for somebody who speaks lang.
func (p *phrase) weight(lang Lang) float64 {
	w := [...]float64{themeTitle: 0.35, saying: 0.9, categoryTitle: 1}[p.kind]
	if p.lang != lang {
		w *= 0.6
	}
	return w
}

// ranked is how well a category answers.
type ranked struct {
	category int
	kind     MatchKind
	said     string
	score    float64
	phrase   float64 // the best one's part of the score
}

// rank puts the categories in order that have anything of the query, given normalised.
func (s *search) rank(query string) []ranked {
	all := make([]ranked, len(s.categories))
	every := uint32(1)<<s.words - 1
	for i := range all {
		all[i] = ranked{category: i, kind: MatchFuzzy}
		if s.whole[i] == every {
			all[i].kind = MatchSay
		}
		for _, worth := range s.best[i*s.words : (i+1)*s.words] {
			all[i].score += worth
		}
	}
	for id, sum := range s.sums {
		if sum > 0 {
			p := &s.phrases[id]
			all[p.category].add(p, p.bonus(sum, query, s.words), s.has[id] == every && p.lang == s.lang)
		}
	}
	top := 0.0
	for i := range all {
		all[i].score += all[i].phrase
		top = max(top, all[i].score)
	}
	// Of what only partly matches, less than half of the best is noise.
	all = slices.DeleteFunc(all, func(r ranked) bool { return r.score == 0 || r.kind == MatchFuzzy && r.score < top/2 })
	slices.SortStableFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(b.score, a.score))
	})
	return all
}

// bonus weighs what a phrase has of the query: words that stand together in one short phrase mean more than the same words
// scattered, most of all as its beginning.
func (p *phrase) bonus(sum float64, query string, words int) float64 {
	sum *= 0.5 + 0.5*float64(min(words, p.length))/float64(p.length)
	if strings.HasPrefix(p.normal, query) {
		sum *= 1.5
	}
	return sum
}

// add counts a phrase; complete says that it is in the right language and has every word.
func (r *ranked) add(p *phrase, worth float64, complete bool) {
	if p.kind == categoryTitle && complete {
		r.kind, r.said = MatchTitle, ""
	}
	if worth <= r.phrase {
		return
	}
	if r.phrase = worth; r.kind != MatchTitle {
		r.said = ""
		if p.kind == saying {
			r.said = p.text
		}
	}
}
