package civic

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Resemblance is why two signatories who count as two people may be one.
type Resemblance string

// The resemblances.
const (
	LikeInitials Resemblance = "initials" // one name has letters or leaves a part out where the other has words
	LikeLatin    Resemblance = "latin"    // one name in Latin letters, or in the spelling of the other language
	LikeSlip     Resemblance = "slip"     // names apart by a slip of the pen
	LikeAddress  Resemblance = "address"  // the same name and birth, another address
	LikeBirth    Resemblance = "birth"    // the same name and address, a birth apart by one digit
)

// Resemblances lists all.
func Resemblances() []Resemblance {
	return []Resemblance{LikeInitials, LikeLatin, LikeSlip, LikeAddress, LikeBirth}
}

// Resembles says that two signatories under a petition may be one person, and why; "" for the same person, and for two who have little in
// common. It is a question to people, never a verdict.
func (p Petition) Resembles(a, b Signatory) Resemblance {
	if p.Identity(a) == p.Identity(b) {
		return ""
	}
	x, y := latinWords(a.Name), latinWords(b.Name)
	home := slices.Equal(latinWords(AddressWords(a.Address)), latinWords(AddressWords(b.Address)))
	born, same := p.bornAlike(a.Birth, b.Birth), slices.Equal(x, y)
	switch {
	case same && born && home:
		return LikeLatin
	case same && born && p.Birth != BirthNone:
		return LikeAddress
	case same && home && oneDigit(a.Birth.String(), b.Birth.String()):
		return LikeBirth
	case !born || !home && p.Birth != BirthDate:
		return ""
	}
	return alikeNames(x, y)
}

// bornAlike says that two births are one, as far as the petition asks for them.
func (p Petition) bornAlike(a, b Date) bool {
	switch p.Birth {
	case BirthDate:
		return a == b
	case BirthYear:
		return a.Year == b.Year
	}
	return true
}

// Clues are short texts such that signatories who are Resembles share one of them. They are personal data: keep their keyed hashes.
func (p Petition) Clues(who Signatory) []string {
	name, home := strings.Join(latinWords(who.Name), " "), strings.Join(latinWords(AddressWords(who.Address)), " ")
	birth := ""
	switch p.Birth {
	case BirthDate:
		birth = who.Birth.String()
	case BirthYear:
		birth = Date{Year: who.Birth.Year}.String()
	}
	clues := []string{"who lives there\n" + birth + "\n" + home, "who is called so there\n" + name + "\n" + home}
	if p.Birth != BirthNone {
		clues = append(clues, "who was born so\n"+birth+"\n"+name)
	}
	if p.Birth == BirthDate {
		clues = append(clues, "born\n"+birth)
	}
	return clues
}

// alikeNames compares two names, their words in Latin letters and sorted: words that both have are left out, and the rest is compared.
func alikeNames(x, y []string) Resemblance {
	x, y = without(x, y), without(y, x)
	switch {
	case len(x) == 0 || len(y) == 0: // one leaves a part out
		return LikeInitials
	case len(x) != len(y):
		return ""
	}
	short := false
	for i := range x {
		a, b := x[i], y[i] // sorted, so that an initial stands beside its word
		if len(a) > len(b) {
			a, b = b, a
		}
		switch {
		case len(a) == 1 && strings.HasPrefix(b, a):
			short = true
		case len(x) > 1 || !slipped(a, b):
			return ""
		}
	}
	if short {
		return LikeInitials
	}
	return LikeSlip
}

// without is a list without what another has.
func without(all, other []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(other, w) })
}

// slipped says that two words are apart by one letter, or by two if they are long.
func slipped(a, b string) bool {
	most := 1
	if min(len(a), len(b)) >= 8 {
		most = 2
	}
	return min(len(a), len(b)) >= 3 && distance(a, b) <= most
}

// distance is how many letters must be put in, left out or changed to make one word the other.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		corner := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := corner
			if a[i] != b[j] {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// oneDigit says that two texts of one length are apart in one place.
func oneDigit(a, b string) bool {
	if len(a) != len(b) || a == "" {
		return false
	}
	n := 0
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n == 1
}

// latinLetters are the letters from U+0430 to U+044F, as they sound; "_" is silent.
var latinLetters = strings.Fields("a b v g d e zh z i i k l m n o p r s t u f h c ch sh sh _ i _ e iu ia")

// latinSpellings brings the ways of writing such names in Latin letters together.
var latinSpellings = strings.NewReplacer("shch", "sh", "sch", "sh", "kh", "h", "ts", "c", "tz", "c", "yu", "iu", "ju", "iu", "ya", "ia", "ja", "ia",
	"ye", "e", "je", "e", "yo", "e", "jo", "e", "ph", "f", "w", "v", "x", "ks", "y", "i", "j", "i", "q", "k")

// latinWords are the words of a text as they sound, in Latin letters, sorted.
func latinWords(s string) []string {
	words := Words(s)
	for i, w := range words {
		words[i] = latin(w)
	}
	slices.Sort(words)
	return words
}

func latin(word string) string {
	var b strings.Builder
	for _, r := range word {
		switch {
		case r >= letterPlainA && r < letterPlainA+rune(len(latinLetters)):
			if l := latinLetters[r-letterPlainA]; l != "_" {
				b.WriteString(l)
			}
		case r == letterI:
			b.WriteByte('i')
		case r == letterUkrainianIe:
			b.WriteByte('e')
		default:
			b.WriteRune(r)
		}
	}
	spelt := latinSpellings.Replace(b.String())
	if spelt == "" {
		return word
	}
	out := make([]byte, 0, len(spelt)) // a double letter is one
	for i := range len(spelt) {
		if i == 0 || spelt[i] != spelt[i-1] || !isLatin(spelt[i]) {
			out = append(out, spelt[i])
		}
	}
	if !utf8.Valid(out) {
		return spelt
	}
	return string(out)
}

func isLatin(c byte) bool { return c >= 'a' && c <= 'z' }

// Letters that sound as Latin ones do.
const (
	letterPlainA      = '\u0430'
	letterUkrainianIe = '\u0454'
)
