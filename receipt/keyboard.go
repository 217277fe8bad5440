package receipt

import "strings"

// The keys of a code's letters, and in the same order what they type on a Russian and a Ukrainian keyboard.
const (
	latinKeys    = "QWERTYUIOPASDFGHJKLZXCVBNMS:./$"
	cyrillicKeys = "\u0419\u0426\u0423\u041a\u0415\u041d\u0413\u0428\u0429\u0417\u0424\u042b\u0412\u0410\u041f\u0420\u041e\u041b\u0414\u042f\u0427\u0421\u041c\u0418\u0422\u042c\u0406\u0416\u042e.;"
)

// cyrillicFamily is PRIYOM as such a keyboard types it.
const cyrillicFamily = "\u0417\u041a\u0428\u041d\u0429\u042c"

// retyped undoes what a scanner that works as a keyboard does when the layout isn't English.
func retyped(text string) string {
	if !strings.HasPrefix(text, cyrillicFamily) {
		return text
	}
	latin := []rune(latinKeys)
	var b strings.Builder
	for _, r := range text {
		at := 0
		for _, c := range cyrillicKeys {
			if c == r {
				r = latin[at]
				break
			}
			at++
		}
		b.WriteRune(r)
	}
	return b.String()
}
