package join_test

import (
	"bytes"
	"image/png"
	"io"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"github.com/skip2/go-qrcode"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/phone"
	"priyom/app/ui/uitest"
	"priyom/civic"
	"priyom/portal/portaltest"
)

// hand is a phone on its page of joining, and a real portal that sends letters over a real mail server.
type hand struct {
	uitest.Thumb
	home   *uitest.Home
	phone  *phone.Phone
	portal *portaltest.Portal
	post   *portaltest.Post
	opened []string // in the browser
}

func newHand(t *testing.T, change func(*present.Env)) *hand {
	t.Helper()
	x := &hand{home: uitest.NewHome(t)}
	x.T = t
	x.portal, x.post = portaltest.StartPosting(t, t.TempDir())
	x.home.Env.Portal = x.portal.Server.URL
	x.home.Env.OpenURL = func(address string) error { x.opened = append(x.opened, address); return nil }
	if change != nil {
		change(x.home.Env)
	}
	x.begin()
	return x
}

// begin starts the program, after nothing or after it was killed.
func (x *hand) begin() {
	x.Helper()
	a := test.NewTempApp(x.T)
	x.Win = test.NewTempWindow(x.T, nil)
	x.phone = phone.New(a, x.Win, x.home.Env, nil)
	x.phone.Open()
	x.Win.Resize(uitest.Long)
	x.Cleanup(x.phone.Close)
	x.home.Loop.Until("the gate opens", func() bool { return x.phone.Point() != nil })
	x.point().Shell.Push(present.PageJoin, "")
}

func (x *hand) point() *present.Point { return x.phone.Point() }

func (x *hand) state() present.JoinState { return x.point().Join.State() }

// calm waits until nothing is being done.
func (x *hand) calm() {
	x.Helper()
	x.home.Loop.Until("nothing is being done", func() bool { return x.state().Busy == "" })
}

// at waits until a step is shown.
func (x *hand) at(step present.JoinStep) {
	x.Helper()
	x.home.Loop.Until("the step is "+string(step), func() bool { return x.state().Step == step && x.state().Busy == "" })
}

func TestJoinByMail(t *testing.T) {
	x := newHand(t, nil)
	presenttest.Take(t, x.home.Loop, x.point(), "roads-pothole", "Яма", "у моста") // before there is a portal
	x.point().Shell.Push(present.PageJoin, "")
	x.home.Loop.Until("what waits is counted", func() bool { return x.state().Waiting == 1 })
	x.point().Join.Again()
	x.WantSaid("1 запись ждёт подключения и уйдёт сразу")
	x.Tap("Дальше")
	x.at(present.JoinChoose)
	x.WantSaid("Заречный район")
	if x.Said("Без учётной записи") {
		t.Error("it isn't open here")
	}
	x.Tap("По коду из письма")
	x.Tap("Прислать код")
	x.WantSaid("Напишите адрес почты, например roza@example.org")
	x.point().Join.SetEmail("roza@example.org")
	x.Tap("Прислать код")
	x.WantSaid("Без согласия подключить почту нельзя. Отметьте его, если согласны")
	x.Tap("Согласие на обработку моих персональных данных даю")
	x.Tap("Прислать код")
	x.at(present.JoinCode)
	x.WantSaid("Письмо с кодом отправлено на roza@example.org")
	if _, err := x.portal.WorkDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	code, n := x.post.Code()
	if code == "" || n != 1 {
		t.Fatalf("%d letters, code %q", n, code)
	}

	x.phone.Close() // killed, and begun again: the same step with the same input
	x.begin()
	x.at(present.JoinCode)
	x.WantSaid("Письмо с кодом отправлено на roza@example.org")
	x.point().Join.SetCode("2222-2222")
	x.Tap("Подключить")
	x.calm()
	x.WantSaid("Код не подходит: проверьте его или попросите новый (код живёт 10 минут)")
	x.point().Join.SetCode(strings.ToLower(code))
	x.Tap("Подключить")
	x.at(present.JoinDone)
	x.WantSaid("roza@example.org")
	if s := x.state(); s.Account != "roza@example.org" || s.Number != "МОБ-01" || !s.Own {
		t.Errorf("%+v", s)
	}

	x.Tap("Отвязать телефон")
	x.Tap("Отвязать: да, я уверен")
	x.home.Loop.Until("it is nobody's", func() bool { return x.state().Account == "" && x.state().Busy == "" })
	x.WantSaid("Без учётной записи")
	x.portal.Verified(t)
}

