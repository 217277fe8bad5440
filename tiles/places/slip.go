package places

// minSlip is how many letters a word must have to be known with one wrong.
const minSlip = 5

// oneSlip says that one letter is wrong, missing, too many, or two are swapped; as a beginning, that what is typed becomes so a
// beginning of the word. The first letter is never wrong, as hardly anybody mistypes that.
func oneSlip(typed, word string, beginning bool) bool {
	if len(typed) < minSlip || len(word) < minSlip-1 || typed[0] != word[0] {
		return false
	}
	p := 0
	for p < len(typed) && p < len(word) && typed[p] == word[p] {
		p++
	}
	if p == len(typed) || p == len(word) {
		return p == len(typed) && (beginning || len(word)-p <= 1) || p == len(word) && len(typed)-p <= 1
	}
	same := func(a, b string) bool {
		return a == b || beginning && len(a) < len(b) && a == b[:len(a)]
	}
	a, b := typed[p:], word[p:]
	return same(a[1:], b[1:]) || same(a[1:], b) || same(a, b[1:]) ||
		len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && same(a[2:], b[2:])
}

// endingSounds are what endings of Russian and Ukrainian words are made of, folded.
const endingSounds = "aeioumvhglyx"

// sameStem says that two words differ only in their endings, such as the cases of one name.
func sameStem(a, b string) bool {
	p := 0
	for p < len(a) && p < len(b) && a[p] == b[p] {
		p++
	}
	if p < 4 || len(a)-p > 3 || len(b)-p > 3 {
		return false
	}
	for _, rest := range []string{a[p:], b[p:]} {
		for i := range len(rest) {
			if !containsByte(endingSounds, rest[i]) {
				return false
			}
		}
	}
	return true
}

func containsByte(s string, c byte) bool {
	for i := range len(s) {
		if s[i] == c {
			return true
		}
	}
	return false
}
