// Package hooks calls addresses of other programs when something happens that is public.
//
// Its invariant: whatever happened while somebody listened is kept in the transaction in which it happened, and told under one id
// until it was taken or days have passed; nothing is told that the public doesn't see; and nobody can make the portal ask
// inside its own network. docs/webhooks.md says how receivers check who calls.
package hooks
