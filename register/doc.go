// Package register writes the journal as a table, and reads tables into it: paper registers that somebody typed, and what a
// dispatch service exports.
//
// Its invariant: what was written opens in a spreadsheet as it was meant, with dates that are dates and no cell that is run;
// what is read is read once. A row becomes a report by a key that follows from the row alone, so that a reading that was cut
// short, or is done again, goes on where it was. Of a table nothing is taken on trust: its size, its rows, its encoding.
package register
