package web_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/db"
	"priyom/portal/portaltest"
)

// expect fails the test where a page lacks something, or has what it must not.
func expect(t *testing.T, r portaltest.Reply, has []string, hasNot ...string) {
	t.Helper()
	page{r.Response, r.Body}.expect(t, r.StatusCode, has, hasNot...)
}

// The link makes the first administrator, from anywhere, and then leads nowhere.
func TestSetup(t *testing.T) {
	d := newDistrict(t)
	link := d.setupLink(t)
	someone := d.Nobody(t)
	someone.Get("/staff/setup").Status(http.StatusForbidden)
	someone.Get("/staff/setup?key=AAAA").Status(http.StatusForbidden)
	key := strings.TrimPrefix(link, "/staff/setup?key=")
	expect(t, someone.Get(link).Status(http.StatusOK), []string{"Первый администратор", key})
	form := url.Values{"key": {key}, "login": {"root"}, "name": {"Рут Иванович"}, "password": {portaltest.Password}}
	weak := url.Values{"key": {key}, "login": {"r t"}, "name": {""}, "password": {"1234567890"}}
	expect(t, someone.Form("/staff/setup", weak).Status(http.StatusUnprocessableEntity), []string{"легко угадать", "Нужно от 3 до 40", "Укажите имя"}, "1234567890")
	form.Set("key", "AAAA")
	someone.Form("/staff/setup", form).Status(http.StatusForbidden)
	form.Set("key", key)
	if to := someone.Form("/staff/setup", form).Status(http.StatusSeeOther).Header.Get("Location"); to != "/staff/" {
		t.Errorf("leads to %q", to)
	}
	expect(t, someone.Get("/staff/reports").Status(http.StatusOK), []string{"Рут Иванович", d.shown.Number})

	if again, err := d.SetupLink(t.Context(), ""); again != "" || err != nil {
		t.Errorf("%q, %v", again, err)
	}
	late := d.Nobody(t)
	late.Get(link).Status(http.StatusSeeOther)
	form.Set("login", "second")
	late.Form("/staff/setup", form).Status(http.StatusSeeOther)
	if all, err := d.Accounts().AllStaff(t.Context()); err != nil || len(all) != 1 {
		t.Errorf("%d accounts, %v", len(all), err)
	}
	if p := d.get(t, "/staff/reports"); p.StatusCode != http.StatusSeeOther {
		t.Errorf("whoever is at the portal's machine still is an administrator: %s", p.Status)
	}
}

func TestRenewedSetupLink(t *testing.T) {
	d := newDistrict(t)
	old := d.setupLink(t)
	if err := d.RenewSetupLink(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Nobody(t).Get(old).Status(http.StatusForbidden)
	d.Nobody(t).Get(d.setupLink(t)).Status(http.StatusOK)
}

// A token that somebody put into a browser before is worth nothing after signing in: the session gets another one.
func TestSessionIsNotFixed(t *testing.T) {
	d := newDistrict(t)
	anna := d.Staff(t, "anna", civic.RoleModerator, "")
	planted := anna.Cookies()[0]
	b := d.Nobody(t)
	u, _ := url.Parse(d.Server.URL)
	b.Client.Jar.SetCookies(u, []*http.Cookie{planted})
	b.Get("/staff/me").Status(http.StatusOK)
	b.Form("/staff/login", url.Values{"login": {"anna"}, "password": {portaltest.Password}}).Status(http.StatusSeeOther)
	if fresh := b.Cookies()[0]; fresh.Value == planted.Value || fresh.Name != planted.Name {
		t.Errorf("%v", fresh)
	}
	anna.Get("/staff/me").Status(http.StatusSeeOther) // the planted one ended
	b.Get("/staff/me").Status(http.StatusOK)
}

func TestSigningOut(t *testing.T) {
	d := newDistrict(t)
	anna := d.Staff(t, "anna", civic.RoleModerator, "")
	kept := anna.Cookies()[0]
	anna.Form("/staff/logout", url.Values{}).Status(http.StatusSeeOther)
	for _, left := range anna.Cookies() {
		if left.Name != "known" { // which lets nobody in
			t.Errorf("%v", left)
		}
	}
	anna.Get("/staff/reports").Status(http.StatusSeeOther)
	anna.Do(http.MethodGet, "/staff/reports", nil, func(r *http.Request) { r.AddCookie(kept) }).Status(http.StatusSeeOther)
}

func TestCookieOfASession(t *testing.T) {
	d := newDistrict(t)
	d.Staff(t, "anna", civic.RoleModerator, "")
	form := url.Values{"login": {"anna"}, "password": {portaltest.Password}}
	r := d.Nobody(t).Form("/staff/login", form)
	c := r.Cookies()[0]
	if c.Name != "session" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure || c.Path != "/" || c.MaxAge != 0 || len(c.Value) != 43 {
		t.Errorf("%+v", c)
	}
	if r.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%v", r.Header)
	}
}

