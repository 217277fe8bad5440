// Package czlib gives paulmach/osm the standard library's zlib where it asks for datadog/czlib, which wants C's zlib by
// pkg-config: not there on Android, nor on a machine that has only Go. Reading a pbf takes the same time with either.
//
// Part of Priyom, Apache License 2.0: see LICENSE at the root. Nothing of datadog/czlib's is in it.
package czlib

import (
	"compress/zlib"
	"io"
)

// NewReader inflates a zlib stream; the error is compress/zlib's.
func NewReader(r io.Reader) (io.ReadCloser, error) { return zlib.NewReader(r) }
