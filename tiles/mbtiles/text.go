package mbtiles

import (
	"html"
	"strings"
	"unicode"
)

// maxText is how many letters of a name or an attribution are shown.
const maxText = 500

// maxHTML is how many bytes of what may be HTML are looked at.
const maxHTML = 10_000

// plainText takes HTML's tags out of a text, and what could garble a line: control and direction marks.
func plainText(s string) string {
	s = s[:min(len(s), maxHTML)]
	var b strings.Builder
	for s != "" {
		text, rest, open := strings.Cut(s, "<")
		b.WriteString(html.UnescapeString(text))
		tag, after, closed := strings.Cut(rest, ">")
		switch {
		case open && closed && isTag(tag):
			if name := strings.ToLower(strings.Trim(tag, " /")); name == "br" || name == "p" || name == "li" || name == "div" {
				b.WriteByte(' ')
			}
			s = after
		case open: // a mere "less than"
			b.WriteByte('<')
			s = rest
		default:
			s = ""
		}
	}
	letters := []rune(strings.Join(strings.FieldsFunc(strings.ToValidUTF8(b.String(), ""), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
	}), " "))
	return strings.TrimSpace(string(letters[:min(len(letters), maxText)]))
}

func isTag(s string) bool {
	return s != "" && (s[0] == '/' || s[0] == '!' || 'a' <= s[0]|0x20 && s[0]|0x20 <= 'z')
}
