package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// Who a route is for, said once more and apart from the routes themselves: a slip in one of the two fails the test. Rights are
// joined by spaces.
const (
	forEverybody = "everybody"
	forCitizens  = "citizens"
	forPrograms  = "programs" // which prove by themselves who they are
	forStaff     = ""         // of whatever rights
	forRead      = "read"
	forEdit      = "read edit"
	forRoute     = "read route"
	forPublish   = "publish"
	forAdmin     = "administer"
)

// matrix is every route of the pages, who it is for, and an address to try it at: "" is the pattern's own. In addresses {report} is a
// public report's id, {photo} and {petition} are others'. Whoever adds a route adds it here.
var matrix = map[string]struct{ who, try string }{
	"GET /tiles/{z}/{x}/{y}": {forEverybody, "/tiles/0/0/0.png"},

	// ---- the public ----
	"GET /{$}": {forEverybody, "/"}, "GET /list": {forEverybody, ""}, "GET /search": {forEverybody, ""}, "GET /embed": {forEverybody, ""},
	"GET /map/panel": {forEverybody, ""}, "GET /map/points": {forEverybody, ""}, "GET /map/cards": {forEverybody, ""}, "GET /map.png": {forEverybody, ""},
	"GET /reports/{id}": {forEverybody, "/reports/{report}"}, "GET /reports/{id}/map.png": {forEverybody, "/reports/{report}/map.png"},
	"GET /photos/{sha256}": {forEverybody, "/photos/{photo}"}, "GET /feed.rss": {forEverybody, ""}, "GET /feed.json": {forEverybody, ""},
	"GET /about": {forEverybody, ""}, "GET /privacy": {forEverybody, ""}, "GET /accessibility": {forEverybody, ""}, "GET /robots.txt": {forEverybody, ""},
	"GET /sitemap.xml": {forEverybody, ""}, "GET /sitemap/{n}": {forEverybody, "/sitemap/0.xml"}, "GET /front/{name}": {forEverybody, "/front/report.js"},

	// ---- accounts ----
	"GET /staff/setup": {forEverybody, ""}, "POST /staff/setup": {forEverybody, ""}, "GET /staff/login": {forEverybody, ""}, "POST /staff/login": {forEverybody, ""},
	"GET /staff/code": {forEverybody, ""}, "POST /staff/code": {forEverybody, ""}, "POST /staff/logout": {forEverybody, ""},
	"GET /staff/me/password": {forEverybody, ""}, "POST /staff/me/password": {forEverybody, ""}, "GET /staff/me/codes": {forEverybody, ""},
	"POST /staff/me/codes": {forEverybody, ""}, "GET /staff/me/codes/qr.png": {forEverybody, ""},
	"GET /login": {forEverybody, ""}, "POST /login": {forEverybody, ""}, "POST /logout": {forEverybody, ""}, "GET /join": {forEverybody, ""}, "POST /join": {forEverybody, ""},
	"GET /forgot": {forEverybody, ""}, "POST /forgot": {forEverybody, ""}, "GET /join/{token}": {forEverybody, "/join/AAAA"}, "POST /join/{token}": {forEverybody, "/join/AAAA"},
	"GET /login/with/{provider}": {forEverybody, "/login/with/none"}, "GET /login/back/{provider}": {forEverybody, "/login/back/none"},
	"GET /join/vouched": {forEverybody, ""}, "POST /join/vouched": {forEverybody, ""}, "GET /me/account": {forCitizens, ""}, "POST /me/account": {forCitizens, ""},
	"POST /me/account/password": {forCitizens, ""}, "POST /me/account/sessions/end": {forCitizens, ""}, "POST /me/account/unlink": {forCitizens, ""},
	"GET /staff/me": {forStaff, ""}, "POST /staff/me/codes/end": {forStaff, ""}, "POST /staff/me/codes/recovery": {forStaff, ""}, "POST /staff/me/sessions/end": {forStaff, ""},
	"GET /staff/people": {forAdmin, ""}, "POST /staff/people": {forAdmin, ""}, "GET /staff/people/new": {forAdmin, ""}, "POST /staff/people/new": {forAdmin, ""},
	"GET /staff/people/{id}": {forAdmin, "/staff/people/{staff}"}, "POST /staff/people/{id}": {forAdmin, "/staff/people/{staff}"},
	"POST /staff/people/{id}/reset": {forAdmin, "/staff/people/{staff}/reset"}, "POST /staff/people/{id}/active": {forAdmin, "/staff/people/{staff}/active"},

	// ---- devices ----
	"GET /staff/points": {forRead, ""}, "GET /staff/devices": {forAdmin, ""}, "GET /staff/devices/new": {forAdmin, ""}, "POST /staff/devices/new": {forAdmin, ""},
	"POST /staff/devices/invites/drop": {forAdmin, ""}, "GET /staff/devices/{id}": {forAdmin, "/staff/devices/{device}"},
	"POST /staff/devices/{id}/revoke": {forAdmin, "/staff/devices/{device}/revoke"}, "POST /staff/devices/{id}/alarms": {forAdmin, "/staff/devices/{device}/alarms"},

	// ---- citizens' own devices ----
	"GET /me/devices": {forCitizens, ""}, "POST /me/devices/invite": {forCitizens, ""}, "POST /me/devices/{id}/leave": {forCitizens, "/me/devices/{device}/leave"},
	"POST /me/devices/{id}/revoke": {forCitizens, "/me/devices/{device}/revoke"}, "GET /me/join/{word}": {forCitizens, "/me/join/nobodys"},
	"POST /me/join/{word}": {forCitizens, "/me/join/nobodys"}, "GET /staff/settings/phones": {forAdmin, ""}, "POST /staff/settings/phones": {forAdmin, ""},

	// ---- desk ----
	"GET /staff/{$}": {forStaff, "/staff/"}, "GET /staff/reports": {forRead, ""}, "GET /staff/reports/{id}": {forRead, "/staff/reports/{report}"},
	"GET /staff/reports/{id}/map.png": {forRead, "/staff/reports/{report}/map.png"}, "GET /staff/photos/{sha256}": {forRead, "/staff/photos/{photo}"},
	"GET /staff/reports/{id}/voice/{inspection}": {forRead, "/staff/reports/{report}/voice/00000000-0000-7000-8000-000000000000"},
	"GET /staff/queue":                           {forRoute, ""}, "POST /staff/queue/next": {forRoute, ""}, "GET /staff/work": {forRead, ""},
	"POST /staff/reports/{id}/reporter": {forRead, "/staff/reports/{report}/reporter"}, "POST /staff/reports/{id}/acts": {forRead, "/staff/reports/{report}/acts"},
	"POST /staff/reports/{id}/claim": {forRoute, "/staff/reports/{report}/claim"}, "POST /staff/reports/{id}/release": {forRoute, "/staff/reports/{report}/release"},
	"POST /staff/reports/{id}/raise": {forRoute, "/staff/reports/{report}/raise"}, "POST /staff/reports/{id}/edit": {forEdit, "/staff/reports/{report}/edit"},
	"POST /staff/reports/{id}/public": {"read publish", "/staff/reports/{report}/public"}, "POST /staff/reports/{id}/executor": {forEdit, "/staff/reports/{report}/executor"},
	"POST /staff/reports/{id}/photos": {forEdit, "/staff/reports/{report}/photos"}, "POST /staff/reports/{id}/photos/{photo}/drop": {forEdit, "/staff/reports/{report}/photos/{report}/drop"},
	"POST /staff/reports/{id}/answers": {forEdit, "/staff/reports/{report}/answers"}, "POST /staff/reports/{id}/messages": {forEdit, "/staff/reports/{report}/messages"},
	"POST /staff/reports/{id}/messages/read": {forEdit, "/staff/reports/{report}/messages/read"},
	"GET /staff/settings/offices":            {forAdmin, ""}, "POST /staff/settings/offices": {forAdmin, ""},
	"GET /staff/settings/routing": {forAdmin, ""}, "POST /staff/settings/routing": {forAdmin, ""},
	"GET /staff/settings/templates": {forEdit, ""}, "POST /staff/settings/templates": {forEdit, ""},

	// ---- deadlines ----
	"GET /overdue": {forEverybody, ""}, "GET /staff/overdue": {forRead, ""},
	"GET /staff/settings/deadlines": {forAdmin, ""}, "POST /staff/settings/deadlines": {forAdmin, ""},
	"GET /staff/settings/calendar": {forAdmin, ""}, "POST /staff/settings/calendar": {forAdmin, ""},
	// ---- settings ----
	"GET /staff/settings": {forAdmin, ""},
	// ---- cabinet ----
	"GET /report/new": {forEverybody, ""}, "POST /report/new": {forEverybody, ""}, "GET /report/new/photos/{id}": {forEverybody, "/report/new/photos/{report}"},
	"GET /report/new/spot.png": {forEverybody, ""}, "GET /report/new/script.js": {forEverybody, ""}, "GET /consent": {forEverybody, ""}, "GET /places": {forEverybody, ""},
	"GET /r/{word}": {forEverybody, "/r/nobodys"}, "GET /r/{word}/receipt": {forEverybody, "/r/nobodys/receipt"}, "GET /r/{word}/qr.png": {forEverybody, "/r/nobodys/qr.png"},
	"GET /r/{word}/photos/{sha256}": {forEverybody, "/r/nobodys/photos/{photo}"}, "POST /r/{word}/act": {forEverybody, "/r/nobodys/act"},
	"POST /r/{word}/supplement": {forEverybody, "/r/nobodys/supplement"}, "POST /r/{word}/messages": {forEverybody, "/r/nobodys/messages"},
	"POST /reports/{id}/support": {forEverybody, "/reports/{report}/support"}, "POST /reports/{id}/follow": {forEverybody, "/reports/{report}/follow"},
	"POST /reports/{id}/unfollow": {forCitizens, "/reports/{report}/unfollow"}, "GET /follow/{word}": {forEverybody, "/follow/nobodys"}, "POST /follow/{word}": {forEverybody, "/follow/nobodys"},
	"GET /me": {forCitizens, ""}, "GET /me/reports/{id}": {forCitizens, "/me/reports/{report}"}, "GET /me/reports/{id}/receipt": {forCitizens, "/me/reports/{report}/receipt"},
	"GET /me/photos/{sha256}": {forCitizens, "/me/photos/{photo}"}, "POST /me/reports/{id}/act": {forCitizens, "/me/reports/{report}/act"},
	"POST /me/reports/{id}/supplement": {forCitizens, "/me/reports/{report}/supplement"}, "POST /me/reports/{id}/messages": {forCitizens, "/me/reports/{report}/messages"},
	"POST /me/account/email": {forCitizens, ""}, "GET /email/{token}": {forEverybody, "/email/nobodys"}, "POST /email/{token}": {forEverybody, "/email/nobodys"},
	"GET /me/settings": {forCitizens, ""}, "POST /me/settings": {forCitizens, ""}, "GET /me/data": {forCitizens, ""}, "GET /me/data.json": {forCitizens, ""}, "POST /me/data/erase": {forCitizens, ""},
	"GET /petitions/{id}/sign": {forCitizens, "/petitions/{petition}/sign"}, "POST /petitions/{id}/sign": {forCitizens, "/petitions/{petition}/sign"},
	"POST /petitions/{id}/unsign": {forCitizens, "/petitions/{petition}/unsign"},
	// ---- statistics ----
	"GET /statistics": {forEverybody, ""}, "GET /statistics/map.png": {forEverybody, ""}, "GET /staff/statistics": {forRead, ""}, "GET /staff/statistics/map.png": {forRead, ""},
	"GET /data": {forEverybody, ""}, "GET /data/dictionary.csv": {forEverybody, ""}, "GET /data/figures.csv": {forEverybody, ""},
	"GET /data/reports.csv": {forEverybody, ""}, "GET /data/reports.xlsx": {forEverybody, ""}, "GET /data/reports.geojson": {forEverybody, ""},
	"GET /staff/data/reports.csv": {forRead, ""}, "GET /staff/data/reports.xlsx": {forRead, ""}, "GET /staff/data/reports.geojson": {forRead, ""},

	"GET /staff/settings/sensitive": {forAdmin, ""}, "POST /staff/settings/sensitive": {forAdmin, ""}, "GET /staff/settings/frames": {forAdmin, ""}, "POST /staff/settings/frames": {forAdmin, ""},
	// ---- operations ----
	"GET /staff/audit": {forAdmin, ""}, "GET /staff/settings/jobs": {forAdmin, ""}, "POST /staff/settings/jobs": {forAdmin, ""},
	"GET /staff/settings/retention": {forAdmin, ""}, "POST /staff/settings/retention": {forAdmin, ""}, "POST /staff/settings/retention/erase": {forAdmin, ""},
	"GET /staff/settings/retention/{act}": {forAdmin, "/staff/settings/retention/1"},
	// ---- notices, programs, open311 ----
	"GET /staff/settings/notifications": {forAdmin, ""}, "POST /staff/settings/notifications": {forAdmin, ""}, "GET /staff/settings/notifications/log": {forAdmin, ""},
	"POST /staff/settings/notifications/test": {forAdmin, ""}, "GET /unsubscribe/{token}": {forEverybody, "/unsubscribe/{unsubscribe}"}, "POST /unsubscribe/{token}": {forEverybody, "/unsubscribe/nobodys"},
	"GET /me/contacts": {forCitizens, ""}, "POST /me/contacts": {forCitizens, ""},
	"GET /staff/me/contacts": {forStaff, ""}, "POST /staff/me/contacts": {forStaff, ""}, "GET /staff/me/news": {forStaff, ""}, "POST /staff/me/news": {forStaff, ""},
	"GET /staff/settings/api": {forAdmin, ""}, "POST /staff/settings/api": {forAdmin, ""}, "POST /staff/settings/api/{id}/revoke": {forAdmin, "/staff/settings/api/00000000000000000000000000000000/revoke"},
	"GET /staff/settings/webhooks": {forAdmin, ""}, "POST /staff/settings/webhooks": {forAdmin, ""},
	"GET /staff/settings/webhooks/{id}":  {forAdmin, "/staff/settings/webhooks/00000000000000000000000000000000"},
	"POST /staff/settings/webhooks/{id}": {forAdmin, "/staff/settings/webhooks/00000000000000000000000000000000"},
	"GET /api":                           {forEverybody, ""}, "GET /api/openapi.json": {forPrograms, ""},
	"GET /open311/discovery.json": {forPrograms, ""}, "GET /open311/discovery.xml": {forPrograms, ""}, "GET /open311/v2/services.json": {forPrograms, ""},
	"GET /open311/v2/services.xml": {forPrograms, ""}, "GET /open311/v2/services/{file}": {forPrograms, "/open311/v2/services/roads.json"},
	"GET /open311/v2/requests.json": {forPrograms, ""}, "GET /open311/v2/requests.xml": {forPrograms, ""}, "POST /open311/v2/requests.json": {forPrograms, ""},
	"POST /open311/v2/requests.xml": {forPrograms, ""}, "GET /open311/v2/requests/{file}": {forPrograms, "/open311/v2/requests/{report}.json"},
	"GET /open311/v2/tokens/{file}": {forPrograms, "/open311/v2/tokens/nobodys.json"},

	// ---- petitions ----
	"POST /petitions/{id}/follow": {forCitizens, "/petitions/{petition}/follow"}, "POST /petitions/{id}/unfollow": {forCitizens, "/petitions/{petition}/unfollow"},
	"POST /staff/petitions/{id}/answer": {forPublish, "/staff/petitions/{petition}/answer"},
	"GET /petitions":                    {forEverybody, ""}, "GET /petitions/{id}": {forEverybody, "/petitions/{petition}"},
	"GET /staff/petitions": {forRead, ""}, "GET /staff/petitions/{id}": {forRead, "/staff/petitions/{petition}"},
	"GET /staff/petitions/new": {forPublish, ""}, "POST /staff/petitions/new": {forPublish, ""},
	"GET /staff/petitions/{id}/signatures": {forRead, "/staff/petitions/{petition}/signatures"}, "POST /staff/petitions/{id}/close": {forPublish, "/staff/petitions/{petition}/close"},
	"POST /staff/petitions/{id}/withdraw": {forPublish, "/staff/petitions/{petition}/withdraw"}, "GET /staff/petitions/{id}/doubts": {forPublish, "/staff/petitions/{petition}/doubts"},
	"GET /staff/petitions/{id}/doubts/{n}": {forPublish, "/staff/petitions/{petition}/doubts/0"}, "POST /staff/petitions/{id}/doubts/{n}/say": {forPublish, "/staff/petitions/{petition}/doubts/0/say"},
	"POST /staff/petitions/{id}/doubts/{n}/anew": {forPublish, "/staff/petitions/{petition}/doubts/0/anew"},
}

