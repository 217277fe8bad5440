// Package civic is Priyom's domain: what a citizen reports, what becomes of it and by when.
//
// Its invariant: a value that passed Validate may enter a journal, and every change of a report's status is a row of
// Workflow. The package uses the standard library only and does no I/O; time is always handed in.
package civic
