package portaltest

import (
	"crypto/ed25519"
	"net/http"
	"net/url"
	"regexp"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/sync/wire"
)

// Ask asks to join, and changes the request before if it is told to.
func (d *Device) Ask(way wire.JoinWay, change func(*wire.JoinRequest)) (reply wire.JoinReply, problem *wire.Problem) {
	d.t.Helper()
	req := wire.JoinRequest{
		Way: string(way), Device: d.ID[:], Key: d.Key.Public().(ed25519.PublicKey), Name: "Телефон", Program: "test", Lang: "ru",
		Consent: accounts.ConsentVersion,
	}
	if change != nil {
		change(&req)
	}
	problem = d.Post(wire.PathJoin, req, &reply)
	return reply, problem
}

// AskByMail asks for a code by e-mail.
func (d *Device) AskByMail(email string) *wire.Problem {
	d.t.Helper()
	_, problem := d.Ask(wire.JoinMail, func(r *wire.JoinRequest) { r.Address = email })
	return problem
}

var codeInLetter = regexp.MustCompile(`^[2-9A-Z]{4}-[2-9A-Z]{4}$`)

// Code is the code in the last letter; "" if there is none.
func (l *Letters) Code() string {
	last, _ := l.Last()
	for _, p := range last.Paragraphs {
		if codeInLetter.MatchString(p) {
			return p
		}
	}
	return ""
}

// Joined makes a citizen's device that joined by e-mail.
func Joined(t testing.TB, p *Portal, email string) *Device {
	t.Helper()
	d := NewDevice(t, p)
	p.Clock.Add(tallied)
	if problem := d.AskByMail(email); problem != nil {
		t.Fatal(problem)
	}
	if problem := d.Enroll(p.Letters.Code()); problem != nil {
		t.Fatal(problem)
	}
	return d
}

// tallied is how long it is remembered whom letters were sent to.
const tallied = 16 * time.Minute

// Reset signs in to the account with an address by a new password, as somebody does who never had one.
func (p *Portal) Reset(t testing.TB, email string) *Somebody {
	t.Helper()
	s := p.Nobody(t)
	p.Clock.Add(tallied)
	s.Form("/forgot", url.Values{"email": {email}}).Status(http.StatusOK)
	letter, _ := p.Letters.Last()
	u, err := url.Parse(letter.Link)
	if err != nil || letter.To != email || u.Path == "" {
		t.Fatalf("%+v, %v", letter, err)
	}
	s.Login = email
	s.Form(u.Path, url.Values{"password": {Password}}).Status(http.StatusSeeOther)
	return s
}

// CitizenReport makes a report as a citizen's device tells it.
func (d *Device) CitizenReport(photos ...civic.Photo) civic.Report {
	d.t.Helper()
	r := d.Report(photos...)
	r.Channel = civic.ChannelSelf
	return r
}