// bySecret are routes for everybody who has a secret that isn't tried here.
var bySecret = map[string]bool{"GET /staff/setup": true, "POST /staff/setup": true, "GET /login/back/{provider}": true}

// cast is everybody who may come: one of each role, and more of those whose things others must not see.
type cast struct {
	*district
	petition string
	staff    map[civic.Role]*portaltest.Somebody
	water    *portaltest.Somebody // another department's
	citizens [2]*portaltest.Somebody
	nobody   *portaltest.Somebody
}

func newCast(t *testing.T) *cast {
	t.Helper()
	c := &cast{district: newDistrict(t), staff: map[civic.Role]*portaltest.Somebody{}}
	c.petition = c.Published(t, c.Draft()).Number
	for _, role := range accounts.StaffRoles() {
		c.staff[role] = c.Staff(t, string(role), role, "")
	}
	c.water = c.Staff(t, "water", civic.RoleDepartment, "water")
	c.nobody = c.Nobody(t)
	for i, email := range []string{"odin@example.org", "dva@example.org"} {
		c.citizens[i] = c.Citizen(t, email)
	}
	return c
}

// everybody is all of them, by what they are called in a failure.
func (c *cast) everybody() map[string]*portaltest.Somebody {
	all := map[string]*portaltest.Somebody{"nobody": c.nobody, "department of water": c.water}
	for role, s := range c.staff {
		all[string(role)] = s
	}
	for i, s := range c.citizens {
		if s != nil {
			all["citizen "+string(rune('1'+i))] = s
		}
	}
	return all
}

