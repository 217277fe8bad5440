package engine

import (
	"net/url"
	"testing"
)

// What is taken for an address is one, stays the same when it is read again, and has nothing secret in it.
func FuzzNormalURL(f *testing.F) {
	for _, seed := range []string{"portal.example", "http://127.0.0.1:8377/", "https://приём.рф/x?y#z", "[::1]:80", "user:pass@host", "ftp://x", " ", "http://%zz"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		normal, err := NormalURL(typed)
		if err != nil {
			if !IsCause(err, CauseURL) && !IsCause(err, CausePlain) {
				t.Fatalf("error without a cause: %v", err)
			}
			return
		}
		u, err := url.Parse(normal)
		if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q became %q: %v", typed, normal, err)
		}
		if again, err := NormalURL(normal); err != nil || again != normal {
			t.Fatalf("%q became %q and then %q, %v", typed, normal, again, err)
		}
	})
}
