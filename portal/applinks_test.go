package portal_test

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"priyom/portal"
)

func TestFingerprint(t *testing.T) {
	const want = "0A:FF:" + "00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:00:" + "1B"
	for _, typed := range []string{want, strings.ToLower(want), " " + strings.ReplaceAll(want, ":", "") + "\n"} {
		if got, err := portal.Fingerprint(typed); err != nil || got != want {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "0A:FF", want + ":00", strings.Replace(want, "A", "G", 1)} {
		if got, err := portal.Fingerprint(typed); !errors.Is(err, portal.ErrFingerprint) {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}

// A portal that was told the app's key lets links open in it; another says that it has nothing to say.
func TestApplinks(t *testing.T) {
	key := "0A" + strings.Repeat(":0A", 31)
	for _, c := range []struct {
		keys   []string
		status int
		says   string
	}{
		{nil, http.StatusNotFound, ""},
		{[]string{key}, http.StatusOK, `[{"relation":["delegate_permission/common.handle_all_urls"],"target":{"namespace":"android_app","package_name":"org.priyom.app","sha256_cert_fingerprints":["` + key + `"]}}]`},
	} {
		p, err := portal.Open(t.TempDir(), portal.Options{Log: slog.New(slog.DiscardHandler), AndroidKeys: c.keys})
		if err != nil {
			t.Fatal(err)
		}
		server := httptest.NewServer(p.Handler())
		r, err := http.Get(server.URL + "/.well-known/assetlinks.json")
		if err != nil {
			t.Fatal(err)
		}
		said, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode != c.status || c.says != "" && (string(said) != c.says || r.Header.Get("Content-Type") != "application/json") {
			t.Errorf("%v: %d, %s, %v", c.keys, r.StatusCode, said, err)
		}
		_ = r.Body.Close()
		server.Close()
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
}
