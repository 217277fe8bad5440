// Package dialogue is what the portal's staff say about a report to the reception point that took it.
//
// Its invariant: what was said stays as it was said; a message and its row of the feed are one transaction. What is sent twice in a
// row, by a finger that slipped or a page that was sent again, is said once. What the point says comes by its journal and package
// intake.
package dialogue
