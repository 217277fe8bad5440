// Package store is a device's memory: one SQLite file, a folder of encrypted files, and the vault that both lie under.
//
// Its invariant: when Capture or AttachPhoto returns, the report or the picture survives a power cut; when it returns
// an error, nothing of it is half there. Everything a device says goes through its journal, in the same transaction
// as the row that shows it. Nothing personal is ever on the disk in readable form: what people said, their names,
// addresses and pictures are under the vault's key, and the index that searches them lives in memory only.
//
// Several processes may use one home folder at once. The format is described in docs/store.md.
package store
