//go:build !tour

package main

import "fyne.io/fyne/v2"

// toured is nothing: only the tour's own build (-tags tour) tells another program what is where in the window.
func toured(fyne.Window) {}
