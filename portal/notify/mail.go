package notify

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"strings"
	"time"

	mail "github.com/wneessen/go-mail"
)

// Security is how a line to a mail server is kept from listeners.
type Security string

// The kinds.
const (
	SecurityStartTLS Security = "starttls" // begins in the open; nothing is said before it is encrypted
	SecurityTLS      Security = "tls"
	SecurityNone     Security = "none" // for a server on this machine
)

// Securities lists them.
func Securities() []Security { return []Security{SecurityStartTLS, SecurityTLS, SecurityNone} }

// MailServer is the server that takes our e-mail.
type MailServer struct {
	Host     string
	Port     int
	Security Security
	User     string // "" to send without a name
	Password string
	From     string         // our address
	Roots    *x509.CertPool // nil: the machine's
}

// patience is how long a server may take for a whole conversation, and connecting is part of it.
const patience = 30 * time.Second

type mailGateway struct{ MailServer }

// Send hands over one e-mail, as text and as HTML.
func (g mailGateway) Send(ctx context.Context, m Message) error {
	msg, err := g.compose(m)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(g.Host, g.options()...)
	if err != nil {
		return refuse(CauseSetting, "", true)
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return dialRefusal(err)
	}
	defer func() { _ = client.CloseWithSMTPClient(line) }() // it was taken, or it wasn't
	err = client.SendWithSMTPClient(line, msg)
	if err != nil && !msg.IsDelivered() {
		return sendRefusal(err)
	}
	return nil
}

func (g mailGateway) options() []mail.Option {
	options := []mail.Option{
		mail.WithPort(g.Port), mail.WithTimeout(patience), mail.WithoutNoop(),
		mail.WithTLSConfig(&tls.Config{ServerName: g.Host, RootCAs: g.Roots, MinVersion: tls.VersionTLS12}),
	}
	switch g.Security {
	case SecurityTLS:
		options = append(options, mail.WithSSL())
	case SecurityNone:
		options = append(options, mail.WithTLSPolicy(mail.NoTLS))
	default:
		options = append(options, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if g.User != "" {
		how := mail.SMTPAuthAutoDiscover
		if g.Security == SecurityNone {
			how = mail.SMTPAuthPlainNoEnc
		}
		options = append(options, mail.WithSMTPAuth(how), mail.WithUsername(g.User), mail.WithPassword(g.Password))
	}
	return options
}

// compose writes the e-mail. The Message-ID follows from the ID: a server that sees it twice can tell.
func (g mailGateway) compose(m Message) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithCharset(mail.CharsetUTF8), mail.WithEncoding(mail.EncodingQP))
	if err := msg.FromFormat(m.Sender, g.From); err != nil {
		return nil, refuse(CauseSetting, "", true)
	}
	if err := msg.To(m.To); err != nil {
		return nil, refuse(CauseAddress, "", true)
	}
	_, domain, _ := strings.Cut(g.From, "@")
	msg.SetMessageIDWithValue(m.ID + "@" + domain)
	msg.SetDate()
	msg.SetUserAgent(userAgent)
	msg.Subject(m.Subject)
	msg.SetGenHeader(mail.HeaderContentLang, string(m.Lang))
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // so that nobody's holiday answers it
	if m.Unsubscribe != "" {
		if msg.SetListUnsubscribeOneClick(m.Unsubscribe) != nil { // only over https is one click allowed
			msg.SetListUnsubscribe(m.Unsubscribe)
		}
	}
	html, err := asHTML(m)
	if err != nil {
		return nil, err
	}
	msg.SetBodyString(mail.TypeTextPlain, asText(m))
	msg.AddAlternativeString(mail.TypeTextHTML, html)
	return msg, nil
}

// dialRefusal tells why there was no conversation.
func dialRefusal(err error) error {
	var unknown x509.UnknownAuthorityError
	var name x509.HostnameError
	var invalid x509.CertificateInvalidError
	var verify *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	switch {
	case errors.As(err, &unknown), errors.As(err, &name), errors.As(err, &invalid), errors.As(err, &verify), errors.As(err, &record),
		strings.Contains(err.Error(), "STARTTLS"): // the library has no error of its own for a server without it
		return refuse(CauseTLS, "", false)
	case isNet(err):
		return refuse(CauseOffline, "", false)
	case code(err) >= 500 || strings.Contains(err.Error(), "SMTP AUTH"):
		return refuse(CauseAuth, detail(code(err)), false) // somebody will put the settings right
	case code(err) >= 400:
		return refuse(CauseBusy, detail(code(err)), false)
	}
	return refuse(CauseOffline, "", false)
}

// sendRefusal tells why a server didn't take a message.
func sendRefusal(err error) error {
	var sent *mail.SendError
	if !errors.As(err, &sent) {
		return refuse(CauseOffline, "", false)
	}
	number := detail(sent.ErrorCode())
	if status := sent.EnhancedStatusCode(); status != "" {
		number = strings.TrimSpace(number + " " + status)
	}
	switch {
	case isNet(err) || sent.ErrorCode() == 0:
		return refuse(CauseOffline, number, false)
	case sent.IsTemp():
		return refuse(CauseBusy, number, false)
	case sent.Reason == mail.ErrSMTPRcptTo && !relaying(sent):
		return refuse(CauseAddress, number, true)
	case sent.Reason == mail.ErrSMTPMailFrom || relaying(sent):
		return refuse(CauseAuth, number, false) // about us, not about the recipient
	}
	return refuse(CauseRefused, number, true)
}

// relaying says that a server doesn't send for the likes of us (5.7.x is policy; 530 and 535 ask for a name).
func relaying(e *mail.SendError) bool {
	return strings.HasPrefix(e.EnhancedStatusCode(), "5.7.") || e.ErrorCode() == 530 || e.ErrorCode() == 535
}

func isNet(err error) bool {
	var e net.Error
	return errors.As(err, &e) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, net.ErrClosed)
}

// code is the number that a server's words begin with.
func code(err error) (n int) {
	for e := err; e != nil; e = errors.Unwrap(e) {
		if _, scan := fmt.Sscanf(e.Error(), "%d", &n); scan == nil && n >= 400 && n < 600 {
			return n
		}
	}
	return 0
}

// goodAddress says that an e-mail address is one, without a name around it.
func goodAddress(address string) bool {
	a, err := netmail.ParseAddress(address)
	return err == nil && a.Address == address && a.Name == "" && len(address) <= 254
}