var codeOnPage = regexp.MustCompile(`<code class="secret big">([2-9A-Z]{4}-[2-9A-Z]{4})</code>`)

// On a computer the browser comes back by a port; a page of somebody else's that finds it brings nothing.
func TestJoinInBrowser(t *testing.T) {
	x := newHand(t, nil)
	x.Tap("Дальше")
	x.at(present.JoinChoose)
	x.Tap("Войти в браузере")
	x.at(present.JoinBrowser)
	x.WantSaid(x.state().Mark)
	page, err := url.Parse(x.opened[0])
	if err != nil || len(x.opened) != 1 {
		t.Fatal(x.opened, err)
	}
	somebody := x.portal.Citizen(t, "roza@example.org")
	if body := somebody.Get(page.Path).Status(http.StatusOK).Body; !strings.Contains(body, x.state().Mark) {
		t.Error("the page shows another number")
	}
	back := strings.TrimPrefix(somebody.Form(page.Path, url.Values{}).Status(http.StatusOK).Header.Get("Refresh"), "0; url=")
	to, err := url.Parse(back)
	if err != nil || to.Hostname() != "127.0.0.1" {
		t.Fatal(back, err)
	}
	foreign := *to
	foreign.RawQuery = url.Values{"code": {"2222-2222"}, "state": {"guessed"}}.Encode()
	for _, address := range []string{foreign.String(), back} {
		res, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		body, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if !strings.Contains(string(body), "Вернитесь в приложение") {
			t.Errorf("%s", body)
		}
	}
	x.at(present.JoinDone)
	if s := x.state(); s.Account != "roza@example.org" {
		t.Errorf("%+v", s)
	}
}

// On a phone the page leads back by a link; others' links are put into the fields, and nothing more.
func TestJoinByLink(t *testing.T) {
	var links func(string)
	x := newHand(t, func(e *present.Env) { e.Links = func(told func(string)) { links = told } })
	links("priyom://join?portal=" + url.QueryEscape("https://evil.example") + "&code=2222-2222")
	x.at(present.JoinScan)
	if s := x.state(); s.URL != "https://evil.example" || s.Code != "2222-2222" || s.Joined {
		t.Errorf("%+v", s)
	}
	x.point().Join.SetURL(x.portal.Server.URL)
	x.point().Join.Back()
	x.Tap("Дальше")
	x.at(present.JoinChoose)
	x.Tap("Войти в браузере")
	x.at(present.JoinBrowser)
	page, err := url.Parse(x.opened[0])
	if err != nil {
		t.Fatal(err)
	}
	somebody := x.portal.Citizen(t, "roza@example.org")
	body := somebody.Form(page.Path, url.Values{}).Status(http.StatusOK).Body
	code := codeOnPage.FindStringSubmatch(body)[1]
	links("priyom://join?code=" + code + "&state=guessed")
	x.home.Loop.Drain()
	if s := x.state(); s.Step != present.JoinBrowser || s.Busy != "" || s.Joined {
		t.Errorf("somebody else's link: %+v", s)
	}
	links("priyom://join?code=" + code + "&state=" + path.Base(page.Path))
	x.at(present.JoinDone)
	if s := x.state(); s.Account != "roza@example.org" {
		t.Errorf("%+v", s)
	}
	links("priyom://join?portal=" + url.QueryEscape("https://evil.example") + "&code=2222-2222")
	x.home.Loop.Drain()
	if s := x.state(); s.Step != present.JoinDone {
		t.Errorf("%+v", s)
	}
}

// camera takes the pictures that it is given.
type camera struct{ picture []byte }

func (c *camera) Take(path string, done func(error)) {
	if c.picture == nil {
		done(present.ErrCameraLeft)
		return
	}
	done(os.WriteFile(path, c.picture, 0o600))
}

