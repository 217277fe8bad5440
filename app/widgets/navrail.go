package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// NavItem is a place in the app. The shortcut is told in the tip, such as "Ctrl+1"; the screen must act on it.
type NavItem struct{ Key, Icon, Title, Shortcut string }

// NavRail is the desk's only navigation: a head, the places as one stop of the Tab key, and a foot. Where there is little
// room it shows icons only, and their names as tips.
type NavRail struct {
	holder
	places  *navPlaces
	shelf   *Scroll // holds the places: in a low window with large text there are more than it has room for
	head    *fyne.Container
	words   *fyne.Container // the head's words, left out when compact
	foot    *fyne.Container
	wide    fyne.CanvasObject
	narrow  fyne.CanvasObject
	compact bool
}

// NewNavRail makes a rail; the head is a logo's icon, a name and a line under it.
func NewNavRail(icon, name, under string, items []NavItem, onChosen func(key string)) *NavRail {
	logo := Scaled(36, 36, NewBox(theme.Accent, theme.None, 10), NewIcon(icon, 20, theme.OnAccent))
	r := &NavRail{places: newNavPlaces(items, onChosen), foot: Stack()}
	r.shelf = NewScroll(r.places)
	r.words = Grow(Middle(Col(0, NewBold(name).Step(theme.Heading+1).Ellipsis(), newText(under, theme.Muted, theme.Print, false).Ellipsis())))
	r.head = Pad(0, 8, Row(10, Middle(logo), r.words))
	r.hold(r, Stack(NewBox(theme.Card, theme.None, 0),
		Row(0, Grow(Pad(16, 12, Col(20, r.head, Grow(r.shelf), r.foot))), DividerUpright())))
	return r
}

// SetFoot puts something at the rail's foot, such as the person and the lock, in a wide and a narrow form.
func (r *NavRail) SetFoot(wide, narrow fyne.CanvasObject) {
	r.wide, r.narrow = wide, narrow
	r.show()
}

// SetCurrent marks the place one is at.
func (r *NavRail) SetCurrent(key string) { r.places.setCurrent(key) }

// SetCount shows a number at a place; 0 shows none.
func (r *NavRail) SetCount(key string, n int) { r.places.setCount(key, n) }

// SetLate says that what is counted at a place should have been done.
func (r *NavRail) SetLate(key string, late bool) { r.places.setLate(key, late) }

// SetCompact leaves the words out, or puts them back.
func (r *NavRail) SetCompact(compact bool) {
	if r.compact != compact {
		r.compact = compact
		r.show()
	}
}

func (r *NavRail) show() {
	r.words.Hidden = r.compact
	margin, foot := inset{0, 8, 0, 8}, r.wide
	if r.compact {
		margin, foot = inset{0, 4, 0, 4}, r.narrow
	}
	r.head.Layout = margin
	r.foot.Objects = nil
	if foot != nil {
		r.foot.Objects = []fyne.CanvasObject{foot}
	}
	r.places.setCompact(r.compact)
	r.Refresh()
}

// navPlaces is the list of places: arrows move, Space and Enter go there.
type navPlaces struct {
	group
	items   []*navCell
	body    *fyne.Container
	current string
	compact bool
}

func newNavPlaces(items []NavItem, onChosen func(string)) *navPlaces {
	p := &navPlaces{body: Col(4)}
	p.extendGroup(p, func() int { return len(p.items) }, p.redraw, func(i int) {
		if onChosen != nil {
			onChosen(p.items[i].item.Key)
		}
	})
	for i, item := range items {
		c := newNavCell(p, i, item)
		p.items, p.body.Objects = append(p.items, c), append(p.body.Objects, c)
	}
	return p
}

func (p *navPlaces) setCurrent(key string) {
	p.current = key
	for i, c := range p.items {
		if c.item.Key == key {
			p.at = i
		}
	}
	p.redraw()
}

func (p *navPlaces) setCount(key string, n int) {
	for _, c := range p.items {
		if c.item.Key == key {
			c.setCount(n)
		}
	}
}

