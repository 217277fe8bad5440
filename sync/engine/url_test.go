package engine

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalURL(t *testing.T) {
	for typed, want := range map[string]string{
		"portal.example.org":                    "https://portal.example.org",
		"  Portal.Example.ORG/ ":                "https://portal.example.org",
		"https://portal.example.org/some/page?": "https://portal.example.org",
		"HTTPS://portal.example.org:443":        "https://portal.example.org",
		"portal.example.org:8443":               "https://portal.example.org:8443",
		"http://10.0.0.5:80/":                   "http://10.0.0.5",
		"http://reception:8377":                 "http://reception:8377",
		"HTTP://portal.local":                   "http://portal.local",
		"portal.local":                          "https://portal.local",
		"https://portal.example.org:80":         "https://portal.example.org:80",
		"portal.example.org.":                   "https://portal.example.org",
		"192.168.1.20:8080":                     "http://192.168.1.20:8080",
		"10.0.0.5":                              "http://10.0.0.5",
		"https://10.0.0.5":                      "https://10.0.0.5",
		"127.0.0.1:9":                           "http://127.0.0.1:9",
		"localhost:8080":                        "http://localhost:8080",
		"[::1]:8080":                            "http://[::1]:8080",
		"[fd00::1]":                             "http://[fd00::1]",
		"[2001:db8::1]:8443":                    "https://[2001:db8::1]:8443",
		"8.8.8.8":                               "https://8.8.8.8",
		"портал.рф":                             "https://xn--80awhdgm.xn--p1ai",
		"":                                      "",
		"https://":                              "",
		"ftp://portal.example.org":              "",
		"https://user:word@portal.example.org":  "",
		"not a host":                            "",
		"portal.example.org:":                   "",
		"portal.example.org:http":               "",
		"[fe80::1%25eth0]":                      "",
	} {
		got, err := NormalURL(typed)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, err, want)
		}
		if err != nil && !IsCause(err, CauseURL) {
			t.Errorf("%q: %v has another cause", typed, err)
		}
	}
}

// Beyond private networks nobody may read along, not even if somebody typed http://.
func TestNormalURLRefusesPlainHTTPAbroad(t *testing.T) {
	for _, typed := range []string{
		"http://portal.example.org", "HTTP://portal.example.org:80/", "http://8.8.8.8", "http://[2001:db8::1]:8377", "http://100.64.0.1", "http://192.168.1.20.example.org",
		"http://портал.рф", "http://portal.notlocal", "http://portal.local.example",
	} {
		if got, err := NormalURL(typed); !IsCause(err, CausePlain) {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}

// What was made of an address is made of it again, whatever was typed.
func TestNormalURLIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		typed := rapid.OneOf(rapid.String(), rapid.StringMatching(`(https?://)?[a-zA-Z0-9.-]{1,20}(:[0-9]{1,5})?(/[a-z]*)?`)).Draw(t, "typed")
		once, err := NormalURL(typed)
		if err != nil {
			return
		}
		if twice, err := NormalURL(once); err != nil || twice != once {
			t.Fatalf("%q became %q, then %q (%v)", typed, once, twice, err)
		}
		if strings.ContainsAny(strings.SplitN(once, "://", 2)[1], "/?#@ ") {
			t.Fatalf("%q became %q", typed, once)
		}
	})
}

func TestInvitation(t *testing.T) {
	for text, want := range map[string][2]string{
		" https://portal.example/#ABCD-EFGH\n": {"https://portal.example/", "ABCD-EFGH"}, "portal.example": {"portal.example", ""}, "": {"", ""}, "#ABCD": {"", "ABCD"},
	} {
		if url, code := Invitation(text); url != want[0] || code != want[1] {
			t.Errorf("%q: %q, %q", text, url, code)
		}
	}
}