func (c *cast) fill(path string) string {
	return strings.NewReplacer("{report}", c.shown.ID.String(), "{photo}", strings.TrimPrefix(photo(c.copied), "/staff/photos/"), "{petition}", c.petition,
		"{staff}", c.water.Account.String(), "{device}", c.device.ID.String(),
		"{unsubscribe}", c.News().UnsubscribeToken(c.citizens[0].Account, db.WayEmail)).Replace(path)
}

// address is where a route is tried.
func (c *cast) address(t *testing.T, pattern, try string) (method, path string) {
	t.Helper()
	method, path, _ = strings.Cut(pattern, " ")
	if try != "" {
		path = try
	}
	path = c.fill(path)
	if strings.Contains(path, "{") {
		t.Fatalf("%s: where to try it?", pattern)
	}
	return method, path
}

// admits says whether somebody may use a route, by what the matrix says.
func admits(who string, s *portaltest.Somebody, staff *accounts.Staff, citizen bool) bool {
	switch who {
	case forEverybody, forPrograms:
		return true
	case forCitizens:
		return citizen
	}
	var rights []accounts.Right
	for _, r := range strings.Fields(who) {
		rights = append(rights, accounts.Right(r))
	}
	return staff.May(rights...)
}

// refused says that an answer is one of those that turn people away.
func refused(r portaltest.Reply) bool {
	to := r.Header.Get("Location")
	return r.StatusCode == http.StatusForbidden || r.StatusCode == http.StatusSeeOther && (strings.HasPrefix(to, "/staff/login?next=") || strings.HasPrefix(to, "/login?next="))
}

