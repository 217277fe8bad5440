// Package durable makes files survive a power cut.
//
// Its invariant: a file that was written here is whole afterwards, or as it was before; only Replace replaces one.
package durable
