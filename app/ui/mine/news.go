package mine

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/lang"
)

// News is the page with what became known while nobody looked, and with the reports of the account that weren't taken here.
type News struct {
	p    *present.Notices
	v    *lang.Voice
	host Host
	main *w.MainButton
	rows *fyne.Container
	none *w.Empty
	body fyne.CanvasObject
}

// NewNews makes the page and listens to its presenter.
func NewNews(p *present.Notices, v *lang.Voice, host Host) *News {
	s := &News{p: p, v: v, host: host, rows: w.Col(16), none: w.NewEmpty("bell", v.Say("mine.news.none"), v.Say("mine.news.none.under"), nil)}
	s.main = w.NewMainButton("check", v.Say("mine.news.seen"), p.SeeAll)
	s.body = w.NewScroll(w.Inset(4, 16, 16, 16, w.Stack(s.rows, s.none)))
	p.OnChange = s.draw
	p.Reload()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *News) Content() fyne.CanvasObject { return s.body }

// Back implements phone.Screen.
func (s *News) Back() bool { return false }

// Action implements phone.Acting.
func (s *News) Action() fyne.CanvasObject {
	if s.p.State().Count == 0 {
		return nil
	}
	return s.main
}

// Leave implements phone.Leaving.
func (s *News) Leave() { s.p.OnChange = nil }

func (s *News) draw() {
	state := s.p.State()
	s.rows.Objects = nil
	s.section("mine.news.new", state.Notices)
	s.section("mine.news.elsewhere", state.Elsewhere)
	w.Show(s.none, len(s.rows.Objects) == 0)
	s.rows.Refresh()
	w.Settle(s.rows)
	s.host.Redraw()
}

func (s *News) section(key string, notices []present.Notice) {
	if len(notices) == 0 {
		return
	}
	menu := w.NewMenu()
	for _, n := range notices {
		words := n.Words
		if n.Waits {
			words += " \u00b7 " + s.v.Say("mine.news.waits")
		}
		under := n.Number + " \u00b7 " + n.When
		menu.Add(w.NewTile(n.Icon, 40, look.Role(n.Tone)), n.Title, words+"\n"+under, func() { s.host.Push(present.PageReport, n.Report.String()) })
	}
	s.rows.Add(w.Col(8, w.NewParagraph(s.v.Say(key)).Bold(), menu.Card()))
}

// drawNews shows above one's own reports that there is something beside them, in one line: the list needs the room.
func (s *List) drawNews() {
	state := s.of.State()
	var title string
	switch others := len(state.Elsewhere); {
	case state.Count > 0:
		title = s.v.Count("notify.many", state.Count, nil)
	case others > 0:
		title = s.v.With("mine.elsewhere.count", lang.Args{"N": s.v.Number(int64(others))})
	}
	s.news.Objects = nil
	if title != "" {
		line := w.Row(10, w.NewIcon("bell", 20, theme.Accent), w.Grow(w.Middle(w.NewBold(title).Ellipsis())), w.NewIcon("chevron-right", 20, theme.Muted))
		s.news.Add(w.Card(0, w.NewTap(title, w.Pad(12, 12, line), func() { s.host.Push(present.PageNews, "") })))
	}
	s.news.Hidden = title == ""
	s.news.Refresh()
}
