package engine

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

func TestJoinNameless(t *testing.T) {
	d := newDistrict(t)
	at := served(t, d.handler)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	offer, err := AskOffer(t.Context(), Options{}, at)
	check(t, err)
	if offer.URL != at || offer.Portal != d.ID() || offer.Name != "Лесной район" || offer.Text != at+"/consent" || offer.Open(JoinNameless) || !offer.Open(JoinBrowser) {
		t.Errorf("%+v", offer)
	}
	if _, err := AskJoin(t.Context(), s, Options{}, at, Asking{Way: JoinNameless}); !IsCause(err, "problem.join") {
		t.Error(err)
	}
	check(t, d.SetNameless(t.Context(), true))
	asked, err := AskJoin(t.Context(), s, Options{Name: "Телефон"}, at, Asking{Way: JoinNameless})
	check(t, err)
	e, err := Enroll(t.Context(), s, Options{}, at, asked.Code)
	check(t, err)
	if e.Role != civic.RoleCitizen || e.Account != "" || len(asked.Mark) != 5 {
		t.Errorf("%+v, %+v", e, asked)
	}
	code, err := d.InviteOwn(t.Context(), "roza@example.org")
	check(t, err)
	url, code := Invitation("priyom://join?" + (urlValues{"portal": at, "code": code}).encode())
	if e, err = Enroll(t.Context(), s, Options{}, url, code); err != nil || e.Account != "roza@example.org" {
		t.Errorf("%+v, %v", e, err)
	}
	check(t, Leave(t.Context(), s, Options{}))
	if err := Leave(t.Context(), storetest.Open(t, t.TempDir(), store.Options{}), Options{}); err == nil {
		t.Error("left what it never was in")
	}
}

type urlValues map[string]string

func (v urlValues) encode() string {
	q := url.Values{}
	for k, s := range v {
		q.Set(k, s)
	}
	return q.Encode()
}

func TestInvitations(t *testing.T) {
	for text, want := range map[string][2]string{
		"http://10.0.0.1:8080/#ABCD-EFGH":                                  {"http://10.0.0.1:8080/", "ABCD-EFGH"},
		" portal.example ":                                                 {"portal.example", ""},
		"priyom://join?code=ABCD-EFGH":                                     {"", "ABCD-EFGH"},
		"PRIYOM://join?portal=https%3A%2F%2Fportal.example&code=ABCD-EFGH": {"https://portal.example", "ABCD-EFGH"},
		"priyom://elsewhere?code=ABCD-EFGH":                                {"", ""},
		"priyom:https://portal.example#ABCD-EFGH":                          {"https://portal.example", "ABCD-EFGH"},
		"": {"", ""},
	} {
		if url, code := Invitation(text); url != want[0] || code != want[1] {
			t.Errorf("%q: %q, %q", text, url, code)
		}
	}
}

// The browser comes back with a code, is thanked, and the door shuts.
func TestBackDoor(t *testing.T) {
	d, err := OpenBackDoor("Готово <вернитесь>")
	check(t, err)
	get := func(path string) (int, string) {
		t.Helper()
		res, err := http.Get(d.Address + path)
		check(t, err)
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		check(t, err)
		return res.StatusCode, string(body)
	}
	for _, path := range []string{"/", "/join", "/join?code=", "/join?code=ABCD-EFGH", "/join?state=word&code=" + strings.Repeat("A", 125)} {
		if status, _ := get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
	if status, _ := get("/join?state=other&code=2222-2222"); status != http.StatusOK { // somebody else's page
		t.Error(status)
	}
	for range 2 { // a reload
		if status, body := get("/join?state=word&code=ABCD-EFGH"); status != http.StatusOK || !strings.Contains(body, "Готово &lt;вернитесь&gt;") {
			t.Errorf("%d %s", status, body)
		}
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if code, err := d.Wait(ctx, "word"); code != "ABCD-EFGH" || err != nil {
		t.Error(code, err)
	}
	check(t, d.Close())
	cancel()
	<-d.codes // the reload's
	if _, err := d.Wait(ctx, "word"); err == nil {
		t.Error("somebody is there")
	}
	if _, err := http.Get(d.Address + "/join?code=ABCD-EFGH"); err == nil {
		t.Error("the door is open")
	}
}
