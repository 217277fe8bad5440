// Package demo makes up a rural district and writes it as OpenStreetMap data: the district that is built in, the scale
// that benchmarks need, and a map on which every kind of thing that the renderer draws and the search finds is there.
//
// Its invariant: the same Options give the same objects with the same ids, and so the same bytes, on every run; nothing
// is taken from the clock, from the machine or from a map's order. (Floating point may be fused on other processors
// than amd64, which can move a node by a centimetre there.) Ids are positive, ascend within their type, and everything
// that is referred to is in the data.
//
// The place is made up: forest-steppe around 52.3° N 42.9° E, the names not those of what is really there. The streets'
// and villages' names are ordinary Russian ones, with Ukrainian and English variants, from data/names.json.
//
// How it is made: layout.go puts settlements on a loose grid, between rivers and a railway (water.go, rail.go); village.go
// lays a bent net of streets in each; road.go joins them. Only then is anything written, settlement by settlement, so
// that what is held is geometry of the district's skeleton, some kilobytes a settlement, and the packed ways.
package demo
