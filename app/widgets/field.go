package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"priyom/app/theme"
)

// Field is an entry with its label above, and below it a hint or, in words, what is wrong.
type Field struct {
	holder
	Entry *Entry

	label, star *Text
	hint, bad   *Paragraph
	badRow      *fyne.Container
	frame       *frame
	slot        *fyne.Container // the entry's right end
}

// NewField makes a field of one line. An empty label is left out.
func NewField(label string) *Field {
	f := &Field{}
	f.build(f, label, NewEntry())
	return f
}

// NewTextArea makes a field of many lines that shows so many of them.
func NewTextArea(label string, rows int) *Field {
	f := &Field{}
	f.build(f, label, NewTextEntry(rows))
	return f
}

// build puts the field together for a widget that is or embeds it.
func (f *Field) build(self fyne.Widget, label string, e *Entry) {
	f.Entry, f.frame, f.slot = e, newFrame(), Stack()
	e.ActionItem = f.slot
	f.label, f.star = NewLabel(label).Ellipsis(), newText("*", theme.Danger, theme.Caption, true)
	f.hint, f.bad = NewHint(""), NewParagraph("").In(theme.Danger).Step(theme.Caption)
	f.star.Hide()
	f.hint.Hide()
	f.badRow = Row(6, Col(0, Inset(3, 0, 0, 0, NewIcon("triangle-alert", 14, theme.Danger))), Grow(f.bad))
	f.badRow.Hide()
	head := Row(3, f.label, f.star, Space())
	if label == "" {
		head.Hide()
	}
	e.OnFocus = func(on bool) { f.frame.set(on, f.badRow.Visible()) }
	var entry fyne.CanvasObject = e
	if !e.MultiLine {
		entry = container.NewThemeOverride(e, liveTheme{ // a bar or a shadow would lie on the line's text
			sizes: map[fyne.ThemeSizeName]float32{fynetheme.SizeNameScrollBar: 0, fynetheme.SizeNameScrollBarSmall: 0},
			clear: []fyne.ThemeColorName{fynetheme.ColorNameShadow},
		})
	}
	body := Stack(entry, f.frame)
	if e.MultiLine {
		body = Grow(body) // room that is left over is for writing
	}
	f.hold(self, Col(4, head, body, f.hint, f.badRow))
}

// Text returns what is in the entry.
func (f *Field) Text() string { return f.Entry.Text }

// SetText puts a text into the entry.
func (f *Field) SetText(s string) { f.Entry.SetText(s) }

// Required marks the label with a star; for use while building.
func (f *Field) Required() *Field { f.star.Show(); return f }

// Hint sets the small print below; for use while building.
func (f *Field) Hint(s string) *Field { f.SetHint(s); return f }

// Placeholder shows a muted example while the entry is empty; for use while building.
func (f *Field) Placeholder(s string) *Field { f.Entry.SetPlaceHolder(s); return f }

// Icon shows an icon at the entry's right end; for use while building.
func (f *Field) Icon(name string) *Field {
	return f.Trailing(Pad(0, 12, NewIcon(name, 18, theme.Muted)))
}

// Trailing puts something into the entry's right end, such as an IconButton; for use while building.
func (f *Field) Trailing(o fyne.CanvasObject) *Field {
	f.slot.Objects = []fyne.CanvasObject{o}
	f.Entry.Refresh()
	return f
}

// Changed sets what hears of every change of the text; for use while building.
func (f *Field) Changed(changed func(string)) *Field { f.Entry.OnChanged = changed; return f }

// SetLabel changes the label.
func (f *Field) SetLabel(s string) { f.label.SetText(s) }

// SetHint changes the small print below; while there is an error that stands in its place.
func (f *Field) SetHint(s string) {
	f.hint.SetText(s)
	f.show()
}

// SetError says in words what is wrong; an empty text says that nothing is.
func (f *Field) SetError(s string) {
	f.bad.SetText(s)
	f.show()
}

// Disable stops input.
func (f *Field) Disable() { f.Entry.Disable() }

// Enable allows input.
func (f *Field) Enable() { f.Entry.Enable() }

// showsWhole lets a page scroll to the field with its label and what is wrong, not to the entry alone.
func (f *Field) showsWhole() {}

func (f *Field) show() {
	wrong := f.bad.Text() != ""
	f.badRow.Hidden = !wrong
	f.hint.Hidden = wrong || f.hint.Text() == ""
	f.frame.set(f.frame.focus, wrong)
	f.Refresh()
	Settle(f)
}

// frame is the outline around an entry that has the keyboard or something wrong in it.
type frame struct {
	widget.BaseWidget
	focus, wrong bool
}

func newFrame() *frame {
	f := &frame{}
	f.ExtendBaseWidget(f)
	return f
}

func (f *frame) set(focus, wrong bool) {
	if f.focus != focus || f.wrong != wrong {
		f.focus, f.wrong = focus, wrong
		f.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (f *frame) CreateRenderer() fyne.WidgetRenderer {
	r := &frameRenderer{of: f, rect: canvas.NewRectangle(theme.Color(theme.None))}
	r.dress()
	return r
}

type frameRenderer struct {
	of   *frame
	rect *canvas.Rectangle
}

func (r *frameRenderer) dress() {
	r.rect.StrokeWidth, r.rect.CornerRadius = 2, theme.ControlRadius
	r.rect.Hidden = !r.of.focus && !r.of.wrong
	if r.rect.StrokeColor = theme.Color(theme.Focus); r.of.wrong {
		r.rect.StrokeColor = theme.Color(theme.Danger)
	}
}
func (r *frameRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *frameRenderer) Layout(size fyne.Size)        { r.rect.Resize(size) }
func (r *frameRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.rect} }
func (r *frameRenderer) Destroy()                     {}
func (r *frameRenderer) Refresh() {
	r.dress()
	canvas.Refresh(r.of)
}
