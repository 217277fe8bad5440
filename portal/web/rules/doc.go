// Package rules is where an administrator changes a municipality's deadlines and its working calendar.
//
// Its invariant: nothing takes effect that its author hasn't seen counted, and every version stays, with who made it and why.
package rules
