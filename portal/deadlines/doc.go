// Package deadlines knows by when what must be done, tells ever higher places when it wasn't, and ends what nobody answers.
//
// Its invariant: what a case owes follows from the case and from the rules in force, so it may be counted anew at any time; one
// lateness climbs each rung of the ladder once, whoever is killed and however many processes run. A lateness is known by what its
// deadline was counted from, so a change of the calendar doesn't begin it again.
//
// Rules are data of the municipality, in versions: Rules (the classes, the moderators' own clock, the ladder, the windows) and a
// working calendar. Every process looks for a newer version in each transaction. docs/deadlines.md says how it is counted.
package deadlines
