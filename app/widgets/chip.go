package widgets

import (
	"fyne.io/fyne/v2"

	"priyom/app/theme"
)

// Chip is a choice of its own that is on or off; a tap turns it.
type Chip struct {
	press
	chipLook
	chosen bool
}

// NewChip makes a chip; changed hears of taps only, not of SetChosen.
func NewChip(label string, chosen bool, changed func(on bool)) *Chip {
	c := &Chip{chipLook: newChipLook(label), chosen: chosen}
	c.extend(c, label, func() {
		c.SetChosen(!c.chosen)
		if changed != nil {
			changed(c.chosen)
		}
	})
	return c
}

// Chosen says whether the chip is on.
func (c *Chip) Chosen() bool { return c.chosen }

// SetChosen turns the chip on or off.
func (c *Chip) SetChosen(on bool) {
	c.chosen = on
	c.Refresh()
	Settle(c)
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	return newChipFace(c, c.body, func(f *face) { c.dressChip(f, &c.cell, c.chosen, c.focus) })
}

// ChipRow is several chips, one of which may be chosen, on as many lines as they need. It is one stop of the Tab key.
type ChipRow struct {
	group
	chips    []*chipItem
	body     *fyne.Container
	chosen   int // -1: none
	onChosen func(i int)
}

// NewChipRow makes a row of chips; chosen is -1 for none. onChosen hears of taps and keys, also on the chosen chip.
func NewChipRow(labels []string, chosen int, onChosen func(i int)) *ChipRow {
	r := &ChipRow{body: Flow(8, 0), chosen: chosen, onChosen: onChosen}
	r.extendGroup(r, func() int { return len(r.chips) }, r.redraw, func(i int) {
		r.SetChosen(i)
		if r.onChosen != nil {
			r.onChosen(i)
		}
	})
	r.SetChips(labels, chosen)
	return r
}

// SetChips changes the chips and which of them is chosen.
func (r *ChipRow) SetChips(labels []string, chosen int) {
	if len(labels) != len(r.chips) {
		r.chips, r.body.Objects = nil, nil
		for i := range labels {
			chip := newChipItem(r, i)
			r.chips, r.body.Objects = append(r.chips, chip), append(r.body.Objects, chip)
		}
	}
	for i, label := range labels {
		r.chips[i].name = label
		r.chips[i].label.SetText(label)
	}
	r.chosen, r.at = chosen, max(0, min(max(chosen, 0), len(labels)-1))
	r.redraw()
	Settle(r)
}

// Held implements Holder.
func (r *ChipRow) Held() []fyne.CanvasObject { return []fyne.CanvasObject{r.body} }

// Chosen returns the chosen chip, or -1.
func (r *ChipRow) Chosen() int { return r.chosen }

// SetChosen chooses a chip, or none with -1.
func (r *ChipRow) SetChosen(i int) {
	if r.chosen = i; i >= 0 {
		r.at = i
	}
	r.redraw()
	Settle(r) // the check makes a chip wider
}

func (r *ChipRow) redraw() {
	for _, c := range r.chips {
		c.Refresh()
	}
	r.body.Refresh()
}

func (r *ChipRow) naturalWidth() float32 { return naturalWidth(r.body) }

// HeightFor implements Tall.
func (r *ChipRow) HeightFor(width float32) float32 { return heightFor(r.body, width) }

// CreateRenderer implements fyne.Widget.
func (r *ChipRow) CreateRenderer() fyne.WidgetRenderer { return &bodyRenderer{r, r.body} }

// chipItem is a chip in a row: the row has the keyboard.
type chipItem struct {
	cell
	chipLook
	row *ChipRow
	i   int
}

func newChipItem(r *ChipRow, i int) *chipItem {
	c := &chipItem{chipLook: newChipLook(""), row: r, i: i}
	c.extend(c, "", func() { r.tapped(i) })
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *chipItem) CreateRenderer() fyne.WidgetRenderer {
	return newChipFace(c, c.body, func(f *face) {
		c.disabledBy(c.row.Disabled())
		c.dressChip(f, &c.cell, c.row.chosen == c.i, c.row.on(c.i))
	})
}

// chipLook is what a chip is drawn of: a check when chosen, and the words.
type chipLook struct {
	check *Icon
	label *Text
	body  *fyne.Container
}

func newChipLook(label string) chipLook {
	l := chipLook{check: NewIcon("check", 16, theme.Link), label: newText(label, theme.Ink, theme.Small, false)}
	l.body = Pad(0, 14, Row(6, l.check, l.label))
	return l
}

// newChipFace makes the face of a chip: the pill is lower than the target around it.
func newChipFace(of fyne.Widget, body fyne.CanvasObject, dress func(*face)) *face {
	f := newFace(of, 99, body, dress)
	f.inset = 4
	f.least = func() fyne.Size { return fyne.NewSize(0, theme.Control()) }
	return f
}

func (l *chipLook) dressChip(f *face, c *cell, chosen, focus bool) {
	ground, outline, ink := theme.Card, theme.Border, theme.Ink
	switch {
	case c.Disabled():
		ground, outline, ink = theme.Sunken, theme.Line, theme.Faint
	case chosen:
		ground, outline, ink = theme.Tint, theme.Link, theme.Link
	case c.down:
		ground = theme.Pressed
	case c.hover:
		ground = theme.Hover
	}
	f.paint(ground, outline)
	f.focus(focus)
	l.check.Hidden = !chosen
	l.check.SetRole(ink)
	l.label.SetRole(ink)
	l.label.SetBold(chosen)
}
