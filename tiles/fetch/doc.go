// Package fetch brings single tiles from a server that somebody runs and pays for, and keeps them on the disk.
//
// Its invariant: a server is never asked for what nobody looks at. There is no call that fetches ahead, and none may be added:
// the tile usage policy of OpenStreetMap's servers (operations.osmfoundation.org/policies/tiles, read 2026-11) prohibits bulk
// and offline downloads, and asks for a User-Agent that names the program, for tiles to be kept as their headers say or else
// for seven days, and for no "no-cache". Beyond it, two requests at a time are made at most (the policy's number until 2024),
// validators are used, and a server that is in trouble is left alone, longer each time, or as long as it asks.
//
// The second invariant: what is shown is a whole tile that came for this place. A body is decoded before it is kept.
//
// Kept tiles lie in one SQLite file, not in a file each: eviction needs an index by use, two processes need one budget, a commit
// is atomic where a rename of thousands of small files isn't cheap, and a tile of 15 kB is read faster from it
// (sqlite.org/fasterthanfs.html). The file is only a cache: WAL with synchronous=NORMAL, which a power cut can take the last
// tiles from but not break, every row under a checksum for disks that lie, and begun anew if it is damaged or another version's.
package fetch
