// Package intake draws the form for a new report.
//
// Its invariant: what the presenter says is what is seen, and what is typed is at the presenter with the same key; the
// screen itself remembers only what it has drawn, to draw no more than what changed. Words go from the presenter into the
// fields when another report comes into the form, never while somebody types.
package intake
