package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Event is one step of a history: what happened, and below it when and who.
type Event struct{ What, When string }

// Timeline is a history, the latest step first: that is where things stand.
type Timeline struct {
	holder
	steps *fyne.Container
}

// NewTimeline makes a history.
func NewTimeline(events ...Event) *Timeline {
	t := &Timeline{steps: Col(0)}
	t.hold(t, t.steps)
	t.SetEvents(events)
	return t
}

// SetEvents changes the history.
func (t *Timeline) SetEvents(events []Event) {
	t.steps.Objects = nil
	for i, e := range events {
		words := Col(1, NewParagraph(e.What).Step(theme.Small), NewParagraph(e.When).In(theme.Muted).Step(theme.Print))
		t.steps.Add(Row(12, newMark(i == 0, i == len(events)-1), Grow(Inset(0, 0, 6, 0, words))))
	}
	t.Refresh()
	Settle(t)
}

// mark is the dot of a step and the thread down to the next one.
type mark struct {
	widget.BaseWidget
	now, last bool
}

func newMark(now, last bool) *mark {
	m := &mark{now: now, last: last}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer implements fyne.Widget.
func (m *mark) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{of: m, dot: canvas.NewCircle(theme.Color(theme.Card)), thread: canvas.NewRectangle(theme.Color(theme.Line))}
	r.dress()
	return r
}

type markRenderer struct {
	of     *mark
	dot    *canvas.Circle
	thread *canvas.Rectangle
}

func (r *markRenderer) dress() {
	r.dot.FillColor, r.dot.StrokeColor, r.dot.StrokeWidth = theme.Color(theme.Card), theme.Color(theme.Border), 2
	if r.of.now {
		r.dot.FillColor, r.dot.StrokeColor = theme.Color(theme.Accent), theme.Color(theme.Accent)
	}
	r.thread.FillColor, r.thread.Hidden = theme.Color(theme.Line), r.of.last
}

func (r *markRenderer) MinSize() fyne.Size { return fyne.NewSize(theme.Scaled(12)+2, theme.Scaled(24)) }

func (r *markRenderer) Layout(size fyne.Size) {
	side := theme.Scaled(12)
	top := (theme.Text(theme.Small)*1.362 + 2 - side) / 2 // beside the first line
	r.dot.Move(fyne.NewPos(1, top))
	r.dot.Resize(fyne.NewSquareSize(side))
	r.thread.Move(fyne.NewPos(side/2, top+side+1))
	r.thread.Resize(fyne.NewSize(2, max(0, size.Height-side-2)))
}

func (r *markRenderer) Refresh() {
	r.dress()
	r.Layout(r.of.Size())
	canvas.Refresh(r.of)
}
func (r *markRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.thread, r.dot} }
func (r *markRenderer) Destroy()                     {}
