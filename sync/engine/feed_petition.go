package engine

import (
	"crypto/ed25519"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// readPetition believes a petition only under the portal's signature: people put their names under its text.
func readPetition(body []byte, portal ed25519.PublicKey) (civic.Petition, bool) {
	var c wire.PetitionChange
	if err := journal.Decode(body, &c); err != nil {
		return civic.Petition{}, false
	}
	p, err := c.Open(portal)
	return p, err == nil && !p.ID.IsZero()
}

func readTally(body []byte) (t store.TallyChange, ok bool) {
	var c wire.TallyChange
	if err := journal.Decode(body, &c); err != nil || len(c.Petition) != len(t.Petition) {
		return t, false
	}
	return store.TallyChange{Petition: civic.PetitionID(c.Petition), Tally: civic.Tally{
		Collected: c.Collected, Valid: c.Valid, Duplicate: c.Duplicate, AsOf: time.UnixMilli(c.AsOf).UTC(),
	}}, true
}
