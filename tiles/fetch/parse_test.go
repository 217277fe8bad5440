package fetch_test

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"priyom/tiles"
	"priyom/tiles/fetch"
)

func TestParseTemplate(t *testing.T) {
	for in, want := range map[string]string{
		"https://tile.example/{z}/{x}/{y}.png":        "https://tile.example/5/17/11.png",
		"http://10.0.0.1:8080/t?x={x}&y={y}&z={z}":    "http://10.0.0.1:8080/t?x=17&y=11&z=5",
		"https://[2001:db8::1]/{z}/{x}/{x}/{y}?key=a": "https://[2001:db8::1]/5/17/17/11?key=a",
	} {
		tmpl, err := fetch.ParseTemplate(in)
		if got := tmpl.URL(tiles.Coord{Z: 5, X: 17, Y: 11}); err != nil || got != want {
			t.Errorf("%s: %s, %v", in, got, err)
		}
	}
	for _, in := range []string{
		"", "https://tile.example", "https://tile.example/{z}/{x}.png", "ftp://tile.example/{z}/{x}/{y}", "file:///{z}/{x}/{y}", "/{z}/{x}/{y}",
		"https:///{z}/{x}/{y}", "https://{x}.example/{z}/{x}/{y}", "https://{s}.example/{z}/{x}/{y}", "https://t.example/{z}/{x}/{y}{r}.png",
		"https://u:p@t.example/{z}/{x}/{y}", "https://t.example/{z}/{x}/{y}#a", "https://t.example/{z}/{x}#{y}", "https://t.example/\n{z}/{x}/{y}",
		"javascript:{z}{x}{y}", "https://t.example:{z}/{x}/{y}", "https://t.example/{z}/{x}/{y}/" + strings.Repeat("a", 3000), "https://t.example/%zz/{z}/{x}/{y}",
	} {
		if tmpl, err := fetch.ParseTemplate(in); !errors.Is(err, fetch.ErrTemplate) {
			t.Errorf("%.80s: %v, %v", in, tmpl, err)
		}
	}
}

func FuzzParseTemplate(f *testing.F) {
	for _, seed := range []string{
		"https://tile.example/{z}/{x}/{y}.png", "http://a:1/?{z}&{x}&{y}", "https://{z}{x}{y}", "https://a/{{z}}{x}{y}",
		"https://a/{z{x}}{x}{y}{z}", "https://a\\{z}/{x}/{y}", "https://a/{z}/{x}/{y}?#",
	} {
		f.Add(seed, uint8(5), uint32(17), uint32(11))
	}
	f.Fuzz(func(t *testing.T, s string, z uint8, x, y uint32) {
		tmpl, err := fetch.ParseTemplate(s)
		if err != nil {
			if !errors.Is(err, fetch.ErrTemplate) {
				t.Fatal(err)
			}
			return
		}
		u, err := url.Parse(tmpl.URL(tiles.Coord{Z: tiles.Zoom(z), X: x, Y: y}))
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || strings.ToLower(u.Hostname()) != tmpl.Host() || u.User != nil || u.Host == "" {
			t.Fatalf("%q leads to %v, %v", s, u, err)
		}
		_ = fetch.PolicyFor(tmpl)
	})
}

func TestPolicies(t *testing.T) {
	for in, want := range map[string]fetch.Permission{
		"https://tile.openstreetmap.org/{z}/{x}/{y}.png":                    fetch.Forbidden,
		"http://a.tile.openstreetmap.org/{z}/{x}/{y}.png":                   fetch.Forbidden,
		"https://TILE.OpenStreetMap.ORG:443/{z}/{x}/{y}.png":                fetch.Forbidden,
		"https://vector.openstreetmap.org/1/{z}/{x}/{y}.mvt":                fetch.Forbidden,
		"https://tile.openstreetmap.org.example.com/{z}/{x}/{y}.png":        fetch.AskFirst,
		"https://notopenstreetmap.org/{z}/{x}/{y}.png":                      fetch.AskFirst,
		"https://tiles.district.example/tile.openstreetmap.org/{z}/{x}/{y}": fetch.AskFirst,
	} {
		tmpl, err := fetch.ParseTemplate(in)
		if err != nil {
			t.Fatal(err)
		}
		p := fetch.PolicyFor(tmpl)
		if known := want == fetch.Forbidden; p.Bulk != want || (p.Source != "") != known || (p.Attribution != "") != known {
			t.Errorf("%s: %+v", in, p)
		}
	}
}

func TestTheirAttributionIsUsedWhereNoneIsGiven(t *testing.T) {
	opt := newWorld(t).options()
	opt.Attribution = ""
	var err error
	if opt.Template, err = fetch.ParseTemplate("https://tile.openstreetmap.org/{z}/{x}/{y}.png"); err != nil {
		t.Fatal(err)
	}
	s, err := fetch.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if s.Attribution() != "© OpenStreetMap contributors" || s.Policy().Bulk != fetch.Forbidden {
		t.Errorf("%q, %+v", s.Attribution(), s.Policy())
	}
}

