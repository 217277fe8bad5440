package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)#]+)\)`)

// README leads to every page, and no page leads nowhere.
func TestPagesAreLinked(t *testing.T) {
	pages, err := filepath.Glob("docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no pages", err)
	}
	led := map[string]bool{}
	for _, page := range append(pages, "README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(found[1], "://") {
				continue
			}
			to := filepath.Join(filepath.Dir(page), found[1])
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s leads to %s, which isn't there", page, to)
			}
			led[to] = led[to] || page == "README.md"
		}
	}
	for _, page := range pages {
		if !led[page] {
			t.Errorf("README.md doesn't lead to %s", page)
		}
	}
}
