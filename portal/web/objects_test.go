package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/sync/wire"
)

// Things that not everybody with the right for a route may see through it, and every route that leads to them. The routes come from the
// router: one that is added later is tried, too.
func TestObjects(t *testing.T) {
	c := newCast(t)
	roads := c.told(t, "Яма на Лесной для дорожников")
	c.device.PushAll()
	c.assigned(t, roads)
	c.hide(t, roads)
	rosa, igor := c.citizens[0], c.citizens[1]
	link := c.reported(t, rosa, url.Values{"text": {"Тайное обращение Розы"}})
	own := c.numbered(t, rosa.Get(link))
	secret := []string{"Тайное обращение Розы", "Яма на Лесной для дорожников"}

	for name, object := range map[string]struct {
		routes string // that begin like this, and have a report's id
		id     civic.ReportID
		mine   []*portaltest.Somebody // may look
		others []*portaltest.Somebody // may use the route, and not on this
	}{
		"another department's": {"/staff/reports/{id}", roads.ID, []*portaltest.Somebody{c.staff[civic.RoleDepartment], c.staff[civic.RoleInspector], c.staff[civic.RoleHead]}, []*portaltest.Somebody{c.water}},
		"no department's yet":  {"/staff/reports/{id}", own, []*portaltest.Somebody{c.staff[civic.RoleModerator]}, []*portaltest.Somebody{c.water, c.staff[civic.RoleDepartment], c.staff[civic.RoleInspector]}},
		"another citizen's":    {"/me/reports/{id}", own, []*portaltest.Somebody{rosa}, []*portaltest.Somebody{igor}},
		"hidden":               {"/reports/{id}", roads.ID, nil, []*portaltest.Somebody{c.nobody, igor, c.staff[civic.RoleHead], c.staff[civic.RoleDepartment]}},
		"not moderated":        {"/reports/{id}", own, nil, []*portaltest.Somebody{c.nobody, igor, c.staff[civic.RoleHead]}},
	} {
		t.Run(name, func(t *testing.T) {
			tried := 0
			for pattern, row := range matrix {
				method, path, _ := strings.Cut(pattern, " ")
				if !strings.HasPrefix(path, object.routes) {
					continue
				}
				tried++
				if row.try != "" {
					path = strings.ReplaceAll(row.try, "{report}", object.id.String())
				}
				path = c.fill(path)
				for _, s := range object.others {
					r := s.Aside(method, path, url.Values{"text": {"x"}, "sure": {"1"}})
					if gone := r.StatusCode == http.StatusNotFound || r.StatusCode == http.StatusForbidden || refused(r); !gone && !strings.HasSuffix(pattern, "/unfollow") {
						t.Errorf("%s as %s: %s to %q", pattern, s.Login, r.Response.Status, r.Header.Get("Location"))
					}
					for _, never := range secret {
						if strings.Contains(r.Body, never) {
							t.Errorf("%s as %s shows %q", pattern, s.Login, never)
						}
					}
				}
			}
			for _, s := range object.mine {
				s.Get(strings.ReplaceAll(object.routes, "{id}", object.id.String())).Status(http.StatusOK)
			}
			if tried < 2 {
				t.Errorf("%d routes", tried)
			}
		})
	}
	// Nor by a list, a search, a feed or a file.
	for _, s := range []*portaltest.Somebody{c.nobody, igor, c.water} {
		for pattern, row := range matrix {
			method, path := c.address(t, pattern, row.try)
			if method != http.MethodGet {
				continue
			}
			r := s.Get(path)
			for _, never := range secret {
				if strings.Contains(r.Body, never) {
					t.Errorf("%s as %q shows %q", pattern, s.Login, never)
				}
			}
		}
		r := s.Get("/search?q=" + url.QueryEscape("обращение"))
		if strings.Contains(r.Body, "Тайное") {
			t.Errorf("a search as %q finds it", s.Login)
		}
	}
}

// A device's signature opens no page, and a session's cookie nothing of the devices'.
func TestDevicesAndPeopleAreApart(t *testing.T) {
	c := newCast(t)
	for pattern, row := range matrix {
		method, path := c.address(t, pattern, row.try)
		if row.who == forEverybody || row.who == forPrograms {
			continue
		}
		r := c.nobody.Do(method, path, url.Values{}, func(r *http.Request) {
			r.Header.Set("Sec-Fetch-Site", "same-origin")
			wire.SignRequest(r, c.ID(), []byte{}, c.device.ID, c.device.Key)
		})
		if !refused(r) {
			t.Errorf("%s: %s", pattern, r.Response.Status)
		}
	}
	administrator := c.staff[civic.RoleAdministrator]
	for _, path := range []string{wire.PathSync, "/v1/blobs/" + strings.Repeat("0", 64), "/v1/bundles"} {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPatch} {
			if r := administrator.Do(method, path, url.Values{}, header("Sec-Fetch-Site", "same-origin")); r.StatusCode < http.StatusBadRequest || r.StatusCode >= http.StatusInternalServerError {
				t.Errorf("%s %s: %s", method, path, r.Response.Status)
			}
		}
	}
}
