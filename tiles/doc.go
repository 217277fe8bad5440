// Package tiles is the map's common ground: tiles by their coordinates, the sources that draw or bring them, and how sources
// stand in for one another.
//
// Its invariant: a tile is a whole picture or an error, never half of one; and whatever is shown says whose data it is.
// Coordinates are the XYZ scheme of Web Mercator (EPSG:3857, OSM wiki "Slippy map tilenames"): x to the east, y to the south,
// 2^z tiles each way. Subpackages: pack (the district pack's format), osmload (extract → pack), render (pack → picture),
// places (search and reverse), mbtiles and fetch (foreign tiles), demo (a made-up district as OSM data).
package tiles
