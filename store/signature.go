package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// signatureBox is what of a signature lies encrypted: all of it.
type signatureBox struct {
	Public    []byte `cbor:"1,keyasint"` // journal.EncodeSigned
	Signatory []byte `cbor:"2,keyasint"` // journal.EncodeSignatory
}

// Signed is a signature that was taken here.
type Signed struct {
	civic.Signature
	Ord         int // its place among those taken here for its petition, from 1
	Operator    civic.OperatorID
	WithdrawnAt time.Time
	Delivered   bool   // the portal signed for it
	Verdict     string // why the portal can't use it, as a translation key; "" if nothing is wrong
}

// NewSignature is an empty signature with an id. Nothing is saved yet.
func (s *Store) NewSignature(petition civic.PetitionID) (civic.Signature, error) {
	id, err := s.newID()
	if err != nil {
		return civic.Signature{}, fmt.Errorf("store: new signature: %w", err)
	}
	return civic.Signature{ID: id, Petition: petition}, nil
}

// Sign keeps a signature: its row and its place in the journal, its signatory sealed to the portal, in one durable transaction.
// Handing in the same one again changes nothing. The caller has validated it. ErrNotFound if the petition isn't known here.
func (s *Store) Sign(ctx context.Context, g civic.Signature) (civic.Signature, error) {
	err := s.append(ctx, "sign", func(tx *sql.Tx) error {
		switch known, err := s.signature(ctx, tx, g.ID); {
		case err == nil:
			g = known.Signature
			return nil
		case !errors.Is(err, ErrNotFound):
			return err
		}
		if _, err := s.petition(ctx, tx, g.Petition); err != nil {
			return err
		}
		g.CapturedAt = s.now()
		public, err := journal.EncodeSigned(g, s.Operator())
		if err != nil {
			return err
		}
		personal, err := journal.EncodeSignatory(g.Signatory, g.Consent.Given)
		if err != nil {
			return err
		}
		box, err := s.box(signatureContext(g.ID), signatureBox{public, personal})
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO signature (id, petition, ord, captured_at, sheet, line, body_box)
			SELECT ?, ?, coalesce(max(ord), 0) + 1, ?, ?, ?, ? FROM signature WHERE petition = ?`, g.ID[:], g.Petition[:],
			millis(g.CapturedAt), g.Sheet, g.Row, box, g.Petition[:]); err != nil {
			return err
		}
		e, err := s.newEntry(ctx, tx, journal.KindSigned, public, personal, nil)
		if err != nil {
			return err
		}
		return s.chain(ctx, tx, civic.ReportID(g.ID), e)
	})
	return g, err
}

// Withdraw takes a signature back, in the person's name; checked is how it was known that it is they. Once more changes nothing.
func (s *Store) Withdraw(ctx context.Context, id civic.SignatureID, checked civic.Checked) error {
	return s.append(ctx, "withdraw", func(tx *sql.Tx) error {
		g, err := s.signature(ctx, tx, id)
		if err != nil || !g.WithdrawnAt.IsZero() {
			return err
		}
		now := s.now()
		if _, err := tx.ExecContext(ctx, "UPDATE signature SET withdrawn_at = ? WHERE id = ?", millis(now), id[:]); err != nil {
			return err
		}
		public, err := journal.EncodeWithdrawn(civic.Withdrawal{Signature: id, Petition: g.Petition, Checked: checked, At: now}, s.Operator())
		if err != nil {
			return err
		}
		e, err := s.newEntry(ctx, tx, journal.KindWithdrawn, public, nil, nil)
		if err != nil {
			return err
		}
		return s.chain(ctx, tx, civic.ReportID(id), e)
	})
}

func signatureContext(id civic.SignatureID) string { return "signature " + id.String() }

const signatureColumns = `signature.id, ord, withdrawn_at, body_box,
	coalesce((SELECT entry.seq <= acked_seq FROM entry JOIN epoch USING (epoch)
		WHERE entry.report = signature.id AND kind = 'petition.signed' AND retold = 0), 0),
	coalesce((SELECT verdict FROM entry WHERE entry.report = signature.id AND kind = 'petition.signed' AND retold = 0), '')`

func (s *Store) scanSignature(scan func(...any) error) (g Signed, err error) {
	var id, box []byte
	var withdrawn int64
	if err := scan(&id, &g.Ord, &withdrawn, &box, &g.Delivered, &g.Verdict); err != nil {
		if errors.Is(err, sql.ErrNoRows) {
			return g, fmt.Errorf("%w: signature", ErrNotFound)
		}
		return g, err
	}
	if len(id) != 16 {
		return g, fmt.Errorf("%w: signature id", ErrDamaged)
	}
	if err := s.unboxSignature(civic.SignatureID(id), box, &g); err != nil {
		return g, err
	}
	g.WithdrawnAt = fromMillis(withdrawn)
	return g, nil
}

func (s *Store) unboxSignature(id civic.SignatureID, box []byte, g *Signed) error {
	var b signatureBox
	err := s.unbox(signatureContext(id), box, &b)
	if err != nil {
		return err
	}
	if g.Signature, g.Operator, err = journal.DecodeSigned(b.Public); err == nil {
		g.Signatory, g.Consent.Given, err = journal.DecodeSignatory(b.Signatory)
	}
	if err != nil {
		return fmt.Errorf("%w: signature %s: %w", ErrDamaged, id, err)
	}
	return nil
}

func (s *Store) signature(ctx context.Context, q querier, id civic.SignatureID) (Signed, error) {
	return s.scanSignature(q.QueryRowContext(ctx, "SELECT "+signatureColumns+" FROM signature WHERE id = ?", id[:]).Scan)
}

// Signature is one that was taken here; ErrNotFound if it wasn't.
func (s *Store) Signature(ctx context.Context, id civic.SignatureID) (Signed, error) {
	g, err := s.signature(ctx, s.reader, id)
	return g, dbError("signature", err)
}

// Signatures are those taken here for a petition, the last one first; at most limit of them, from the given place in that order on.
func (s *Store) Signatures(ctx context.Context, petition civic.PetitionID, from, limit int) ([]Signed, error) {
	return s.signatures(ctx, "SELECT "+signatureColumns+" FROM signature WHERE petition = ? ORDER BY ord DESC LIMIT ? OFFSET ?", petition[:], limit, from)
}

// SameSigner are the signatures taken here that seem to be the same person's under the same petition, and weren't taken back.
func (s *Store) SameSigner(ctx context.Context, p civic.Petition, who civic.Signatory) ([]Signed, error) {
	identity := p.Identity(who)
	if identity == "" {
		return nil, nil
	}
	all, err := s.signatures(ctx, "SELECT "+signatureColumns+" FROM signature WHERE petition = ? AND withdrawn_at = 0 ORDER BY ord", p.ID[:])
	if err != nil {
		return nil, err
	}
	var same []Signed
	for _, g := range all {
		if p.Identity(g.Signatory) == identity {
			same = append(same, g)
		}
	}
	return same, nil
}

func (s *Store) signatures(ctx context.Context, query string, args ...any) ([]Signed, error) {
	all, err := collect(ctx, s.reader, s.scanSignature, query, args...)
	return all, dbError("signatures", err)
}

// rememberSigned keeps what the journal says of a signature, to be compared with the row that people see.
func (v *Verification) rememberSigned(e *storedEntry) {
	if e.Kind != journal.KindSigned {
		return
	}
	if g, _, err := journal.DecodeSigned(e.Public); err != nil {
		v.found(err, "entry %d", e.Seq)
	} else {
		if v.signed == nil {
			v.signed = map[civic.SignatureID][sha256.Size]byte{}
		}
		v.signed[g.ID] = sha256.Sum256(e.Public)
	}
}

// verifySignatures compares the signatures with what the journal says of them.
func (s *Store) verifySignatures(ctx context.Context, v *Verification) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT id, body_box FROM signature ORDER BY petition, ord")
	if err != nil {
		return dbError("verify", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id, box []byte
		if err := rows.Scan(&id, &box); err != nil {
			return dbError("verify", err)
		}
		v.Signatures++
		v.found(s.verifySignature(v, id, box), "signature %x", id)
	}
	if err := rows.Err(); err != nil {
		return dbError("verify", err)
	}
	for id := range v.signed {
		v.found(ErrNotFound, "signature %s, which the journal tells of", id)
	}
	return nil
}

func (s *Store) verifySignature(v *Verification, rawID, box []byte) error {
	if len(rawID) != 16 {
		return fmt.Errorf("%w: signature id", ErrDamaged)
	}
	id := civic.SignatureID(rawID)
	var b signatureBox
	if err := s.unbox(signatureContext(id), box, &b); err != nil {
		return err
	}
	said, ok := v.signed[id]
	delete(v.signed, id)
	switch {
	case !ok:
		return errUntold
	case said != sha256.Sum256(b.Public):
		return errDiffers
	}
	return nil
}
