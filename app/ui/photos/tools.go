package photos

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
)

// tools are what lies beneath a picture that is drawn on.
type tools struct {
	s     *Screen
	body  *fyne.Container
	hint  *w.Paragraph
	each  map[present.Tool]*tool
	undo  action
	clear action
}

// action is a button with words, or an icon alone.
type action interface {
	fyne.CanvasObject
	Enable()
	Disable()
}

// tool is one of them: an icon over a word, and whether the hand has it.
type tool struct {
	tap    *w.Tap
	ground *w.Box
	icon   *w.Icon
	word   *w.Text
}

// The sizes of a tool: with its word, and at 100 % without. Large words have no room on a phone: the icons stand alone then, and the line above
// the main action says what the tool in the hand does.
const (
	toolHeight = 60
	bareSide   = 48
	wordsUpTo  = 1.1 // text size
)

// wordy says that the tools have room for their words.
func wordy() bool { return theme.Current().Scale() <= wordsUpTo }

// toolIcons are the tools' icons.
func toolIcon(t present.Tool) string {
	switch t {
	case present.ToolArrow:
		return "arrow-mark"
	case present.ToolCircle:
		return "circle"
	case present.ToolBlur:
		return "blur"
	case present.ToolMove:
	}
	return "move-horizontal"
}

func newTools(s *Screen) *tools {
	t := &tools{s: s, each: map[present.Tool]*tool{}, hint: w.NewHint("").Align(fyne.TextAlignCenter).MaxLines(2)}
	worded := wordy()
	row := w.Row(8)
	if !worded {
		row = w.Flow(8, 8)
	}
	for _, one := range present.Tools() {
		made := newTool(one, s, worded)
		t.each[one] = made
		if worded {
			row.Add(w.Grow(w.Sized(0, toolHeight, made.ground, made.tap)))
		} else {
			row.Add(w.Scaled(bareSide, bareSide, made.ground, made.tap))
		}
	}
	undo, wipe := s.v.Say("album.undo"), s.v.Say("album.wipe")
	if !worded {
		t.undo, t.clear = w.NewIconButton("undo", undo, s.p.Undo).In(theme.Ink), w.NewIconButton("trash", wipe, s.p.Wipe).In(theme.Ink)
		row.Add(w.Scaled(bareSide, bareSide, t.undo))
		row.Add(w.Scaled(bareSide, bareSide, t.clear))
		t.hint.Hide()
		t.body = w.Pad(8, 16, row)
		return t
	}
	t.undo, t.clear = w.NewButton("undo", undo, s.p.Undo), w.NewButton("trash", wipe, s.p.Wipe)
	t.body = w.Narrow(560, w.Pad(8, 16, w.Col(8, t.hint, row, w.Row(8, w.Grow(t.undo), w.Grow(t.clear)))))
	return t
}

func newTool(one present.Tool, s *Screen, worded bool) *tool {
	word := s.v.Say("album.tool." + string(one))
	t := &tool{ground: w.NewBox(theme.Card, theme.Line, theme.ControlRadius), icon: w.NewIcon(toolIcon(one), 22, theme.Ink), word: w.NewText(word).Step(theme.Small).Ellipsis().Align(fyne.TextAlignCenter)}
	t.word.Hidden = !worded
	body := w.Middle(w.Col(2, w.Center(t.icon), t.word))
	t.tap = w.NewTap(s.v.Say("album.tool."+string(one)+".name"), body, func() {
		s.p.SetTool(one)
		s.host.Kept()
	})
	return t
}

func (t *tools) draw(state present.AlbumState) {
	w.Show(t.body, state.Drawing)
	if !state.Drawing {
		return
	}
	for key, one := range t.each {
		ground, edge, ink := theme.Card, theme.Line, theme.Ink
		if key == state.Tool {
			ground, edge, ink = theme.Accent, theme.Accent, theme.OnAccent
		}
		one.ground.SetRoles(ground, edge)
		one.icon.SetRole(ink)
		one.word.SetRole(ink)
		one.word.SetBold(key == state.Tool)
	}
	t.hint.SetText(t.s.v.Say("album.hint." + string(state.Tool)))
	w.Enable(t.undo, state.Undo)
	w.Enable(t.clear, state.Marks > 0)
	pad := t.s.pad
	pad.SetLine(state.Tool == present.ToolArrow)
	pad.Grab = nil
	if state.Tool == present.ToolMove {
		pad.Grab = t.grab
	}
}

// grab is what a hand takes hold of.
func (t *tools) grab(x, y float32) (held w.Held, ok bool) {
	m, ok := t.s.p.Grasp(float64(x), float64(y))
	held.Stroke = w.Stroke{FromX: float32(m.FromX), FromY: float32(m.FromY), ToX: float32(m.ToX), ToY: float32(m.ToY)}
	held.Line = m.Kind == civic.MarkArrow
	return held, ok
}
