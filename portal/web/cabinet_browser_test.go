package web_test

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// do lets a browser do some steps; a step that can't be done fails the test.
func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, end := context.WithTimeout(ctx, 40*time.Second)
	defer end()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// shot keeps a picture of the whole page, and says what a browser sees there.
func shotOf(t *testing.T, ctx context.Context, name string) seen {
	t.Helper()
	scripts(t, ctx, true)
	s, err := chromedp.Run(ctx, chromedp.Evaluate[seen](look, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(90))
	if err != nil {
		t.Fatal(err)
	}
	keepPicture(t, "cabinet-"+name+".jpg", picture)
	if axe, err := os.ReadFile("front/node_modules/axe-core/axe.min.js"); err == nil { // scripts/front.sh brings it
		if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](string(axe)+"; true")); err != nil {
			t.Fatal(err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]string](axeRun, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range found {
			t.Errorf("%s: axe: %s", name, v)
		}
	}
	if s.Wide > 0 || len(s.Broken) > 0 || len(s.Small) > 0 {
		t.Errorf("%s: %d pixels too wide, broken %q, too small %q", name, s.Wide, s.Broken, s.Small)
	}
	return s
}

// value is what is in a field.
func value(t *testing.T, ctx context.Context, selector string) string {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf("document.querySelector(%q).value", selector)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// onDisk puts a picture where a browser can choose it.
func onDisk(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A report with a photo, in few steps: at a desk and on a telephone.
func TestReportingInABrowser(t *testing.T) {
	d := newDistrict(t)
	d.withDistrict(t)
	ctx := browser(t)
	picture := onDisk(t, "яма.jpg", portaltest.JPEG(t, 800, 600, 3))
	for _, w := range []struct {
		name          string
		width, height int64
	}{{"desk", 1366, 920}, {"phone", 360, 740}} {
		t.Run(w.name, func(t *testing.T) {
			before := len(d.AllReports(t))
			do(t, ctx, chromedp.EmulateViewport(w.width, w.height), chromedp.Navigate(d.Server.URL+"/report/new?fresh&lang=ru"), chromedp.WaitVisible("#report"))
			shotOf(t, ctx, "new-"+w.name)
			do(t, ctx, chromedp.SetUploadFiles("input[name=photo]", []string{picture}), chromedp.WaitVisible("#shots img"))
			do(t, ctx, chromedp.SendKeys("#address", "школьная 5"), chromedp.WaitVisible("#answers li"))
			shotOf(t, ctx, "address-"+w.name)
			do(t, ctx, chromedp.SendKeys("#address", kb.ArrowDown+kb.Enter), chromedp.WaitVisible("#spot .ask"))
			do(t, ctx, chromedp.SendKeys("#text", "Яма во всю дорогу у школы"), chromedp.WaitVisible(`#picked input[value="roads-pothole"]`))
			do(t, ctx, chromedp.Click(`#picked input[value="roads-pothole"]`), chromedp.WaitVisible("#picked .chosen"), chromedp.WaitVisible("#who .who-answers"))
			live, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!!document.querySelector("#pin.live")`))
			if err != nil {
				t.Fatal(err)
			}
			if live { // the map was bundled
				before := value(t, ctx, `#spot input[name="lat"]`)
				do(t, ctx, chromedp.Click("#pin"), chromedp.Sleep(time.Second))
				if after := value(t, ctx, `#spot input[name="lat"]`); after == before && value(t, ctx, `#spot input[name="source"]`) != "map" {
					t.Errorf("a press on the map left the pin at %s", after)
				}
			}
			d.Clock.Add(time.Minute)
			shotOf(t, ctx, "filled-"+w.name)
			do(t, ctx, chromedp.Click(".sendline .main"), chromedp.WaitVisible(".sent"))
			s := shotOf(t, ctx, "sent-"+w.name)
			if !strings.Contains(s.Text, "ПО-00-") || !strings.Contains(s.Text, "Отправлено") {
				t.Errorf("sent: %s", s.Text)
			}
			if n := len(d.AllReports(t)) - before; n != 1 {
				t.Errorf("%d reports", n)
			}
			do(t, ctx, chromedp.Click(`a[href$="/receipt"]`), chromedp.WaitVisible(".paper"))
			shotOf(t, ctx, "receipt-"+w.name)
		})
	}
	d.Verified(t)
}

// The same without scripts: every step is a button.
func TestReportingWithoutScripts(t *testing.T) {
	d := newDistrict(t)
	d.withDistrict(t)
	ctx := browser(t)
	picture := onDisk(t, "яма.jpg", portaltest.JPEG(t, 800, 600, 3))
	scripts(t, ctx, false)
	do(t, ctx, chromedp.EmulateViewport(360, 740), chromedp.Navigate(d.Server.URL+"/report/new?lang=ru"), chromedp.WaitVisible("#report"))
	do(t, ctx, chromedp.SendKeys("#address", "школьная 5"), chromedp.Click(`button[value="find"]`), chromedp.WaitVisible(`#spot input[name="found"]`))
	shotOf(t, ctx, "plain-found")
	scripts(t, ctx, false)
	do(t, ctx, chromedp.Click(`#spot input[name="found"]`), chromedp.SendKeys("#query", "колдобина"), chromedp.Click(`button[value="kinds"]`), chromedp.WaitVisible(`#picked input[value="roads-pothole"]`))
	do(t, ctx, chromedp.Click(`#picked input[value="roads-pothole"]`), chromedp.SendKeys("#text", "Яма во всю дорогу"), chromedp.SetUploadFiles("input[name=photo]", []string{picture}))
	do(t, ctx, chromedp.Click(`button[value="photos"]`), chromedp.WaitVisible("#shots img"))
	d.Clock.Add(time.Minute)
	shotOf(t, ctx, "plain-filled")
	scripts(t, ctx, false)
	do(t, ctx, chromedp.Click(".sendline .main"), chromedp.WaitVisible(".sent"))
	s := shotOf(t, ctx, "plain-sent")
	if !strings.Contains(s.Text, "ПО-00-0001") || len(s.Images) != 1 {
		t.Errorf("sent: %s", s.Text)
	}
	d.Verified(t)
}

// A citizen's year with their reports, in a browser: what is nearby is supported, what is done is sent back and then rated, a refusal is
// appealed against, a petition signed; in all languages, by day and by night.
func TestCabinetInABrowser(t *testing.T) {
	d := newDistrict(t)
	d.withDistrict(t)
	draft := d.Draft()
	draft.Proofs = append(draft.Proofs, civic.ProofPortal)
	petition := "/petitions/" + d.Published(t, draft).Number
	rosa := d.Citizen(t, "rosa@example.org")
	form := url.Values{"address": {"ул. Школьная, 5"}, "lat": {"47.0813"}, "lon": {"28.8722"}, "source": {"map"}}
	done, refused := d.reported(t, rosa, form), d.reported(t, rosa, url.Values{"text": {"Светофор мигает жёлтым третий день"}})
	neighbour := d.reported(t, d.Nobody(t), form)
	moderator := casework.Actor{Role: civic.RoleSenior, Account: db.Account{1}, Rights: accounts.Rights()}
	doneID, refusedID, neighbourID := d.numbered(t, rosa.Get(done)), d.numbered(t, rosa.Get(refused)), d.numbered(t, rosa.Get(neighbour))
	d.solved(t, doneID)
	d.done(t, casework.Deed{Report: refusedID, Act: civic.ActReject, By: moderator, Reason: civic.ReasonNotOurs, Comment: "Светофор обслуживает область"})
	d.done(t, casework.Deed{Report: neighbourID, Act: civic.ActAssign, By: moderator, Department: "roads", Comment: "Дорожникам"})
	ctx := browser(t)
	u := d.Server.URL
	do(t, ctx, chromedp.Navigate(u+"/login?lang=ru"), chromedp.WaitVisible(`form[action="/login"] [name=email]`))
	fill(t, ctx, `form[action="/login"]`, `[name=email]`, "rosa@example.org", `[name=password]`, portaltest.Password)
	until(t, ctx, `.who[href="/me"]`)
	pages := map[string]string{"mine": "/me", "settings": "/me/settings", "data": "/me/data", "solved": "/me/reports/" + doneID.String(), "refused": "/me/reports/" + refusedID.String(), "sign": petition + "/sign", "consent": "/consent"}
	for i, w := range [][2]int64{{1366, 920}, {360, 740}} {
		for name, path := range pages {
			lang := civic.Langs()[(i+len(name))%len(civic.Langs())]
			night(t, ctx, i == 1 && len(name)%2 == 0)
			do(t, ctx, chromedp.EmulateViewport(w[0], w[1]), chromedp.Navigate(u+path+"?lang="+string(lang)), chromedp.WaitVisible("main h1"))
			shotOf(t, ctx, fmt.Sprintf("%s-%d-%s", name, w[0], lang))
		}
	}
	night(t, ctx, false)
	do(t, ctx, chromedp.Navigate(u+pages["solved"]+"?lang=ru"), chromedp.Click("#act summary"), chromedp.SendKeys("#rework", "Яма на месте"), chromedp.Click(`#act details button`), chromedp.WaitVisible(".done-note"))
	if s := shotOf(t, ctx, "sent-back"); !strings.Contains(s.Text, "возвращено на доработку") {
		t.Errorf("sent back: %s", s.Text)
	}
	d.done(t, casework.Deed{Report: doneID, Act: civic.ActStart, By: casework.Actor{Role: civic.RoleDepartment, Account: db.Account{2}, Department: "roads", Rights: accounts.Rights()}})
	d.repaired(t, doneID)
	do(t, ctx, chromedp.Navigate(u+pages["solved"]), chromedp.Click(`#act input[value="5"]`), chromedp.Click(`#act form button.main`), chromedp.WaitVisible(".done-note"))
	if s := shotOf(t, ctx, "rated"); !strings.Contains(s.Text, "5 / 5") {
		t.Errorf("rated: %s", s.Text)
	}
	do(t, ctx, chromedp.Navigate(u+pages["refused"]), chromedp.SendKeys("#appeal", "Он на районной дороге"), chromedp.Click("#act button"), chromedp.WaitVisible(".done-note"))
	do(t, ctx, chromedp.Navigate(u+"/report/new?fresh"), chromedp.WaitVisible("#report"), chromedp.SendKeys("#text", "Яма"))
	do(t, ctx, chromedp.WaitVisible(`#picked input[value="roads-pothole"]`), chromedp.Click(`#picked input[value="roads-pothole"]`), chromedp.WaitVisible("#picked .chosen"))
	do(t, ctx, chromedp.Navigate(u+"/report/new?lang=ru"), chromedp.WaitVisible("#report"))
	if err := d.pinTo(t, ctx, 47.0813, 28.8722); err != nil {
		t.Fatal(err)
	}
	do(t, ctx, chromedp.WaitVisible("#near .already"))
	shotOf(t, ctx, "near")
	do(t, ctx, chromedp.Click("#near .already button"), chromedp.WaitVisible(`form[action$="/follow"]`))
	shotOf(t, ctx, "supported")
	do(t, ctx, chromedp.Click(`form[action$="/follow"] button`), chromedp.WaitVisible(`form[action$="/unfollow"]`))
	do(t, ctx, chromedp.Navigate(u+petition+"/sign"), chromedp.WaitVisible("[name=birth]"))
	fill(t, ctx, `form[action="`+petition+`/sign"]`, "[name=name]", "Петрова Роза", "[name=settlement]", "Ставчены", "[name=address]", "ул. Лесная, 12", "[name=birth]", "1961")
	do(t, ctx, chromedp.Click("[name=consent]"), chromedp.Click(`form[action="`+petition+`/sign"] button.btn`), chromedp.WaitVisible(".done-note"))
	shotOf(t, ctx, "signed")
	d.Verified(t)
}

// pinTo sets the pin, as a press on the map does.
func (d *district) pinTo(t *testing.T, ctx context.Context, lat, lon float64) error {
	t.Helper()
	_, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(`document.dispatchEvent(new CustomEvent("pin", {detail: {lat: %f, lon: %f}}))`, lat, lon)))
	return err
}

// night is dark mode.
func night(t *testing.T, ctx context.Context, yes bool) {
	t.Helper()
	scheme := "light"
	if yes {
		scheme = "dark"
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}); err != nil {
		t.Fatal(err)
	}
}

// scripts lets pages run their scripts, or not.
func scripts(t *testing.T, ctx context.Context, run bool) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run}); err != nil {
		t.Fatal(err)
	}
}
