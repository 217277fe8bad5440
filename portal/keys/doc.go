// Package keys holds what makes a portal that portal: its id, the key under its receipts, and the keys that personal
// data is sealed to.
//
// Its invariant: keys are made once and never replaced. What was sealed to a key stays readable, so old keys are kept,
// and a portal whose file is lost refuses to invent another in its place (package portal compares the id with the
// database's).
package keys
