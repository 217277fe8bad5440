// Package mbtiles reads and writes raster MBTiles 1.3 (github.com/mapbox/mbtiles-spec, 1.3/spec.md): one SQLite file of
// ready-made tiles, such as a district's aerial picture that came on a stick.
//
// Its invariant: nothing in a file is believed. What isn't a whole raster tileset is refused with a word for what is wrong, a
// damaged tile is an error of that tile alone, and a file that was written here is whole or absent.
package mbtiles
