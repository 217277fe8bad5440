package widgets

import "fyne.io/fyne/v2"

// ListRow is what every list is made of: a lead, a title, a line under it, and a tail. Titles are cut, not wrapped.
type ListRow struct {
	holder
	Title, Under *Text
}

// NewListRow makes a row; lead may be nil, under empty.
func NewListRow(lead fyne.CanvasObject, title, under string, tail ...fyne.CanvasObject) *ListRow {
	r := &ListRow{Title: NewBold(title).Ellipsis(), Under: NewCaption(under).Ellipsis()}
	line := Row(12)
	if lead != nil {
		line.Add(Middle(lead))
	}
	line.Add(Grow(Middle(Col(2, r.Title, r.Under))))
	for _, o := range tail {
		line.Add(Middle(o))
	}
	r.hold(r, line)
	r.Set(title, under)
	return r
}

// Set changes both lines.
func (r *ListRow) Set(title, under string) {
	r.Title.SetText(title)
	r.Under.SetText(under)
	if hidden := under == ""; r.Under.Hidden != hidden {
		r.Under.Hidden = hidden
		r.Refresh()
		Settle(r)
	}
}
