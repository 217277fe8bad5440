package handout

import (
	"strconv"
	"strings"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
)

// Office is who gives papers out, and how it speaks.
type Office struct {
	District string // the portal's name; "" before enrolment
	Place    string // the reception point's; "" before enrolment
	Operator string // who works at the computer; "" if nobody told
	Voice    *lang.Voice
	Known    *civic.Classifier
	Routing  civic.Routing // who deals with what where; empty leaves it to the classifier
	Reach    civic.Office  // how people reach it; empty if the portal never said
	Now      time.Time
}

// ConsentVersion is the text that people are asked to sign now.
func ConsentVersion() string {
	versions := assets.ConsentVersions()
	return versions[len(versions)-1]
}

// SigningVersion is the text to which somebody agrees now who signs a petition, at the desk and on their own device.
func SigningVersion() string {
	versions := assets.SigningVersions()
	return versions[len(versions)-1]
}

// SigningReference is how a signature that is given now names that text.
func SigningReference() string { return assets.SigningReference(SigningVersion()) }

// SigningText is that text, with {name}, {address}, {district} and {petition} to be filled in.
func SigningText(l civic.Lang) (assets.Consent, error) {
	return assets.SigningText(SigningVersion(), l)
}

func (o Office) say(key string) string { return o.Voice.Say("handout." + key) }

func (o Office) with(key string, args lang.Args) string { return o.Voice.With("handout."+key, args) }

// date is a day as it is written on papers, with its year whatever the year is.
func (o Office) date(t time.Time) string {
	t = t.Local()
	return o.Voice.With("date.year", lang.Args{"Day": t.Day(), "Month": o.Voice.Say("month." + strconv.Itoa(int(t.Month()))), "Year": t.Year()})
}

func (o Office) moment(t time.Time) string {
	return o.Voice.With("date.moment", lang.Args{"Day": o.date(t), "Time": o.Voice.Clock(t)})
}

// name is the office in a line.
func (o Office) name() string { return joined(" · ", o.District, o.Place) }

// reach is how people reach the office, in a line; "" if nobody said.
func (o Office) reach() string {
	var phone, hours string
	if o.Reach.Phone != "" {
		phone = o.with("reach.phone", lang.Args{"Phone": o.Reach.Phone})
	}
	if o.Reach.Hours != "" {
		hours = o.with("reach.hours", lang.Args{"Hours": o.Reach.Hours})
	}
	return joined(" \u00b7 ", phone, hours)
}

// sheet begins a paper of this office.
func (o Office) sheet(p paper.Paper, title, foot string) paper.Sheet {
	return paper.Sheet{Paper: p, Title: title, Voice: o.Voice, At: o.Now, Foot: foot}
}

// category is what a report is about, in words, and whose business that is.
func (o Office) category(r civic.Report) (title, theme, department, when string) {
	c, ok := o.Known.Category(r.Category)
	if !ok {
		return string(r.Category), "", "", ""
	}
	l := o.Voice.Lang()
	t, _ := o.Known.Theme(c.Theme)
	d, _ := o.Routing.Responsible(o.Known, c.Slug, r.Place.Settlement)
	return c.Title.In(l), t.Title.In(l), d.Title.In(l), o.deadline(c.Deadline)
}

// deadline says how fast a class is answered.
func (o Office) deadline(slug civic.DeadlineSlug) string {
	class, ok := o.Known.Deadline(slug)
	if !ok {
		return ""
	}
	args := lang.Args{"First": o.Voice.Span(class.FirstReply), "Resolve": o.Voice.Span(class.Resolve)}
	switch {
	case !class.FirstReply.IsZero() && !class.Resolve.IsZero():
		return o.with("deadline.both", args)
	case !class.Resolve.IsZero():
		return o.with("deadline.resolve", args)
	case !class.FirstReply.IsZero():
		return o.with("deadline.first", args)
	}
	return ""
}

func where(p civic.Place) string { return joined(", ", p.Settlement, p.Address) }

// joined are those of the parts that say something.
func joined(between string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p = strings.TrimSpace(p); p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, between)
}

// shortened is a text of at most n letters, cut at a word.
func shortened(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	cut := string(runes[:n])
	if at := strings.LastIndex(cut, " "); at > len(cut)/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,.;:") + "\u2026"
}

// blank is a line to be written on, in the middle of a text.
func blank(n int) string { return strings.Repeat("_", n) }

// or is a text, or a line to be written on.
func or(text string, n int) string {
	if strings.TrimSpace(text) == "" {
		return blank(n)
	}
	return text
}
