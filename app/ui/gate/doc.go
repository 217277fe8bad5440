// Package gate draws what stands between a person and the program: the passphrase, and waiting for the home folder.
//
// Its invariant: a passphrase is in the entry it was typed into and nowhere else, and is forgotten with the gate.
package gate
