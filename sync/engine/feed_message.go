package engine

import (
	"crypto/ed25519"

	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// readMessage believes only what the portal signed: people act on what the district's staff ask them.
func readMessage(body []byte, portal ed25519.PublicKey) (m civic.Message, ok bool) {
	var w wire.Message
	if err := journal.Decode(body, &w); err != nil {
		return m, false
	}
	m, err := w.Civic(portal)
	return m, err == nil && !m.ID.IsZero()
}