func TestAgent(t *testing.T) {
	for want, a := range map[string]fetch.Agent{
		"Priyom/1.4 (+https://priyom.example/a)":  {Name: "Priyom", Version: "1.4", Contact: "https://priyom.example/a"},
		"Priyom (+mailto:map@district.example)":   {Name: "Priyom", Contact: "mailto:map@district.example"},
		"Priyom/0-dev (+https://priyom.example/)": {Name: "Priyom", Version: "0-dev", Contact: "https://priyom.example/"},
	} {
		if got, err := a.Header(); err != nil || got != want {
			t.Errorf("%q, %v", got, err)
		}
	}
	good := fetch.Agent{Name: "Priyom", Version: "1", Contact: "https://priyom.example"}
	for name, change := range map[string]func(*fetch.Agent){
		"no name": func(a *fetch.Agent) { a.Name = "" }, "a name of two words": func(a *fetch.Agent) { a.Name = "Mozilla 5" },
		"another header": func(a *fetch.Agent) { a.Name = "Priyom\r\nX: y" }, "in the version": func(a *fetch.Agent) { a.Version = "1\n2" },
		"no contact": func(a *fetch.Agent) { a.Contact = "" }, "no host": func(a *fetch.Agent) { a.Contact = "https://" },
		"no address": func(a *fetch.Agent) { a.Contact = "mailto:nobody" }, "another scheme": func(a *fetch.Agent) { a.Contact = "tel:112" },
		"a comment's end": func(a *fetch.Agent) { a.Contact = "https://a.example/) Mozilla" },
	} {
		a := good
		change(&a)
		if got, err := a.Header(); !errors.Is(err, fetch.ErrAgent) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
}

func TestLifetime(t *testing.T) {
	const week = 7 * 24 * time.Hour
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		headers string
		want    time.Duration
		keep    bool
	}{
		"nothing said":             {"", week, true},
		"max-age":                  {"Cache-Control: public, max-age=60", time.Minute, true},
		"in capitals, quoted":      {"Cache-Control: Max-Age=\"60\"", time.Minute, true},
		"two lines, the shorter":   {"Cache-Control: max-age=600\nCache-Control: max-age=60", time.Minute, true},
		"over Expires":             {"Cache-Control: max-age=60\nExpires: Thu, 26 Nov 2026 14:00:00 GMT", time.Minute, true},
		"not for us":               {"Cache-Control: s-maxage=5", week, true},
		"no-cache":                 {"Cache-Control: max-age=60, no-cache", 0, true},
		"no-store":                 {"Cache-Control: no-store", week, false},
		"nonsense":                 {"Cache-Control: max-age=soon,,=,\"", 0, true},
		"a minus":                  {"Cache-Control: max-age=-5", 0, true},
		"forever":                  {"Cache-Control: max-age=99999999999999999999999", 365 * 24 * time.Hour, true},
		"spent on the way":         {"Cache-Control: max-age=60\nAge: 20", 40 * time.Second, true},
		"all spent":                {"Cache-Control: max-age=60\nAge: 61", 0, true},
		"Expires":                  {"Expires: Thu, 26 Nov 2026 14:00:00 GMT", 2 * time.Hour, true},
		"by the server's clock":    {"Expires: Fri, 26 Nov 2027 14:00:00 GMT\nDate: Fri, 26 Nov 2027 13:00:00 GMT", time.Hour, true},
		"expired":                  {"Expires: Thu, 26 Nov 2020 14:00:00 GMT", 0, true},
		"Expires: 0":               {"Expires: 0", 0, true},
		"a weekday that was wrong": {"Expires: Mon, 26 Nov 2026 14:00:00 GMT", 2 * time.Hour, true},
	} {
		if got, keep := fetch.Lifetime(headers(c.headers), now); got != c.want || keep != c.keep {
			t.Errorf("%s: %v, %v", name, got, keep)
		}
	}
}

func headers(lines string) http.Header {
	h := http.Header{}
	for line := range strings.SplitSeq(lines, "\n") {
		if name, value, ok := strings.Cut(line, ": "); ok {
			h.Add(name, value)
		}
	}
	return h
}

func TestRetryAfter(t *testing.T) {
	for in, want := range map[string]time.Duration{
		"": 0, "Retry-After: 120": 2 * time.Minute, "Retry-After: -1": 0, "Retry-After: soon": 0, "Retry-After: 999999999": 24 * time.Hour,
		"Retry-After: Thu, 26 Nov 2026 14:00:00 GMT\nDate: Thu, 26 Nov 2026 13:00:00 GMT": time.Hour,
		"Retry-After: Thu, 26 Nov 2026 12:00:00 GMT\nDate: Thu, 26 Nov 2026 13:00:00 GMT": 0,
		"Retry-After: Thu, 26 Nov 2026 14:00:00 GMT":                                      0,
	} {
		if got := fetch.RetryAfter(headers(in)); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func FuzzLifetime(f *testing.F) {
	f.Add("public, max-age=60", "Thu, 26 Nov 2026 14:00:00 GMT", "Thu, 26 Nov 2026 13:00:00 GMT", "5")
	f.Add("max-age=\"1", "0", "x", "-1")
	f.Add("no-cache,max-age", "Thu, 26 Nov 9999 14:00:00 GMT", "Thu, 26 Nov 0001 13:00:00 GMT", "99999999999999999999")
	f.Fuzz(func(t *testing.T, control, expires, date, age string) {
		h := http.Header{"Cache-Control": {control}, "Expires": {expires}, "Date": {date}, "Age": {age}, "Retry-After": {expires}}
		if got, _ := fetch.Lifetime(h, time.Unix(1_800_000_000, 0)); got < 0 || got > 365*24*time.Hour {
			t.Fatalf("%v", got)
		}
		if got := fetch.RetryAfter(h); got < 0 || got > 24*time.Hour {
			t.Fatalf("%v", got)
		}
	})
}
