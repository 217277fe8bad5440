// Package shelf is where the portal's whole files stand, by the SHA-256 of their content: a folder, or a bucket of an
// S3-compatible store.
//
// Its invariant: when Put returned nil, the file is there whole and stays, also after a power cut. What it is called it was
// when it was put there; whoever must know that it still is reads it back.
package shelf
