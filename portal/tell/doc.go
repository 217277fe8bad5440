// Package tell puts what became of a report into the feed.
//
// Its invariant: whatever changes a report's status says so here, in the same transaction, so that the point which took it never
// believes something else than the portal. What others of the district are told comes from the case, as moderators left it.
package tell
