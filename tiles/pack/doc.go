// Package pack is the district pack: one SQLite file that holds a district's map, ready to draw at every zoom and to be
// searched. It reads and writes the format of docs/pack.md; package osmload fills it, render draws it, places searches it.
//
// Its invariant: the same input gives the same bytes; a file that is at its final name is whole; and whatever is wrong with a
// file, opening or reading it gives an error that says so, never a panic, nor more memory than MaxCell.
//
// The map lies in cells: the tiles of a few zooms, the bands. A cell holds what is to be drawn on its tile and on all tiles
// below it down to the next band, simplified for the deepest of these zooms and clipped a little outside the tile.
package pack
