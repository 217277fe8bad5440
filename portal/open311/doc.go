// Package open311 is the portal's Open311 GeoReport v2 interface, for programs of others.
//
// Its invariant: it tells what the public site shows and nothing else: published reports, as moderators left them, and nobody's name.
// What it takes in becomes an entry of the portal's own journal, once, however often a program repeats itself. docs/api.md says how.
package open311
