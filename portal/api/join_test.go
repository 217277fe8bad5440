package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// A phone asks for a code by e-mail, brings it with its key, and is a citizen's device of a new account; so is a second one, of the same.
func TestJoinByMail(t *testing.T) {
	p := start(t)
	d := portaltest.NewDevice(t, p)
	expect(t, "ask", d.AskByMail(" Roza@Example.org "), nil)
	letter, n := p.Letters.Last()
	if n != 1 || letter.To != "roza@example.org" || p.Letters.Code() == "" || letter.Lang != civic.LangRU || !slices.Contains(letter.Paragraphs, "Устройство называет себя так: Телефон") {
		t.Fatalf("%d letters, %+v", n, letter)
	}
	code := p.Letters.Code()
	for _, typed := range []string{code, code, strings.ToLower(code)} { // the answer was lost
		expect(t, "collect", d.Enroll(typed), nil)
	}
	if d.Is.Role != string(civic.RoleCitizen) || d.Is.Code != "МОБ-01" || d.Is.Place != "Заречный район" || d.Is.Account != "roza@example.org" {
		t.Errorf("%+v", d.Is)
	}
	p.Clock.Add(48 * time.Hour)
	expect(t, "collect again", d.Enroll(code), nil)
	if second := portaltest.Joined(t, p, "roza@example.org"); second.Is.Account != d.Is.Account || second.Is.Code != "МОБ-02" {
		t.Errorf("%+v", second.Is)
	}
	if log := p.Log.String(); strings.Contains(strings.ToLower(log), "example.org") || strings.Contains(log, code) {
		t.Error("an address or a code is in the log")
	}
	p.Verified(t)
}

// A code is good for the device that asked and for nobody else, for ten minutes and five wrong tries.
func TestJoinCodesAreGuarded(t *testing.T) {
	p := start(t)
	d, thief := portaltest.NewDevice(t, p), portaltest.NewDevice(t, p)
	expect(t, "ask", d.AskByMail("roza@example.org"), nil)
	code := p.Letters.Code()
	expect(t, "another device", thief.Enroll(code), wire.ProblemCode)
	thief.ID = d.ID
	expect(t, "another key", thief.Enroll(code), wire.ProblemCode)
	for i := range 4 {
		expect(t, fmt.Sprint("guess ", i), d.Enroll(guess(code, i)), wire.ProblemCode)
	}
	expect(t, "burnt", d.Enroll(code), wire.ProblemTries)
	p.Clock.Add(16 * time.Minute)
	expect(t, "ask again", d.AskByMail("roza@example.org"), nil)
	expect(t, "the old one", d.Enroll(code), wire.ProblemCode)
	code = p.Letters.Code()
	p.Clock.Add(10 * time.Minute)
	expect(t, "too late", d.Enroll(code), wire.ProblemCode)
	p.Clock.Add(10 * time.Minute)
	expect(t, "ask once more", d.AskByMail("roza@example.org"), nil)
	expect(t, "in time", d.Enroll(p.Letters.Code()), nil)
}

// What is answered doesn't tell whether there is an account; letters to one address, of one device and from one network are limited.
func TestJoinTellsNothing(t *testing.T) {
	p := start(t)
	p.Citizen(t, "known@example.org")
	known, problem := portaltest.NewDevice(t, p).Ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Address = "known@example.org" })
	expect(t, "known", problem, nil)
	unknown, problem := portaltest.NewDevice(t, p).Ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Address = "unknown@example.org" })
	expect(t, "unknown", problem, nil)
	if known != unknown {
		t.Errorf("%+v and %+v", known, unknown)
	}
	_, before := p.Letters.Last()
	for range 4 {
		expect(t, "to one address", portaltest.NewDevice(t, p).AskByMail("flood@example.org"), nil)
	}
	if _, n := p.Letters.Last(); n != before+3 {
		t.Errorf("%d letters to one address", n-before)
	}
	d := portaltest.NewDevice(t, p)
	for i := range 5 {
		expect(t, "one device", d.AskByMail(fmt.Sprintf("d%d@example.org", i)), nil)
	}
	expect(t, "one device too often", d.AskByMail("d9@example.org"), wire.ProblemTries)
	for i := range 9 {
		expect(t, "one network", portaltest.NewDevice(t, p).AskByMail(fmt.Sprintf("n%d@example.org", i)), nil)
	}
	expect(t, "one network too often", portaltest.NewDevice(t, p).AskByMail("n99@example.org"), wire.ProblemTries)
	p.Clock.Add(15 * time.Minute)
	expect(t, "later", portaltest.NewDevice(t, p).AskByMail("n99@example.org"), nil)
}

