// Package move brings a portal's database from one engine to the other, and its files from one shelf to another, both ways.
//
// Its invariants: the new place is used only when a hash over all rows of all tables is the same in both, and when every file
// that the database calls whole was found or brought there whole; from then on the old database takes nothing any more, from
// whichever process, so that nobody goes on at the old place by mistake. Killed anywhere, the portal is at the one place or at
// the other, and moving again ends what was begun. Nothing at the old place is deleted.
package move
