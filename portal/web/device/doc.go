// Package device is the pages on devices and reception points: who is enrolled, with what, when it was last heard of, what waits there,
// and what went wrong.
//
// Its invariant: what is said of a device's queue is said as its own word, with the time at which it gave it; and nobody's trust ends
// by one slip of the hand.
package device