// Every route, as everybody: nobody gets in who shouldn't, everybody does who should, and no route is missing from the matrix.
func TestMatrix(t *testing.T) {
	c := newCast(t)
	var patterns []string
	for _, r := range c.Routes() {
		patterns = append(patterns, r.Pattern)
		if _, listed := matrix[r.Pattern]; !listed {
			t.Errorf("%q isn't in the matrix: say there who it is for", r.Pattern)
		}
	}
	for pattern := range matrix {
		if !slices.Contains(patterns, pattern) {
			t.Errorf("%q is in the matrix, and nothing answers there", pattern)
		}
	}
	for name, s := range c.everybody() {
		t.Run(name, func(t *testing.T) {
			staff, citizen := c.who(t, s)
			for _, pattern := range patterns {
				row := matrix[pattern]
				method, path := c.address(t, pattern, row.try)
				r := s.Aside(method, path, url.Values{})
				switch admitted := !refused(r); {
				case r.StatusCode >= http.StatusInternalServerError:
					t.Errorf("%s: %s", pattern, r.Response.Status)
				case row.who == forEverybody && r.StatusCode == http.StatusForbidden && !bySecret[pattern]:
					t.Errorf("%s: %s", pattern, r.Response.Status)
				case row.who != forEverybody && row.who != forPrograms && admitted != admits(row.who, s, staff, citizen):
					t.Errorf("%s: %s, leads to %q", pattern, r.Response.Status, r.Header.Get("Location"))
				}
			}
		})
	}
}

