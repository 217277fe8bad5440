package present

import (
	"priyom/civic"
	"priyom/lang"
)

// suggestions is how many categories are offered under what one types, and related how many chips follow a choice.
const (
	suggestions = 7
	related     = 5
)

// Category is a kind of problem as a screen shows it.
type Category struct {
	Slug      civic.CategorySlug
	Icon      string
	Title     string
	Theme     string
	Said      string // what people say, if it was found by that; else ""
	Emergency bool
}

func (p *Point) category(c civic.Category, said string) Category {
	l := p.look.Lang
	t, _ := p.env.Known.Theme(c.Theme)
	return Category{Slug: c.Slug, Icon: t.Icon, Title: c.Title.In(l), Theme: t.Title.In(l), Said: said, Emergency: c.Emergency}
}

// categoryOf is a category by its slug. One that this version doesn't know is named by its slug.
func (p *Point) categoryOf(slug civic.CategorySlug) Category {
	if c, ok := p.env.Known.Category(slug); ok {
		return p.category(c, "")
	}
	return Category{Slug: slug, Icon: "file-text", Title: string(slug)}
}

// answer says who will deal with a category in a settlement, and how fast, before the portal says so itself.
func (p *Point) answer(slug civic.CategorySlug, settlement string) (who, when string) {
	c, ok := p.env.Known.Category(slug)
	if !ok {
		return "", ""
	}
	v := p.Voice()
	if d, ok := p.routing.Responsible(p.env.Known, slug, settlement); ok {
		who = d.Title.In(p.look.Lang)
	}
	class, ok := p.env.Known.Deadline(c.Deadline)
	if !ok {
		return who, ""
	}
	first, resolve := class.FirstReply, class.Resolve
	switch {
	case !first.IsZero() && !resolve.IsZero():
		when = v.With("intake.deadline.both", lang.Args{"First": v.Span(first), "Resolve": v.Span(resolve)})
	case !resolve.IsZero():
		when = v.With("intake.deadline.resolve", lang.Args{"Resolve": v.Span(resolve)})
	case !first.IsZero():
		when = v.With("intake.deadline.first", lang.Args{"First": v.Span(first)})
	}
	return who, when
}

// statusWord is a status in the user's language; a newer portal's may have no word here.
func (p *Point) statusWord(s civic.Status) string {
	if key := "status." + string(s); p.Voice().Has(key) {
		return p.Voice().Say(key)
	}
	return string(s)
}
