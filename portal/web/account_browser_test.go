package web_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// fill fills a form in and sends it; fields are CSS selectors and what is typed there.
func fill(t *testing.T, ctx context.Context, form string, fields ...string) {
	t.Helper()
	for i := 0; i+1 < len(fields); i += 2 {
		if err := chromedp.Do(ctx, chromedp.WaitVisible(form+" "+fields[i]), chromedp.SetValue(form+" "+fields[i], fields[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := chromedp.Do(ctx, chromedp.Click(form+" button.btn")); err != nil {
		t.Fatal(err)
	}
}

// loaded is true once a page and all in it is there: to leave before that aborts what is on its way.
const loaded = `new Promise(done => document.readyState == "complete" ? done(true) : addEventListener("load", () => done(true)))`

// until waits until a page has something, and is whole.
func until(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.WaitVisible(selector)); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](loaded, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
}

// An administrator's first day, with a real browser on a desk and on a telephone: the setup link, codes, somebody new, and that one's
// first sign-in.
func TestAccountsInABrowser(t *testing.T) {
	d := newDistrict(t)
	d.Citizen(t, "rosa@example.org")
	if err := d.Accounts().AddProvider(t.Context(), gosKey(), "secret"); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	u := d.Server.URL
	both := func(path, name string, has ...string) {
		t.Helper()
		s := visit(t, ctx, 1366, 920, u+path+sep(path)+"lang=ru", "account-"+name+"-ru")
		for _, want := range has {
			if !strings.Contains(s.Text, want) {
				t.Errorf("%s has no %q: %s", name, want, s.Text)
			}
		}
		for _, lang := range []string{"uk", "en", "ru"} {
			visit(t, ctx, 360, 740, u+path+sep(path)+"lang="+lang, "account-"+name+"-"+lang)
		}
		serious(t, ctx, name)
	}
	both("/login", "login-citizen", "Войти через Госключ")
	both("/join", "join", "Регистрация")
	both(d.setupLink(t), "setup", "Первый администратор")
	fill(t, ctx, `form[action="/staff/setup"]`, `[name=name]`, "Ольга Администратор", `[name=login]`, "olga", `[name=password]`, portaltest.Password)
	until(t, ctx, ".who")
	both("/staff/me", "me", "Ольга Администратор", "Chrome · Linux")
	both("/staff/me/codes", "codes", "Наведите приложение")
	secret, err := chromedp.Run(ctx, chromedp.Text(".secret"))
	if err != nil {
		t.Fatal(err)
	}
	code, err := totp.GenerateCode(strings.TrimSpace(secret), d.Clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	fill(t, ctx, `form[action="/staff/me/codes"]`, `[name=code]`, code)
	until(t, ctx, ".recovery")
	for i, n := range []accounts.NewStaff{
		{Login: "maria", Name: "Мария Модератор", Role: civic.RoleModerator},
		{Login: "roman", Name: "Роман Дорожный", Role: civic.RoleDepartment, Department: "roads"},
		{Login: "galina", Name: "Галина Константиновна Долгорукая-Заозёрная", Role: civic.RoleHead},
	} {
		s, _, err := d.Accounts().AddStaff(t.Context(), accountOf(t, d, "olga"), n, "")
		if err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			if err := d.Accounts().Disable(t.Context(), accountOf(t, d, "olga"), s.ID); err != nil {
				t.Fatal(err)
			}
			both("/staff/people/"+s.ID.String(), "person", "Роман Дорожный", "Отключён")
		}
	}
	both("/staff/people", "people", "Мария Модератор", "Отключён")
	both("/staff/people/new", "person-new", "Обычные права этой роли")
	fill(t, ctx, `form[action="/staff/people/new"]`, `[name=name]`, "Игнат Инспектор", `[name=login]`, "ignat", `[name=role]`, "inspector", `[name=department]`, "roads")
	until(t, ctx, ".secret")
	told, err := chromedp.Run(ctx, chromedp.Text(".secret"))
	if err != nil {
		t.Fatal(err)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(u+"/staff/me"), chromedp.Click(`form[action="/staff/logout"] button`)); err != nil {
		t.Fatal(err)
	}
	until(t, ctx, `form[action="/staff/login"]`)
	both("/staff/login", "login", "Вход для сотрудников")
	fill(t, ctx, `form[action="/staff/login"]`, `[name=login]`, "ignat", `[name=password]`, strings.TrimSpace(told))
	until(t, ctx, `form[action="/staff/me/password"]`)
	both("/staff/me/password", "password", "знает ещё кто-то")
	fill(t, ctx, `form[action="/staff/me/password"]`, `[name=old]`, strings.TrimSpace(told), `[name=password]`, portaltest.Password)
	until(t, ctx, ".who")
	d.Clock.Add(time.Minute)
	if err := chromedp.Do(ctx, chromedp.Navigate(u+"/staff/me"), chromedp.Click(`form[action="/staff/logout"] button`)); err != nil {
		t.Fatal(err)
	}
	until(t, ctx, `form[action="/staff/login"]`)
	fill(t, ctx, `form[action="/staff/login"]`, `[name=login]`, "olga", `[name=password]`, portaltest.Password)
	until(t, ctx, `form[action="/staff/code"]`)
	both("/staff/code", "code", "Пароль верен")
	if code, err = totp.GenerateCode(strings.TrimSpace(secret), d.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	fill(t, ctx, `form[action="/staff/code"]`, `[name=code]`, code)
	until(t, ctx, ".who")
	if err := chromedp.Do(ctx, chromedp.Navigate(u+"/login")); err != nil {
		t.Fatal(err)
	}
	fill(t, ctx, `form[action="/login"]`, `[name=email]`, "rosa@example.org", `[name=password]`, portaltest.Password)
	until(t, ctx, `.who[href="/me"]`) // before they are signed in it leads to /login
	both("/me/account", "own", "rosa@example.org", "Госключ")
}

// serious fails the test for what axe-core finds serious on the page at hand, by day and by night.
func serious(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	axe, err := os.ReadFile("front/node_modules/axe-core/axe.min.js")
	if err != nil {
		return // TestAxe says what is missing
	}
	s := sight{ctx, t}
	for _, dark := range []bool{true, false} {
		s.dark(dark)
		eval[bool](s, string(axe)+"; true")
		for _, v := range eval[[]string](s, axeRun) {
			t.Errorf("%s: %s", name, v)
		}
	}
}

func sep(path string) string {
	if strings.Contains(path, "?") {
		return "&"
	}
	return "?"
}

// Devices and points as an administrator sees them, with a worry of every degree.
func TestDevicesInABrowser(t *testing.T) {
	d := newDistrict(t)
	portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Молчаны, библиотека имени Константина Паустовского")
	d.Clock.Add(60 * time.Hour)
	portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Тихое")
	d.Clock.Add(30 * time.Hour)
	waits := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "пгт Очередное")
	if _, problem := waits.Sync(wire.SyncRequest{Waiting: &wire.QueueState{Entries: 12, Files: 3, Bytes: 1 << 20, Oldest: d.Clock.Now().Add(-100 * time.Hour).UnixMilli()}}); problem != nil {
		t.Fatal(problem)
	}
	forked := portaltest.Enrolled(t, d.Portal, civic.RolePoint, "с. Развилка")
	forked.NextEpoch(0)
	forked.Tell(journal.Hash{1}, forked.Report())
	forked.PushAll()
	portaltest.Enrolled(t, d.Portal, civic.RoleInspector, "Дорожная служба")
	if _, _, err := d.Invite(t.Context(), civic.RolePoint, "д. Новая"); err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	u := d.Server.URL
	for name, path := range map[string]string{"points": "/staff/points", "devices": "/staff/devices", "device": "/staff/devices/" + forked.ID.String(), "invite": "/staff/devices/new"} {
		for _, lang := range []string{"uk", "en", "ru"} {
			for _, window := range [][2]int64{{1366, 920}, {360, 740}} {
				visit(t, ctx, window[0], window[1], u+path+"?lang="+lang, name+"-"+lang)
			}
		}
		serious(t, ctx, name)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1366, 920), chromedp.Navigate(u+"/staff/devices/new")); err != nil {
		t.Fatal(err)
	}
	fill(t, ctx, `form[action="/staff/devices/new"]`, `[name=place]`, "с. Липовый Лог", `[name=many]`, "2")
	until(t, ctx, ".sheet .qrcode")
	picture, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	keepPicture(t, "portal-sheets-ru-1366.png", picture)
}
