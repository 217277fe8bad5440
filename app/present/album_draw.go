package present

import (
	"context"
	"errors"
	"image"
	"slices"

	"priyom/civic"
	"priyom/photo"
	"priyom/store"
)

// Tool is what a hand does on a picture.
type Tool string

// The tools.
const (
	ToolArrow  Tool = "arrow"
	ToolCircle Tool = "circle"
	ToolBlur   Tool = "blur"
	ToolMove   Tool = "move"
)

// Tools are all, in the order in which they lie.
func Tools() []Tool { return []Tool{ToolBlur, ToolArrow, ToolCircle, ToolMove} }

// mark is the kind of mark that a tool draws; "" for one that draws none.
func (t Tool) mark() civic.MarkKind {
	switch t {
	case ToolArrow:
		return civic.MarkArrow
	case ToolCircle:
		return civic.MarkCircle
	case ToolBlur:
		return civic.MarkBlur
	case ToolMove:
	}
	return ""
}

// easel is a picture that is drawn on. What was drawn is on the disk after each stroke, so a kill takes nothing away; the copies are made
// anew when the drawing ends.
type easel struct {
	base    image.Image // the picture without marks
	marks   []civic.Mark
	past    [][]civic.Mark // before each change of this run
	drawing bool
	resume  bool // draw as soon as the picture is read
	tool    Tool
	strokes int // counts the redrawings: an older one is of no use
}

// draftPhoto is whose a photo is that may still be changed.
type draftPhoto struct {
	report     civic.ReportID // of a draft
	task       civic.ReportID
	inspection civic.InspectionID // of a task's, that isn't handed in
	added      civic.ReportID     // of a report, to which it is being added
}

func (d draftPhoto) here() bool { return d != draftPhoto{} }

func (d draftPhoto) keep(ctx context.Context, s *store.Store, id civic.PhotoID, marks []civic.Mark) error {
	switch {
	case !d.report.IsZero():
		return s.MarkPhoto(ctx, d.report, id, marks)
	case !d.added.IsZero():
		return s.MarkSupplementPhoto(ctx, d.added, id, marks)
	}
	return s.MarkInspectionPhoto(ctx, d.inspection, id, marks)
}

// tell has the form know that a picture isn't what it was.
func (d draftPhoto) tell(p *Point, id civic.PhotoID, marks []civic.Mark) {
	switch {
	case !d.report.IsZero():
		p.Intake.marked(d.report, id, marks)
	case !d.added.IsZero():
		p.Acts.marked(d.added, id)
	default:
		p.Inspect.marked(d.inspection, id, marks)
	}
}

func (d draftPhoto) remove(p *Point, id civic.PhotoID) {
	switch {
	case !d.report.IsZero():
		p.Intake.removeFrom(d.report, id)
	case !d.added.IsZero():
		p.Acts.removeFrom(d.added, id)
	default:
		p.Inspect.removeFrom(d.inspection, id)
	}
}

// marked is a picture with marks; the picture itself where there are none.
func marked(m image.Image, marks []civic.Mark) image.Image {
	if m == nil || len(marks) == 0 {
		return m
	}
	return photo.Draw(m, marks)
}

// Draw begins to draw on the picture, or ends it.
func (a *Album) Draw(on bool) {
	if !on {
		a.stopDrawing()
		a.changed()
		return
	}
	if len(a.list) > 0 && a.list[a.at].draft.here() && a.base != nil {
		a.drawing = true
		a.changed()
	}
}

// Resume goes on drawing with a tool, after the program was killed.
func (a *Album) Resume(t Tool) {
	a.resume = true
	a.SetTool(t)
	a.resumeDrawing()
}

// Draws says that somebody draws, or will as soon as the picture is read.
func (a *Album) Draws() bool { return a.drawing || a.resume }

func (a *Album) resumeDrawing() {
	if a.resume && a.base != nil {
		a.resume = false
		a.Draw(true)
	}
}

