// Package photos draws pictures looked at closely, one after the other, and what a hand draws on those that aren't handed in yet.
//
// Its invariant: what is seen is what will be sent: marks are drawn into the picture itself, by the presenter, and kept after each stroke.
package photos
