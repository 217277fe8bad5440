package paper

import (
	"strings"
	"unicode/utf8"
)

// wrap breaks a text into lines no wider than width: at spaces, after a hyphen or a slash, and inside a word only if the
// word alone is too wide. A line break in the text is kept. There is always at least one line.
func (m *metrics) wrap(f Face, size Points, text string, width Mm) []string {
	var lines []string
	for paragraph := range strings.SplitSeq(m.clean(f, text), "\n") {
		lines = m.wrapParagraph(lines, f, size, paragraph, width)
	}
	return lines
}

func (m *metrics) wrapParagraph(lines []string, f Face, size Points, text string, width Mm) []string {
	line, wide := "", Mm(0)
	flush := func() {
		lines = append(lines, strings.TrimRight(line, " "))
		line, wide = "", 0
	}
	for _, chunk := range chunks(text) {
		solid := m.measure(f, size, strings.TrimRight(chunk, " "))
		if line != "" && wide+solid > width {
			flush()
		}
		for solid > width { // a word that no line holds
			head := m.fitting(f, size, chunk, width)
			lines = append(lines, chunk[:head])
			chunk = chunk[head:]
			solid = m.measure(f, size, strings.TrimRight(chunk, " "))
		}
		line += chunk
		wide += m.measure(f, size, chunk)
	}
	flush()
	return lines
}

// fitting is how many bytes of a word fit, at least one letter.
func (m *metrics) fitting(f Face, size Points, word string, width Mm) int {
	wide := Mm(0)
	for at, r := range word {
		w, _ := m.width(f, r)
		wide += Mm(w) * size.mm()
		if wide > width && at > 0 {
			return at
		}
	}
	_, first := utf8.DecodeRuneInString(word)
	return max(first, 1)
}

// chunks cuts a text after every place where a line may end.
func chunks(text string) []string {
	var cut []string
	start, runes := 0, []rune(text)
	at := 0
	for i, r := range runes {
		at += utf8.RuneLen(r)
		last := i+1 == len(runes)
		breaks := r == ' ' && (last || runes[i+1] != ' ') ||
			(r == '-' || r == '/' || r == '\u2014') && i > 0 && runes[i-1] != ' ' && !last && runes[i+1] != ' '
		if last || breaks {
			cut = append(cut, text[start:at])
			start = at
		}
	}
	return cut
}
