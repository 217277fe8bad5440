package civic

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// validate is all that is wrong with the personal part. Everything in it may be left out, but what is there must be usable,
// the way of the answer must have what it takes, and nothing personal is kept without consent.
func (r Reporter) validate() Problems {
	var p Problems
	p.checkText("reporter.name", "name", r.Name, MaxName, "")
	p.checkText("reporter.address", "address", r.Address, MaxAddress, "")
	if r.Phone != "" && !plausiblePhone(r.Phone) {
		p.add("reporter.phone", "phone.implausible", "Min", MinPhone, "Max", MaxPhone)
	}
	checkEnum(&p, "reporter.reply", r.Reply, ReplyNone, ReplyPost, ReplyPhone, ReplyPickup, ReplyEmail)
	needs := func(field, value, key string, ways ...ReplyBy) {
		for _, way := range ways {
			if r.Reply == way && strings.TrimSpace(value) == "" {
				p.add(field, key, "Reply", string(way))
			}
		}
	}
	needs("reporter.name", r.Name, "name.missing", ReplyPost, ReplyPickup)
	needs("reporter.address", r.Address, "reply-address.missing", ReplyPost)
	needs("reporter.phone", r.Phone, "phone.missing", ReplyPhone)
	needs("reporter.email", r.Email, "email.missing", ReplyEmail)
	if r.Email != "" && !plausibleEmail(r.Email) {
		p.add("reporter.email", "email.implausible")
	}
	if r.personal() && !r.Consent.Given {
		p.add("reporter.consent", "consent.missing")
	}
	return p
}

// personal says that there is something about a person in it.
func (r Reporter) personal() bool {
	return strings.TrimSpace(r.Name+r.Phone+r.Address+r.Email) != ""
}

// plausiblePhone accepts digits, spaces, hyphens, brackets and one leading +; MinPhone to MaxPhone characters, with MinPhone digits. More is not
// told from the number alone: village exchanges have five digits, foreign numbers any form.
func plausiblePhone(s string) bool {
	digits := 0
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune(" -()", r), r == '+' && i == 0:
		default:
			return false
		}
	}
	return digits >= MinPhone && utf8.RuneCountInString(s) <= MaxPhone
}

// plausibleEmail accepts something before and after one @, with a dot after it and nothing that would end a header. Whether
// anybody reads there only a message can tell.
func plausibleEmail(s string) bool {
	box, host, ok := strings.Cut(s, "@")
	bad := func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune("@<>()[],;:\\\"", r)
	}
	return ok && box != "" && len(s) <= MaxEmail && utf8.ValidString(s) && !strings.ContainsFunc(box+host, bad) &&
		strings.Contains(strings.Trim(host, "."), ".") && strings.Trim(host, ".") == host
}
