//go:build !linux || android || !cgo

package device

// OneArena does nothing here: other C libraries give memory back.
func OneArena() {}
