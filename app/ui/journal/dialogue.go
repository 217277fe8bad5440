package journal

import (
	"reflect"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// sayIndent is how far a message stands in from the side of whoever didn't say it.
const sayIndent = 24

// dialogue is what the portal's staff and the point said, and the field to reply in.
type dialogue struct {
	s       *Screen
	content *fyne.Container
	none    *w.Paragraph
	earlier *w.Button
	before  *fyne.Container // the button
	said    *fyne.Container
	field   *w.Field
	private *w.Check
	send    *w.Button
	form    *fyne.Container

	drawn present.Dialogue
}

func newDialogue(s *Screen) *dialogue {
	v := s.v
	d := &dialogue{s: s, none: w.NewHint(v.Say("dialogue.none")), said: w.Col(8), field: w.NewTextArea(v.Say("dialogue.reply"), 3)}
	d.earlier = w.NewButton("arrow-up", "", s.p.Earlier)
	d.field.Entry.OnChanged, d.field.Entry.OnSend = s.p.SetReply, s.p.Say
	d.private = w.NewCheck(v.Say("dialogue.private.label"), true, s.p.SetPrivate)
	d.send = w.NewButton("message", v.Say("dialogue.send"), s.p.Say)
	d.form = w.Col(8, d.field, d.private, w.Left(d.send))
	d.before = w.Left(d.earlier)
	d.content = w.Col(10, w.NewLabel(v.Say("dialogue.title")), d.none, d.before, d.said, d.form)
	return d
}

func (d *dialogue) draw(now present.Dialogue) {
	d.content.Hidden = !now.Open && len(now.Said) == 0
	d.none.Hidden = len(now.Said) > 0
	d.before.Hidden = now.Earlier == ""
	d.earlier.SetText(now.Earlier)
	d.form.Hidden = !now.Open
	if !reflect.DeepEqual(d.drawn.Said, now.Said) {
		d.said.Objects = nil
		for _, m := range now.Said {
			d.said.Add(bubble(m))
		}
	}
	d.said.Hidden = len(now.Said) == 0
	d.drawn = now
	d.content.Refresh()
	w.Settle(d.content)
}

// reveal scrolls to what was said last.
func (d *dialogue) reveal() {
	if n := len(d.said.Objects); n > 0 {
		w.Reveal(d.said.Objects[n-1])
	}
}

// bubble is one message: the office's on the left, the point's on the right.
func bubble(m present.Message) fyne.CanvasObject {
	words := w.NewParagraph(m.Text)
	if m.Erased {
		words.In(theme.Muted)
	}
	line := func(icon string, role theme.Role, text string) fyne.CanvasObject {
		return w.Row(6, w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon(icon, 14, role))), w.Grow(w.NewParagraph(text).In(theme.Muted).Step(theme.Print)))
	}
	body := w.Col(4, w.NewParagraph(m.Who).Bold().Step(theme.Small), words)
	mark := "eye"
	if m.Private {
		mark = "lock"
	}
	body.Add(line(mark, theme.Muted, m.Under))
	ground, edge, left, right := theme.Track, theme.None, float32(0), float32(sayIndent)
	if m.Mine {
		ground, edge, left, right = theme.Tint, theme.TintLine, sayIndent, 0
		if m.Waits {
			body.Add(line("cloud-upload", theme.Muted, m.State))
		} else {
			body.Add(line("cloud-check", theme.Success, m.State))
		}
	}
	return w.Inset(0, right, 0, left, w.Stack(w.NewBox(ground, edge, theme.CardRadius), w.Pad(10, 12, body)))
}

// drawReply shows what is being written; while it is typed here the field knows it first.
func (d *dialogue) drawReply(r present.Reply) {
	if d.field.Text() != r.Text {
		d.field.SetText(r.Text)
	}
	d.private.SetChecked(r.Private)
	d.field.SetError(r.Bad)
	if r.Sending {
		d.field.Disable()
	} else {
		d.field.Enable()
	}
}
