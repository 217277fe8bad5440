package notify

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"io"
	"math/big"
	"net"
	"net/mail"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// mailServer is a real SMTP server on this machine.
type mailServer struct {
	mu       sync.Mutex
	got      []letterGot
	refuse   func(to string) error // at RCPT
	data     func() error          // at the end of DATA
	attempts int
	port     int
	roots    *x509.CertPool
	auth     bool
}

type letterGot struct {
	from, to string
	raw      []byte
}

func (l letterGot) message(t *testing.T) *mail.Message {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(l.raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (s *mailServer) letters() []letterGot {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]letterGot(nil), s.got...)
}

type mailSession struct {
	s        *mailServer
	from, to string
	signedIn bool
}

func (s *mailServer) NewSession(*smtp.Conn) (smtp.Session, error) { return &mailSession{s: s}, nil }

func (m *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (m *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "portal" || password != "пароль-1" {
			return smtp.ErrAuthFailed
		}
		m.signedIn = true
		return nil
	}), nil
}

func (m *mailSession) Mail(from string, _ *smtp.MailOptions) error {
	if m.s.auth && !m.signedIn {
		return smtp.ErrAuthRequired
	}
	m.from = from
	return nil
}

func (m *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	m.s.attempts++
	if m.s.refuse != nil {
		if err := m.s.refuse(to); err != nil {
			return err
		}
	}
	m.to = to
	return nil
}

func (m *mailSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m.s.mu.Lock()
	defer m.s.mu.Unlock()
	if m.s.data != nil {
		if err := m.s.data(); err != nil {
			return err
		}
	}
	m.s.got = append(m.s.got, letterGot{m.from, m.to, raw})
	return nil
}

func (m *mailSession) Reset()        {}
func (m *mailSession) Logout() error { return nil }

// startMail starts one. With auth it wants a name and a password.
func startMail(t *testing.T, security Security, auth bool) *mailServer {
	t.Helper()
	cert, roots := certificate(t)
	s := &mailServer{roots: roots, auth: auth}
	server := smtp.NewServer(s)
	server.Domain, server.AllowInsecureAuth = "localhost", security == SecurityNone
	server.ReadTimeout, server.WriteTimeout = 10*time.Second, 10*time.Second
	if security != SecurityNone {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{cert}}
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.port = listener.Addr().(*net.TCPAddr).Port
	if security == SecurityTLS {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	t.Cleanup(func() { _, _ = server.Close(), listener.Close(); <-done }) // it may not have begun
	return s
}

// gateway leads to it.
func (s *mailServer) gateway(security Security) mailGateway {
	g := mailGateway{MailServer{Host: "127.0.0.1", Port: s.port, Security: security, From: "portal@zarechny.example", Roots: s.roots}}
	if s.auth {
		g.User, g.Password = "portal", "пароль-1"
	}
	return g
}

func certificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	model := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "localhost"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		DNSNames: []string{"localhost"},
	}
	der, err := x509.CreateCertificate(rand.Reader, model, model, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key, Leaf: parsed}, roots
}

func portOf(t *testing.T, address string) int {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		t.Fatal(err)
	}
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
