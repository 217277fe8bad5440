package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/engine"
)

// comer is a device of its own program that waits at its door for the browser, and the person with both.
type comer struct {
	*testing.T
	d      *district
	s      *store.Store
	door   *engine.BackDoor
	asked  engine.Asked
	person *portaltest.Somebody
	page   string // that the program opens in the browser
}

// comes has a device ask to join, as the program does.
func (d *district) comes(t *testing.T) *comer {
	t.Helper()
	c := &comer{T: t, d: d, s: storetest.Open(t, t.TempDir(), store.Options{}), person: d.Nobody(t)}
	var err error
	if c.door, err = engine.OpenBackDoor("Готово"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.door.Close(); err != nil {
			t.Error(err)
		}
	})
	offer, err := engine.AskOffer(t.Context(), engine.Options{}, d.Server.URL)
	if err != nil || !offer.Open(engine.JoinBrowser) || len(offer.Services) != 1 || offer.Services[0] != "Госключ" {
		t.Fatalf("%+v, %v", offer, err)
	}
	c.asked, err = engine.AskJoin(t.Context(), c.s, engine.Options{Name: "Телефон"}, offer.URL, engine.Asking{Way: engine.JoinBrowser, Back: c.door.Address})
	if err != nil {
		t.Fatal(err)
	}
	c.page = strings.TrimPrefix(c.asked.Page, offer.URL)
	return c
}

// toProvider is the way from the page over the portal's sign-in to the provider and back, as somebody the provider knows.
func (c *comer) toProvider(name string) (back string) {
	c.Helper()
	to := c.person.Get(c.page).Status(http.StatusSeeOther).Header.Get("Location")
	if to != "/login?next="+url.QueryEscape(c.page) {
		c.Fatalf("the page leads to %q", to)
	}
	expect(c.T, c.person.Get(to).Status(http.StatusOK), []string{"Войти через Госключ"})
	return c.d.at(c.T, c.person, "key", name, c.page)
}

// agree says that the device is theirs, and goes where the page leads: to the program's door.
func (c *comer) agree() {
	c.Helper()
	if mark := found(c.T, markOnPage, c.person.Get(c.page).Status(http.StatusOK)); mark != c.asked.Mark {
		c.Errorf("the page shows %s, the device %s", mark, c.asked.Mark)
	}
	done := c.person.Form(c.page, url.Values{}).Status(http.StatusOK)
	_, to, ok := strings.Cut(done.Header.Get("Refresh"), "url=")
	if !ok || !strings.HasPrefix(to, c.door.Address+"/join?") {
		c.Fatalf("it leads to %q", done.Header.Get("Refresh"))
	}
	c.knock(to)
}

func (c *comer) knock(to string) {
	c.Helper()
	res, err := http.Get(to)
	if err != nil {
		c.Fatal(err)
	}
	res.Body.Close()
}

// code is what came through the door; "" if nothing that the device believes did.
func (c *comer) code(wait time.Duration) string {
	c.Helper()
	ctx, cancel := context.WithTimeout(c.Context(), wait)
	defer cancel()
	code, err := c.door.Wait(ctx, path.Base(c.asked.Page))
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		c.Fatal(err)
	}
	return code
}

// long is how long a test waits for what must come, short for what must not.
const long, short = time.Minute, 50 * time.Millisecond

// outside makes sure that the device is nobody's, and still no device of this portal's.
func (c *comer) outside() {
	c.Helper()
	if code := c.code(short); code != "" {
		c.Errorf("code %q came", code)
	}
	if _, err := c.s.Enrolment(c.Context()); !errors.Is(err, store.ErrNotEnrolled) {
		c.Errorf("it is in: %v", err)
	}
}

