package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// Tab is a place at a phone's foot.
type Tab struct{ Key, Icon, Title string }

// TabBar is a phone's places, at most five: an icon, a word, and how many things wait there. They are side by side, or one below the other in
// a room that is higher than wide. It is one stop of the Tab key.
type TabBar struct {
	group
	items   []*tabItem
	current string
}

// NewTabBar makes the places; onChosen hears of taps and keys, also on the place one is at.
func NewTabBar(tabs []Tab, onChosen func(key string)) *TabBar {
	b := &TabBar{}
	b.extendGroup(b, func() int { return len(b.items) }, b.redraw, func(i int) { onChosen(b.items[i].tab.Key) })
	for i, tab := range tabs {
		b.items = append(b.items, newTabItem(b, i, tab))
	}
	return b
}

// SetCurrent marks the place one is at.
func (b *TabBar) SetCurrent(key string) {
	b.current = key
	for i, item := range b.items {
		if item.tab.Key == key {
			b.at = i
		}
	}
	b.redraw()
}

// SetCount shows a number at a place; 0 shows none.
func (b *TabBar) SetCount(key string, n int) {
	for _, item := range b.items {
		if item.tab.Key == key {
			item.setCount(n)
		}
	}
}

// Held implements Holder.
func (b *TabBar) Held() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(b.items))
	for i, item := range b.items {
		objects[i] = item
	}
	return objects
}

func (b *TabBar) redraw() {
	for _, item := range b.items {
		item.Refresh()
	}
}

// The words of all tabs have one size: the largest at which the longest fits, else the least.
const (
	largestTab theme.Step = theme.Print
	leastTab   theme.Step = -9
)

// fit sizes the words for tabs of a width.
func (b *TabBar) fit(width float32) {
	for step := largestTab; step >= leastTab; step-- {
		fits := step == leastTab
		if !fits {
			fits = true
			for _, item := range b.items {
				fits = fits && fyne.MeasureText(item.tab.Title, theme.Text(step), fyne.TextStyle{Bold: true}).Width <= width-4
			}
		}
		if fits {
			for _, item := range b.items {
				item.title.Step(step)
			}
			return
		}
	}
}

// CreateRenderer implements fyne.Widget.
func (b *TabBar) CreateRenderer() fyne.WidgetRenderer { return &tabBarRenderer{b} }

type tabBarRenderer struct{ of *TabBar }

// widestTab is how wide a tab grows on a tablet, at 100 %.
const widestTab = 132

func tabHeight() float32 { return max(theme.Scaled(60), theme.Control()) }

func (r *tabBarRenderer) MinSize() fyne.Size {
	return fyne.NewSize(float32(len(r.of.items))*theme.Control(), tabHeight())
}

func (r *tabBarRenderer) Layout(size fyne.Size) {
	n := float32(len(r.of.items))
	if n == 0 {
		return
	}
	if size.Height > size.Width {
		r.of.fit(size.Width)
		for i, item := range r.of.items {
			item.Move(fyne.NewPos(0, float32(i)*size.Height/n))
			item.Resize(fyne.NewSize(size.Width, size.Height/n))
		}
		return
	}
	width := min(size.Width/n, theme.Scaled(widestTab))
	r.of.fit(width)
	left := (size.Width - n*width) / 2
	for i, item := range r.of.items {
		item.Move(fyne.NewPos(left+float32(i)*width, 0))
		item.Resize(fyne.NewSize(width, size.Height))
	}
}

func (r *tabBarRenderer) Refresh() {
	r.Layout(r.of.Size())
	r.of.redraw()
	canvas.Refresh(r.of)
}
func (r *tabBarRenderer) Objects() []fyne.CanvasObject { return r.of.Held() }
func (r *tabBarRenderer) Destroy()                     {}

// tabItem is one place.
type tabItem struct {
	cell
	tab   Tab
	of    *TabBar
	i     int
	icon  *Icon
	plate *Box // beneath the icon of the place one is at
	title *Text
	count *Text
	badge *fyne.Container
	body  *fyne.Container
}

func newTabItem(of *TabBar, i int, tab Tab) *tabItem {
	t := &tabItem{
		tab: tab, of: of, i: i, icon: NewIcon(tab.Icon, 22, theme.Muted), plate: NewBox(theme.None, theme.None, 14),
		title: newText(tab.Title, theme.Muted, largestTab, false).Align(fyne.TextAlignCenter).Ellipsis(),
		count: newText("", theme.OnAccent, theme.Print-1, true).Align(fyne.TextAlignCenter),
	}
	t.badge = Scaled(18, 18, NewBox(theme.Accent, theme.None, 9), Pad(0, 4, t.count))
	t.badge.Hide()
	mark := Row(0, Space(), Sized(52, 30, t.plate, t.icon, At(1, 0, t.badge)), Space())
	t.body = Middle(Col(1, mark, Pad(0, 2, t.title)))
	t.extend(t, tab.Title, func() { of.tapped(i) })
	return t
}

func (t *tabItem) setCount(n int) {
	t.badge.Hidden = n == 0
	text := strconv.Itoa(n)
	if n > 99 {
		text = "99+"
	}
	t.count.SetText(text)
	t.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (t *tabItem) CreateRenderer() fyne.WidgetRenderer {
	f := newFace(t, theme.ControlRadius, t.body, func(f *face) {
		here := t.of.current == t.tab.Key
		ground, plate, ink := theme.None, theme.None, theme.Muted
		switch {
		case here:
			plate, ink = theme.Tint, theme.Link
		case t.down:
			ground = theme.Pressed
		case t.hover:
			ground = theme.Hover
		}
		f.paint(ground, theme.None)
		f.focus(t.of.on(t.i))
		t.plate.SetRoles(plate, theme.None)
		t.icon.SetRole(ink)
		t.title.SetRole(ink)
		t.title.SetBold(here)
	})
	f.inner = true
	f.least = func() fyne.Size { return fyne.NewSize(theme.Control(), tabHeight()) }
	return f
}