// who is what somebody is, asked of the portal.
func (c *cast) who(t *testing.T, s *portaltest.Somebody) (staff *accounts.Staff, citizen bool) {
	t.Helper()
	if s.Account.IsZero() {
		return nil, false
	}
	account, err := c.Accounts().Staff(t.Context(), s.Account)
	if err != nil {
		return nil, true
	}
	return accounts.StaffOf(account), false
}

// No form is taken from a page of another site, whoever's browser sends it.
func TestForeignForms(t *testing.T) {
	c := newCast(t)
	administrator := c.staff[civic.RoleAdministrator]
	for pattern, row := range matrix {
		method, path := c.address(t, pattern, row.try)
		if method == http.MethodGet || row.who == forPrograms {
			continue
		}
		for name, change := range map[string]func(*http.Request){
			"cross-site": header("Sec-Fetch-Site", "cross-site"), "same site, another host": header("Sec-Fetch-Site", "same-site"),
			"an old browser's": header("Origin", "https://evil.example"), "of no origin": header("Origin", "null"),
		} {
			if r := administrator.Do(method, path, url.Values{"sure": {"1"}}, change); r.StatusCode != http.StatusForbidden {
				t.Errorf("%s, %s: %s", name, pattern, r.Response.Status)
			}
		}
	}
	administrator.Get("/staff/me").Status(http.StatusOK) // nobody signed them out
}

