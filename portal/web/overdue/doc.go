// Package overdue shows what wasn't done in time: to everybody, in a log of who was told when, and to staff, as a board sorted by worry.
//
// Its invariant: the public reads of published cases only, and of departments only, never of people.
package overdue
