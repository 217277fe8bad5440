package places

import (
	"strings"
	"unicode"
)

// reading is one way to understand a query: which of its numbers is the house, which words are names.
type reading struct {
	words  []asked
	house  string     // the key; "" if none is asked for
	number string     // as it was typed, for labels
	kind   streetType // that was named; 0 if none
	post   string     // a kilometre's distance
	// A number stands among the words that could be a house's.
	numbered bool
}

// asked is a word that a name must have.
type asked struct {
	sound    string
	others   []string // of Latin: other ways it may sound
	optional bool     // it may be the beginning of a type's word
	last     bool     // and may still be being typed
}

// readings understands a query in all ways that make sense, at most four; nil if it holds no letter or digit.
func (v *vocabulary) readings(query string) []reading {
	tokens := v.tokens(query)
	if len(tokens) == 0 {
		return nil
	}
	last, _ := lastRune(query)
	unfinished := unicode.IsLetter(last) || unicode.IsDigit(last)
	var numbers []int
	marked := -1
	for i, t := range tokens {
		before := role(0)
		if i > 0 {
			before = v.roles[tokens[i-1].text]
		}
		switch {
		case !t.digit || t.sound != t.text || before&roleFlat != 0 || i > 1 && tokens[i-2].digit && before&(roleBlock|roleBuilding) != 0 ||
			leading(t.text) == 0 || i > 0 && tokens[i-1].digit && marked == i-1:
		case before&roleHouse != 0:
			marked = i
		default:
			numbers = append(numbers, i)
		}
	}
	var all []reading
	add := func(r reading) {
		if len(r.words) > 0 || r.house != "" || r.post != "" {
			all = append(all, r)
		}
	}
	if post, ok := v.postReading(tokens, unfinished); ok {
		add(post)
	}
	switch {
	case marked >= 0:
		add(v.read(tokens, marked, unfinished))
		return all
	case len(numbers) > 1:
		add(v.read(tokens, numbers[len(numbers)-1], unfinished))
		add(v.read(tokens, numbers[0], unfinished))
	case len(numbers) == 1:
		add(v.read(tokens, numbers[0], unfinished))
	}
	plain := v.read(tokens, -1, unfinished)
	plain.numbered = len(numbers) > 0
	add(plain)
	return all
}

func lastRune(s string) (last rune, any bool) {
	for _, r := range s {
		last, any = r, true
	}
	return last, any
}

// postReading is "12 km", with its road before or behind.
func (v *vocabulary) postReading(tokens []token, unfinished bool) (r reading, ok bool) {
	for i, t := range tokens {
		if v.roles[t.text]&roleKilometre == 0 {
			continue
		}
		at := i - 1
		if at < 0 || !tokens[at].digit {
			at = i + 1
		}
		if at >= len(tokens) || !tokens[at].digit {
			continue
		}
		r = v.words(append(append([]token{}, tokens[:min(i, at)]...), tokens[max(i, at)+1:]...), unfinished)
		r.post = kilometreKey(tokens[at].text)
		return r, r.post != ""
	}
	return r, false
}

// read takes the number at an index, −1 for none, as the house.
func (v *vocabulary) read(tokens []token, house int, unfinished bool) reading {
	if house < 0 {
		return v.words(tokens, unfinished)
	}
	from, to := house, house+1
	for to < len(tokens) && v.belongs(tokens, to) {
		to++
	}
	key := v.houseTokens(tokens[from:to])
	var typed []string
	for _, t := range tokens[from:to] {
		typed = append(typed, t.text)
	}
	if from > 0 && v.roles[tokens[from-1].text]&roleHouse != 0 {
		from--
	}
	rest := append([]token{}, tokens[:from]...)
	behind := tokens[to:]
	if len(behind) > 1 && v.roles[behind[0].text]&roleFlat != 0 && behind[1].digit {
		behind = behind[2:]
	}
	rest = append(rest, behind...)
	r := v.words(rest, unfinished && to < len(tokens))
	r.house, r.number = key, joinNumber(typed)
	return r
}

// belongs says that a token goes on with the house number before it: a letter, or a block with its number.
func (v *vocabulary) belongs(tokens []token, i int) bool {
	t := tokens[i]
	r := v.roles[t.text]
	followed := i+1 < len(tokens) && tokens[i+1].digit
	switch {
	case t.digit:
		return v.roles[tokens[i-1].text]&(roleBlock|roleBuilding) != 0
	case r&(roleBlock|roleBuilding) != 0 && followed:
		return true
	case r&(roleFlat|roleHouse) != 0 && followed:
		return false
	case len([]rune(t.text)) == 1:
		return r&(roleStop|roleSettlement) == 0 || i == len(tokens)-1
	}
	runs := splitRuns(t.text)
	return len(runs) > 1 && v.roles[runs[0]]&(roleBlock|roleBuilding) != 0
}

func joinNumber(parts []string) string {
	s := parts[0]
	for i, p := range parts[1:] {
		if !letterOnly(p) && letterOnly(parts[i]) || letterOnly(p) && len([]rune(p)) == 1 && i == len(parts)-2 {
			s += p
		} else {
			s += " " + p
		}
	}
	// "12a" is written "12A", "3 k4" isn't.
	if last, _ := lastRune(s); unicode.IsLetter(last) {
		s = strings.ToUpper(s)
	}
	return s
}

// words makes names of what is left: types are noted, little words dropped, unless nothing would be left.
func (v *vocabulary) words(tokens []token, unfinished bool) (r reading) {
	little := func(t token) bool {
		return t.kind != 0 || v.roles[t.text]&(roleStop|roleSettlement|roleHouse) != 0
	}
	only := true
	for _, t := range tokens {
		only = only && little(t)
	}
	for i, t := range tokens {
		last := unfinished && i == len(tokens)-1
		if little(t) && !only {
			if t.kind != 0 && r.kind == 0 {
				r.kind = t.kind
			}
			continue
		}
		a := asked{sound: t.sound, last: last, optional: !t.digit && last && len(tokens) > 1 && v.beginsType(t.sound)}
		if !t.digit {
			a.others = v.others(t.text, last)
		}
		if a.sound != "" {
			r.words = append(r.words, a)
		}
	}
	return r
}

// others are the ways in which a Latin word may sound besides: its end may be within a digraph while it is typed, and an s at its
// beginning may have lost its cedilla.
func (v *vocabulary) others(word string, last bool) (all []string) {
	n := len(word)
	if last && n > 2 && strings.IndexByte("sztkcyij", word[n-1]) >= 0 {
		all = append(all, v.fold(word[:n-1]))
	}
	if n > 2 && word[0] == 's' && word[1] != 'h' && word[1] != 'c' {
		all = append(all, v.fold("sh"+word[1:]))
	}
	return all
}

// beginsType says that a type's word begins so.
func (v *vocabulary) beginsType(sound string) bool {
	for _, w := range v.typeWords {
		if strings.HasPrefix(w, sound) {
			return true
		}
	}
	return false
}
