// Package cabinet is the pages of citizens with a browser: they report, join in, follow, see what became of their reports, rate, appeal
// and sign.
//
// Its invariant: what somebody typed or photographed stays until it was sent or they throw it away, whatever breaks in between; whatever they
// send, they send once; and only who has a report's link or its account sees more of it than the public. Everything but the map works
// without a script.
package cabinet
