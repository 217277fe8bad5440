// Package lock draws the screen that stands between people and the program while nobody works at it.
//
// Its invariant: nothing of any citizen is on it, and a PIN is in the entry it was typed into and nowhere else.
package lock
