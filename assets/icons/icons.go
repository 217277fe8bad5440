package icons

import (
	"embed"
	"io/fs"
	"slices"
	"strings"
)

// FS holds every icon as name.svg.
//
//go:embed *.svg
var FS embed.FS

// SVG returns the drawing of an icon, and whether there is one of that name. The bytes are the caller's own.
func SVG(name string) ([]byte, bool) {
	svg, err := FS.ReadFile(name + ".svg")
	return svg, err == nil
}

// Names lists all icons in alphabetical order.
func Names() []string {
	files, err := fs.Glob(FS, "*.svg")
	if err != nil {
		return nil // only a malformed pattern can fail
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(file, ".svg")
	}
	slices.Sort(files)
	return files
}
