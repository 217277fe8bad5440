// Package durable makes files survive a power cut.
//
// Its invariant: a file that was written here is whole or absent afterwards, and never replaces another.
package durable
