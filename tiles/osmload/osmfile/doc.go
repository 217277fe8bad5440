// Package osmfile reads OpenStreetMap's files, .osm.pbf and .osm (plain, gzip, bzip2), block by block and as often as wanted.
//
// Its invariant: blocks come in the file's order whatever number of goroutines decode them, and no input makes it panic or
// take more memory than a few blocks of maxRaw bytes. PBF is decoded here rather than by paulmach/osm/osmpbf, which panics in
// its own goroutines, where nobody can recover, on plain nodes and on every index outside of a table. See the OSM wiki,
// "PBF Format" and "OSM XML".
package osmfile
