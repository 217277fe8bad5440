// Package cert gives a portal its own certificate authority, for a district without a public name, and has a server take up new
// certificates while it runs.
//
// Its invariant: the authority's key can sign servers' certificates for a few names and nothing else; a new certificate that can't be
// used never takes the place of one that can.
package cert
