package phone

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	w "priyom/app/widgets"
)

// more lists everything that has no tab of its own.
type more struct {
	p    *Phone
	page fyne.CanvasObject
}

// row is a line of the list.
type row struct {
	page present.Page
	icon string
}

func makeMore(p *Phone, h Host, _ string) Screen {
	v := p.point.Voice()
	menu := w.NewMenu()
	rows := []row{{present.PageWorkday, "clipboard-check"}, {present.PageOutbox, "cloud-upload"}, {present.PageSelf, "user"}, {present.PageJoin, "link"}, {present.PageLook, "sun"}, {present.PageSpace, "layers"}, {present.PageSettings, "settings"}}
	for _, r := range rows {
		if _, ok := p.places.find(r.page); !ok || r.page == present.PageJoin && p.point.Shell.State().Joined {
			continue
		}
		menu.Add(w.NewTile(r.icon, 36, theme.Accent), v.Say("phone."+string(r.page)), v.Say("more."+string(r.page)), func() { h.Push(r.page, "") })
	}
	return &more{p: p, page: w.NewScroll(w.Pad(4, 16, w.Col(12, menu.Card())))}
}

// Content implements Screen.
func (m *more) Content() fyne.CanvasObject { return m.page }

// Back implements Screen.
func (m *more) Back() bool { return false }
