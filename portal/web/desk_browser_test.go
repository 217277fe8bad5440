package web_test

import (
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/portaltest"
)

// signIn makes the browser somebody's, through the page where one signs in.
func signIn(t *testing.T, ctx context.Context, d *district, s *portaltest.Somebody) {
	t.Helper()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`fetch("/staff/logout", {method: "POST"}).then(() => true, () => true)`, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.Navigate(d.Server.URL+"/staff/login?lang=ru"), chromedp.WaitVisible("input[name=login]"),
		chromedp.SetValue("input[name=login]", s.Login), chromedp.SetValue("input[name=password]", portaltest.Password),
		chromedp.Click("main button.btn.main"), chromedp.WaitVisible("a.who"))
}

// Everybody's main job, in a browser, on a desk and on a telephone.
func TestDeskInABrowser(t *testing.T) {
	for _, window := range []struct{ width, height int64 }{{1366, 920}, {360, 740}} {
		d := newDistrict(t)
		people := map[civic.Role]*portaltest.Somebody{}
		for role, login := range map[civic.Role]string{
			civic.RoleModerator: "mod", civic.RoleSenior: "senior", civic.RoleArbiter: "arbiter", civic.RoleDepartment: "roads", civic.RoleInspector: "insp",
			civic.RoleAdministrator: "admin",
		} {
			people[role] = d.Staff(t, login, role, "")
		}
		pothole := d.spotted(t, "Большая яма на дороге у школы, дети обходят по проезжей части")
		d.spotted(t, "Яма возле школы на дороге", func(r *civic.Report) { r.Place.Position.Lat += 0.0002 })
		d.spotted(t, "Открытый люк у детской площадки. Ребёнок чуть не провалился, огородили досками сами.", func(r *civic.Report) { r.Category, r.Urgency = "roads-cover", civic.UrgencyEmergency })
		ctx := browser(t)
		see := func(path, name string) seen {
			t.Helper()
			return visit(t, ctx, window.width, window.height, d.Server.URL+path, "desk-"+name)
		}
		at := "/staff/reports/" + pothole.ID.String()
		do(t, ctx, chromedp.EmulateViewport(window.width, window.height), chromedp.Navigate(d.Server.URL+"/petitions"))

		signIn(t, ctx, d, people[civic.RoleModerator])
		see("/staff/queue", "queue")
		see("/staff/queue?report="+pothole.ID.String(), "chosen")
		do(t, ctx, chromedp.Click("#act button.btn.main"), chromedp.WaitVisible(".note[role=status]"))
		if c := d.is(t, pothole); c.Status != civic.StatusAssigned || c.Department != "roads" || !c.Public() {
			t.Errorf("%d: the moderator: %s, %s", window.width, c.Status, c.Department)
		}

		signIn(t, ctx, d, people[civic.RoleDepartment])
		d.pass(t, 100*time.Hour)
		signIn(t, ctx, d, people[civic.RoleDepartment])
		see("/staff/work", "work")
		see(at, "assigned")
		do(t, ctx, chromedp.Click("#act button.btn.main"), chromedp.WaitVisible(".note[role=status]"))

		signIn(t, ctx, d, people[civic.RoleInspector])
		file := filepath.Join(t.TempDir(), "IMG_1.jpg")
		if err := os.WriteFile(file, portaltest.Taken(t, 3, pothole.Place.Position, d.Clock.Now()), 0o600); err != nil {
			t.Fatal(err)
		}
		see(at, "in-work")
		do(t, ctx, chromedp.SetUploadFiles("input[type=file]", []string{file}), chromedp.Click("form[enctype] button.btn.main"), chromedp.WaitVisible(".note[role=status]"))
		see(at, "photo-after")
		do(t, ctx, chromedp.Click("#act button.btn.main"), chromedp.WaitVisible(".note[role=status]"))
		if c := d.is(t, pothole); c.Status != civic.StatusSolved {
			t.Errorf("%d: the inspector: %s", window.width, c.Status)
		}

		signIn(t, ctx, d, people[civic.RoleSenior])
		see("/staff/queue?status=solved&report="+pothole.ID.String(), "solved")
		do(t, ctx, chromedp.Click("#act button.btn.main"), chromedp.WaitVisible(".note[role=status]"))
		if c := d.is(t, pothole); c.Status != civic.StatusConfirmed {
			t.Errorf("%d: the senior: %s", window.width, c.Status)
		}
		see(at, "confirmed")
		d.disputed(t)
		signIn(t, ctx, d, people[civic.RoleArbiter])
		if s := see("/staff/queue", "arbiter"); !strings.Contains(s.Text, "Спорная яма") {
			t.Errorf("%d: the arbiter sees %s", window.width, s.Text)
		}
		see("/staff/queue?status=arbitration", "arbiter-first")

		signIn(t, ctx, d, people[civic.RoleAdministrator])
		for name, path := range map[string]string{"routing": "/staff/settings/routing", "templates": "/staff/settings/templates", "found": "/staff/reports?q=яма", "nothing": "/staff/reports?q=жираф"} {
			see(path, name)
		}
		d.Verified(t)
	}
}

