package device

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// The program's own pages go, and it goes on.
func TestShedPages(t *testing.T) {
	before := ofFiles(t)
	shed := ShedPages()
	after := ofFiles(t)
	if shed < 1<<20 {
		t.Errorf("only %d bytes of the program's file may go", shed)
	}
	if after >= before {
		t.Errorf("%d kB of files before, %d kB after", before, after)
	}
	if shed != ShedPages() {
		t.Error("not the same pages at the second time")
	}
}

// ofFiles is how many kB of files this process has in memory.
func ofFiles(t *testing.T) int {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(raw), "RssFile:")
	kB, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kB
}

func TestMapped(t *testing.T) {
	for _, c := range []struct {
		line string
		want mapping
		ok   bool
	}{
		{"00400000-00452000 r-xp 00000000 08:02 173521 /usr/bin/with a blank", mapping{from: 0x400000, to: 0x452000, file: "/usr/bin/with a blank", fixed: true}, true},
		{"00651000-00652000 r--p 00051000 08:02 173521 /lib.so", mapping{from: 0x651000, to: 0x652000, file: "/lib.so", fixed: true}, true},
		{"00652000-00655000 rw-p 00052000 08:02 173521 /lib.so", mapping{from: 0x652000, to: 0x655000, file: "/lib.so"}, true},
		{"7f00-7f01 r--s 00000000 08:02 1 /shared", mapping{from: 0x7f00, to: 0x7f01, file: "/shared"}, true},
		{"Anonymous: 0 kB", mapping{}, false},
		{"VmFlags: rd ex mr mw me sd mr", mapping{}, false},
		{"7ffd000-7ffe000 rw-p 00000000 00:00 0", mapping{from: 0x7ffd000, to: 0x7ffe000}, true},
	} {
		if got, ok := mapped(strings.Fields(c.line)); ok != c.ok || ok && got != c.want {
			t.Errorf("%s: %+v, %v", c.line, got, ok)
		}
	}
}
