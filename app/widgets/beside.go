package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// besideHeight is the least height of the two, at 100 %.
const besideHeight = 320

// Beside is a list with what is selected in it beside it; where there is room for one of the two only, in place of it.
type Beside struct {
	widget.BaseWidget
	OnAlone func(alone bool) // the details have taken the list's place, or left it; may be nil

	list, details *fyne.Container
	width, least  float32 // of the details, at 100 %: at their best, and in a window that has just room for both
	narrow        bool
	opened, alone bool
}

// NewBeside makes the two; the details are so wide, at 100 % text size.
func NewBeside(list, details *fyne.Container, width float32) *Beside {
	b := &Beside{list: list, details: details, width: width, least: width * 0.84}
	b.ExtendBaseWidget(b)
	return b
}

// Open wants the details; Close the list.
func (b *Beside) Open() { b.want(true) }

// Close wants the list.
func (b *Beside) Close() { b.want(false) }

// Alone says that the details stand in place of the list.
func (b *Beside) Alone() bool { return b.narrow && b.opened }

func (b *Beside) want(details bool) {
	if b.opened != details {
		b.opened = details
		b.Refresh()
	}
}

// Held implements Holder.
func (b *Beside) Held() []fyne.CanvasObject { return []fyne.CanvasObject{b.list, b.details} }

// CreateRenderer implements fyne.Widget.
func (b *Beside) CreateRenderer() fyne.WidgetRenderer { return &besideRenderer{b} }

type besideRenderer struct{ of *Beside }

// MinSize is that of the narrowest form: a window that is made narrower must be able to get there.
func (r *besideRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Scaled(280), theme.Scaled(besideHeight))
}

func (r *besideRenderer) Layout(size fyne.Size) {
	b := r.of
	details := theme.Scaled(b.width)
	if size.Width < details*2.5 {
		details = theme.Scaled(b.least)
	}
	b.narrow = size.Width < details*2.1
	alone := b.Alone()
	b.list.Hidden, b.details.Hidden = alone, b.narrow && !alone
	list := size.Width
	if b.narrow {
		details = size.Width
	} else {
		list = size.Width - details - 16
	}
	b.list.Move(fyne.Position{})
	b.list.Resize(fyne.NewSize(list, size.Height))
	b.details.Move(fyne.NewPos(size.Width-details, 0))
	b.details.Resize(fyne.NewSize(details, size.Height))
	if alone != b.alone {
		b.alone = alone
		if b.OnAlone != nil {
			b.OnAlone(alone)
		}
	}
}

func (r *besideRenderer) Refresh() {
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}
func (r *besideRenderer) Objects() []fyne.CanvasObject { return r.of.Held() }
func (r *besideRenderer) Destroy()                     {}
