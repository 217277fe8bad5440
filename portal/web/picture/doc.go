// Package picture serves what pages show besides words: tiles of the district's map, maps of a spot, and photos that were
// found fit to be shown.
package picture
