package places

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"priyom/tiles/pack"
)

// anyClass says that a class of landmarks is called so.
func (v *vocabulary) anyClass(w asked) bool {
	for _, c := range v.classes {
		for _, phrase := range c.words {
			for _, p := range phrase {
				if _, ok := answers(w, p); ok {
					return true
				}
			}
		}
	}
	return false
}

// answers says how well a word of a class's name answers one that is asked for.
func answers(w asked, word string) (quality, bool) {
	switch {
	case w.sound == word:
		return qualityExact, true
	case (len(w.sound) >= 3 || w.last) && strings.HasPrefix(word, w.sound):
		return qualityPrefix, true
	case sameStem(w.sound, word):
		return qualitySlip, true
	}
	return 0, false
}

// classesOf are the words of a reading that each class is called by; a phrase counts if it is whole or still being typed.
func (v *vocabulary) classesOf(r reading) map[pack.Class]matched {
	all := map[pack.Class]matched{}
	for _, c := range v.classes {
		for _, phrase := range c.words {
			var m matched
			have, typing := 0, false
			for _, p := range phrase {
				for i, w := range r.words {
					if q, ok := answers(w, p); ok {
						m = m.with(1<<i, q)
						have++
						typing = typing || w.last
						break
					}
				}
			}
			old, known := all[c.class]
			if have > 0 && (have == len(phrase) || typing) && (!known || ones(m.mask) > ones(old.mask) || ones(m.mask) == ones(old.mask) && m.tier < old.tier) {
				all[c.class] = m
			}
		}
	}
	return all
}

// addLandmarks finds what has all words in its name, its class's and its settlement's.
func (s *search) addLandmarks(r reading, landmarks map[int64]matched, within []matched, need uint32) error {
	classes := s.words.classesOf(r)
	anywhere, called := uint32(0), uint32(0)
	for _, m := range within {
		anywhere |= m.mask
	}
	for _, m := range classes {
		called |= m.mask
	}
	var all []candidate
	for id, m := range landmarks {
		all = append(all, candidate{id: id, matched: m, own: m})
	}
	for class, m := range classes {
		if (m.mask|anywhere)&need != need {
			continue
		}
		ids := hits{}
		if err := s.find(s.ctx, wordClass, asked{sound: strconv.Itoa(int(class))}, ids); err != nil {
			return err
		}
		for id := range ids {
			if _, named := landmarks[id]; !named {
				all = append(all, candidate{id: id, matched: matched{tier: m.tier}})
			}
		}
	}
	if len(all) == 0 {
		return nil
	}
	all, err := s.nearestOf(all)
	if err != nil {
		return err
	}
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(ones(b.mask), ones(a.mask)), cmp.Compare(a.tier, b.tier), cmp.Compare(a.id, b.id))
	})
	all = all[:min(len(all), maxRows)]
	// What lacks a word that neither a class nor a settlement has needn't be read to be sent away.
	all = slices.DeleteFunc(all, func(c candidate) bool { return (c.mask|called|anywhere)&need != need })
	if len(all) == 0 {
		return nil
	}
	own := make(map[int64]matched, len(all))
	for _, c := range all {
		own[c.id] = c.own
	}
	rows, err := byIDs(s.ctx, s.db, "SELECT id, class, settlement, x, y, local, ru, uk, en FROM landmark", all)
	return eachFound(rows, err, func(f found) error {
		m := own[f.id]
		if c := classes[f.class]; c.mask&^m.mask != 0 {
			m = joined2(m, c)
		}
		if _, ok := s.settlement(f.settlement); !ok {
			f.settlement = 0
		}
		if m = joined2(m, within[f.settlement]); m.mask&need == need {
			f.kind, f.tier, f.far, f.importance = KindLandmark, m.tier, s.far(f.at), ones(own[f.id].mask)
			f.otherType = r.kind != 0
			// Stops are called after streets: who means the stop says so.
			f.surplus = (f.class == pack.BusStop || f.class == pack.Station) && classes[f.class].mask == 0
			s.found = append(s.found, f)
		}
		return nil
	})
}

// nearestOf keeps of very many landmarks the nearest.
func (s *search) nearestOf(all []candidate) ([]candidate, error) {
	if len(all) <= maxRows || s.o.Near == nil {
		return all, nil
	}
	known := make(map[int64]candidate, len(all))
	for _, c := range all {
		known[c.id] = c
	}
	var some []candidate
	for metres := 1000.0; metres <= 64_000 && len(some) < 2*s.o.Limit; metres *= 3 {
		some = some[:0]
		if err := s.idsAround(s.ctx, nearLandmark, *s.o.Near, metres, func(id int64) {
			if c, ok := known[id]; ok {
				some = append(some, c)
			}
		}); err != nil {
			return nil, err
		}
	}
	return some, nil
}