// disputed brings a report to the arbiter: two departments return it.
func (d *district) disputed(t *testing.T) {
	t.Helper()
	r := d.spotted(t, "Спорная яма между двумя районами")
	senior := casework.Actor{Role: civic.RoleSenior, Rights: accounts.UsualRights(civic.RoleSenior)}
	for range 2 {
		for _, deed := range []casework.Deed{
			{Act: civic.ActAssign, By: senior, Department: "roads", Comment: "Разберитесь"},
			{Act: civic.ActReturn, By: casework.Actor{Role: civic.RoleDepartment, Rights: accounts.UsualRights(civic.RoleDepartment)}, Comment: "Не наше"},
		} {
			deed.Report = r.ID
			if _, err := d.Casework().Act(t.Context(), deed); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// axe-core finds nothing serious on staff's pages about reports, by day and by night, on a desk and on a telephone.
func TestDeskAxe(t *testing.T) {
	axe, err := os.ReadFile("front/node_modules/axe-core/axe.min.js")
	if err != nil {
		t.Skip("needs axe-core: scripts/front.sh")
	}
	d := newDistrict(t)
	d.withMap(t)
	senior, admin, roads := d.Staff(t, "senior", civic.RoleSenior, ""), d.Staff(t, "admin", civic.RoleAdministrator, ""), d.Staff(t, "roads", civic.RoleDepartment, "")
	fresh, begun := d.spotted(t, "Большая яма на дороге у школы"), d.spotted(t, "Яма возле школы на дороге")
	act(t, d, senior, begun, civic.ActAssign, "department", "roads").Status(http.StatusSeeOther)
	act(t, d, roads, begun, civic.ActStart).Status(http.StatusSeeOther)
	for _, look := range []struct {
		dark          bool
		width, height int64
		lang          string
	}{{false, 1366, 920, "ru"}, {true, 1366, 920, "uk"}, {false, 360, 740, "en"}} {
		s := sight{browser(t), t}
		for someone, paths := range map[*portaltest.Somebody][]string{
			senior: {"/staff/queue?report=" + fresh.ID.String(), "/staff/reports/" + fresh.ID.String() + "?done=edit", "/staff/reports?q=" + fresh.Number},
			admin:  {"/staff/settings/routing?version=0", "/staff/settings/templates?done=save"},
			roads:  {"/staff/work?mine=1", "/staff/reports/" + begun.ID.String() + "?done=start"},
		} {
			s.dark(look.dark)
			s.do(chromedp.EmulateViewport(look.width, look.height), chromedp.Navigate(d.Server.URL+"/petitions"))
			signIn(t, s, d, someone)
			for _, path := range paths {
				s.do(chromedp.Navigate(d.Server.URL + path + "&lang=" + look.lang))
				eval[bool](s, string(axe)+"; true")
				for _, v := range eval[[]string](s, axeRun) {
					t.Errorf("%s in %s: %s", path, look.lang, v)
				}
			}
		}
	}
}
