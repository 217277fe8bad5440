package kit

import (
	"strings"

	"priyom/portal/accounts"
)

// Place is somewhere that the navigation leads to.
type Place struct {
	Href string
	Word string // its translation key
	Here bool
}

// deskPath begins the addresses of staff's pages.
const deskPath = "/staff/"

func onDesk(path string) bool { return strings.HasPrefix(path, deskPath) }

// places is where one can go. A place that nothing answers at, or that isn't for who asks, isn't shown.
var places = []struct {
	href, word string
	right      accounts.Right // "": everybody's
}{
	{"/", "nav.map", ""},
	{"/list", "nav.reports", ""},
	{"/petitions", "nav.petitions", ""},
	{"/statistics", "nav.statistics", ""},
	{"/overdue", "nav.overdue", ""},
	{"/staff/queue", "nav.queue", accounts.RightRoute},
	{"/staff/work", "nav.work", accounts.RightRead},
	{"/staff/reports", "nav.all", accounts.RightRead},
	{"/staff/overdue", "nav.overdue", accounts.RightRead},
	{"/staff/points", "nav.points", accounts.RightRead},
	{"/staff/petitions", "nav.petitions", accounts.RightRead},
	{"/staff/statistics", "nav.statistics", accounts.RightRead},
	{"/staff/settings", "nav.settings", accounts.RightAdminister},
}

// sectionOf is the place in the navigation that a section is found under.
func sectionOf(section string) string {
	switch section {
	case "/staff/people", "/staff/devices", "/staff/audit":
		return "/staff/settings"
	}
	if strings.HasPrefix(section, "/staff/settings/") {
		return "/staff/settings"
	}
	return section
}

// nav is the navigation of a page.
func (k *Kit) nav(v View) (all []Place) {
	for _, p := range places {
		pattern := "GET " + p.href
		if p.href == "/" {
			pattern += "{$}"
		}
		if onDesk(p.href) != v.Desk || !k.has[pattern] || p.right != "" && !v.Person.Staff.May(p.right) {
			continue
		}
		all = append(all, Place{p.href, p.word, p.href == sectionOf(v.Section)})
	}
	return all
}

// feet are the pages that every public page leads to from its foot.
var feet = []Place{{Href: "/about", Word: "about.title"}, {Href: "/privacy", Word: "privacy.title"}, {Href: "/accessibility", Word: "accessibility.title"}, {Href: "/search", Word: "search.title"}, {Href: "/feed.rss", Word: "nav.feed"}, {Href: "/api", Word: "api.title"}}

func (k *Kit) foot() (all []Place) {
	for _, p := range feet {
		if k.has["GET "+p.Href] {
			all = append(all, p)
		}
	}
	return all
}
