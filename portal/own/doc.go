// Package own is the portal's own journal: what citizens say with a browser.
//
// Its invariant: whatever comes by a form becomes entries of one device, the portal itself, which are signed, taken in and settled as
// any device's are, in one transaction with what the sender is told; the same form sent again, after a double click, a lost answer or
// a kill, says nothing new and is told the same. Several processes may write: the chain stays one.
//
// What is known only here, such as whose account it was, stands beside the entries and in none of them.
package own
