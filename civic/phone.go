package civic

import "strings"

// PhoneKey is what two ways of writing one phone have in common: its digits, whatever prefix it was written with. Long
// numbers are told apart by their last nine, which no plan of the region gives twice; shorter ones, such as a village
// exchange's, by all they have. "" is no number.
func PhoneKey(s string) string {
	digits := onlyDigits(GroupPhone(s))
	if len(digits) > 9 {
		return digits[len(digits)-9:]
	}
	return digits
}

// trunk are the lengths of groups by what an international number begins with; the longest prefix that fits counts.
var trunk = []struct {
	prefix string
	digits int   // in all
	groups []int // after the prefix
}{
	{"7", 11, []int{3, 3, 2, 2}},
	{"380", 12, []int{2, 3, 2, 2}},
	{"375", 12, []int{2, 3, 2, 2}},
	{"373", 11, []int{2, 3, 3}},
}

// GroupPhone writes a number as people read it, such as "+7 912 000-41-15". What it has no grouping for stays as it was
// written: a wrong space is worse than none.
func GroupPhone(s string) string {
	s = strings.TrimSpace(s)
	digits, plus := onlyDigits(s), strings.HasPrefix(s, "+")
	switch {
	case !plus && len(digits) == 11 && digits[0] == '8': // Russia's prefix between towns
		digits = "7" + digits[1:]
	case !plus && len(digits) == 10 && digits[0] == '9': // a Russian mobile, as said without a prefix
		digits = "7" + digits
	case !plus && len(digits) == 10 && digits[0] == '0': // Ukraine's
		digits = "38" + digits
	case !plus && len(digits) == 9 && digits[0] == '0': // Moldova's
		digits = "373" + digits[1:]
	case !plus && len(digits) == 6, !plus && len(digits) == 5: // an exchange of a town or a village
		at := len(digits) - 4
		return digits[:at] + "-" + digits[at:at+2] + "-" + digits[at+2:]
	}
	for _, t := range trunk {
		if len(digits) == t.digits && strings.HasPrefix(digits, t.prefix) {
			return "+" + t.prefix + " " + grouped(digits[len(t.prefix):], t.groups)
		}
	}
	return s
}

// grouped puts spaces between long groups and hyphens before the short ones at the end.
func grouped(digits string, groups []int) string {
	var b strings.Builder
	for i, n := range groups {
		switch {
		case i == 0:
		case i == 1:
			b.WriteByte(' ')
		default:
			b.WriteByte('-')
		}
		b.WriteString(digits[:n])
		digits = digits[n:]
	}
	return b.String()
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}
