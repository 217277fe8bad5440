package notify

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"strings"
	"testing"

	"github.com/emersion/go-smtp"

	"priyom/civic"
)

func news() Message {
	return Message{
		ID: strings.Repeat("0f", 16), To: "roza@example.org", Lang: civic.LangRU, Sender: "Заречный район", Subject: "Обращение ЗР-04-0412: решено",
		Items: []Item{{Paragraphs: []string{"Сделано <всё> & проверено."}, Link: "https://portal.example/reports/1", LinkText: "Открыть обращение"}},
		Foot:  "Вы следите за обращением.", Unsubscribe: "https://portal.example/unsubscribe/abc", UnsubText: "Больше не присылать",
	}
}

// refusal is what a gateway's error must be.
func refusal(t *testing.T, err error) Refusal {
	t.Helper()
	var r *Refusal
	if !errors.As(err, &r) {
		t.Fatalf("not a refusal: %v", err)
	}
	return *r
}

func TestMailIsTakenOverEveryKindOfLine(t *testing.T) {
	for _, security := range Securities() {
		for _, auth := range []bool{false, true} {
			t.Run(string(security), func(t *testing.T) {
				s := startMail(t, security, auth)
				if err := s.gateway(security).Send(t.Context(), news()); err != nil {
					t.Fatal(err)
				}
				got := s.letters()
				if len(got) != 1 || got[0].from != "portal@zarechny.example" || got[0].to != "roza@example.org" {
					t.Fatalf("%+v", got)
				}
				checkMail(t, got[0])
			})
		}
	}
}

// checkMail reads it as a mail program does.
func checkMail(t *testing.T, l letterGot) {
	t.Helper()
	m := l.message(t)
	var words mime.WordDecoder
	header := func(name string) string {
		text, err := words.DecodeHeader(m.Header.Get(name))
		if err != nil {
			t.Error(err)
		}
		return text
	}
	for name, want := range map[string]string{
		"Subject": "Обращение ЗР-04-0412: решено", "List-Unsubscribe": "<https://portal.example/unsubscribe/abc>",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Message-ID": "<" + strings.Repeat("0f", 16) + "@zarechny.example>",
		"Auto-Submitted": "auto-generated", "Content-Language": "ru", "To": "<roza@example.org>",
	} {
		if got := header(name); got != want {
			t.Errorf("%s: %q", name, got)
		}
	}
	if from := header("From"); !strings.Contains(from, "Заречный район") || !strings.Contains(from, "<portal@zarechny.example>") {
		t.Errorf("From: %q", from)
	}
	kind, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("%s, %v", kind, err)
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for _, want := range []struct{ kind, text, never string }{
		{"text/plain", "Сделано <всё> & проверено.", "<p"},
		{"text/html", "Сделано &lt;всё&gt; &amp; проверено.", "<script"},
	} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil || !strings.HasPrefix(part.Header.Get("Content-Type"), want.kind) {
			t.Fatalf("%v, %v", part.Header, err)
		}
		for _, piece := range []string{want.text, "https://portal.example/reports/1", "https://portal.example/unsubscribe/abc"} {
			if !strings.Contains(string(text), piece) {
				t.Errorf("%s lacks %q:\n%s", want.kind, piece, text)
			}
		}
		if strings.Contains(string(text), want.never) {
			t.Errorf("%s has %q", want.kind, want.never)
		}
	}
}

func TestMailServersThatSayNo(t *testing.T) {
	reply := func(code int, enhanced smtp.EnhancedCode) func(string) error {
		return func(string) error {
			return &smtp.SMTPError{Code: code, EnhancedCode: enhanced, Message: "roza@example.org is secret"}
		}
	}
	for name, c := range map[string]struct {
		set  func(*mailServer, *mailGateway)
		want Refusal
	}{
		"no such mailbox": {func(s *mailServer, _ *mailGateway) { s.refuse = reply(550, smtp.EnhancedCode{5, 1, 1}) }, Refusal{CauseAddress, "550 5.1.1", true}},
		"greylisted":      {func(s *mailServer, _ *mailGateway) { s.refuse = reply(450, smtp.EnhancedCode{4, 7, 1}) }, Refusal{CauseBusy, "450 4.7.1", false}},
		"no relay":        {func(s *mailServer, _ *mailGateway) { s.refuse = reply(550, smtp.EnhancedCode{5, 7, 1}) }, Refusal{CauseAuth, "550 5.7.1", false}},
		"taken for spam": {func(s *mailServer, _ *mailGateway) {
			s.data = func() error { return reply(554, smtp.EnhancedCode{5, 6, 0})("") }
		}, Refusal{CauseRefused, "554 5.6.0", true}},
		"disk full": {func(s *mailServer, _ *mailGateway) {
			s.data = func() error { return reply(452, smtp.EnhancedCode{4, 3, 1})("") }
		}, Refusal{CauseBusy, "452 4.3.1", false}},
		"wrong password":  {func(_ *mailServer, g *mailGateway) { g.Password = "nope" }, Refusal{CauseAuth, "535", false}},
		"no name given":   {func(_ *mailServer, g *mailGateway) { g.User = "" }, Refusal{CauseAuth, "502 5.7.0", false}},
		"unknown issuer":  {func(_ *mailServer, g *mailGateway) { g.Roots = nil }, Refusal{CauseTLS, "", false}},
		"another machine": {func(_ *mailServer, g *mailGateway) { g.Host = "localhost.localdomain.invalid" }, Refusal{CauseOffline, "", false}},
		"no address":      {func(_ *mailServer, g *mailGateway) { g.From = "nobody" }, Refusal{CauseSetting, "", true}},
	} {
		t.Run(name, func(t *testing.T) {
			s := startMail(t, SecurityStartTLS, true)
			g := s.gateway(SecurityStartTLS)
			c.set(s, &g)
			err := g.Send(t.Context(), news())
			if got := refusal(t, err); got != c.want {
				t.Errorf("%+v, want %+v", got, c.want)
			}
			if len(s.letters()) > 0 || strings.Contains(err.Error(), "roza") {
				t.Errorf("taken, or quoted: %v", err)
			}
		})
	}
}

// Where encryption is asked for, nothing is said to a server that knows none: neither the password nor the letter.
func TestMailIsNeverSentInTheOpenByMistake(t *testing.T) {
	s := startMail(t, SecurityNone, true)
	for _, security := range []Security{SecurityStartTLS, SecurityTLS} {
		if r := refusal(t, s.gateway(security).Send(t.Context(), news())); r.Cause != CauseTLS || r.Final {
			t.Errorf("%s: %+v", security, r)
		}
	}
	if s.attempts > 0 {
		t.Error("the server was told a recipient")
	}
}

func TestNobodyListens(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := portOf(t, l.Addr().String())
	l.Close()
	g := mailGateway{MailServer{Host: "127.0.0.1", Port: port, Security: SecurityNone, From: "a@b.example"}}
	if r := refusal(t, g.Send(t.Context(), news())); r != (Refusal{CauseOffline, "", false}) {
		t.Errorf("%+v", r)
	}
}
