// Package operation is what an administrator looks at: who did what, which jobs were given up, and what personal data is destroyed when.
//
// Its invariant: these pages show who of staff did something and to what, and never whose report it was.
package operation
