// Package journal draws the list of reports with one of them shown whole.
//
// Its invariant: of a hundred thousand reports only the rows on the screen exist. What is listed, found and shown is the
// presenter's; that the details stand beside the list or in its place is this package's.
package journal

import (
	"reflect"
	"strconv"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/lang"
)

// Host is what the journal asks of the window.
type Host interface {
	// NewReport shows the form for a new report.
	NewReport()
	// Copy puts a text on the clipboard.
	Copy(text string)
	// Notify says something that is done.
	Notify(t present.Tone, words string)
	// PickFolder lets one choose a folder, and comes back.
	PickFolder(chosen func(path string))
	// TakeTable shows the page on which a table is taken in.
	TakeTable()
}

// Screen is the journal's page.
type Screen struct {
	p       *present.Journal
	maps    *present.Maps
	v       *lang.Voice
	title   *w.PageTitle
	search  *w.Search
	chips   *w.ChipRow
	tools   *tools
	picks   *picks
	columns *chooser
	export  *export
	writing *writing
	labels  []string // of the chips
	list    *list
	details *details
	room    *room
	viewer  *viewer
	content fyne.CanvasObject
	drawn   present.JournalState
}

// New makes the page and listens to its presenter.
func New(p *present.Journal, maps *present.Maps, v *lang.Voice, host Host) *Screen {
	s := &Screen{p: p, maps: maps, v: v}
	s.search = w.NewSearch(v.Say("journal.search.label"), v.Say("journal.search.clear"), p.Search)
	s.chips = w.NewChipRow(nil, -1, p.Filter)
	s.list = newList(s, host)
	s.viewer = newViewer(s)
	s.details = newDetails(s, host)
	s.room = newRoom(s.list, s.details)
	s.tools, s.picks, s.columns = newTools(s, host), newPicks(s), newChooser(s)
	s.export, s.writing = newExport(s, host), newWriting(s)
	s.title = w.NewPageTitle(v.Say("journal.title"), "", w.Scaled(300, 0, s.search), s.tools.content)
	page := w.Pad(16, 24, w.Col(12, s.title, s.chips, s.picks.content, s.writing.content, w.Grow(s.room)))
	s.content = w.Stack(w.NewScroll(page), s.columns, s.export, s.viewer)
	s.downToList()
	p.OnChange, p.OnRows = s.draw, func() { s.list.shown().Update() }
	s.draw()
	return s
}

// Content is the page.
func (s *Screen) Content() fyne.CanvasObject { return s.content }

// Focus puts the keyboard on the list, or into the search while there is nothing to list.
func (s *Screen) Focus(c fyne.Canvas) {
	switch state := s.drawn; {
	case state.Rows > 0 && !s.room.alone():
		s.list.shown().Focus()
	case state.Empty != present.EmptyYet:
		c.Focus(s.search.Entry)
	}
}

// FocusSearch puts the keyboard into the search.
func (s *Screen) FocusSearch() {
	s.viewer.close()
	s.back()
	if c := fyne.CurrentApp().Driver().CanvasForObject(s.search); c != nil {
		c.Focus(s.search.Entry)
	}
}

// Key acts on F5, F7 and F8, and on Esc while there is something to go back from.
func (s *Screen) Key(name fyne.KeyName) bool {
	switch {
	case s.viewer.key(name), s.columns.key(name), s.export.key(name):
		return true
	case name == fyne.KeyF7:
		s.back()
		s.p.SetTable(!s.drawn.Table)
		s.list.shown().Focus()
		return true
	case name == fyne.KeyF8:
		s.picks.turn()
		return true
	case name == fyne.KeyF5:
		s.p.Reload()
		return true
	case name == fyne.KeyEscape && s.room.alone():
		s.back()
		return true
	}
	return false
}

// downToList lets the keyboard go from the search to what was found.
func (s *Screen) downToList() {
	escape := s.search.Entry.OnKey
	s.search.Entry.OnKey = func(key *fyne.KeyEvent) bool {
		switch key.Name {
		case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
			if s.p.State().Rows > 0 {
				s.list.shown().Focus()
			}
			return true
		}
		return escape(key)
	}
}

// open shows the report of a row: a draft in the form, another in place of the list if there is no room beside it.
func (s *Screen) open(i int) {
	s.p.Open(i)
	s.room.show(true)
	s.seen()
}

// back shows the list again.
func (s *Screen) back() {
	if s.room.alone() {
		s.room.show(false)
		s.list.shown().Focus()
	}
}

// draw shows what the presenter says.
func (s *Screen) draw() {
	old, state := s.drawn, s.p.State()
	s.drawn = state
	s.title.Set(s.v.Say("journal.title"), state.Under)
	if s.search.Text() != state.Query {
		s.search.SetText(state.Query)
	}
	s.drawChips(state)
	s.tools.draw(state)
	s.picks.draw(state)
	s.columns.draw(state)
	s.writing.draw(s, state.Export)
	s.list.draw(old, state)
	s.details.draw(state.Details)
	s.details.talk.drawReply(state.Reply)
	s.room.set(state.Empty != present.EmptyYet, state.Details != nil, state.Table)
	s.seen()
}

// seen says that what is in the details is before somebody's eyes, if it is.
func (s *Screen) seen() {
	if s.drawn.Details != nil && s.details.card.Visible() {
		s.p.Seen()
	}
}

func (s *Screen) drawChips(state present.JournalState) {
	labels, some := make([]string, len(state.Filters)), false
	for i, f := range state.Filters {
		some = some || f.Count > 0
		labels[i] = f.Label + " \u00b7 " + s.v.Number(int64(f.Count))
	}
	if !reflect.DeepEqual(labels, s.labels) || s.chips.Chosen() != state.Chosen {
		s.labels = labels
		s.chips.SetChips(labels, state.Chosen)
	}
	w.Show(s.chips, some)
}

// number writes a small count.
func number(n int) string { return strconv.Itoa(n) }