var (
	inlineScript = regexp.MustCompile(`(?i)<script(?:\s[^>]*)?>[^<]|\son[a-z]+\s*=|javascript:`)
	inlineStyle  = regexp.MustCompile(`(?i)<style|\sstyle\s*=`)
)

// No page has a script or a style in it, loads anything of another site's, says so by its policy, or is larger than 100 kB.
func TestPagesAreTheirOwn(t *testing.T) {
	c := newCast(t)
	for name, s := range map[string]*portaltest.Somebody{"administrator": c.staff[civic.RoleAdministrator], "citizen": c.citizens[0], "nobody": c.nobody} {
		if s == nil {
			continue
		}
		for pattern, row := range matrix {
			method, path := c.address(t, pattern, row.try)
			if method != http.MethodGet {
				continue
			}
			r := s.Get(path)
			policy := r.Header.Get("Content-Security-Policy")
			if !strings.Contains(policy, "default-src 'none'; script-src 'self'; style-src 'self'") || strings.Contains(policy, "unsafe") || r.Header.Get("X-Content-Type-Options") != "nosniff" {
				t.Errorf("%s as %s: policy %q", pattern, name, policy)
			}
			if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
				continue
			}
			if inlineScript.MatchString(r.Body) || inlineStyle.MatchString(r.Body) || len(r.Body) > 100<<10 {
				t.Errorf("%s as %s: %q %q, %d bytes", pattern, name, inlineScript.FindString(r.Body), inlineStyle.FindString(r.Body), len(r.Body))
			}
		}
	}
}
