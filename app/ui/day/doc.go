// Package day draws the end-of-day sheet: what was received and where it stands, by number and hash, beside the paper book.
//
// Its invariant: no citizen's name or words are on the page, as the sheet that is printed of it has none.
package day
