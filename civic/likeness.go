package civic

import "strings"

// endings are the letters that the endings of Russian, Ukrainian and English words are made of; of a Cyrillic word, in
// Unicode's order: a v ye i short-i l m o t u kh y soft-sign yu ya, and the Ukrainian ye, i.
const endings = "\u0430\u0432\u0435\u0438\u0439\u043b\u043c\u043e\u0442\u0443\u0445\u044b\u044c\u044e\u044f\u0454\u0456" + "desing"

// minTypo is the length from which a word is long enough to be recognised with a wrong letter.
const minTypo = 5

// alike says how much a word of the classifier is like a typed one, both normalised, without a typo: 1 is the same word, 0 is
// not at all. A typed beginning is worth the more, the more of the word is there. Forms of one word are told by their
// common beginning, which must be long against what differs behind it; in short words only endings may differ.
func alike(typed, word []rune, beginning bool) float64 {
	p := common(typed, word)
	a, b := len(typed)-p, len(word)-p
	switch {
	case a == 0 && b == 0:
		return 1
	case a == 0 && beginning:
		return 0.6 + 0.4*float64(p)/float64(len(word))
	case sameStem(p, typed[p:], word[p:]):
		return 0.85 * 2 * float64(p) / float64(len(typed)+len(word))
	}
	return 0
}

// sameStem judges the rests a and b behind p common letters.
func sameStem(p int, a, b []rune) bool {
	longest := max(len(a), len(b))
	if p >= 4 {
		return longest <= min(p-2, 4)
	}
	return p >= 2 && longest < p && allEndings(a) && allEndings(b)
}

func allEndings(rest []rune) bool {
	for _, r := range rest {
		if !strings.ContainsRune(endings, r) {
			return false
		}
	}
	return true
}

// mistyped says how much a word is like a typed one with one letter wrong, missing, too many, or two swapped; 0 is not at
// all. Behind the slip the word must go on for two letters, or end.
func mistyped(typed, word []rune) float64 {
	if len(typed) < minTypo || len(word) < minTypo-1 {
		return 0
	}
	p := common(typed, word)
	if p == len(typed) || p == len(word) {
		return 0
	}
	a, b := typed[p:], word[p:]
	if !(meet(a, 1, b, 1) || meet(a, 1, b, 0) || meet(a, 0, b, 1)) {
		return 0 // quickly: nearly all words end here
	}
	best := 0
	try := func(a, b []rune) {
		same := common(a, b)
		restA, restB := len(a)-same, len(b)-same
		fits := same >= 2 && restA <= 2 && restB <= 2 || restA == 0 && same >= 2 && restB <= 4
		if p == 0 { // hardly anybody mistypes the first letter
			fits = restA == 0 && restB <= 2
		}
		if fits || restA+restB <= 1 {
			best = max(best, p+same)
		}
	}
	try(a[1:], b[1:])
	try(a[1:], b)
	try(a, b[1:])
	if len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] {
		try(a[2:], b[2:])
	}
	if best < minTypo-2 {
		return 0
	}
	return 0.5 * 2 * float64(best) / float64(len(typed)+len(word))
}

// meet says that a from i and b from j on begin alike, or that one of them is at its end.
func meet(a []rune, i int, b []rune, j int) bool { return i >= len(a) || j >= len(b) || a[i] == b[j] }

// common is how many letters two words have in common at the beginning.
func common(a, b []rune) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// Likeness is how much of the shorter of two texts is said in the other too, from 0 to 1: words of three letters and more, in
// whatever ending. Texts of fewer than two such words are like nothing.
func Likeness(a, b string) float64 {
	short, long := longWords(a), longWords(b)
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) < 2 {
		return 0
	}
	sum := 0.0
	for _, w := range short {
		best := 0.0
		for _, v := range long {
			if best = max(best, alike(w, v, false)); best >= 1 {
				break
			}
		}
		sum += best
	}
	return sum / float64(len(short))
}

// longWords are the different words of a text that say something, a hundred at most.
func longWords(text string) (words [][]rune) {
	seen := map[string]bool{}
	for _, w := range Words(text) {
		if r := []rune(w); len(r) >= 3 && !seen[w] && len(words) < 100 {
			seen[w] = true
			words = append(words, r)
		}
	}
	return words
}
