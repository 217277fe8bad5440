// Package render draws a district pack: its cells to tiles, from zoom 5 to 19, light and dark, 256 and 512 pixels.
//
// Its invariant: neighbouring tiles are one picture. What is drawn at a place depends on the place alone, never on the tile
// that it is drawn for: lengths are whole 1/256 pixels from the cell's corner, edges are cut at rows by a rule that doesn't
// know where the tile begins, dashes and arrows are counted from the cell's edges, and labels are placed for blocks of tiles,
// by rules that the blocks on both sides of an edge compute equally. The tests compare pixel for pixel.
//
// The rasteriser is our own: golang.org/x/image/vector rounds differently on either side of a tile's edge, clears and adds up
// the whole surface for every class, and is fast only where it has assembly. This one adds signed areas in integers and
// sweeps only what an edge touched.
//
// What is drawn how is in style.json, described in docs/style.md. Labels are set in the Go fonts, which come with x/image
// and have all the letters of Russian, Ukrainian and Romanian.
package render
