package places

import (
	"strings"
	"unicode/utf8"
)

// maxWord is how many bytes of a word count.
const maxWord = 40

func cut(s string) string {
	if len(s) > maxWord {
		return s[:maxWord]
	}
	return s
}

func (v *vocabulary) foldAll(words []string) []string {
	folded := make([]string, 0, len(words))
	for _, w := range words {
		folded = append(folded, v.fold(w))
	}
	return folded
}

// fold brings a word, as civic.Words gives it, to how it sounds: ASCII letters and digits where the letters are known, each sound
// one byte, doubled letters once. Words that differ only in yo and ye, short i, the soft sign, or in the script come to the same.
func (v *vocabulary) fold(word string) string {
	return v.spell(v.oneScript(word), nil)
}

// forms are all that a name's word is found by: as it sounds, and for Latin with diacritics as it is typed without them.
func (v *vocabulary) forms(word string) []string {
	forms := []string{v.fold(word)}
	if strings.ContainsFunc(word, func(r rune) bool { return v.plain[r] != "" }) {
		if bare := v.spell(word, v.plain); bare != forms[0] {
			forms = append(forms, bare)
		}
	}
	return forms
}

func (v *vocabulary) spell(word string, first map[rune]string) string {
	if first != nil {
		var bare strings.Builder
		for _, r := range word {
			if to, ok := first[r]; ok {
				bare.WriteString(to)
			} else {
				bare.WriteRune(r)
			}
		}
		word = bare.String()
	}
	var to strings.Builder
	last := byte(0)
	add := func(s string) {
		for i := range len(s) {
			if s[i] != last || s[i] >= '0' && s[i] <= '9' {
				to.WriteByte(s[i])
			}
			last = s[i]
		}
	}
next:
	for len(word) > 0 {
		for _, d := range v.digraphs[word[0]] {
			if strings.HasPrefix(word, d[0]) {
				add(d[1])
				word = word[len(d[0]):]
				continue next
			}
		}
		r, size := utf8.DecodeRuneInString(word)
		if sound, ok := v.sounds[r]; ok {
			add(sound)
		} else {
			to.WriteString(word[:size])
			last = 0
		}
		word = word[size:]
	}
	if to.Len() == 0 { // a soft sign alone
		return word
	}
	return cut(to.String())
}

// oneScript makes the Latin letters of a word with Cyrillic ones those that look like them.
func (v *vocabulary) oneScript(word string) string {
	cyrillic := func(r rune) bool { return r >= 0x400 && r < 0x530 }
	if !strings.ContainsFunc(word, cyrillic) || !strings.ContainsFunc(word, func(r rune) bool { return r >= 'a' && r <= 'z' }) {
		return word
	}
	return strings.Map(func(r rune) rune {
		if to, ok := v.lookalikes[r]; ok {
			return to
		}
		return r
	}, word)
}