func (p *navPlaces) setLate(key string, late bool) {
	for _, c := range p.items {
		if c.item.Key == key && c.late != late {
			c.late = late
			c.Refresh()
		}
	}
}

func (p *navPlaces) setCompact(compact bool) {
	p.compact = compact
	for _, c := range p.items {
		c.arrange(compact)
	}
}

func (p *navPlaces) redraw() {
	for _, c := range p.items {
		c.Refresh()
	}
	if p.focus {
		Reveal(p.items[p.at])
	}
}

// Held implements Holder.
func (p *navPlaces) Held() []fyne.CanvasObject { return []fyne.CanvasObject{p.body} }

// CreateRenderer implements fyne.Widget.
func (p *navPlaces) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// navCell is one place in the rail.
type navCell struct {
	cell
	item  NavItem
	of    *navPlaces
	i     int
	icon  *Icon
	title *Text
	count *Text
	badge *fyne.Container
	plate *Box // of the badge
	late  bool
	body  *fyne.Container
}

func newNavCell(of *navPlaces, i int, item NavItem) *navCell {
	c := &navCell{
		item: item, of: of, i: i, icon: NewIcon(item.Icon, 20, theme.Muted), title: NewText(item.Title).Ellipsis(),
		count: newText("", theme.Ink, theme.Print, true).Align(fyne.TextAlignCenter), body: Stack(),
		plate: NewBox(theme.Track, theme.None, 11),
	}
	c.badge = Scaled(24, 22, c.plate, Pad(0, 4, c.count))
	c.badge.Hide()
	c.extend(c, item.Title, func() { of.tapped(i) })
	c.hovered = func(on bool) {
		tip := item.Title
		switch {
		case item.Shortcut != "" && of.compact:
			tip += " · " + item.Shortcut
		case !of.compact:
			tip = item.Shortcut
		}
		showTip(c, tip, on)
	}
	c.arrange(false)
	return c
}

func navHeight() float32 { return max(theme.Scaled(44), theme.Control()) }

func (c *navCell) arrange(compact bool) {
	c.badge.Layout = sized{fyne.NewSize(24, 22), true}
	c.count.Step(theme.Print)
	c.body.Objects = []fyne.CanvasObject{Pad(0, 12, Row(12, c.icon, Grow(c.title), Middle(c.badge)))}
	if compact {
		c.badge.Layout = sized{fyne.NewSize(17, 17), true}
		c.count.Step(theme.Print - 1)
		c.body.Objects = []fyne.CanvasObject{Pad(0, 12, c.icon), Inset(2, 2, 0, 0, At(1, 0, c.badge))}
	}
	c.body.Refresh()
}

func (c *navCell) setCount(n int) {
	c.badge.Hidden = n == 0
	text := strconv.Itoa(n)
	if n > 99 {
		text = "99+"
	}
	c.count.SetText(text)
	c.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (c *navCell) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(c, theme.ControlRadius, c.body, func(f *face) {
		here := c.of.current == c.item.Key
		ground, ink, mark := theme.None, theme.Ink, theme.Muted
		switch {
		case here:
			ground, ink, mark = theme.Tint, theme.Link, theme.Link
		case c.down:
			ground = theme.Pressed
		case c.hover:
			ground = theme.Hover
		}
		f.paint(ground, theme.None)
		f.focus(c.of.on(c.i))
		plate, outline, number := theme.Track, theme.None, theme.Ink
		if c.late {
			plate, outline, number = theme.DangerTint, theme.Danger, theme.Danger
		}
		c.plate.SetRoles(plate, outline)
		c.count.SetRole(number)
		c.icon.SetRole(mark)
		c.title.SetRole(ink)
		c.title.SetBold(here)
	})
	f.inner = true
	f.least = func() fyne.Size {
		if c.of.compact {
			return fyne.NewSquareSize(navHeight())
		}
		return fyne.NewSize(theme.Scaled(236), navHeight())
	}
	return f
}
