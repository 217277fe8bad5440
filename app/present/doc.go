// Package present holds the state and the decisions of every screen, without a window: what is shown, what may be done,
// what it says. Package app/ui draws a State and calls back.
//
// Its invariant: everything exported is called on the one goroutine that Env.Post leads to, and nothing called there waits
// for the disk or the line: such work runs in a lane and comes back by Post. OnChange says that State would now answer
// otherwise. What a person typed is on the disk within DraftWithin of the key, and "saved" is said only once it is true.
package present
