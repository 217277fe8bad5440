package web_test

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A word with plural forms needs a number, and a word without them takes none: Russian and Ukrainian have no form for it, and the whole
// page would fail.
func TestTemplatesCountWhatHasPlurals(t *testing.T) {
	raw, err := os.ReadFile("kit/lang/ru.json")
	if err != nil {
		t.Fatal(err)
	}
	var words map[string]any
	if err := json.Unmarshal(raw, &words); err != nil {
		t.Fatal(err)
	}
	pages, err := filepath.Glob("*/page/*.html")
	if err != nil || len(pages) < 50 {
		t.Fatalf("%d templates: %v", len(pages), err)
	}
	call := regexp.MustCompile(`\bt "([a-z0-9.-]+)"((?: "\w+" (?:\([^)]*\)|[^\s})]+))*)`)
	seen := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range call.FindAllStringSubmatch(string(text), -1) {
			word, there := words[m[1]]
			_, plural := word.(map[string]any)
			seen++
			if counted := strings.Contains(m[2], ` "N" `); !there || counted != plural {
				t.Errorf("%s: %s: counted %v, has plural forms %v, is there %v", page, m[1], counted, plural, there)
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d words were found in the templates", seen)
	}
}

// The style, which every page needs, goes over bad lines in a fifth of its size, and whole to who can't unpack it.
func TestTheStyleIsPacked(t *testing.T) {
	d := newDistrict(t)
	plain := d.get(t, "/style.css", header("Accept-Encoding", "identity"))
	packed := d.get(t, "/style.css", header("Accept-Encoding", "gzip"))
	if packed.Header.Get("Content-Encoding") != "gzip" || plain.Header.Get("Content-Encoding") != "" || len(packed.body)*3 > len(plain.body) {
		t.Errorf("%d bytes packed, %d plain", len(packed.body), len(plain.body))
	}
	z, err := gzip.NewReader(strings.NewReader(packed.body))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != plain.body {
		t.Errorf("it unpacks to something else: %v", err)
	}
}

// Every page has the program's icon, and it is the same file.
func TestPagesHaveTheIcon(t *testing.T) {
	d := newDistrict(t)
	want, err := os.ReadFile("../../icon.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/", "/staff/login", "/report/new"} {
		if p := d.get(t, path); !strings.Contains(p.body, `<link rel="icon" href="/icon.svg"`) {
			t.Errorf("%s has no icon", path)
		}
	}
	if p := d.get(t, "/icon.svg"); p.StatusCode != 200 || p.Header.Get("Content-Type") != "image/svg+xml" || p.body != string(want) {
		t.Errorf("%d %s, %d bytes", p.StatusCode, p.Header.Get("Content-Type"), len(p.body))
	}
}
