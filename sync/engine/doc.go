// Package engine brings a device's queue to one portal over a line that may be slow, lossy, lying or absent: when to send
// what, over how many connections, and when to try again.
//
// Its invariant: nothing leaves the queue but by a receipt that the portal signed, so an exchange may be cut off,
// repeated or answered by anybody at any point, and the next one goes on from where the portal really stands. Text goes
// before files and never waits for them; one bad file holds up no other. No decision compares the device's clock with
// the portal's.
//
// The protocol is described in docs/sync.md.
package engine
