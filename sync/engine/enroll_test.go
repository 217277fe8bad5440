package engine

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

func TestEnroll(t *testing.T) {
	d := newDistrict(t)
	url := served(t, d.handler)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	typed := " " + strings.TrimPrefix(url, "http://") + "/ "
	e, err := Enroll(t.Context(), s, Options{Name: "Библиотека", Program: "1.0"}, typed, " "+d.invite(t)+"\n")
	check(t, err)
	if e.URL != url || e.Portal != d.ID() || e.PortalName != "Лесной район" || e.Role != civic.RolePoint || e.Code == "" || len(e.SealKeys) == 0 {
		t.Errorf("%+v", e)
	}
	devices, err := d.Devices(t.Context())
	check(t, err)
	if len(devices) != 1 || devices[0].ID != s.Device() || devices[0].Name != "Библиотека" || devices[0].Program != "1.0" {
		t.Errorf("%+v", devices)
	}
}

func TestEnrollRefusals(t *testing.T) {
	d := newDistrict(t)
	url := served(t, d.handler)
	page := served(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>Log in</html>") }))
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	other := served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == wire.PathHello { // one portal's hello, another's answers
			sayHello(w, wire.Version)
			return
		}
		d.handler.ServeHTTP(w, r)
	}))
	spent := d.invite(t)
	_, err := Enroll(t.Context(), storetest.Open(t, t.TempDir(), store.Options{}), Options{}, url, spent)
	check(t, err)
	for name, c := range map[string]struct {
		url, code string
		cause     Cause
	}{
		"wrong code":      {url, "ABCD-EFGH", "problem.code"},
		"spent code":      {url, spent, "problem.code"},
		"no code":         {url, "", "problem.code"},
		"no address":      {"", "x", CauseURL},
		"captive page":    {page, "x", CauseCaptive},
		"nobody there":    {dead.URL, "x", CauseOffline},
		"no TLS there":    {"https" + strings.TrimPrefix(url, "http"), "x", CauseTLS},
		"another's hello": {other, d.invite(t), "problem.unsigned"},
	} {
		t.Run(name, func(t *testing.T) {
			s := storetest.Open(t, t.TempDir(), store.Options{})
			_, err := Enroll(t.Context(), s, Options{Limits: quick}, c.url, c.code)
			if !IsCause(err, c.cause) {
				t.Errorf("%v", err)
			}
			if _, err := s.Enrolment(t.Context()); !errors.Is(err, store.ErrNotEnrolled) {
				t.Errorf("enrolled all the same: %v", err)
			}
		})
	}
}

func TestEnrollTooManyTries(t *testing.T) {
	d := newDistrict(t)
	url := served(t, d.handler)
	s := storetest.Open(t, t.TempDir(), store.Options{})
	for range 100 {
		_, err := Enroll(t.Context(), s, Options{}, url, "ABCD-EFGH")
		if IsCause(err, "problem.tries") {
			var f *Failure
			if !errors.As(err, &f) || f.After == 0 || !f.Firm {
				t.Errorf("%+v", f)
			}
			return
		}
		if !IsCause(err, "problem.code") {
			t.Fatal(err)
		}
	}
	t.Error("a hundred wrong codes")
}

// The answer is lost: the same code brings the same device the same answer again, without anybody noticing.
func TestEnrollLostAnswer(t *testing.T) {
	d := newDistrict(t)
	var lost atomic.Bool
	url := served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == wire.PathEnroll && !lost.Swap(true) {
			d.handler.ServeHTTP(httptest.NewRecorder(), r)
			panic(http.ErrAbortHandler)
		}
		d.handler.ServeHTTP(w, r)
	}))
	s := storetest.Open(t, t.TempDir(), store.Options{})
	captured(t, s, "До подключения")
	_, err := Enroll(t.Context(), s, Options{Limits: quick}, url, d.invite(t))
	check(t, err)
	cleared(t, anEngine(t, s, Options{}))
	d.once(t, "До подключения")
	if devices, err := d.Devices(t.Context()); err != nil || len(devices) != 1 {
		t.Errorf("%v, %v", devices, err)
	}
}

// A portal that gives no keys makes no device.
func TestReadEnrolment(t *testing.T) {
	good := wire.EnrollReply{Portal: "p", SignKey: make([]byte, 32), SealKeys: [][]byte{sealKey(t)}, Role: "point", Code: "ST-01"}
	if e, err := readEnrolment("https://p", good); err != nil || e.URL != "https://p" || e.Role != civic.RolePoint {
		t.Fatalf("%+v, %v", e, err)
	}
	for name, spoil := range map[string]func(*wire.EnrollReply){
		"no sign key":   func(r *wire.EnrollReply) { r.SignKey = nil },
		"no seal keys":  func(r *wire.EnrollReply) { r.SealKeys = nil },
		"bad seal keys": func(r *wire.EnrollReply) { r.SealKeys = [][]byte{{1}} },
		"no code":       func(r *wire.EnrollReply) { r.Code = "" },
	} {
		r := good
		spoil(&r)
		if _, err := readEnrolment("https://p", r); !IsCause(err, CauseForged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