// Somebody without an account signs in by a provider on the page that their device opened, agrees, and the device is theirs: all of it over
// the real ways, the provider's too. Another device of theirs comes by the same.
func TestDeviceJoinsByProvider(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key")
	for n := range 2 {
		c := d.comes(t)
		to := c.person.Get(c.toProvider("new")).Status(http.StatusSeeOther).Header.Get("Location")
		if n == 0 {
			if to != "/join/vouched" {
				t.Fatalf("somebody new is led to %q", to)
			}
			to = c.person.Form(to, url.Values{"name": {"Роза"}, "consent": {"1"}}).Status(http.StatusSeeOther).Header.Get("Location")
		}
		if to != c.page {
			t.Fatalf("signed in leads to %q, not to %q", to, c.page)
		}
		c.agree()
		e, err := engine.Enroll(t.Context(), c.s, engine.Options{}, d.Server.URL, c.code(long))
		if err != nil || e.Account != "new@example.org" || e.Role != civic.RoleCitizen {
			t.Fatalf("%+v, %v", e, err)
		}
		if list := c.person.Get("/me/devices").Status(http.StatusOK); strings.Count(list.Body, "Телефон") < n+1 {
			t.Errorf("the cabinet shows %.2000s", list.Body)
		}
	}
	if log := d.Log.String(); strings.Contains(log, "new@") || strings.Contains(log, "code=") {
		t.Error("the log tells who came")
	}
}

// Whoever says no at the provider, or never agrees, leaves the device outside; the page is still good for who thinks again.
func TestDeviceJoiningIsRefused(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key")
	c := d.comes(t)
	back, err := url.Parse(c.toProvider("rosa"))
	if err != nil {
		t.Fatal(err)
	}
	no := url.Values{"state": back.Query()["state"], "error": {"access_denied"}}
	c.person.Get(back.Path + "?" + no.Encode()).Status(http.StatusForbidden)
	c.person.Get(c.page).Status(http.StatusSeeOther) // they are still nobody
	c.outside()

	c.person.Get(c.toProvider("rosa")).Status(http.StatusSeeOther)
	c.person.Form("/join/vouched", url.Values{"name": {"Роза"}, "consent": {"1"}}).Status(http.StatusSeeOther)
	c.person.Get(c.page).Status(http.StatusOK) // and looks, and closes the browser
	c.outside()
	c.agree()
	if e, err := engine.Enroll(t.Context(), c.s, engine.Options{}, d.Server.URL, c.code(long)); err != nil || e.Account != "rosa@example.org" {
		t.Errorf("thought again: %+v, %v", e, err)
	}
}

// Neither the provider's answer nor the portal's is believed with another word than the one that was sent along.
func TestDeviceJoiningWithAnotherState(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key")
	c := d.comes(t)
	back := c.toProvider("rosa")
	c.person.Get(strings.Replace(back, "state=", "state=x", 1)).Status(http.StatusForbidden)
	c.person.Get(back).Status(http.StatusForbidden) // that was its one try
	c.outside()
	c.knock(c.door.Address + "/join?" + url.Values{"state": {"another-page"}, "code": {"2345-6789"}}.Encode())
	c.outside() // a page of somebody else's brings a code of theirs

	victim := d.comes(t)
	victim.person.Get(c.toProvider("rosa")).Status(http.StatusForbidden) // somebody else's answer
	victim.person.Get(victim.page).Status(http.StatusSeeOther)
	victim.outside()
}

// What takes too long is over: the provider's answer, the page, and the code.
func TestDeviceJoiningComesTooLate(t *testing.T) {
	d := newDistrict(t)
	d.provider(t, "key")
	slow := d.comes(t)
	back := slow.toProvider("rosa")
	d.Clock.Add(11 * time.Minute)
	slow.person.Get(back).Status(http.StatusForbidden)
	slow.outside()

	c := d.comes(t)
	c.person.Get(c.toProvider("rosa")).Status(http.StatusSeeOther)
	c.person.Form("/join/vouched", url.Values{"name": {"Роза"}, "consent": {"1"}}).Status(http.StatusSeeOther)
	slow.person = c.person
	c.person.Get(slow.page).Status(http.StatusNotFound) // the page of before
	c.agree()
	code := c.code(long)
	d.Clock.Add(11 * time.Minute)
	if _, err := engine.Enroll(t.Context(), c.s, engine.Options{}, d.Server.URL, code); !engine.IsCause(err, "problem.code") {
		t.Errorf("a late code: %v", err)
	}
	c.outside()
	again := d.comes(t)
	again.person = c.person // still signed in
	again.agree()
	if e, err := engine.Enroll(t.Context(), again.s, engine.Options{}, d.Server.URL, again.code(long)); err != nil || e.Account != "rosa@example.org" {
		t.Errorf("asked again: %+v, %v", e, err)
	}
}
