// Package statistics counts what became of reports: for the public of what the public sees, for staff of everything.
//
// Its invariant: the figures are sums over cases of what Count says about each of them. Every transaction that changes a case
// changes the sums in the same transaction, and Rebuild counts them anew and gets the same. Nothing in them tells of a person
// but who of the staff did how much, which only staff see.
//
// Medians are taken from how many took how long, in Lengths that grow; docs/statistics.md says how exact that is.
package statistics
