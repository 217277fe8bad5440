// Package casework is what the portal's people do to reports.
//
// Its invariant: a report's status changes by a row of civic's table and in no other way; the step, what it makes of the case, what
// devices are told and what follows from it (deadlines, notifications, sums) are one transaction. Whoever acts on what has
// changed meanwhile is told so, and nothing happens. docs/casework.md says what becomes visible to whom.
package casework
