// Package journal is the format of what a device says: entries in an append-only, hash-chained journal, signed in
// batches, with the personal part of every entry sealed to the portal, and the portal's signed receipts.
//
// Its invariant: the bytes that were hashed are the bytes that are kept. Nothing here decodes and encodes again, so a
// field this version doesn't know survives, and an entry whose sealed part was erased still verifies.
//
// The format is described in docs/journal.md, with test vectors. The package does no I/O.
package journal
