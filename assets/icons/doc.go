// Package icons is Priyom's own set of icons: one family, embedded.
//
// Its invariant: every icon is a well-formed SVG of 24 × 24 units, drawn only with 2-unit round strokes in currentColor
// and no fill, so that one colour and one size make it look like all the others.
package icons
