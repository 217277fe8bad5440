// Package picker draws the page on which photos or a map are chosen from this computer's folders: places as chips, a folder's
// files, the newest first, pictures with their previews; of those as many as one wants.
package picker

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Screen is the picker's page.
type Screen struct {
	p       *present.Picker
	v       *lang.Voice
	title   *w.PageTitle
	wanted  present.Wanted // that the words are for
	roots   *w.ChipRow
	path    *w.Field
	rows    *w.RowList
	made    map[fyne.CanvasObject]*row
	empty   *w.Empty
	problem *w.Banner
	add     *w.MainButton
	content fyne.CanvasObject
}

// New makes the page and listens to its presenter.
func New(p *present.Picker, v *lang.Voice) *Screen {
	s := &Screen{p: p, v: v, made: map[fyne.CanvasObject]*row{}}
	s.roots = w.NewChipRow(nil, -1, p.Root)
	s.path = w.NewField("").Placeholder(v.Say("picker.path")).Icon("folder")
	s.path.Entry.OnSubmitted = p.GoTo
	s.rows = w.NewRowList(func() int { return p.State().Rows }, s.newRow, s.fill)
	s.rows.OnOpened, s.rows.TapOpens = p.Press, true
	s.empty = w.NewEmpty("image", v.Say("picker.empty.title"), v.Say("picker.empty.under"), nil)
	s.problem = w.NewBanner(w.Caution, "", "", nil)
	s.add = w.NewMainButton("plus", v.Say("picker.none"), p.Add)
	s.title = w.NewPageTitle("", "")
	list := w.Card(0, w.Stack(s.rows, s.empty))
	foot := w.FootBar(w.NewButton("arrow-left", v.Say("picker.cancel"), p.Cancel), w.Space(), s.add)
	s.content = w.Col(0, w.Grow(w.Pad(16, 24, w.Col(12, s.title, s.roots, s.path, s.problem, w.Grow(list)))), foot)
	p.OnChange, p.OnRows, p.OnLoad = s.draw, s.rows.Update, s.loaded
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus takes the keyboard off the page before; it goes on the list once a folder is read.
func (s *Screen) Focus(c fyne.Canvas) { c.Unfocus() }

// Key acts on F10 and Esc.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch name {
	case fyne.KeyF10:
		s.p.Add()
	case fyne.KeyEscape:
		s.p.Cancel()
	case fyne.KeyBackspace:
		s.p.Up()
	default:
		return false
	}
	return true
}

// loaded is after another folder was read: the keyboard is on its newest picture.
func (s *Screen) loaded() {
	first := 0
	for first < s.p.State().Rows-1 && s.p.Row(first).Folder {
		first++
	}
	if s.p.Row(first).Folder {
		first = 0
	}
	s.rows.Select(first)
	s.rows.Focus()
}

// word says what is to be chosen.
func (s *Screen) word() {
	v := s.v
	switch s.wanted {
	case present.WantMap:
		s.title.Set(v.Say("picker.map.title"), v.Say("picker.map.hint"))
		s.empty.Set("map", v.Say("picker.map.none"), v.Say("picker.map.none-under"))
	case present.WantTable:
		s.title.Set(v.Say("picker.table.title"), v.Say("picker.table.hint"))
		s.empty.Set("list", v.Say("picker.table.none"), v.Say("picker.table.none-under"))
	case present.WantFolder:
		s.title.Set(v.Say("picker.folder.title"), v.Say("picker.folder.hint"))
	case present.WantPhotos:
		s.title.Set(v.Say("picker.title"), v.Say("picker.hint"))
		s.empty.Set("image", v.Say("picker.empty.title"), v.Say("picker.empty.under"))
	}
	w.Show(s.add, s.wanted == present.WantPhotos || s.wanted == present.WantFolder)
}

func (s *Screen) draw() {
	st := s.p.State()
	if st.Wanted != s.wanted {
		s.wanted = st.Wanted
		s.word()
	}
	s.roots.SetChips(st.Roots, -1)
	if s.path.Text() != st.Path {
		s.path.SetText(st.Path)
	}
	s.problem.Set(w.Caution, st.Problem, "")
	w.Show(s.problem, st.Problem != "")
	w.Show(s.empty, st.Empty)
	if st.Ready {
		s.add.Enable()
	} else {
		s.add.Disable()
	}
	s.add.SetText(st.Add)
	s.rows.Update()
}
