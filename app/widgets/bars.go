package widgets

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// BarValue is one bar: what stands below it, and how high it is.
type BarValue struct {
	Short string
	N     int
}

// Bars is a small chart of upright bars. Its numbers stand above the bars and its names below, as many as there is room for; what
// it says must be said in words beside it, as nobody reads a chart with the keyboard.
type Bars struct {
	widget.BaseWidget
	values []BarValue
	height float32
}

// NewBars makes an empty chart of a height at 100 %.
func NewBars(height float32) *Bars {
	b := &Bars{height: height}
	b.ExtendBaseWidget(b)
	return b
}

// SetValues shows other bars.
func (b *Bars) SetValues(values []BarValue) {
	b.values = values
	b.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (b *Bars) CreateRenderer() fyne.WidgetRenderer {
	r := &barsRenderer{of: b, base: canvas.NewRectangle(theme.Color(theme.Line))}
	r.make()
	return r
}

type barsRenderer struct {
	of    *Bars
	base  *canvas.Rectangle
	bars  []*canvas.Rectangle
	names []*canvas.Text
	tops  []*canvas.Text
}

// make makes as many objects as there are bars.
func (r *barsRenderer) make() {
	for len(r.bars) < len(r.of.values) {
		r.bars = append(r.bars, canvas.NewRectangle(theme.Color(theme.Accent)))
		r.names = append(r.names, canvas.NewText("", theme.Color(theme.Muted)))
		r.tops = append(r.tops, canvas.NewText("", theme.Color(theme.Ink)))
	}
	n := len(r.of.values)
	r.bars, r.names, r.tops = r.bars[:n], r.names[:n], r.tops[:n]
	for i, v := range r.of.values {
		r.bars[i].FillColor = theme.Color(theme.Accent)
		r.names[i].Text, r.names[i].TextSize, r.names[i].Color = v.Short, theme.Text(theme.Print), theme.Color(theme.Muted)
		r.tops[i].Text, r.tops[i].TextSize, r.tops[i].Color = strconv.Itoa(v.N), theme.Text(theme.Print), theme.Color(theme.Ink)
	}
	r.base.FillColor = theme.Color(theme.Border)
}

func (r *barsRenderer) MinSize() fyne.Size { return fyne.NewSize(120, theme.Scaled(r.of.height)) }

func (r *barsRenderer) Layout(size fyne.Size) {
	n, most := len(r.of.values), 1
	if n == 0 {
		r.base.Resize(fyne.NewSize(size.Width, 1))
		return
	}
	wide := float32(0)
	for i, v := range r.of.values {
		most = max(most, v.N)
		wide = max(wide, r.names[i].MinSize().Width, r.tops[i].MinSize().Width)
	}
	line := theme.Text(theme.Print) * 1.4
	slot := size.Width / float32(n)
	every := 1 // of the names: they don't touch
	for every < n && float32(every)*slot < wide+6 {
		every++
	}
	bar := min(slot*0.72, theme.Scaled(44))
	room := max(0, size.Height-2*line-2)
	r.base.Move(fyne.NewPos(0, line+room))
	r.base.Resize(fyne.NewSize(size.Width, 1))
	for i, v := range r.of.values {
		middle := slot * (float32(i) + 0.5)
		height := room * float32(v.N) / float32(most)
		if v.N > 0 {
			height = max(height, 2)
		}
		r.bars[i].CornerRadius = min(4, bar/3, height/2)
		r.bars[i].Hidden = v.N == 0
		r.bars[i].Move(fyne.NewPos(middle-bar/2, line+room-height))
		r.bars[i].Resize(fyne.NewSize(bar, height))
		center(r.names[i], middle, size.Height-line, size.Width)
		r.names[i].Hidden = i%every != 0
		center(r.tops[i], middle, line+room-height-line, size.Width)
		r.tops[i].Hidden = v.N == 0 || r.tops[i].MinSize().Width > slot-1
	}
}

// center puts a word's middle somewhere, but inside the chart.
func center(t *canvas.Text, middle, top, width float32) {
	size := t.MinSize()
	t.Move(fyne.NewPos(min(max(0, middle-size.Width/2), max(0, width-size.Width)), top))
	t.Resize(size)
}

func (r *barsRenderer) Refresh() {
	r.make()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *barsRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.base}
	for i := range r.bars {
		objects = append(objects, r.bars[i], r.names[i], r.tops[i])
	}
	return objects
}
func (r *barsRenderer) Destroy() {}
