// Package preview draws a paper before it is printed: its pages as they will be, and beside them what it is printed on and by.
//
// Its invariant: what is seen is what is printed, as both come from the same laid-out pages; the screen only shows pictures.
package preview
