package db

import (
	"math"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Signature is a signature as the portal holds it: everything but who signed.
type Signature struct {
	civic.Signature // Consent and Signatory stay empty: they are in the entry
	Device          civic.DeviceID
	Epoch           journal.Epoch // the entry it was made from
	Seq             uint64
	Arrival         int64
	PublicHash      journal.Hash
	Person          []byte // keyed hash of who signed; nil if nothing can be known of them
	Operator        civic.OperatorID
	At              string // the device's place
	ReceivedAt      time.Time
	OwnState        civic.SignatureState // by the petition's rule, whoever else signed
	OwnReason       civic.SignatureReason
	Withdrawn       int64            // arrival of its withdrawal; 0 if there is none
	BackChecked     civic.Checked    // how it was known who took it back; "" if nobody said
	BackOperator    civic.OperatorID // who looked
	State           civic.SignatureState
	Reason          civic.SignatureReason
}

// Cast is what is needed to count the person's signatures.
func (s Signature) Cast() civic.Cast {
	return civic.Cast{Arrival: s.Arrival, Own: s.OwnState, Why: s.OwnReason, Withdrawn: s.Withdrawn}
}

const signatureColumns = `id, petition, device, epoch, seq, arrival, public_hash, person, proof, signed_on, checked, sheet, line,
	settlement, operator, place, captured_at, received_at, own_state, own_reason, withdrawn, back_checked, back_operator, state, reason`

func readSignature(row scanner) (s Signature, err error) {
	var epoch int64
	var on string
	if err := row.Scan(fixed(s.ID[:]), fixed(s.Petition[:]), fixed(s.Device[:]), &epoch, &s.Seq, &s.Arrival, fixed(s.PublicHash[:]),
		&s.Person, &s.Proof, &on, &s.Checked, &s.Sheet, &s.Row, &s.Settlement, &s.Operator, &s.At, moment{&s.CapturedAt},
		moment{&s.ReceivedAt}, &s.OwnState, &s.OwnReason, &s.Withdrawn, &s.BackChecked, &s.BackOperator, &s.State, &s.Reason); err != nil {
		return s, err
	}
	s.Epoch = journal.Epoch(epoch)
	if s.SignedOn, err = civic.ParseDate(on); err != nil {
		err = ErrDamaged
	}
	return s, err
}

// AddSignature keeps a new signature.
func (t *Tx) AddSignature(s Signature) error {
	_, err := t.exec("add signature "+s.ID.String(), "INSERT INTO signature ("+signatureColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
		$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25)`, s.ID[:], s.Petition[:], s.Device[:], int64(s.Epoch),
		int64(s.Seq), s.Arrival, s.PublicHash[:], s.Person, string(s.Proof), s.SignedOn.String(), string(s.Checked), s.Sheet, s.Row,
		s.Settlement, int64(s.Operator), s.At, s.CapturedAt.UnixMilli(), s.ReceivedAt.UnixMilli(), string(s.OwnState),
		string(s.OwnReason), s.Withdrawn, string(s.BackChecked), int64(s.BackOperator), string(s.State), string(s.Reason))
	return err
}

// Signature finds one; the error wraps ErrNotFound.
func (t *Tx) Signature(id civic.SignatureID) (Signature, error) {
	return one(t, "read signature "+id.String(), readSignature, "SELECT "+signatureColumns+" FROM signature WHERE id = $1", id[:])
}

// SignaturesOf lists one person's signatures under a petition, in the order of their arrival, those among them that were found to be theirs
// although they are written otherwise.
func (t *Tx) SignaturesOf(petition civic.PetitionID, person []byte) ([]Signature, error) {
	return all(t, "list a person's signatures", readSignature, "SELECT "+signatureColumns+` FROM signature
		WHERE petition = $1 AND (person = $2 OR person IN (SELECT k.person FROM kin k JOIN kin o ON o.petition = k.petition AND o.head = k.head
		WHERE o.petition = $1 AND o.person = $2)) ORDER BY arrival`, petition[:], person)
}

// SignaturesBefore lists a petition's signatures, the last arrived first, that arrived before the given one; 0 begins at the end.
func (t *Tx) SignaturesBefore(petition civic.PetitionID, arrival int64, limit int) ([]Signature, error) {
	if arrival == 0 {
		arrival = math.MaxInt64
	}
	return all(t, "list signatures", readSignature, "SELECT "+signatureColumns+` FROM signature
		WHERE petition = $1 AND arrival < $2 ORDER BY arrival DESC LIMIT $3`, petition[:], arrival, limit)
}

// SignaturesAfter lists all petitions' signatures, the first arrived first, that arrived after the given one.
func (t *Tx) SignaturesAfter(arrival int64, limit int) ([]Signature, error) {
	return all(t, "list signatures", readSignature, "SELECT "+signatureColumns+" FROM signature WHERE arrival > $1 ORDER BY arrival LIMIT $2", arrival, limit)
}

// WithdrawSignature notes which arrival took a signature back, how it was known that it was the person and who looked; the first one holds.
func (t *Tx) WithdrawSignature(id civic.SignatureID, arrival int64, checked civic.Checked, by civic.OperatorID) error {
	_, err := t.exec("withdraw signature "+id.String(), "UPDATE signature SET withdrawn = $1, back_checked = $2, back_operator = $3 WHERE id = $4 AND withdrawn = 0",
		arrival, string(checked), int64(by), id[:])
	return err
}

// CountSignature notes how a signature counts.
func (t *Tx) CountSignature(id civic.SignatureID, state civic.SignatureState, reason civic.SignatureReason) error {
	_, err := t.exec("count signature "+id.String(), "UPDATE signature SET state = $1, reason = $2 WHERE id = $3", string(state), string(reason), id[:])
	return err
}

// RecallSignature notes whose a signature is, and how it counts by itself, after it was kept without either.
func (t *Tx) RecallSignature(s Signature) error {
	_, err := t.exec("recall signature "+s.ID.String(), "UPDATE signature SET person = $1, own_state = $2, own_reason = $3 WHERE id = $4", s.Person,
		string(s.OwnState), string(s.OwnReason), s.ID[:])
	return err
}

// CountStates tells how many of a petition's signatures count in which way.
func (t *Tx) CountStates(petition civic.PetitionID) (map[civic.SignatureState]int, error) {
	type line struct {
		state civic.SignatureState
		n     int
	}
	lines, err := all(t, "count signatures", func(row scanner) (l line, err error) {
		err = row.Scan(&l.state, &l.n)
		return l, err
	}, "SELECT state, COUNT(*) FROM signature WHERE petition = $1 GROUP BY state", petition[:])
	counts := map[civic.SignatureState]int{}
	for _, l := range lines {
		counts[l.state] = l.n
	}
	return counts, err
}
