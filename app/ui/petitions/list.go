package petitions

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
)

// rowHeight leaves room for a title, a bar and where it stands.
const rowHeight = 96

// list is the card with all petitions.
type list struct {
	s    *Screen
	card *fyne.Container
	rows *w.RowList
	all  []present.PetitionRow
}

func newList(s *Screen) *list {
	l := &list{s: s}
	l.rows = w.NewRows(func() int { return len(l.all) }, newRow, func(i int, r *row) { r.set(l.all[i], s.v.Say("petitions.reached")) }).RowsOf(rowHeight)
	l.rows.OnSelected = s.p.Choose
	l.rows.OnOpened = func(int) { s.wrong(present.SignName) }
	l.card = w.Card(0, w.Col(0, w.Pad(10, 16, w.NewSection("list", s.v.Say("petitions.list"), "")), w.Divider(), w.Scaled(0, 2*rowHeight+8, l.rows)))
	return l
}

func (l *list) draw(state present.PetitionsState) {
	l.all = state.Rows
	l.rows.Update()
	if l.rows.Selected() != state.Chosen {
		l.rows.Select(state.Chosen)
	}
}

// row is one petition.
type row struct {
	title, stands, left *w.Text
	number              *w.Text
	icon                *w.Icon
	bar                 *w.Progress
}

func newRow() (*row, fyne.CanvasObject) {
	r := &row{
		title: w.NewBold("").Ellipsis(), stands: w.NewCaption("").Ellipsis(), number: w.NewCaption(""),
		left: w.NewText("").Step(theme.Caption).Ellipsis().Align(fyne.TextAlignTrailing), icon: w.NewIcon("clock", 16, theme.Muted), bar: w.NewProgress(6).In(theme.Success),
	}
	head := w.Row(6, r.number, w.Grow(r.left), w.Middle(r.icon))
	return r, w.Pad(0, 4, w.Middle(w.Col(5, head, r.title, r.bar, r.stands)))
}

func (r *row) set(p present.PetitionRow, reached string) {
	r.number.SetText("\u2116\u00a0" + p.Number)
	r.title.SetText(p.Title)
	stands := p.Stands
	if p.Here != "" {
		stands += " \u00b7 " + p.Here
	}
	r.stands.SetText(stands)
	r.bar.SetValue(p.Progress)
	icon, tone, left := "clock", p.Tone, p.Left
	if p.Reached {
		icon, tone, left = "circle-check", present.ToneGood, reached+" \u00b7 "+left
	}
	r.left.SetText(left)
	r.icon.SetIcon(icon)
	r.icon.SetRole(look.Role(tone))
}

// text is the card with exactly what is signed.
type text struct {
	card                     *fyne.Container
	title, words, rule, hash *w.Paragraph
	s                        *Screen
}

func newText(s *Screen) *text {
	t := &text{s: s, title: w.NewParagraph("").Bold().Step(theme.Heading), words: w.NewParagraph(""), rule: w.NewHint(""), hash: w.NewHint("")}
	t.card = w.Card(16, w.Col(12, w.NewSection("file-text", s.v.Say("petitions.read"), ""), t.title, t.words, w.Divider(), t.rule, t.hash))
	return t
}

func (t *text) draw(s present.SignState) {
	t.title.SetText(s.Title)
	t.words.SetText(s.Text)
	t.rule.SetText(s.Rule)
	t.hash.SetText(t.s.v.With("petitions.fingerprint", map[string]any{"Hash": s.Fingerprint}))
	w.Show(t.card, s.Title != "")
	w.Settle(t.card)
}
