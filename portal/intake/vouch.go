package intake

import (
	"bytes"
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
)

// vouch finds out whose account a citizen's device was when its signature arrived, and that the account signs once, whatever name it
// writes. Whose a device is nobody told in a journal: what was found is written down, and a replay reads it.
func (f signedFact) vouch(tx *db.Tx, s *db.Signature, p db.Petition) (verdict string, err error) {
	voucher, err := tx.Voucher(s.ID)
	if errors.Is(err, db.ErrNotFound) {
		if voucher, verdict, err = f.owner(tx, s, p); verdict != "" {
			return verdict, err
		}
	}
	if err != nil {
		return "", err
	}
	before, err := tx.VouchedBy(p.ID, voucher)
	if err != nil {
		return "", err
	}
	for _, other := range before {
		if s.OwnState == civic.SignatureValid && other.OwnState == civic.SignatureValid && other.Withdrawn == 0 && !bytes.Equal(other.Person, s.Person) {
			s.OwnState, s.OwnReason = civic.SignatureVoid, civic.ReasonAccount
		}
	}
	return "", nil
}

// owner asks whose the device is now, and notes that they signed.
func (f signedFact) owner(tx *db.Tx, s *db.Signature, p db.Petition) (voucher []byte, verdict string, err error) {
	b, err := tx.Belonging(s.Device)
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && (b.Account.IsZero() || s.Arrival <= b.Arrival):
		return nil, VerdictAccount, nil
	case err != nil:
		return nil, "", err
	}
	account, err := tx.Citizen(b.Account)
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && !account.Disabled.IsZero():
		return nil, VerdictAccount, nil
	case err != nil:
		return nil, "", err
	}
	if voucher, err = petitions.Voucher(f.in.keys, p.ID, b.Account); err != nil {
		return nil, "", err
	}
	if err := tx.Vouch(s.ID, p.ID, voucher); err != nil {
		return nil, "", err
	}
	if s.OwnState != civic.SignatureValid {
		return voucher, "", nil
	}
	return voucher, "", tx.PutOwnSignature(b.Account, db.OwnSignature{Petition: p.ID, Signature: s.ID, At: tx.Now})
}
