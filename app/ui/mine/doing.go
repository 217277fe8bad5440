package mine

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// doing is what the author may do about the report, and what they did.
type doing struct {
	s     *Report
	body  *fyne.Container
	stars *fyne.Container
	five  []*w.Tile
	given *w.Paragraph // how many, in words
	rate  *fyne.Container
	offer *fyne.Container
	form  *fyne.Container
	title *w.Paragraph
	hint  *w.Paragraph
	words *w.Field
	shots *shots
	bad   *w.Paragraph
	done  *fyne.Container
	give  *w.MainButton // the stars
	tell  *w.MainButton // the words
	last  present.ActsState
}

func newDoing(s *Report) *doing {
	v := s.v
	d := &doing{s: s, stars: w.Flow(0, 0), offer: w.Col(8), done: w.Col(8), title: w.NewParagraph("").Bold(), hint: w.NewHint(""), bad: w.NewParagraph("").In(theme.Danger).Step(theme.Caption)}
	for n := 1; n <= 5; n++ {
		star := w.NewTile("star", 48, theme.Muted)
		d.five = append(d.five, star)
		d.stars.Add(w.NewTap(v.Count("mine.stars", n, nil), w.Pad(3, 2, star), func() { s.acts.Stars(n) }))
	}
	d.given = w.NewParagraph("").Bold().Step(theme.Small)
	d.rate = w.Col(4, w.NewParagraph(v.Say("mine.rate")).Bold(), w.NewHint(v.Say("mine.rate.under")), d.stars, d.given)
	d.words = w.NewTextArea("", 4).Changed(func(text string) {
		s.acts.SetWords(text)
		s.host.Kept()
	})
	d.shots = newShots(s)
	d.form = w.Col(8, d.title, d.hint, d.words, d.shots.body)
	d.give = w.NewMainButton("star", v.Say("mine.rate.main"), s.acts.Rate)
	d.tell = w.NewMainButton("check", v.Say("mine.tell.main"), s.acts.Finish)
	d.body = w.Card(14, w.Col(12, d.done, d.rate, d.form, d.bad, d.offer))
	d.body.Hide()
	return d
}

// action is the page's main action: what is being written, or the stars that were chosen.
func (d *doing) action() fyne.CanvasObject {
	switch {
	case d.last.Writing != "":
		return d.tell
	case d.last.Rate && d.last.Rating > 0:
		return d.give
	}
	return nil
}

func (d *doing) draw() {
	before, state := d.last, d.s.acts.State()
	d.last = state
	if before.Writing != "" && state.Writing == "" { // sent, or closed: a kill must not bring it back
		d.s.host.Kept()
	}
	for i, star := range d.five {
		role := theme.Muted
		if i < state.Rating {
			role = theme.Warning
		}
		star.Set("star", role)
	}
	d.given.SetText("")
	if state.Rating > 0 {
		d.given.SetText(d.s.v.Count("mine.stars", state.Rating, nil))
	}
	d.given.Hidden = state.Rating == 0
	d.rate.Hidden = !state.Rate || state.Writing != ""
	d.form.Hidden = state.Writing == ""
	d.title.SetText(state.Title)
	d.hint.SetText(state.Hint)
	if d.words.Text() != state.Words {
		d.words.SetText(state.Words)
	}
	d.shots.draw(state)
	d.bad.SetText(state.Bad)
	d.bad.Hidden = state.Bad == ""
	d.offer.Objects = nil
	for _, c := range state.Offered {
		b := w.NewButton(c.Icon, c.Label, func() { d.begin(c.Act) })
		if c.Grave {
			b.Danger()
		}
		d.offer.Add(b)
	}
	d.offer.Hidden = len(state.Offered) == 0 || state.Writing != ""
	d.done.Objects = nil
	for _, one := range state.Done {
		under := w.Col(2, w.NewParagraph(one.Title).Bold())
		if one.Under != "" {
			under.Add(w.NewParagraph(one.Under).Step(theme.Small))
		}
		if len(one.Photos) > 0 {
			row := w.Flow(8, 8)
			for _, p := range one.Photos {
				row.Add(d.shots.small(p))
			}
			under.Add(row)
		}
		under.Add(w.NewHint(one.Aside))
		d.done.Add(w.Row(10, w.Col(0, w.NewIcon(one.Icon, 20, look.Role(one.Tone))), w.Grow(under)))
	}
	d.done.Hidden = len(state.Done) == 0
	busy := ""
	if state.Busy {
		busy = d.s.v.Say("capture.saving")
	}
	d.give.SetBusy(busy)
	d.tell.SetBusy(busy)
	some := len(state.Offered) > 0 || len(state.Done) > 0 || state.Rate || state.Writing != ""
	w.Show(d.body, some)
	d.body.Refresh()
	w.Settle(d.body)
	d.s.host.Redraw()
}

func (d *doing) begin(act civic.Action) {
	d.s.acts.Begin(act)
	d.s.host.Kept()
	w.Reveal(d.form)
	if c := w.CanvasShowing(d.words); c != nil {
		c.Focus(d.words.Entry)
	}
}

// talk is what the portal's staff and the author said, and the field to reply in.
type talk struct {
	s     *Report
	body  *fyne.Container
	said  *fyne.Container
	field *w.Field
	only  *w.Check
	send  *w.Button
	form  *fyne.Container
}

// sayIndent is how far a message stands in from the side of whoever didn't say it.
const sayIndent = 32

func newTalk(s *Report) *talk {
	v := s.v
	t := &talk{s: s, said: w.Col(8), field: w.NewTextArea(v.Say("mine.reply"), 2)}
	t.field.Entry.OnChanged = s.p.SetReply
	t.only = w.NewCheck(v.Say("mine.private"), true, s.p.SetPrivate)
	t.send = w.NewButton("message", v.Say("mine.say"), s.p.Say)
	t.form = w.Col(4, t.field, t.only, t.send)
	t.body = w.Card(14, w.Col(10, w.NewLabel(v.Say("dialogue.title")), t.said, t.form))
	t.body.Hide()
	return t
}

func (t *talk) draw(d present.Dialogue, r present.Reply) {
	t.body.Hidden = !d.Open && len(d.Said) == 0
	t.form.Hidden = !d.Open
	t.said.Objects = nil
	for _, m := range d.Said {
		t.said.Add(bubble(m))
	}
	t.said.Hidden = len(d.Said) == 0
	if t.field.Text() != r.Text {
		t.field.SetText(r.Text)
	}
	t.field.SetError(r.Bad)
	t.only.SetChecked(r.Private)
}

// bubble is one message: the office's on the left, the author's on the right.
func bubble(m present.Message) fyne.CanvasObject {
	words, state := w.NewParagraph(m.Text), m.Under
	if m.Erased {
		words.In(theme.Muted)
	}
	ground, edge, left, right := theme.Track, theme.None, float32(0), float32(sayIndent)
	if m.Mine {
		ground, edge, left, right = theme.Tint, theme.TintLine, sayIndent, 0
		state += " \u00b7 " + m.State
	}
	body := w.Col(4, w.NewParagraph(m.Who).Bold().Step(theme.Small), words, w.NewHint(state))
	return w.Inset(0, right, 0, left, w.Stack(w.NewBox(ground, edge, theme.CardRadius), w.Pad(10, 12, body)))
}
