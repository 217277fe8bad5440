package register

import (
	"cmp"
	"slices"
	"strings"

	"priyom/civic"
	"priyom/lang"
)

// Ignore is a column that isn't taken in.
const Ignore Field = ""

// Read fields, in the order in which they are offered for a column.
func Readable() []Field {
	return []Field{
		FieldOrigin, FieldReceived, FieldCategory, FieldText, FieldSettlement, FieldAddress, FieldName, FieldPhone, FieldReplyTo, FieldSheet, FieldLat, FieldLon,
	}
}

// numero is the sign before numbers, which is no letter; as a word it is the letter N.
const numero = "\u2116"

func headWords(s string) string { return civic.Normalise(strings.ReplaceAll(s, numero, " n ")) }

// Guess tells for every column what it holds, by the words of its head in any of the languages; Ignore where nothing fits.
// Each field is given once.
func Guess(head []string, words *lang.Catalogue) []Field {
	type match struct {
		column, score int
		field         Field
	}
	var matches []match
	for i, title := range head {
		title = headWords(title)
		if title == "" {
			continue
		}
		for _, f := range Readable() {
			best := 0
			for _, l := range civic.Langs() {
				best = max(best, likeHead(title, words.Voice(l).Say("register.head."+string(f))))
			}
			if best > 0 {
				matches = append(matches, match{i, best, f})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.score, a.score) })
	fields, given := make([]Field, len(head)), map[Field]bool{}
	for _, m := range matches {
		if fields[m.column] == Ignore && !given[m.field] {
			fields[m.column], given[m.field] = m.field, true
		}
	}
	return fields
}

// likeHead says how well a title answers a list of names: the whole of one, its beginning, or a word somewhere. Longer names
// say more.
func likeHead(title, list string) (best int) {
	for name := range strings.SplitSeq(list, ",") {
		name = headWords(name)
		if name == "" {
			continue
		}
		score := 0
		switch {
		case title == name:
			score = 3000
		case strings.HasPrefix(title, name+" "):
			score = 2000
		case strings.Contains(" "+title+" ", " "+name+" "):
			score = 1000
		}
		if score > 0 {
			best = max(best, score+len(name))
		}
	}
	return best
}

// dropErrors takes the column out that a file of errors has before the others.
func (t *Table) dropErrors(words *lang.Catalogue) {
	if len(t.Head) == 0 {
		return
	}
	for _, l := range civic.Langs() {
		if headWords(t.Head[0]) != headWords(words.Voice(l).Say("register.errors.column")) {
			continue
		}
		t.Head = t.Head[1:]
		for i := range t.Rows {
			if len(t.Rows[i].Cells) > 0 {
				t.Rows[i].Cells = t.Rows[i].Cells[1:]
			}
		}
		return
	}
}
