package own

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
	"priyom/store/journal"
)

// Sign puts an account's name under a petition that admits the portal's login. today is the day where the portal is. The errors are
// civic.Problems, ErrSigned, db.ErrNotFound, or the database's.
func (j *Journal) Sign(ctx context.Context, key Key, petition civic.PetitionID, who civic.Signatory, settlement string, consent civic.Consent, today civic.Date, account db.Account) error {
	id, err := j.newID()
	if err != nil {
		return err
	}
	_, err = j.tell(ctx, key, func(p *pen) ([]byte, error) {
		under, err := p.tx.Petition(petition)
		if err != nil {
			return nil, err
		}
		if err := maysign(p.tx, account, petition); err != nil {
			return nil, err
		}
		s := civic.Signature{
			ID: id, Petition: petition, Text: under.Hash(), Proof: civic.ProofPortal, SignedOn: today, Settlement: settlement,
			Consent: consent, Signatory: who, CapturedAt: p.tx.Now,
		}
		if err := s.Validate(under.Petition, today).Err(); err != nil {
			return nil, err
		}
		public, err := journal.EncodeSigned(s, civic.NoOperator)
		if err != nil {
			return nil, err
		}
		personal, err := journal.EncodeSignatory(who, consent.Given)
		if err != nil {
			return nil, err
		}
		p.then(func(tx *db.Tx) error {
			voucher, err := petitions.Voucher(j.keys, petition, account)
			if err != nil {
				return err
			}
			if err := tx.Vouch(s.ID, petition, voucher); err != nil {
				return err
			}
			return tx.PutOwnSignature(account, db.OwnSignature{Petition: petition, Signature: s.ID, At: tx.Now})
		})
		return nil, p.write(journal.KindSigned, public, personal)
	})
	return err
}

// standing is the signature of an account under a petition that stands; the error wraps db.ErrNotFound.
func standing(tx *db.Tx, account db.Account, petition civic.PetitionID) (db.Signature, error) {
	mine, err := tx.OwnSignature(account, petition)
	if err != nil {
		return db.Signature{}, err
	}
	s, err := tx.Signature(mine.Signature)
	if err == nil && s.Withdrawn != 0 {
		return s, db.ErrNotFound
	}
	return s, err
}

func maysign(tx *db.Tx, account db.Account, petition civic.PetitionID) error {
	switch _, err := standing(tx, account, petition); {
	case err == nil:
		return ErrSigned
	case !errors.Is(err, db.ErrNotFound):
		return err
	}
	return nil
}

// Signed finds the signature of an account under a petition; the error wraps db.ErrNotFound if there is none, or none any more.
func (j *Journal) Signed(tx *db.Tx, account db.Account, petition civic.PetitionID) (db.Signature, error) {
	return standing(tx, account, petition)
}

// Unsign takes an account's signature back. The error wraps db.ErrNotFound if there is none.
func (j *Journal) Unsign(ctx context.Context, key Key, petition civic.PetitionID, account db.Account) error {
	_, err := j.tell(ctx, key, func(p *pen) ([]byte, error) {
		s, err := standing(p.tx, account, petition)
		if err != nil {
			return nil, err
		}
		public, err := journal.EncodeWithdrawn(civic.Withdrawal{Signature: s.ID, Petition: petition, At: p.tx.Now}, civic.NoOperator)
		if err != nil {
			return nil, err
		}
		return nil, p.write(journal.KindWithdrawn, public, nil)
	})
	return err
}

// TakeBack takes a signature back that was given anywhere, after somebody found out at the portal that it is the person's wish. The error wraps
// db.ErrNotFound if there is none under the petition that stands.
func (j *Journal) TakeBack(ctx context.Context, key Key, petition civic.PetitionID, signature civic.SignatureID, then func(tx *db.Tx) error) error {
	_, err := j.tell(ctx, key, func(p *pen) ([]byte, error) {
		s, err := p.tx.Signature(signature)
		if err == nil && (s.Petition != petition || s.Withdrawn != 0) {
			err = db.ErrNotFound
		}
		if err != nil {
			return nil, err
		}
		public, err := journal.EncodeWithdrawn(civic.Withdrawal{Signature: s.ID, Petition: petition, At: p.tx.Now}, civic.NoOperator)
		if err != nil {
			return nil, err
		}
		p.then(then)
		return nil, p.write(journal.KindWithdrawn, public, nil)
	})
	return err
}
