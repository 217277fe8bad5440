// Package disk is the portal's way of making files durable.
//
// Its invariant: a file that was written here is whole or absent after a power cut, and never replaces another.
package disk
