package places

import (
	"slices"
	"strings"

	"priyom/civic"
	"priyom/tiles/pack"
)

// short is a street's name with its type's word shortened and in its place, as the words' list has it.
func (v *vocabulary) short(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if label := v.typeLabel[civic.Normalise(w)]; label != "" && len(words) > 1 {
			rest := strings.Join(append(append([]string{}, words[:i]...), words[i+1:]...), " ")
			return strings.Replace(label, "*", rest, 1)
		}
	}
	return name
}

// address is a street with a house, or either of them.
func (v *vocabulary) address(street pack.Names, house string, lang civic.Lang) string {
	name := v.short(in(street, lang))
	switch {
	case house == "":
		return name
	case name == "":
		return v.template(v.house, lang, house)
	}
	return name + ", " + house
}

func (v *vocabulary) template(t map[civic.Lang]string, lang civic.Lang, s string) string {
	with, ok := t[lang]
	if !ok {
		with = t[civic.LangEN]
	}
	return strings.Replace(with, "*", s, 1)
}

// landmark is what to call one: by its name, with its class unless the name says that; or by its class.
func (v *vocabulary) landmark(n pack.Names, class pack.Class, lang civic.Lang) string {
	name := in(n, lang)
	c, known := v.class(class)
	if !known {
		return name
	}
	word, ok := c.names[lang]
	if !ok {
		word = c.names[civic.LangEN]
	}
	if name != "" {
		if v.says(name, c) {
			return name
		}
		return name + ", " + word
	}
	first := strings.ToUpper(firstLetter(word))
	return first + word[len(firstLetter(word)):]
}

// says that a name has a word that the class is called by.
func (v *vocabulary) says(name string, c classWords) bool {
	for _, t := range v.tokens(name) {
		for _, phrase := range c.words {
			if slices.Contains(phrase, t.sound) {
				return true
			}
		}
	}
	return false
}

func firstLetter(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// post is what to call a kilometre.
func (v *vocabulary) post(ref, distance string, lang civic.Lang) string {
	d := v.template(v.kilometre, lang, distance)
	if ref == "" {
		return d
	}
	return ref + ", " + d
}

// label is an address with its settlement.
func label(address, settlement string) string {
	switch {
	case address == "":
		return settlement
	case settlement == "":
		return address
	}
	return address + " \u2014 " + settlement
}
