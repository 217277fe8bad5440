package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Progress is a thin bar. Fyne's own prints a percentage that nobody asked for.
type Progress struct {
	widget.BaseWidget
	done   float32 // 0 to 1
	height float32
	role   theme.Role
}

// NewProgress makes a bar of so many pixels' height: 8 in a card, 6 in a row.
func NewProgress(height float32) *Progress {
	p := &Progress{height: height, role: theme.Accent}
	p.ExtendBaseWidget(p)
	return p
}

// In colours the bar; for use while building.
func (p *Progress) In(r theme.Role) *Progress { p.role = r; return p }

// Value returns the share that is done, 0 to 1.
func (p *Progress) Value() float32 { return p.done }

// SetValue sets the share that is done; it is kept between 0 and 1.
func (p *Progress) SetValue(done float32) {
	if done = min(max(done, 0), 1); p.done != done {
		p.done = done
		p.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	r := &progressRenderer{of: p, track: canvas.NewRectangle(theme.Color(theme.Track)), bar: canvas.NewRectangle(theme.Color(p.role))}
	return r
}

type progressRenderer struct {
	of         *Progress
	track, bar *canvas.Rectangle
}

func (r *progressRenderer) MinSize() fyne.Size { return fyne.NewSize(24, r.of.height) }

func (r *progressRenderer) Layout(size fyne.Size) {
	top, height := (size.Height-r.of.height)/2, r.of.height
	r.track.CornerRadius, r.bar.CornerRadius = height/2, height/2
	r.track.Move(fyne.NewPos(0, top))
	r.track.Resize(fyne.NewSize(size.Width, height))
	r.bar.Move(fyne.NewPos(0, top))
	r.bar.Hidden = r.of.done == 0
	r.bar.Resize(fyne.NewSize(max(height, size.Width*r.of.done), height))
}

func (r *progressRenderer) Refresh() {
	r.track.FillColor, r.bar.FillColor = theme.Color(theme.Track), theme.Color(r.of.role)
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}

func (r *progressRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.track, r.bar} }
func (r *progressRenderer) Destroy()                     {}
