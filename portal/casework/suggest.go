package casework

import (
	"cmp"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// Suggestion is who may be the right one for a report. A moderator decides.
type Suggestion struct {
	civic.Department
	Share int  // per cent
	Rule  bool // the municipality's rules say so
}

const (
	ruleWeight  = 20.0 // decisions that a rule counts for: with more of them, what people do counts for more
	leastRule   = 0.35
	leastShare  = 0.03
	suggestions = 3
)

// Suggest tells who is likely the right department for a case, the likeliest first: by the rules, and by what was decided on
// reports with like words in like places.
func (o *Office) Suggest(tx *db.Tx, c db.Case) ([]Suggestion, error) {
	suggest, err := o.Suggester(tx)
	if err != nil {
		return nil, err
	}
	return suggest(c), nil
}

// Suggester is Suggest for many cases: the rules are read once.
func (o *Office) Suggester(tx *db.Tx) (func(db.Case) []Suggestion, error) {
	if err := o.learner.ready(tx); err != nil {
		return nil, err
	}
	r, err := Routing(tx)
	if err != nil {
		return nil, err
	}
	known, err := o.Departments(tx)
	if err != nil {
		return nil, err
	}
	return func(c db.Case) []Suggestion { return o.suggest(r, known, c) }, nil
}

func (o *Office) suggest(r civic.Routing, known []civic.Department, c db.Case) (found []Suggestion) {
	shares, from := o.learner.shares(c)
	rule, ruled := o.responsible(r, c)
	if ruled {
		weight := max(leastRule, ruleWeight/(ruleWeight+float64(from)))
		for slug := range shares {
			shares[slug] *= 1 - weight
		}
		if from == 0 {
			weight = 1
		}
		shares[rule.Slug] += weight
	}
	for _, d := range known {
		if share := shares[d.Slug]; share >= leastShare {
			found = append(found, Suggestion{d, int(share*100 + 0.5), ruled && d.Slug == rule.Slug})
		}
	}
	slices.SortStableFunc(found, func(a, b Suggestion) int { return cmp.Compare(b.Share, a.Share) })
	return found[:min(len(found), suggestions)]
}
