// Package district carries the map of the practice district: a district of tiles/demo, made up, with the addresses that its
// search finds.
//
// Its invariant: demo.pack.zst is what tiles/demo, tiles/osmload and tiles/places make of Settlements, packed with zstd.
// After one of these has changed, `make district` makes it anew; the test says so with PRIYOM_REBUILD set.
package district
