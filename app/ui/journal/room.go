package journal

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// The widths of the page, at 100 % text size, from which there is room: for all columns beside the details, and for the
// details beside the list at all. Below that one of the two is shown.
const (
	wideFrom    = 1000
	besideFrom  = 780
	besideWidth = 368
	besideLeast = 336
	roomHeight  = 320
	roomGap     = 16
)

// room places the list and the details.
type room struct {
	widget.BaseWidget
	list    *list
	details *details
	any     bool // there is something to list
	some    bool // a report is shown
	opened  bool // the details are wanted in place of the list
	narrow  bool // there is room for one of them
	table   bool // the list is wanted as a table, alone
}

func newRoom(l *list, d *details) *room {
	r := &room{list: l, details: d, any: true}
	r.ExtendBaseWidget(r)
	return r
}

// alone says that the details stand in place of the list.
func (r *room) alone() bool { return r.narrow && r.opened && r.some && r.any }

// set tells what there is, and whether it is wanted as a table.
func (r *room) set(anything, some, table bool) {
	if r.any != anything || r.some != some || r.table != table {
		r.any, r.some, r.table = anything, some, table
		r.Refresh()
	}
}

// show wants the details, or the list.
func (r *room) show(details bool) {
	if r.opened != details {
		r.opened = details
		r.Refresh()
	}
}

// Held implements widgets.Holder.
func (r *room) Held() []fyne.CanvasObject { return []fyne.CanvasObject{r.list, r.details.card} }

// CreateRenderer implements fyne.Widget.
func (r *room) CreateRenderer() fyne.WidgetRenderer { return &roomRenderer{r} }

type roomRenderer struct{ of *room }

// MinSize is that of the narrowest form: a window that is made narrower must be able to get there.
func (r *roomRenderer) MinSize() fyne.Size {
	return fyne.NewSize(theme.Scaled(280), theme.Scaled(roomHeight))
}

func (r *roomRenderer) Layout(size fyne.Size) {
	o := r.of
	wide := size.Width >= theme.Scaled(besideFrom)
	tabled := wide && o.table
	o.narrow = !wide || tabled
	o.list.setCompact(size.Width < theme.Scaled(wideFrom))
	o.list.setTabled(tabled)
	alone := o.alone()
	beside := o.any && !o.narrow
	o.list.Hidden, o.details.card.Hidden = alone, !alone && !beside
	o.details.setAlone(alone)
	list, details := size.Width, size.Width
	if beside {
		if details = theme.Scaled(besideWidth); size.Width < theme.Scaled(wideFrom) {
			details = theme.Scaled(besideLeast)
		}
		list = size.Width - details - roomGap
	}
	o.list.Move(fyne.Position{})
	o.list.Resize(fyne.NewSize(list, size.Height))
	o.list.drawLeft()
	o.details.card.Move(fyne.NewPos(size.Width-details, 0))
	o.details.card.Resize(fyne.NewSize(details, size.Height))
}

func (r *roomRenderer) Refresh() {
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}
func (r *roomRenderer) Objects() []fyne.CanvasObject { return r.of.Held() }
func (r *roomRenderer) Destroy()                     {}
