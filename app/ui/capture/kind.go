package capture

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// KindHost is what the page asks of the phone.
type KindHost interface {
	Return()
	Redraw()
}

// Kind is the page with all categories: those used lately, a search, and theme by theme.
type Kind struct {
	p      *present.Capture
	v      *lang.Voice
	host   KindHost
	stop   func()
	search *w.Search
	list   *fyne.Container
	page   *w.Scroll
	body   fyne.CanvasObject
	theme  civic.ThemeSlug // whose categories are shown; "" shows the themes
}

// NewKind makes the page.
func NewKind(p *present.Capture, v *lang.Voice, host KindHost) *Kind {
	s := &Kind{p: p, v: v, host: host, list: w.Col(12)}
	s.search = w.NewSearch(v.Say("capture.kind.search"), v.Say("journal.search.clear"), func(string) {
		s.theme = ""
		s.draw()
	})
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, s.list))
	s.body = w.Col(8, w.Inset(4, 16, 0, 16, s.search), w.Grow(s.page))
	s.stop = p.Attend()
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Kind) Content() fyne.CanvasObject { return s.body }

// Back goes from a theme to all of them.
func (s *Kind) Back() bool {
	if s.theme == "" {
		return false
	}
	s.theme = ""
	s.draw()
	return true
}

// Title implements phone.Titled.
func (s *Kind) Title() string {
	if s.theme != "" {
		title, _ := s.p.OfTheme(s.theme)
		return title
	}
	return s.v.Say("phone.kind")
}

// Leave implements phone.Leaving.
func (s *Kind) Leave() { s.stop() }

func (s *Kind) choose(slug civic.CategorySlug) {
	s.theme = "" // back means back to the report
	s.p.Choose(slug)
	s.host.Return()
}

// draw shows a theme's categories, what was found, or all themes.
func (s *Kind) draw() {
	s.list.Objects = nil
	query := s.search.Text()
	switch {
	case s.theme != "":
		_, all := s.p.OfTheme(s.theme)
		s.add("", all)
	case query != "":
		found := s.p.Find(query)
		if len(found) == 0 {
			s.list.Add(w.NewEmpty("search", s.v.Say("capture.kind.none"), s.v.Say("capture.kind.none-under"), nil))
		}
		s.add("", found)
	default:
		s.add(s.v.Say("capture.kind.recent"), s.p.Find(""))
		menu := w.NewMenu()
		for _, t := range s.p.Themes() {
			menu.Add(w.NewTile(t.Icon, 36, theme.Accent), t.Title, "", func() {
				s.theme = t.Slug
				s.draw()
				s.host.Redraw()
			})
		}
		s.list.Add(w.Labelled(s.v.Say("capture.kind.all"), menu.Card()))
	}
	s.list.Refresh()
	w.Settle(s.list)
	s.page.ScrollToTop()
}

func (s *Kind) add(label string, all []present.Category) {
	if len(all) == 0 {
		return
	}
	menu := w.NewMenu()
	for _, c := range all {
		role, under := theme.Muted, c.Said
		if c.Emergency {
			role, under = theme.Danger, s.v.Say("capture.kind.emergency")
		}
		menu.Add(w.NewTile(c.Icon, 36, role), c.Title, under, func() { s.choose(c.Slug) })
	}
	if label == "" {
		s.list.Add(menu.Card())
		return
	}
	s.list.Add(w.Labelled(label, menu.Card()))
}
