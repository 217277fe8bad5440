package web_test

import (
	"fmt"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"priyom/civic"
	"priyom/portal/portaltest"
)

// glance is a window, a light and a language in which pages are looked at.
type glance struct {
	width, height int64
	dark          bool
	lang          civic.Lang
}

func (g glance) String() string {
	light := "light"
	if g.dark {
		light = "dark"
	}
	return fmt.Sprintf("%d-%s-%s", g.width, g.lang, light)
}

// rarely are pages that no other test looks at with axe-core, by how they begin.
var rarely = []string{
	"/me", "/staff/me", "/staff/settings", "/staff/audit", "/staff/people", "/staff/petitions", "/staff/devices", "/staff/points", "/unsubscribe", "/email", "/login", "/join", "/forgot",
	"/petitions/", "/consent", "/report/new",
}

// Every page that a browser can ask for, as an administrator, a citizen or nobody: nothing serious by axe-core, no wider than the window,
// no word missing. With PRIYOM_SCREENS pictures of all of them, in every language and light, on a desk and on a telephone, are left there;
// PRIYOM_PAGES, an expression, chooses among the addresses.
func TestEveryPage(t *testing.T) {
	bundled(t)
	axe, err := os.ReadFile("front/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("needs axe-core: scripts/front.sh")
	}
	looks := []glance{{1366, 920, false, civic.LangRU}, {1366, 920, true, civic.LangUK}, {360, 740, false, civic.LangEN}}
	all := os.Getenv("PRIYOM_SCREENS") != ""
	if all {
		looks = nil
		for _, lang := range civic.Langs() {
			for _, dark := range []bool{false, true} {
				looks = append(looks, glance{1366, 920, dark, lang}, glance{360, 740, dark, lang})
			}
		}
	}
	only := regexp.MustCompile(os.Getenv("PRIYOM_PAGES"))
	c := newCast(t)
	c.withMap(t)
	c.citizens[0].Form("/petitions/"+c.petition+"/follow", nil)
	more := slices.DeleteFunc([]string{"/staff/devices?role=citizen", c.doubtful(t)}, func(path string) bool { return !only.MatchString(path) })
	for name, s := range map[string]*portaltest.Somebody{"staff": c.staff[civic.RoleAdministrator], "citizen": c.citizens[0], "nobody": c.nobody} {
		var paths []string
		for pattern, row := range matrix {
			method, path := c.address(t, pattern, row.try)
			mine := map[string]bool{"staff": strings.HasPrefix(path, "/staff/"), "citizen": row.who == forCitizens || strings.HasPrefix(path, "/petitions/"), "nobody": row.who == forEverybody && !strings.HasPrefix(path, "/staff/")}
			seldom := slices.ContainsFunc(rarely, func(begin string) bool { return strings.HasPrefix(path, begin) })
			if method != http.MethodGet || !mine[name] || !only.MatchString(path) || !all && !seldom {
				continue
			}
			if pattern == "GET /unsubscribe/{token}" && s.Get(path).StatusCode != http.StatusOK {
				t.Errorf("%s isn't looked at", pattern)
			}
			if r := s.Get(path); strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") && r.StatusCode < 300 {
				paths = append(paths, path)
			}
		}
		if name == "staff" {
			paths = append(paths, more...)
		}
		slices.Sort(paths)
		t.Run(name, func(t *testing.T) {
			for _, look := range looks {
				eye := sight{quiet(t), t}
				eye.dark(look.dark)
				for _, cookie := range s.Cookies() {
					if _, err := chromedp.Call(eye, network.SetCookie, network.SetCookieParams{Name: cookie.Name, Value: cookie.Value, URL: c.Server.URL}); err != nil {
						t.Fatal(err)
					}
				}
				for _, path := range paths {
					eye.do(chromedp.EmulateViewport(look.width, look.height), chromedp.Navigate(c.Server.URL+path+sep(path)+"lang="+string(look.lang)))
					eval[bool](eye, loaded)
					name := strings.NewReplacer("/", "_", "?", "_", "%", "").Replace(strings.TrimPrefix(regexp.MustCompile(`[0-9a-f-]{32,}`).ReplaceAllString(path, "x"), "/"))
					eye.picture(fmt.Sprintf("page-%s-%s-%s", s.Login, name, look))
					if wide := eval[int](eye, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); wide > 0 {
						t.Errorf("%s at %s: %d pixels too wide", path, look, wide)
					}
					if text := eval[string](eye, `document.documentElement.lang + " " + document.body.innerText`); !strings.HasPrefix(text, string(look.lang)+" ") || strings.Contains(text, "<no value>") {
						t.Errorf("%s at %s: %.60s", path, look, text)
					}
					eval[bool](eye, string(axe)+"; true")
					for _, v := range eval[[]string](eye, axeRun) {
						t.Errorf("%s at %s: %s", path, look, v)
					}
				}
			}
		})
	}
}

// doubtful is the page of two signatures that may be one person's.
func (c *cast) doubtful(t *testing.T) string {
	t.Helper()
	petition := c.Published(t, c.Draft())
	for _, name := range []string{"Семёнова Анна Сергеевна", "Semenova A. S."} {
		point := portaltest.Enrolled(t, c.Portal, civic.RolePoint, "с. Липовка")
		s := point.Signature(petition)
		s.Signatory.Name, s.Signatory.Address = name, "ул. Лесная, 12"
		point.TellSigned(s)
		point.PushAll()
	}
	if _, err := c.WorkDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := c.staff[civic.RoleAdministrator].Get("/staff/petitions/" + petition.Number + "/doubts").Status(http.StatusOK)
	path := regexp.MustCompile(`/staff/petitions/[^"/]+/doubts/\d+`).FindString(page.Body)
	if path == "" {
		t.Fatalf("nobody doubts: %s", page.Body)
	}
	return path
}
