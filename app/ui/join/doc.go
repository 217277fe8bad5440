// Package join draws the page on which somebody makes a phone their own: by a code from a letter, in the browser, with a QR code, or without a name.
//
// Its invariant: one step is shown at a time, with one main action within the thumb's reach; what was typed stays, whatever is gone back to.
package join