func TestSignInLeadsOnOnlyHere(t *testing.T) {
	d := newDistrict(t)
	d.Staff(t, "anna", civic.RoleModerator, "")
	for next, want := range map[string]string{
		"/staff/reports?before=7": "/staff/reports?before=7", "": "/staff/", "https://evil.example/": "/staff/", "//evil.example": "/staff/",
		"/\\evil.example": "/staff/", "javascript:alert(1)": "/staff/", "/\t/evil.example": "/staff/", "staff": "/staff/",
	} {
		r := d.Nobody(t).Form("/staff/login", url.Values{"login": {"anna"}, "password": {portaltest.Password}, "next": {next}})
		if to := r.Status(http.StatusSeeOther).Header.Get("Location"); to != want {
			t.Errorf("%q leads to %q", next, to)
		}
	}
}

func TestWrongSignInsAreToldAlike(t *testing.T) {
	d := newDistrict(t)
	d.Staff(t, "anna", civic.RoleModerator, "")
	id := regexp.MustCompile(`value="(anna|nobody)"`)
	var bodies []string
	for _, login := range []string{"anna", "nobody"} {
		r := d.Nobody(t).Form("/staff/login", url.Values{"login": {login}, "password": {"не тот пароль"}}).Status(http.StatusUnprocessableEntity)
		expect(t, r, []string{"Имя или пароль не подходит"}, "не тот пароль")
		bodies = append(bodies, id.ReplaceAllString(r.Body, ""))
	}
	if bodies[0] != bodies[1] {
		t.Error("the page tells who has an account")
	}
	b := d.Nobody(t)
	for range 5 {
		b.Form("/staff/login", url.Values{"login": {"anna"}, "password": {"не тот пароль"}}).Status(http.StatusUnprocessableEntity)
	}
	r := b.Form("/staff/login", url.Values{"login": {"anna"}, "password": {portaltest.Password}}).Status(http.StatusTooManyRequests)
	expect(t, r, []string{"Слишком много попыток"})
	if r.Header.Get("Retry-After") == "" || strings.Contains(d.Log.String(), "anna") || strings.Contains(d.Log.String(), "203.0.113") {
		t.Errorf("%v; or the log tells names", r.Header)
	}
}

