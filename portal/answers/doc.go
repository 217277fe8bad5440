// Package answers gives official answers to reports and tells the devices that took them.
//
// Its invariant: what was answered is never changed, only followed by a revision; a revision and its row of the feed are one
// transaction. The same answer given twice, by a finger that slipped or a page that was sent again, is one.
package answers
