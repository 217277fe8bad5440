package phone

import (
	"fyne.io/fyne/v2"

	"priyom/app/present"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// place is a page's way onto a phone. A tab's page has an icon and may have a number of things that wait there.
type place struct {
	page  present.Page
	icon  string
	make  func(p *Phone, h Host, arg string) Screen
	count func(*present.Point) int // may be nil
}

// places are all pages of one role's phone: at most five tabs, the first of them home, and what is gone to from them.
type places struct {
	tabs []place
	more []place
}

// placesFor are those of a role. A device that is nobody's yet is a citizen's.
func placesFor(r civic.Role) places {
	if r == civic.RoleInspector {
		return places{tabs: inspectorTabs(), more: append(inspectorPages(), everybodysPages()...)}
	}
	return places{tabs: citizenTabs(), more: append(citizenPages(), everybodysPages()...)}
}

func (l places) keys() []present.Page {
	keys := make([]present.Page, len(l.tabs))
	for i, tab := range l.tabs {
		keys[i] = tab.page
	}
	return keys
}

// bar are the tabs in the user's words.
func (l places) bar(v *lang.Voice) []w.Tab {
	tabs := make([]w.Tab, len(l.tabs))
	for i, tab := range l.tabs {
		tabs[i] = w.Tab{Key: string(tab.page), Icon: tab.icon, Title: v.Say("tab." + string(tab.page))}
	}
	return tabs
}

func (l places) find(page present.Page) (place, bool) {
	for _, list := range [][]place{l.tabs, l.more} {
		for _, one := range list {
			if one.page == page {
				return one, true
			}
		}
	}
	return place{}, false
}

func (l places) knows(page present.Page) bool {
	_, ok := l.find(page)
	return ok
}

// make builds a page.
func (l places) make(p *Phone, top present.Stop) Screen {
	h := Host{p}
	if one, ok := l.find(top.Page); ok {
		return one.make(p, h, top.Arg)
	}
	return nowhere{p.point.Voice()}
}

// nowhere is a page that another program asked for.
type nowhere struct{ v *lang.Voice }

func (n nowhere) Content() fyne.CanvasObject {
	return w.NewEmpty("help", n.v.Say("phone.nowhere"), n.v.Say("phone.nowhere.under"), nil)
}
func (nowhere) Back() bool      { return false }
func (n nowhere) Title() string { return n.v.Say("app.name") }
