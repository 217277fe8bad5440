// Package audit reads a whole portal and names what isn't as its devices told it.
//
// Its invariant: it believes nothing it can compute. Hashes, chains and the devices' signatures are checked from the
// entries themselves, files are read back, and the reports that people look at are made again from the entries and
// compared. It changes nothing, and works while the portal serves.
package audit
