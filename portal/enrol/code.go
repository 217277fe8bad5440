package enrol

import (
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// A code is 8 characters of an alphabet in which nothing looks or sounds like something else, shown as XXXX-XXXX. The
// first three find the invite, so that wrong tries can be counted against it; the other five, 24 million, are to be known.
const (
	alphabet   = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
	codeLength = 8
	hintLength = 3
)

// The capitals of two alphabets that look the same: Latin, and the Cyrillic ones beside them, in the same order.
const (
	latin    = "ABCEHIKMOPTXY"
	cyrillic = "\u0410\u0412\u0421\u0415\u041d\u0406\u041a\u041c\u041e\u0420\u0422\u0425\u0423"
)

// lookAlike makes a Cyrillic capital that looks like a Latin one Latin: people type what they see.
func lookAlike(r rune) rune {
	n := 0
	for _, c := range cyrillic {
		if c == r {
			return rune(latin[n])
		}
		n++
	}
	return r
}

// newCode draws a code.
func newCode(random io.Reader) (string, error) {
	code := make([]byte, 0, codeLength)
	var b [1]byte
	for len(code) < codeLength {
		if _, err := io.ReadFull(random, b[:]); err != nil {
			return "", fmt.Errorf("enrol: draw a code: %w", err)
		}
		if int(b[0]) < 256/len(alphabet)*len(alphabet) { // so that all characters are equally likely
			code = append(code, alphabet[int(b[0])%len(alphabet)])
		}
	}
	return string(code), nil
}

// show writes a code as people read it to one another.
func show(code string) string { return code[:codeLength/2] + "-" + code[codeLength/2:] }

// parseCode reads a code as people type it: in any case, with spaces or dashes anywhere, in either alphabet.
func parseCode(typed string) (code string, ok bool) {
	if len(typed) > 64 {
		return "", false
	}
	var b strings.Builder
	for _, r := range typed {
		r = lookAlike(unicode.ToUpper(r))
		switch {
		case unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
		case strings.ContainsRune(alphabet, r):
			b.WriteRune(r)
		default:
			return "", false
		}
	}
	return b.String(), b.Len() == codeLength
}

func hint(code string) string { return code[:hintLength] }

func hash(secret []byte, code string) []byte {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte(code))
	return m.Sum(nil)
}
