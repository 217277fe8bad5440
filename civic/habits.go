package civic

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// habitRoot is how many letters of a word are kept: its forms are one habit, and no text can be put together again.
const habitRoot = 5

// Habits is what was chosen on a device before, and by which words. The zero value knows nothing; nil too.
type Habits struct {
	chosen map[CategorySlug]int
	last   map[CategorySlug]int // when, as a count of all choices
	words  map[string]map[CategorySlug]int
	n      int
}

// Learn remembers that a text was about a category; later ones count as newer.
func (h *Habits) Learn(text string, slug CategorySlug) {
	if h.chosen == nil {
		h.chosen, h.last, h.words = map[CategorySlug]int{}, map[CategorySlug]int{}, map[string]map[CategorySlug]int{}
	}
	h.n++
	h.chosen[slug]++
	h.last[slug] = h.n
	for _, w := range guessWords(text) {
		root := rootOf(w)
		if root == "" {
			continue
		}
		if h.words[root] == nil {
			h.words[root] = map[CategorySlug]int{}
		}
		h.words[root][slug]++
	}
}

// Recent are the categories chosen last, at most limit, without repetitions.
func (h *Habits) Recent(limit int) []CategorySlug {
	if h == nil {
		return nil
	}
	all := slices.SortedFunc(maps.Keys(h.last), func(a, b CategorySlug) int { return cmp.Compare(h.last[b], h.last[a]) })
	return all[:min(limit, len(all))]
}

// evidence is what former choices tell of a text, in the measure of Guess: each word as far as it was used for this category alone,
// and a little for a category that is chosen often.
func (h *Habits) evidence(words []string, slug CategorySlug) float64 {
	if h == nil || h.chosen[slug] == 0 {
		return 0
	}
	sum := 0.3 * math.Log1p(float64(h.chosen[slug]))
	for _, w := range words {
		used := h.words[rootOf(w)]
		if used[slug] == 0 {
			continue
		}
		all := 0
		for _, n := range used {
			all += n
		}
		// A word seen once may be chance; (n-½)/all grows towards its share.
		share := (float64(used[slug]) - 0.5) / float64(all)
		sum += 5 * share * share // at most what a rare word of a title tells
	}
	return sum
}

// rootOf is the beginning of a word that may tell something; "" if it is too short for that.
func rootOf(word string) string {
	letters := []rune(word)
	if len(letters) < 4 {
		return ""
	}
	return string(letters[:min(len(letters), habitRoot)])
}
