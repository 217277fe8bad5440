package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// RowHeight is the height of a RowList's row at 100 %, its hairline included.
const RowHeight = 58

// RowList is a list of any length with one kind of row: only the rows on the screen exist. Up, Down, Home, End and the
// page keys select, Enter and Space open, and so does a tap on the selected row; on touch screens any tap opens.
type RowList struct {
	holder
	OnSelected func(i int) // may be nil
	OnOpened   func(i int) // may be nil
	OnRune     func(rune)  // typed while the keyboard is on the list; may be nil
	TapOpens   bool        // any tap opens, as it does on touch screens

	list     *listBody
	length   func() int
	selected int     // -1: none
	height   float32 // of a row at 100 %
}

// NewRowList makes a list. New makes an empty row, update fills it with the row of that index.
func NewRowList(length func() int, create func() fyne.CanvasObject, update func(i int, row fyne.CanvasObject)) *RowList {
	l := &RowList{length: length, selected: -1, height: RowHeight}
	l.list = &listBody{of: l, toShow: -1}
	l.list.Length = length
	l.list.CreateItem = func() fyne.CanvasObject { return newRowItem(l, create()) }
	l.list.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		row := o.(*rowItem)
		update(i, row.content)
		layOutAll(row.content)
		row.show(i)
	}
	l.list.HideSeparators = true
	l.list.ExtendBaseWidget(l.list)
	l.hold(l, container.NewThemeOverride(l.list, liveTheme{
		sizes: map[fyne.ThemeSizeName]float32{fynetheme.SizeNamePadding: 0}, // rows touch, and draw their own hairlines
		clear: []fyne.ThemeColorName{fynetheme.ColorNameSelection, fynetheme.ColorNameHover, fynetheme.ColorNameShadow},
	}))
	return l
}

// NewRows is NewRowList for rows that know their parts: create makes one and what is shown of it, fill is handed it again.
func NewRows[R any](length func() int, create func() (row R, shown fyne.CanvasObject), fill func(i int, row R)) *RowList {
	made := map[fyne.CanvasObject]R{}
	return NewRowList(length, func() fyne.CanvasObject {
		row, shown := create()
		made[shown] = row
		return shown
	}, func(i int, shown fyne.CanvasObject) { fill(i, made[shown]) })
}

// RowsOf makes rows of another height than RowHeight; for use while building.
func (l *RowList) RowsOf(height float32) *RowList { l.height = height; return l }

// Update reads length and rows again and leaves the list where it is scrolled to.
func (l *RowList) Update() { l.list.Refresh() }

// Selected returns the selected row, or -1.
func (l *RowList) Selected() int { return l.selected }

// Select selects a row and shows it, without telling anybody; -1 selects none.
func (l *RowList) Select(i int) {
	l.selected = min(i, l.length()-1)
	l.list.toShow = l.selected
	l.list.showSelected()
	l.list.Refresh()
}

// Reload reads length and rows again; what was selected stays selected by its index.
func (l *RowList) Reload() { l.Select(l.selected) }

// ReloadRow reads one row again if it is on the screen.
func (l *RowList) ReloadRow(i int) { l.list.RefreshItem(i) }

// Stop is what has the keyboard when the list has.
func (l *RowList) Stop() fyne.Focusable { return l.list }

// Focus puts the keyboard on the list.
func (l *RowList) Focus() { takeFocus(l.list) }

func (l *RowList) pick(i int) {
	if i = max(0, min(i, l.length()-1)); i == l.selected || l.length() == 0 {
		return
	}
	l.Select(i)
	if l.OnSelected != nil {
		l.OnSelected(i)
	}
}

func (l *RowList) open(i int) {
	if i >= 0 && i < l.length() && l.OnOpened != nil {
		l.OnOpened(i)
	}
}

func (l *RowList) tapped(i int) {
	opens := i == l.selected || l.TapOpens || theme.Current().Density() == theme.Touch
	l.pick(i) // first, as the keyboard selects a row if none is
	takeFocus(l.list)
	if opens {
		l.open(i)
	}
}

// listBody is Fyne's list with our keys.
type listBody struct {
	widget.List
	of     *RowList
	focus  bool
	toShow int // a row to scroll to once there is room; -1: none
}

// Resize implements fyne.CanvasObject.
func (b *listBody) Resize(size fyne.Size) {
	b.List.Resize(size)
	b.showSelected()
}

// showSelected scrolls to a row that was selected, but not before the list knows its size: Fyne would scroll past it.
func (b *listBody) showSelected() {
	if row := b.toShow; row >= 0 && b.Size().Height > 0 {
		b.toShow = -1
		b.ScrollTo(row)
	}
}

// FocusGained implements fyne.Focusable: the keyboard needs a row to be on.
func (b *listBody) FocusGained() {
	b.focus = true
	if b.of.selected < 0 {
		b.of.pick(0)
	}
	b.Refresh()
	Reveal(b)
}

// FocusLost implements fyne.Focusable.
func (b *listBody) FocusLost() {
	b.focus = false
	b.Refresh()
}

// TypedRune implements fyne.Focusable.
func (b *listBody) TypedRune(r rune) {
	Felt(b)
	if b.of.OnRune != nil {
		b.of.OnRune(r)
	}
}

// TypedKey implements fyne.Focusable.
func (b *listBody) TypedKey(key *fyne.KeyEvent) {
	Felt(b)
	at, page := b.of.selected, max(1, int(b.Size().Height/theme.Scaled(b.of.height))-1)
	switch key.Name {
	case fyne.KeyUp:
		b.of.pick(at - 1)
	case fyne.KeyDown:
		b.of.pick(at + 1)
	case fyne.KeyPageUp:
		b.of.pick(at - page)
	case fyne.KeyPageDown:
		b.of.pick(at + page)
	case fyne.KeyHome:
		b.of.pick(0)
	case fyne.KeyEnd:
		b.of.pick(b.of.length() - 1)
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.of.open(at)
	default:
		passOn(b, key)
	}
}
