//go:build linux && !android

package webcam

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The places where Linux tells of its cameras; names of tests' own otherwise.
type places struct{ dev, sys string }

var system = places{dev: "/dev", sys: "/sys/class/video4linux"}

// Any says whether there may be a camera; it costs next to nothing.
func Any() bool { return system.any() }

func (p places) any() bool { return len(p.files()) > 0 }

func (p places) files() []string {
	files, _ := filepath.Glob(filepath.Join(p.dev, "video[0-9]*")) // the pattern is sound
	slices.SortFunc(files, func(a, b string) int { return number(a) - number(b) })
	return files
}

// List are the cameras of this machine, in the order of their numbers. One that may not be opened is among them: opening it tells why.
func List() []Camera { return system.list() }

func (p places) list() (all []Camera) {
	for _, path := range p.files() {
		name, first := p.said(filepath.Base(path))
		d, err := open(path)
		if err != nil {
			if first {
				all = append(all, Camera{path, name})
			}
			continue
		}
		caps, err := d.capability()
		_ = d.close() // it was asked, nothing more
		if err != nil || !caps.captures() {
			continue // what belongs to a camera but shows nothing, such as its metadata, or no camera
		}
		if name == "" {
			name = text(caps.Card[:])
		}
		all = append(all, Camera{path, name})
	}
	return all
}

// said is what the kernel says of a device to everybody: its name, and whether it is its camera's first, which shows the picture.
func (p places) said(device string) (name string, first bool) {
	read := func(file string) string {
		content, err := os.ReadFile(filepath.Join(p.sys, device, file))
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(content))
	}
	index := read("index")
	return read("name"), index == "0" || index == ""
}

func number(path string) int {
	n, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(path), "video"))
	if err != nil {
		return 0
	}
	return n
}
