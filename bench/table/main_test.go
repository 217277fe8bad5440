package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/bench/versus"
)

func TestPage(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	rows := write("rows", `{"group":"Photos","figure":"copy","unit":"ms","goal":"≤ 9","sides":[{"name":"Priyom","p50":99},{"name":"A","p50":1}]}
{"group":"Other","figure":"x","unit":"s","sides":[{"name":"Priyom","p50":2,"low":1,"high":3},{"name":"A","p50":0,"note":"not in 480 s"}]}
{"group":"Photos","figure":"copy","unit":"ms","goal":"≤ 9","sides":[{"name":"Priyom","p50":112.4,"p95":130},{"name":"A","p50":616},{"name":"B","p50":11.24}]}
`)
	alone := write("alone", "pkg: priyom/photo\nBenchmarkPrepare/planes-2   10   109532935 ns/op   18768896 B/op   224 allocs/op\nPASS\nok  priyom/photo 8s\n")
	out := filepath.Join(dir, "page.md")
	if err := run(rows, alone, out); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	page := string(raw)
	for _, want := range []string{
		"## Photos\n\n| figure | goal | Priyom | peer | peer's | peer ÷ Priyom |\n|---|---|---|---|---|---|\n" +
			"| copy, ms | ≤ 9 | 112 / 130 | A | 616 | 5.48 |\n|  |  |  | B | 11.2 | 0.1 |\n\n## Other\n",
		"| x, s |  | 2.00 (1.00 to 3.00) | A | not in 480 s | – |\n", "| photo: Prepare/planes | 110 ms, 18.8 MB allocated, 224 allocations |\n",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
	if strings.Contains(page, "99.0") || strings.Contains(page, "PASS") {
		t.Error("what was measured again is there twice, or something else is")
	}
}

func TestSignificant(t *testing.T) {
	for v, want := range map[float64]string{1234.5: "1234", 99.94: "99.9", 1.005: "1.00", 0.01234: "0.012", 0: "0"} {
		if got := significant(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
	if less, more := ratio(false, versus.Reading{P50: 2}, versus.Reading{P50: 8}), ratio(true, versus.Reading{P50: 8}, versus.Reading{P50: 2}); less != "4.00" || more != "4.00" {
		t.Errorf("4 times better: %s where less is better, %s where more is", less, more)
	}
	if got := ratio(false, versus.Reading{}, versus.Reading{P50: 1}); got != "–" {
		t.Errorf("nothing to divide by: %s", got)
	}
}
