package civic

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// ErrChecklist is returned for checklists that can't be used.
var ErrChecklist = errors.New("civic: bad checklist")

// Question is one of a checklist: something that an inspector looks at and says yes or no to. Yes is always the good answer.
type Question struct {
	Slug CheckSlug
	Ask  Title
}

// Checklists are the questions to ask on the spot, by kind of problem.
type Checklists struct {
	lists map[string][]CheckSlug // by category, by theme, and by "" for all
	ask   map[CheckSlug]Question
}

// ParseChecklists reads them from JSON:
//
//	{"questions": {"road-even": {"ru": "…", "uk": "…", "en": "…"}}, "lists": {"": ["clean"], "roads": ["road-even"], "roads-pothole": […]}}
//
// The error is ErrChecklist.
func ParseChecklists(data []byte) (*Checklists, error) {
	var raw struct {
		Questions map[CheckSlug]Title    `json:"questions"`
		Lists     map[string][]CheckSlug `json:"lists"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrChecklist, err)
	}
	c := &Checklists{lists: raw.Lists, ask: map[CheckSlug]Question{}}
	for slug, ask := range raw.Questions {
		if !validSlug(slug) || len(slug) > 60 {
			return nil, fmt.Errorf("%w: slug %q", ErrChecklist, slug)
		}
		for _, lang := range Langs() {
			if ask.In(lang) == "" {
				return nil, fmt.Errorf("%w: %s has no words in %s", ErrChecklist, slug, lang)
			}
		}
		c.ask[slug] = Question{slug, ask}
	}
	for of, list := range raw.Lists {
		if len(list) > MaxChecks/3 {
			return nil, fmt.Errorf("%w: %q has %d questions", ErrChecklist, of, len(list))
		}
		for i, slug := range list {
			if _, ok := c.ask[slug]; !ok || slices.Contains(list[:i], slug) {
				return nil, fmt.Errorf("%w: %q asks %q", ErrChecklist, of, slug)
			}
		}
	}
	return c, nil
}

// For are the questions about a kind of problem: its own, or else its theme's, and then those that are always asked.
func (c *Checklists) For(of Category) (all []Question) {
	own, ok := c.lists[string(of.Slug)]
	if !ok {
		own = c.lists[string(of.Theme)]
	}
	for _, slug := range slices.Concat(own, c.lists[""]) {
		if q := c.ask[slug]; !slices.ContainsFunc(all, func(known Question) bool { return known.Slug == slug }) {
			all = append(all, q)
		}
	}
	return all
}

// Question finds one; ok is false for one of another version's.
func (c *Checklists) Question(slug CheckSlug) (q Question, ok bool) {
	q, ok = c.ask[slug]
	return q, ok
}

// Kinds are the categories and themes that have a list, in no order; "" among them if some questions are always asked.
func (c *Checklists) Kinds() (kinds []string) {
	for of := range c.lists {
		kinds = append(kinds, of)
	}
	return kinds
}
