// Package data gives reports out as files: to everybody what the public sees, to staff everything but who reported. What staff take
// is noted in the audit log.
package data
