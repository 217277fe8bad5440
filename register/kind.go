package register

import (
	"strings"

	"priyom/civic"
)

// How a kind is looked for in what people wrote.
const (
	window     = 3  // words that are looked at together in a long text
	maxLooked  = 15 // words of it
	offeredFew = 5
)

// ukrainian are letters that no Russian text has: i, yi, ye, ghe with upturn. All languages are searched either way.
const ukrainian = "\u0456\u0457\u0454\u0491"

// kind gives a report its category: chosen by somebody, named by its slug, or found by what people say. If it isn't sure, it
// says what it may be.
func (p *Plan) kind(r Row, out *civic.Report) *Unsure {
	words := p.cell(r, FieldCategory)
	if words == "" {
		words = out.Text
	}
	key := civic.Normalise(words)
	if slug, ok := p.Choices[key]; ok && slug != "" {
		out.Category = slug
		return nil
	}
	k, ok := p.kinds[key]
	if !ok {
		k = p.find(words)
		p.kinds[key] = k
	}
	if k.slug == "" {
		k.slug = p.Otherwise
	}
	if out.Category = k.slug; k.slug != "" {
		return nil
	}
	return &Unsure{Key: key, Words: short(words), Offered: k.offered}
}

// find looks for the whole first; of a long text, for three words after three words. Only what matches without a slip counts,
// and only if nothing else matches as often.
func (p *Plan) find(words string) (k kind) {
	if c, ok := p.known.Category(civic.CategorySlug(strings.TrimSpace(words))); ok {
		return kind{slug: c.Slug}
	}
	all := civic.Words(words)
	all = all[:min(len(all), maxLooked)]
	if len(all) == 0 {
		return k
	}
	l := civic.LangRU
	if strings.ContainsAny(words, ukrainian) {
		l = civic.LangUK
	}
	matches := p.known.Search(strings.Join(all, " "), l, offeredFew)
	for i, m := range matches {
		if i == 0 && m.Kind != civic.MatchFuzzy && (len(matches) == 1 || len(all) > 1) {
			return kind{slug: m.Category.Slug}
		}
		k.offered = append(k.offered, m.Category.Slug)
	}
	if len(all) > window {
		k.slug = p.vote(all, l)
	}
	return k
}

// vote gives each three words one vote.
func (p *Plan) vote(all []string, l civic.Lang) (slug civic.CategorySlug) {
	votes := map[civic.CategorySlug]int{}
	for i := 0; i+window <= len(all); i++ {
		if m := p.known.Search(strings.Join(all[i:i+window], " "), l, 1); len(m) > 0 && m[0].Kind != civic.MatchFuzzy {
			votes[m[0].Category.Slug]++
		}
	}
	best, tied := 0, false
	for one, n := range votes {
		switch {
		case n > best:
			slug, best, tied = one, n, false
		case n == best:
			tied = true
		}
	}
	if tied {
		return ""
	}
	return slug
}
