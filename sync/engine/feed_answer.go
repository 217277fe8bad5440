package engine

import (
	"crypto/ed25519"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// readAnswer believes only what the portal signed: people will be handed it as the district's word.
func readAnswer(body []byte, portal ed25519.PublicKey) (a civic.Answer, ok bool) {
	var w wire.Answer
	if err := journal.Decode(body, &w); err != nil {
		return a, false
	}
	a, err := w.Civic(portal)
	return a, err == nil
}
