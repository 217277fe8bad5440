// Package api is the portal's side of the line to devices: HTTP in, HTTP out, one handler a file. docs/sync.md is its page.
//
// Its invariant: nothing is done for a request before its size is known to be allowed and its signature to be a device's,
// and nothing is acknowledged before it is durable. What a device said is never in the log.
package api
