package petitions

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/keys"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// Person is the keyed hash of who signed; nil without a name.
func Person(k keys.Keys, p civic.Petition, who civic.Signatory) ([]byte, error) {
	identity := p.Identity(who)
	if identity == "" {
		return nil, nil
	}
	key, err := k.Derive("petition", p.ID[:])
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(identity))
	return mac.Sum(nil), nil
}

// Voucher is the keyed hash of an account under a petition: it tells whether the same account signed twice, and nothing else to who has only
// the database.
func Voucher(k keys.Keys, petition civic.PetitionID, account db.Account) ([]byte, error) {
	key, err := k.Derive("petition", petition[:])
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("priyom account 1\n"))
	mac.Write(account[:])
	return mac.Sum(nil), nil
}

// Count judges all signatures of one person under a petition, after one of them arrived or was taken back, and tells devices how
// the petition stands now. arrived is how many signatures are new.
func Count(tx *db.Tx, p db.Petition, all []db.Signature, arrived int) error {
	casts := make([]civic.Cast, len(all))
	for i, s := range all {
		casts[i] = s.Cast()
	}
	states, reasons := civic.CountPerson(casts)
	reviewed(all, states, reasons)
	valid, duplicate := 0, 0
	for i, s := range all {
		if s.State == states[i] && s.Reason == reasons[i] {
			continue
		}
		valid += is(states[i], civic.SignatureValid) - is(s.State, civic.SignatureValid)
		duplicate += is(states[i], civic.SignatureDuplicate) - is(s.State, civic.SignatureDuplicate)
		if err := tx.CountSignature(s.ID, states[i], reasons[i]); err != nil {
			return err
		}
	}
	if arrived == 0 && valid == 0 && duplicate == 0 {
		return nil
	}
	if err := tx.Retally(p.ID, arrived, valid, duplicate); err != nil {
		return err
	}
	p.Tally.Collected, p.Tally.Valid, p.Tally.Duplicate = p.Tally.Collected+arrived, p.Tally.Valid+valid, p.Tally.Duplicate+duplicate
	if p.Tally.Valid >= p.Threshold.Needed() {
		if first, err := tx.ReachPetition(p.ID); err != nil {
			return err
		} else if first {
			if err := announce(tx, p.ID, Reached); err != nil {
				return err
			}
		}
	}
	return tellTally(tx, p)
}

// reviewed says of duplicates that are written otherwise than what counts that people found so.
func reviewed(all []db.Signature, states []civic.SignatureState, reasons []civic.SignatureReason) {
	at := slices.Index(states, civic.SignatureValid)
	for i := range all {
		if at >= 0 && states[i] == civic.SignatureDuplicate && !bytes.Equal(all[i].Person, all[at].Person) {
			reasons[i] = civic.ReasonReviewed
		}
	}
}

func is(s, what civic.SignatureState) int {
	if s == what {
		return 1
	}
	return 0
}

// tellTally tells all devices how a petition stands.
func tellTally(tx *db.Tx, p db.Petition) error {
	body, err := journal.Encode(wire.TallyChange{
		Petition: p.ID[:], Collected: p.Tally.Collected, Valid: p.Tally.Valid, Duplicate: p.Tally.Duplicate, AsOf: tx.Now.UnixMilli(),
	})
	if err != nil {
		return fmt.Errorf("petitions: %w", err)
	}
	return tx.ReplaceChange(db.Scope{}, p.ID[:], wire.Change{Kind: wire.ChangeTally, Body: body})
}
