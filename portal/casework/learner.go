package casework

import (
	"math"
	"sync"
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

const (
	lessons   = 3000             // decisions that are learned from: the last ones
	relearn   = 30 * time.Minute // how old what was learned may be: other processes decide too
	stemRunes = 6                // what of a word counts, whatever its ending
)

// learner is a naive Bayes classifier (multinomial, with Laplace smoothing) over the words, the kind and the settlement of
// what moderators decided. It says who would have got a report like this.
type learner struct {
	mu      sync.Mutex
	learned time.Time
	of      map[civic.DepartmentSlug]*pupil
	all     int // decisions
	words   map[string]bool
}

// pupil is what is known of one department.
type pupil struct {
	decisions, words int
	seen             map[string]int
}

// traits are what of a case is learned from.
func traits(c db.Case) (t []string) {
	t = append(t, "kind "+string(c.Category), "theme "+string(c.Theme))
	if s := civic.Normalise(c.Place.Settlement); s != "" {
		t = append(t, "at "+s)
	}
	seen := map[string]bool{}
	for _, w := range civic.Words(c.Text) {
		r := []rune(w)
		if w = string(r[:min(len(r), stemRunes)]); len(r) >= 3 && !seen[w] && len(seen) < 60 {
			seen[w] = true
			t = append(t, w)
		}
	}
	return t
}

// ready learns anew if what was learned is old.
func (l *learner) ready(tx *db.Tx) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of != nil && tx.Now.Sub(l.learned) < relearn {
		return nil
	}
	decided, err := tx.Decided(lessons)
	if err != nil {
		return err
	}
	l.learned, l.all, l.of, l.words = tx.Now, 0, map[civic.DepartmentSlug]*pupil{}, map[string]bool{}
	for _, c := range decided {
		l.add(c)
	}
	return nil
}

// learn adds a decision that was just made.
func (l *learner) learn(c db.Case) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of != nil {
		l.add(c)
	}
}

func (l *learner) add(c db.Case) {
	p := l.of[c.Department]
	if p == nil {
		p = &pupil{seen: map[string]int{}}
		l.of[c.Department] = p
	}
	p.decisions++
	l.all++
	for _, t := range traits(c) {
		p.seen[t]++
		p.words++
		l.words[t] = true
	}
}

// shares says how likely each department is, from 0 to 1, and from how many decisions. Naive Bayes is too sure of itself,
// because words come together: the more traits there are, the more its odds are flattened.
func (l *learner) shares(c db.Case) (shares map[civic.DepartmentSlug]float64, from int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	shares = map[civic.DepartmentSlug]float64{}
	if l.all == 0 {
		return shares, 0
	}
	t := traits(c)
	flat := math.Sqrt(float64(len(t)))
	best := math.Inf(-1)
	for slug, p := range l.of {
		score := math.Log(float64(p.decisions) / float64(l.all))
		for _, trait := range t {
			score += math.Log(float64(p.seen[trait]+1)/float64(p.words+len(l.words))) / flat * 2
		}
		shares[slug] = score
		best = max(best, score)
	}
	sum := 0.0
	for slug, score := range shares {
		shares[slug] = math.Exp(score - best)
		sum += shares[slug]
	}
	for slug := range shares {
		shares[slug] /= sum
	}
	return shares, l.all
}
