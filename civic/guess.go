package civic

import (
	"cmp"
	"math"
	"slices"
	"unicode/utf8"
)

// maxGuessWords is how many different words of a text are listened to; the first ones: people begin with what it is about.
const maxGuessWords = 30

// shortWord is the length below which a word is mostly a preposition, and tells half of what its rarity says.
const shortWord = 4

// Guess is what a text may be about.
type Guess struct {
	Category Category
	Share    float64 // of the evidence among all guesses, 0 to 1
}

// Guess says what a person's own words may be about, the likeliest first, at most limit categories. Where Search answers a few
// words that name a category, Guess reads a whole story in which hardly any word does: a category is likely if the text has rare
// words of its phrases, and likelier if it has a whole phrase. All three languages are read, that of lang counts most. habits, which
// may be nil, is what was chosen for other texts before. A text without a known word is about nothing.
func (c *Classifier) Guess(text string, lang Lang, limit int, habits *Habits) []Guess {
	words := guessWords(text)
	if limit <= 0 || len(words) == 0 || len(c.themes) == 0 {
		return nil
	}
	g := newGuessing(c.indexed(), lang)
	for _, w := range words {
		g.word(w)
	}
	g.phrases()
	for i, category := range g.categories {
		g.scores[i] += habits.evidence(words, category.Slug)
	}
	return g.best(limit)
}

// guessWords are the different words of a text that count.
func guessWords(text string) []string {
	var words []string
	for _, w := range Words(text) {
		if len(words) == maxGuessWords {
			break
		}
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	return words
}

// guessing gathers the evidence of one text.
type guessing struct {
	*index
	lang   Lang
	scores []float64 // of every category
	sums   []float64 // of every phrase: the likenesses of its words, times their rarity
	rare   []float64 // of every phrase: the rarity of its words that were found
	count  []int     // of every phrase: its words that were found
	like   []float64 // of every phrase, for the word at hand
	best1  []float64 // of every category, for the word at hand
}

func newGuessing(x *index, lang Lang) *guessing {
	p := len(x.phrases)
	return &guessing{
		index: x, lang: lang, scores: make([]float64, len(x.categories)), sums: make([]float64, p), rare: make([]float64, p),
		count: make([]int, p), like: make([]float64, p), best1: make([]float64, len(x.categories)),
	}
}

// word adds what one word of the text tells.
func (g *guessing) word(word string) {
	var phrases, categories []int
	for _, h := range g.index.like(word, false) {
		like := h.like
		if h.typo {
			like *= 0.8
		}
		for _, id := range h.word.phrases {
			if g.like[id] == 0 {
				phrases = append(phrases, id)
			}
			g.like[id] = max(g.like[id], like)
			p := &g.index.phrases[id]
			if g.best1[p.category] == 0 {
				categories = append(categories, p.category)
			}
			g.best1[p.category] = max(g.best1[p.category], like*p.weight(g.lang))
		}
	}
	// The inverse document frequency, in the form of BM25 (Robertson, Zaragoza, 2009): what stands in every second category tells
	// nothing.
	n, df := float64(len(g.index.categories)), float64(len(categories))
	rarity := max(0, math.Log((n-df+0.5)/(df+0.5)))
	if utf8.RuneCountInString(word) < shortWord {
		rarity /= 2
	}
	for _, at := range categories {
		g.scores[at] += g.best1[at] * rarity
		g.best1[at] = 0
	}
	for _, id := range phrases {
		g.sums[id] += g.like[id] * rarity
		g.rare[id] += rarity
		g.count[id]++
		g.like[id] = 0
	}
}

// phrases adds what whole phrases tell: how much of the best one of a category the text has.
func (g *guessing) phrases() {
	best := make([]float64, len(g.scores))
	for id, sum := range g.sums {
		if sum == 0 {
			continue
		}
		p := &g.index.phrases[id]
		share := float64(g.count[id]) / float64(p.length)
		best[p.category] = max(best[p.category], sum*share*p.weight(g.lang))
	}
	for at, worth := range best {
		g.scores[at] += worth
	}
}

// best are the likeliest categories.
func (g *guessing) best(limit int) []Guess {
	order := make([]int, 0, len(g.scores))
	sum := 0.0
	for at, score := range g.scores {
		if score > 0 {
			order = append(order, at)
			sum += score * score
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(g.scores[b], g.scores[a]) })
	guesses := make([]Guess, min(limit, len(order)))
	for i := range guesses {
		at := order[i]
		guesses[i] = Guess{*g.index.categories[at], g.scores[at] * g.scores[at] / sum}
	}
	return guesses
}