// stopDrawing ends the drawing: the copies are made anew, in the background.
func (a *Album) stopDrawing() {
	if !a.drawing || len(a.list) == 0 {
		return
	}
	a.drawing, a.past = false, nil
	p := a.list[a.at]
	p.draft.tell(a.p, p.ID, p.Marks)
	a.p.write.do(func(context.Context) func() { return a.p.prepare }) // behind the last stroke
}

// SetTool chooses what the hand does.
func (a *Album) SetTool(t Tool) {
	if slices.Contains(Tools(), t) {
		a.tool = t
		a.changed()
	}
}

// graspWithin is how far from a mark one may touch to take hold of it, as a share of the picture's width.
const graspWithin = 0.06

// Grasp is the mark that a hand takes hold of at a place, as shares of the picture: the nearest, of equals the one drawn last.
func (a *Album) Grasp(x, y float64) (m civic.Mark, ok bool) {
	i := a.grasped(x, y)
	if i < 0 {
		return m, false
	}
	return a.marks[i], true
}

func (a *Album) grasped(x, y float64) int {
	nearest, at := graspWithin, -1
	if a.base == nil {
		return at
	}
	size := a.base.Bounds().Size()
	for i, m := range a.marks {
		if far := m.Far(x, y, float64(size.Y)/float64(max(1, size.X))); far <= nearest {
			nearest, at = far, i
		}
	}
	return at
}

// Stroke is what a hand drew, or moved, from one place to another, as shares of the picture.
func (a *Album) Stroke(fromX, fromY, toX, toY float64) {
	if !a.drawing {
		return
	}
	marks := slices.Clone(a.marks)
	if kind := a.tool.mark(); kind != "" {
		m, ok := civic.Mark{Kind: kind, FromX: fromX, FromY: fromY, ToX: toX, ToY: toY}.Clamped()
		switch {
		case !ok:
			return
		case len(marks) >= civic.MaxMarks:
			a.p.notice(ToneWarn, a.p.Voice().Say("album.full"))
			return
		}
		marks = append(marks, m)
	} else if i := a.grasped(fromX, fromY); i >= 0 {
		marks[i] = marks[i].Moved(toX-fromX, toY-fromY)
	} else {
		return
	}
	a.past = append(a.past, a.marks)
	a.put(marks)
}

// Undo takes back the last change; of what was drawn before the program began, the last mark.
func (a *Album) Undo() {
	switch n := len(a.past); {
	case !a.drawing:
	case n > 0:
		before := a.past[n-1]
		a.past = a.past[:n-1]
		a.put(before)
	case len(a.marks) > 0:
		a.put(slices.Clone(a.marks[:len(a.marks)-1]))
	}
}

// Wipe takes everything away that was drawn; Undo brings it back.
func (a *Album) Wipe() {
	if a.drawing && len(a.marks) > 0 {
		a.past = append(a.past, a.marks)
		a.put(nil)
	}
}

// put has other marks on the picture: on the disk, and before the eyes.
func (a *Album) put(marks []civic.Mark) {
	a.marks = marks
	a.strokes++
	at, stroke, turn, base := &a.list[a.at], a.strokes, a.turn, a.base
	at.Marks = slices.Clone(marks)
	of, id, kept := at.draft, at.ID, at.Marks
	a.p.write.do(func(ctx context.Context) func() {
		err := of.keep(ctx, a.p.store, id, kept)
		if err == nil {
			return nil
		}
		return func() {
			if errors.Is(err, store.ErrCaptured) || errors.Is(err, store.ErrInspected) || errors.Is(err, store.ErrNotFound) {
				a.p.notice(ToneWarn, a.p.Voice().Say("album.gone"))
			} else {
				a.p.failed("what was drawn isn't kept", err)
			}
			if turn == a.turn {
				a.drawing = false
				a.load()
			}
		}
	})
	a.p.read.do(func(context.Context) func() {
		drawn := marked(base, kept)
		return func() {
			if turn == a.turn && stroke == a.strokes {
				a.large = drawn
				a.changed()
			}
		}
	})
	a.changed()
}
