package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// PageTitle opens a page: a title, a line under it, and at the right what belongs to the whole page.
type PageTitle struct {
	holder
	title, under *Text
}

// NewPageTitle makes a title; under may be empty.
func NewPageTitle(title, under string, tail ...fyne.CanvasObject) *PageTitle {
	p := &PageTitle{title: NewBold(title).Step(theme.Title).Ellipsis(), under: NewCaption(under).Ellipsis()}
	line := Row(12, Grow(Middle(Col(0, p.title, p.under))))
	for _, o := range tail {
		line.Add(Middle(o))
	}
	p.hold(p, line)
	p.Set(title, under)
	return p
}

// Set changes both lines.
func (p *PageTitle) Set(title, under string) {
	p.title.SetText(title)
	p.under.SetText(under)
	if hidden := under == ""; p.under.Hidden != hidden {
		p.under.Hidden = hidden
		p.Refresh()
		Settle(p)
	}
}
