// Package figures draws the statistics: for the public of what the public sees, for staff of everything.
//
// Its invariant: what it shows comes from package statistics, a page is drawn without scripts, and beside every picture the same is in
// a table.
package figures
