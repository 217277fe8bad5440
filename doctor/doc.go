// Package doctor looks whether a reception point's computer has all it needs: room on the disk, the right time, keys, a
// queue that moves, a portal that answers, a map, printers, a backup.
//
// Its invariant: it changes nothing but a file of its own that it removes again, and nothing it finds names a person, so that
// what it says may be sent to whoever helps. What it finds are keys and figures; the words are the caller's.
package doctor
