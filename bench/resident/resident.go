// Package resident says how much memory a process has: the same for this program and for what it is compared with.
package resident

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// The windows' size, of a long phone, in pixels of the layout.
const (
	Width  = 360
	Height = 800
)

// Rest is how long a program is left alone before it is said to rest.
const Rest = 5 * time.Second

// Lines that a measured program says.
const (
	Stands = "@stands" // the first page is laid out and drawn
	While  = "@while"  // and a Memory, at a moment while the map is panned
	Rests  = "@rests"  // and a Memory, when it has been left alone for a while
)

// Memory is what a process has, in MB of 1,000,000 bytes.
type Memory struct {
	All  float64 // resident, of whatever kind
	Own  float64 // of it what no file stands behind: the program's data
	Most float64 // the most that All has been
}

// Of reads a process's memory.
func Of(pid int) (m Memory, err error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return m, err
	}
	for line := range strings.Lines(string(raw)) {
		name, value, _ := strings.Cut(line, ":")
		kB, _ := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 64)
		switch name {
		case "VmRSS":
			m.All = kB * 1024 / 1e6
		case "RssAnon":
			m.Own = kB * 1024 / 1e6
		case "VmHWM":
			m.Most = kB * 1024 / 1e6
		}
	}
	return m, nil
}

// String is how a program says it on a line.
func (m Memory) String() string { return fmt.Sprintf("%.1f %.1f %.1f", m.All, m.Own, m.Most) }

// Parse reads such a line, after its name.
func Parse(said string) (m Memory, err error) {
	_, err = fmt.Sscanf(said, "%f %f %f", &m.All, &m.Own, &m.Most)
	return m, err
}
