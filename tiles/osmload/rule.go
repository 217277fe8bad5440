package osmload

import (
	"strings"

	"priyom/tiles/osmload/osmfile"
	"priyom/tiles/pack"
)

// rule makes a class of a tag. Key and value are the OSM wiki's; "*" is any value but "no". And is another tag that must be there
// too, as "key=value"; with a "!" before it, one that mustn't.
type rule struct {
	key, value string
	class      pack.Class
	and        string
}

// classes are what tags say of a thing: what it is as an area, a line, a point and a settlement. ClassNone is nothing.
type classes struct{ area, line, point, place pack.Class }

// rulebook finds of several lists of rules the first of each that applies, all at once: a tag is looked up a single time.
type rulebook struct{ keys map[string]*keyRules }

// keyRules are the rules of all lists for one key: for its values, and for any.
type keyRules struct {
	values map[string][]numberedRule
	any    []numberedRule
}

// numberedRule is a rule and its place in its list.
type numberedRule struct {
	list, number int
	class        pack.Class
	when         condition
}

const ruleLists = 4

func newRulebook() *rulebook {
	b := &rulebook{keys: map[string]*keyRules{}}
	for list, all := range [ruleLists][]rule{areaRules(), lineRules(), pointRules(), placeRules()} {
		for i, r := range all {
			b.add(r, numberedRule{list, i, r.class, conditionOf(r.and)})
		}
	}
	return b
}

func (b *rulebook) add(r rule, n numberedRule) {
	key := b.keys[r.key]
	if key == nil {
		key = &keyRules{values: map[string][]numberedRule{}}
		b.keys[r.key] = key
	}
	if r.value == "*" {
		key.any = append(key.any, n)
	} else {
		key.values[r.value] = append(key.values[r.value], n)
	}
}

// classes are what the tags say.
func (b *rulebook) classes(tags osmfile.Tags) classes {
	const none = 1 << 30
	best := [ruleLists]int{none, none, none, none}
	var found [ruleLists]pack.Class
	for _, t := range tags {
		key := b.keys[t.Key]
		if key == nil || t.Value == "no" {
			continue
		}
		for _, rules := range [2][]numberedRule{key.values[t.Value], key.any} {
			for i := range rules {
				if r := &rules[i]; r.number < best[r.list] && r.when.holds(tags) {
					best[r.list], found[r.list] = r.number, r.class
				}
			}
		}
	}
	return classes{found[0], found[1], found[2], found[3]}
}

// condition is a rule's other tag.
type condition struct {
	key, value string // no key: always met
	not        bool
}

func conditionOf(and string) (c condition) {
	and, c.not = strings.CutPrefix(and, "!")
	c.key, c.value, _ = strings.Cut(and, "=")
	return c
}

func (c *condition) holds(tags osmfile.Tags) bool {
	if c.key == "" {
		return true
	}
	has := tags.Get(c.key)
	return (has == c.value || c.value == "*" && has != "" && has != "no") != c.not
}
