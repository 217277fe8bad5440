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

// rules finds the first of many rules that applies.
type rules struct {
	all   []rule
	byKey map[string]map[string][]int32 // the numbers of rules in their order
}

func newRules(all []rule) *rules {
	r := &rules{all: all, byKey: map[string]map[string][]int32{}}
	for i, rule := range all {
		values := r.byKey[rule.key]
		if values == nil {
			values = map[string][]int32{}
			r.byKey[rule.key] = values
		}
		values[rule.value] = append(values[rule.value], int32(i))
	}
	return r
}

// class is what the tags say, or ClassNone.
func (r *rules) class(tags osmfile.Tags) pack.Class {
	best := int32(len(r.all))
	for _, t := range tags {
		values := r.byKey[t.Key]
		if values == nil || t.Value == "no" {
			continue
		}
		best = r.first(values[t.Value], tags, best)
		best = r.first(values["*"], tags, best)
	}
	if int(best) == len(r.all) {
		return pack.ClassNone
	}
	return r.all[best].class
}

func (r *rules) first(among []int32, tags osmfile.Tags, best int32) int32 {
	for _, i := range among {
		if i < best && holds(r.all[i].and, tags) {
			return i
		}
	}
	return best
}

// holds says whether a rule's other condition is met.
func holds(and string, tags osmfile.Tags) bool {
	if and == "" {
		return true
	}
	and, not := strings.CutPrefix(and, "!")
	key, value, _ := strings.Cut(and, "=")
	has := tags.Get(key)
	return (has == value || value == "*" && has != "" && has != "no") != not
}
