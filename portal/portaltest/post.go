package portaltest

import (
	"io"
	"net"
	"regexp"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"

	"priyom/portal/db"
	"priyom/portal/notify"
)

// Post is a real mail server on this machine, which keeps what it is given.
type Post struct {
	mu   sync.Mutex
	mail []string
}

// NewSession implements smtp.Backend.
func (p *Post) NewSession(*smtp.Conn) (smtp.Session, error) { return &postSession{p}, nil }

type postSession struct{ p *Post }

func (*postSession) Mail(string, *smtp.MailOptions) error { return nil }
func (*postSession) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (*postSession) Reset()                               {}
func (*postSession) Logout() error                        { return nil }

// Data implements smtp.Session.
func (s *postSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	s.p.mu.Lock()
	defer s.p.mu.Unlock()
	s.p.mail = append(s.p.mail, string(raw))
	return err
}

var codeInMail = regexp.MustCompile(`(?m)^([2-9A-Z]{4}-[2-9A-Z]{4})\r?$`)

// Code is the code in the last letter, and how many letters there were.
func (p *Post) Code() (code string, letters int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.mail) == 0 {
		return "", 0
	}
	if m := codeInMail.FindStringSubmatch(p.mail[len(p.mail)-1]); m != nil {
		code = m[1]
	}
	return code, len(p.mail)
}

// StartPosting starts a portal that sends its letters over a real mail server. Call WorkDue, so that it does.
func StartPosting(t testing.TB, home string) (*Portal, *Post) {
	t.Helper()
	post := &Post{}
	server := smtp.NewServer(post)
	server.Domain = "localhost"
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	t.Cleanup(func() { _, _ = server.Close(), listener.Close(); <-done }) // it may not have begun
	p := start(t, home, 0, true)
	if err := p.News().Write(t.Context(), func(tx *db.Tx) error {
		s, err := p.News().Settings(tx)
		if err != nil {
			return err
		}
		s.Mail = notify.MailSettings{On: true, Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, Security: notify.SecurityNone, From: "portal@zarechny.example"}
		return p.News().PutSettings(tx, s)
	}); err != nil {
		t.Fatal(err)
	}
	return p, post
}