// A picture of the cabinet's QR code brings the phone to the account; one without a code is said to be none, and no picture stays.
func TestJoinByQR(t *testing.T) {
	cam := &camera{}
	x := newHand(t, func(e *present.Env) { e.Camera = cam })
	x.Tap("По QR-коду")
	x.Tap("Сфотографировать код")
	x.calm()
	cam.picture = portaltest.JPEG(t, 800, 600, 3)
	x.Tap("Сфотографировать код")
	x.calm()
	x.home.Loop.Until("it is said", func() bool { return x.state().Problem != "" })
	x.WantSaid("На картинке не нашлось QR-кода. Снимите ближе и ровнее, чтобы он занял полкадра, или введите код.")
	code, err := x.portal.InviteOwn(t.Context(), "roza@example.org")
	if err != nil {
		t.Fatal(err)
	}
	q, err := qrcode.New(x.portal.Server.URL+"/#"+code, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := png.Encode(&b, q.Image(900)); err != nil {
		t.Fatal(err)
	}
	cam.picture = b.Bytes()
	x.Tap("Сфотографировать код")
	x.at(present.JoinDone)
	if s := x.state(); s.Account != "roza@example.org" || s.Number != "МОБ-01" {
		t.Errorf("%+v", s)
	}
	x.home.Loop.Until("no picture stays", func() bool {
		left, err := filepath.Glob(filepath.Join(x.home.Env.Home, "shots", "join-*"))
		return err == nil && len(left) == 0
	})
}

// Where the municipality lets people, nobody is asked who they are; and a portal that doesn't answer is said, with what was typed left there.
func TestJoinNameless(t *testing.T) {
	x := newHand(t, func(e *present.Env) { e.Portal = "" })
	x.Tap("Дальше")
	x.WantSaid("Напишите адрес портала")
	x.point().Join.SetURL("http://127.0.0.1:9")
	x.Tap("Дальше")
	x.calm()
	if s := x.state(); s.Problem == "" || s.URL != "http://127.0.0.1:9" || s.Step != present.JoinWhere {
		t.Errorf("%+v", s)
	}
	if err := x.portal.SetNameless(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	x.point().Join.SetURL(x.portal.Server.URL)
	x.Tap("Дальше")
	x.at(present.JoinChoose)
	x.Tap("Без учётной записи")
	x.at(present.JoinDone)
	x.WantSaid("Добавить учётную запись")
	x.Tap("Добавить учётную запись")
	x.at(present.JoinChoose)
	if got := x.point().Role(); got != civic.RoleCitizen {
		t.Error(got)
	}
}

// The page fits in every language, size and look.
func TestJoinScreens(t *testing.T) {
	x := newHand(t, func(e *present.Env) { e.Camera = &camera{} })
	if err := x.portal.SetNameless(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	draw := func(name string) {
		uitest.EveryPhone(func(l present.Look, size fyne.Size) {
			uitest.Dress(t, x.point(), l)
			x.Win.Resize(size)
			uitest.Draw(t, x.Win, "join-"+name+"-"+uitest.PhoneName(l, size))
		})
		uitest.Dress(t, x.point(), uitest.Russian)
	}
	draw("where")
	x.point().Join.Ask()
	x.at(present.JoinChoose)
	draw("choose")
	x.point().Join.ByMail()
	draw("address")
	x.point().Join.SetEmail("rosalinda.konstantinopolskaya@pochta.zarechny.example")
	x.point().Join.SetConsent(true)
	x.point().Join.Send()
	x.at(present.JoinCode)
	draw("code")
	x.point().Join.SetCode("2222-2222")
	x.point().Join.Give()
	x.calm()
	draw("wrong")
	x.point().Join.Back()
	x.point().Join.Back()
	x.point().Join.ByBrowser()
	x.at(present.JoinBrowser)
	draw("browser")
	x.point().Join.Back()
	x.point().Join.ByQR()
	draw("scan")
	code, err := x.portal.InviteOwn(t.Context(), "rosalinda.konstantinopolskaya@pochta.zarechny.example")
	if err != nil {
		t.Fatal(err)
	}
	x.point().Join.SetCode(code)
	x.point().Join.Give()
	x.at(present.JoinDone)
	draw("done")
}