// Codes are set up with the picture, asked for after the password, and each is good once.
func TestCodesOnThePages(t *testing.T) {
	d := newDistrict(t)
	anna := d.Staff(t, "anna", civic.RoleAdministrator, "")
	expect(t, anna.Get("/staff/me").Status(http.StatusOK), []string{"Коды не включены", "Firefox · Windows"})
	secret := regexp.MustCompile(`<code class="secret">([A-Z2-7]{32})</code>`).FindStringSubmatch(anna.Get("/staff/me/codes").Status(http.StatusOK).Body)
	if secret == nil {
		t.Fatal("no secret on the page")
	}
	uri := readQR(t, anna.Get("/staff/me/codes/qr.png").Status(http.StatusOK).Body)
	key, err := otp.NewKeyFromURL(uri)
	if err != nil || key.Secret() != secret[1] || key.AccountName() != "anna" || key.Issuer() != "Priyom" {
		t.Fatalf("%s, %v", uri, err)
	}
	code := func() string {
		c, err := totp.GenerateCode(secret[1], d.Clock.Now())
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	expect(t, anna.Form("/staff/me/codes", url.Values{"code": {"000000"}}).Status(http.StatusUnprocessableEntity), []string{"Код не подходит", secret[1]})
	r := anna.Form("/staff/me/codes", url.Values{"code": {code()}}).Status(http.StatusOK)
	recovery := regexp.MustCompile(`<li><code>([a-z0-9-]{11})</code>`).FindAllStringSubmatch(r.Body, -1)
	if len(recovery) != 10 {
		t.Fatalf("%d recovery codes", len(recovery))
	}
	expect(t, anna.Get("/staff/me").Status(http.StatusOK), []string{"Коды включены", "Осталось 10 запасных кодов"})
	anna.Get("/staff/me/codes/qr.png").Status(http.StatusSeeOther) // nobody sees the secret again

	half := d.Nobody(t)
	to := half.Form("/staff/login", url.Values{"login": {"anna"}, "password": {portaltest.Password}, "next": {"/staff/people"}}).Header.Get("Location")
	if to != "/staff/code?next=%2Fstaff%2Fpeople" {
		t.Errorf("leads to %q", to)
	}
	half.Get("/staff/people").Status(http.StatusSeeOther)
	half.Get("/staff/me/password").Status(http.StatusSeeOther)
	half.Get(to).Status(http.StatusOK)
	expect(t, half.Form("/staff/code", url.Values{"code": {code()}}).Status(http.StatusUnprocessableEntity), []string{"уже использован"})
	d.Clock.Add(30 * time.Second)
	if to := half.Form("/staff/code", url.Values{"code": {code()}, "next": {"/staff/people"}}).Status(http.StatusSeeOther).Header.Get("Location"); to != "/staff/people" {
		t.Errorf("leads to %q", to)
	}
	half.Get("/staff/people").Status(http.StatusOK)

	lost := d.Nobody(t)
	lost.Form("/staff/login", url.Values{"login": {"anna"}, "password": {portaltest.Password}})
	lost.Form("/staff/code", url.Values{"code": {recovery[0][1]}}).Status(http.StatusSeeOther)
	lost.Get("/staff/people").Status(http.StatusOK)
	expect(t, lost.Form("/staff/me/codes/end", url.Values{"code": {recovery[0][1]}}).Status(http.StatusUnprocessableEntity), []string{"Код не подходит"})
	lost.Form("/staff/me/codes/recovery", url.Values{"code": {recovery[1][1]}}).Status(http.StatusOK)
	lost.Form("/staff/me/codes/end", url.Values{"code": {recovery[2][1]}}).Status(http.StatusUnprocessableEntity) // there are new ones
}

func readQR(t *testing.T, picture string) string {
	t.Helper()
	img, _, err := image.Decode(strings.NewReader(picture))
	if err != nil {
		t.Fatal(err)
	}
	bitmap, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	read, err := qrcode.NewQRCodeReader().Decode(bitmap, nil)
	if err != nil {
		t.Fatal(err)
	}
	return read.GetText()
}

// readMatrix reads a QR code that is already black and white.
func readMatrix(t *testing.T, bits *gozxing.BitMatrix) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, bits.GetWidth(), bits.GetHeight()))
	for y := range bits.GetHeight() {
		for x := range bits.GetWidth() {
			if !bits.Get(x, y) {
				img.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return readQR(t, b.String())
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// An administrator adds somebody, who signs in with the password that was told and chooses their own; is changed, reset and ended.
func TestPeople(t *testing.T) {
	d := newDistrict(t)
	root := d.Staff(t, "root", civic.RoleAdministrator, "")
	expect(t, root.Get("/staff/people/new").Status(http.StatusOK), []string{"Новый сотрудник", "Сотрудник ведомства"})
	form := url.Values{"login": {"Petr"}, "name": {"Пётр Ильин"}, "role": {"department"}, "usual": {"1"}}
	expect(t, root.Form("/staff/people/new", form).Status(http.StatusUnprocessableEntity), []string{"нужно ведомство", "Пётр Ильин"})
	form.Set("department", "roads")
	r := root.Form("/staff/people/new", form).Status(http.StatusOK)
	expect(t, r, []string{d.Server.URL + "/staff/login"})
	password := regexp.MustCompile(`<code class="secret">([a-z0-9-]{19})</code>`).FindStringSubmatch(r.Body)
	if password == nil {
		t.Fatal(r.Body)
	}
	petr := d.Nobody(t)
	if to := petr.Form("/staff/login", url.Values{"login": {"petr"}, "password": {password[1]}}).Header.Get("Location"); !strings.HasPrefix(to, "/staff/me/password") {
		t.Errorf("leads to %q", to)
	}
	petr.Get("/staff/reports").Status(http.StatusSeeOther)
	petr.Form("/staff/me/password", url.Values{"old": {password[1]}, "password": {portaltest.Password}}).Status(http.StatusSeeOther)
	petr.Get("/staff/reports").Status(http.StatusOK)
	petr.Get("/staff/people").Status(http.StatusForbidden)

	s, err := d.Accounts().FindStaff(t.Context(), "petr")
	if err != nil {
		t.Fatal(err)
	}
	path := "/staff/people/" + s.ID.String()
	expect(t, root.Get(path).Status(http.StatusOK), []string{"Пётр Ильин", "Служащий root", "Вход"}, password[1])
	petr.Form(path, url.Values{"name": {"Пётр"}, "role": {"administrator"}, "usual": {"1"}}).Status(http.StatusForbidden)
	form.Set("role", "moderator")
	form.Del("usual")
	form["right"] = []string{"publish"}
	root.Form(path, form).Status(http.StatusSeeOther)
	petr.Get("/staff/reports").Status(http.StatusForbidden) // publishing alone doesn't let one read
	root.Form(path+"/active", url.Values{}).Status(http.StatusSeeOther)
	petr.Get("/staff/me").Status(http.StatusOK) // nothing was ticked
	root.Form(path+"/active", url.Values{"sure": {"1"}}).Status(http.StatusSeeOther)
	petr.Get("/staff/me").Status(http.StatusSeeOther)
	expect(t, root.Get("/staff/people").Status(http.StatusOK), []string{"Отключён", "2 человека"})
	root.Form(path+"/active", url.Values{"active": {"1"}}).Status(http.StatusSeeOther)
	expect(t, root.Form(path+"/reset", url.Values{"sure": {"1"}}).Status(http.StatusOK), []string{"Пётр Ильин"}, portaltest.Password)

	me, err := d.Accounts().FindStaff(t.Context(), "root")
	if err != nil {
		t.Fatal(err)
	}
	expect(t, root.Form("/staff/people/"+me.ID.String(), url.Values{"name": {"Рут"}, "role": {"administrator"}, "right": {"read"}}).Status(http.StatusUnprocessableEntity), []string{"не останется администратора"})
	for _, none := range []string{db.Account{1}.String(), "x", "..%2f..", strings.Repeat("0", 64)} {
		root.Get("/staff/people/" + none).Status(http.StatusNotFound)
	}
	root.Form("/staff/people", url.Values{"codes": {string(accounts.CodesForAdministrators)}}).Status(http.StatusSeeOther)
	if to := d.Nobody(t).Form("/staff/login", url.Values{"login": {"root"}, "password": {portaltest.Password}}).Header.Get("Location"); !strings.HasPrefix(to, "/staff/me/codes") {
		t.Errorf("leads to %q", to)
	}
}

func gosKey() db.Provider {
	return db.Provider{ID: "key", Name: "Госключ", Issuer: "https://login.example", Client: "priyom"}
}

func accountOf(t *testing.T, d *district, login string) db.Account {
	t.Helper()
	s, err := d.Accounts().FindStaff(t.Context(), login)
	if err != nil {
		t.Fatal(err)
	}
	return s.ID
}
