package civic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The letters that people type for one another, by their Unicode names: a source file holds no Cyrillic text.
const (
	letterIe        = '\u0435' // CYRILLIC SMALL LETTER IE
	letterIo        = '\u0451' // CYRILLIC SMALL LETTER IO, mostly typed as IE
	letterGhe       = '\u0433' // CYRILLIC SMALL LETTER GHE
	letterGheUpturn = '\u0491' // CYRILLIC SMALL LETTER GHE WITH UPTURN, missing on many keyboards
	letterI         = '\u0456' // CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I
	letterYi        = '\u0457' // CYRILLIC SMALL LETTER YI
	letterShortI    = '\u0439' // CYRILLIC SMALL LETTER SHORT I
	letterPlainI    = '\u0438' // CYRILLIC SMALL LETTER I
	breve           = "\u0306" // combining
)

// Normalise brings a text to the form in which texts are searched and compared: lower case; io → ie, yi → Ukrainian i, ghe
// with upturn → ghe, short i stays; apostrophes of every shape and combining marks dropped, so that a word with one
// stays one word; any other mark becomes a space; one space between words and none at the ends. Letters and digits of
// all scripts stay. A letter written with a combining breve or diaeresis is read as the single letter first. The result
// is a fixed point: normalising it again changes nothing.
func Normalise(s string) string { return strings.Join(Words(s), " ") }

// Words are the words of the normalised text in their order; nil without any.
func Words(s string) []string {
	normal := AppendWords(nil, s)
	if len(normal) == 0 {
		return nil
	}
	return strings.Split(string(normal[1:]), " ")
}

// AppendWords appends the words of the normalised text to b, each after a space: for texts by the hundred thousand.
func AppendWords(b []byte, s string) []byte {
	word := false // the last byte belongs to a word
	for i, r := range s {
		r = unicode.ToLower(r)
		if r == letterPlainI && strings.HasPrefix(s[i+utf8.RuneLen(r):], breve) {
			r = letterShortI
		}
		switch {
		case r == letterIo:
			r = letterIe
		case r == letterYi:
			r = letterI
		case r == letterGheUpturn:
			r = letterGhe
		case isApostrophe(r) || r > unicode.MaxLatin1 && unicode.Is(unicode.M, r):
			continue
		case unicode.IsLetter(r) || unicode.IsDigit(r):
		default:
			word = false
			continue
		}
		if !word {
			b = append(b, ' ')
			word = true
		}
		b = utf8.AppendRune(b, r)
	}
	return b
}

// isApostrophe knows the shapes that keyboards and word processors give the apostrophe: ASCII, grave and acute accent,
// modifier letters, single quotes and primes.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '\u00b4', '\u02b9', '\u02bc', '\u02bb', '\u2018', '\u2019', '\u201b', '\u2032', '\uff07':
		return true
	}
	return false
}
