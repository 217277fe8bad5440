// Package wire is what a device and the portal say to each other over HTTP: CBOR messages, compressed with zstd and a
// dictionary that both sides carry, requests signed by the device, and errors as problem details (RFC 9457).
//
// Its invariant: only what a signature vouches for changes anything. A 200 OK by itself, from a captive portal or a
// broken proxy, is not an answer.
//
// The protocol is described in docs/sync.md. Versions N and N-1 are served; unknown fields are passed over.
package wire