func TestJoinRefuses(t *testing.T) {
	p := start(t)
	point := portaltest.Enrolled(t, p, civic.RolePoint, "Ставчены")
	expect(t, "a point", point.AskByMail("roza@example.org"), wire.ProblemJoin)
	d := portaltest.NewDevice(t, p)
	ask := func(way wire.JoinWay, change func(*wire.JoinRequest)) *wire.Problem {
		_, problem := d.Ask(way, change)
		return problem
	}
	expect(t, "no address", ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Address = "roza" }), wire.ProblemAddress)
	expect(t, "no consent", ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Address, r.Consent = "roza@example.org", "" }), wire.ProblemConsent)
	expect(t, "no way", ask("pigeon", nil), wire.ProblemJoin)
	expect(t, "nameless isn't open", ask(wire.JoinNameless, nil), wire.ProblemJoin)
	for _, back := range []string{"https://evil.example", "http://127.0.0.1", "http://127.0.0.1:80/../", "priyom://x", "http://10.0.0.1:80", "javascript:1"} {
		expect(t, back, ask(wire.JoinBrowser, func(r *wire.JoinRequest) { r.Back = back }), wire.ProblemJoin)
	}
	expect(t, "somebody else's id", ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Device = make([]byte, 16) }), wire.ProblemUnsigned)
	expect(t, "half a key", ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Key = r.Key[:31] }), wire.ProblemMalformed)
	d.ID = point.ID
	expect(t, "another's id", ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Address = "roza@example.org" }), wire.ProblemDeviceTaken)
	if _, n := p.Letters.Last(); n != 0 {
		t.Errorf("%d letters", n)
	}
}

// Where the municipality lets people, a phone joins without saying who it is, and says it later: what it told until then is the
// account's too.
func TestJoinNameless(t *testing.T) {
	p := start(t)
	ways := func() []string {
		t.Helper()
		res, err := http.Get(p.Server.URL + wire.PathJoin)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var offer wire.JoinOffer
		if err := p.Codec.Unpack(res.Body, &offer); err != nil || offer.Consent == "" || offer.Text == "" {
			t.Fatalf("%+v, %v", offer, err)
		}
		return offer.Ways
	}
	if got := ways(); !slices.Equal(got, []string{"mail", "browser"}) {
		t.Errorf("%q", got)
	}
	if err := p.SetNameless(t.Context(), true); err != nil {
		t.Fatal(err)
	}
	if got := ways(); !slices.Equal(got, []string{"mail", "browser", "nameless"}) {
		t.Errorf("%q", got)
	}
	d := portaltest.NewDevice(t, p)
	reply, problem := d.Ask(wire.JoinNameless, nil)
	expect(t, "ask", problem, nil)
	expect(t, "collect", d.Enroll(reply.Code), nil)
	if d.Is.Role != string(civic.RoleCitizen) || d.Is.Account != "" {
		t.Errorf("%+v", d.Is)
	}
	r := d.CitizenReport()
	d.Tell(journal.Hash{}, r)
	if reply := d.PushAll(); len(reply.Verdicts) != 0 {
		t.Fatalf("%+v", reply.Verdicts)
	}
	somebody := p.Citizen(t, "roza@example.org")
	somebody.Get("/me/reports/" + r.ID.String()).Status(http.StatusNotFound)
	expect(t, "ask by mail", d.AskByMail("roza@example.org"), nil)
	expect(t, "collect", d.Enroll(p.Letters.Code()), nil)
	if d.Is.Account != "roza@example.org" || d.Is.Code != "МОБ-01" {
		t.Errorf("%+v", d.Is)
	}
	somebody.Get("/me/reports/" + r.ID.String()).Status(http.StatusOK)
	p.Verified(t)
}
