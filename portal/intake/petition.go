package intake

import (
	"crypto/sha256"
	"errors"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/petitions"
	"priyom/store/journal"
)

// The verdicts on signatures, beside those on reports.
const (
	VerdictPetition  = "verdict.petition"  // under a petition that this portal never published
	VerdictSignature = "verdict.signature" // withdrawal of a signature that never came
	VerdictAccount   = "verdict.account"   // signed on a citizen's device that belonged to no account
)

// signedFact is a signature. Who signed is known only here and until it is settled.
type signedFact struct {
	in *Intake
	civic.Signature
	by    civic.OperatorID
	known bool // the signatory could be read
	own   bool // on a citizen's own device
}

func (in *Intake) judgeSigned(e *journal.Entry, role civic.Role) judged {
	s, by, err := journal.DecodeSigned(e.Public)
	if err != nil || s.ID == (civic.SignatureID{}) {
		return judged{verdict: VerdictUnreadable}
	}
	if !maySign(role, s) {
		return judged{verdict: VerdictRole}
	}
	if wrong := s.ValidatePublic(); len(wrong) > 0 {
		return judged{verdict: wrong[0].Key}
	}
	if outOfTime(s.CapturedAt) {
		return judged{verdict: VerdictTime}
	}
	f := signedFact{in: in, Signature: s, by: by, own: role == civic.RoleCitizen}
	switch {
	case e.Sealed == nil && !e.Erased():
		return judged{verdict: VerdictSealed}
	case e.Sealed != nil:
		personal, verdict := in.openSealed(e)
		if verdict != "" {
			return judged{verdict: verdict}
		}
		if f.Signatory, f.Consent.Given, err = journal.DecodeSignatory(personal); err != nil {
			return judged{verdict: VerdictSealed}
		}
		f.known = true
	}
	return judged{fact: f}
}

// maySign says that a device of a role may tell of a signature of that kind: somebody must have seen who signs, or the portal knows whose
// account it is.
func maySign(role civic.Role, s civic.Signature) bool {
	switch role {
	case civic.RolePoint:
		return s.Proof.AtPoint()
	case civic.RolePortal:
		return s.Proof == civic.ProofPortal && s.Checked == ""
	case civic.RoleCitizen:
		return !s.Proof.AtPoint() && s.Checked == civic.CheckedAccount
	}
	return false
}

func (f signedFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	sum := journal.Hash(sha256.Sum256(e.Public))
	before, err := tx.Signature(f.ID)
	if !errors.Is(err, db.ErrNotFound) {
		return retold(tx, e, f.ID.String(), before.Device, before.PublicHash == sum, err)
	}
	p, err := tx.Petition(f.Petition)
	if errors.Is(err, db.ErrNotFound) {
		return VerdictPetition, nil
	}
	if err != nil {
		return "", err
	}
	s := db.Signature{
		Signature: f.Signature, Device: e.Device, Epoch: e.Epoch, Seq: e.Seq, Arrival: e.Arrival, PublicHash: sum, Operator: f.by,
		At: e.Place, ReceivedAt: e.Received, State: civic.SignatureCollected,
	}
	s.OwnState, s.OwnReason = p.Eligible(f.Signature, f.known, e.Received)
	if f.known && f.Signatory.Drawing.Text != f.Text && f.Proof.Drawn() {
		s.OwnState, s.OwnReason = civic.SignatureVoid, civic.ReasonText // drawn under another text
	}
	if s.Person, err = petitions.Person(f.in.keys, p.Petition, f.Signatory); err != nil {
		return "", err
	}
	if f.own {
		if verdict, err := f.vouch(tx, &s, p); verdict != "" || err != nil {
			return verdict, err
		}
	}
	if err := tx.AddSignature(s); err != nil {
		return "", err
	}
	return "", count(tx, p, s, 1)
}

// count says anew how all signatures of the person under the petition count; arrived of them are new.
func count(tx *db.Tx, p db.Petition, s db.Signature, arrived int) (err error) {
	all := []db.Signature{s}
	if s.Person != nil {
		if all, err = tx.SignaturesOf(p.ID, s.Person); err != nil {
			return err
		}
	}
	return petitions.Count(tx, p, all, arrived)
}

// withdrawnFact is a signature that the person took back.
type withdrawnFact struct {
	civic.Withdrawal
	by civic.OperatorID // who looked that it is the person; nobody if nobody said so
}

func judgeWithdrawn(e *journal.Entry, role civic.Role) judged {
	w, by, err := journal.DecodeWithdrawn(e.Public)
	if err != nil {
		return judged{verdict: VerdictUnreadable}
	}
	if w.Checked = believed(role, w.Checked); w.Checked == "" {
		by = civic.NoOperator
	}
	return judged{fact: withdrawnFact{w, by}}
}

// believed is how it was known who takes a signature back, if a device of that role may say so. It is told for the record: what nobody can
// make sense of says nothing, but the signature is taken back all the same, since it is the person's right.
func believed(role civic.Role, said civic.Checked) civic.Checked {
	if role == civic.RolePoint && slices.Contains(civic.WithdrawalKinds(), said) || role == civic.RoleCitizen && said == civic.CheckedAccount {
		return said
	}
	return ""
}

func (f withdrawnFact) settle(tx *db.Tx, e db.Entry) (string, error) {
	s, err := tx.Signature(f.Signature)
	switch {
	case errors.Is(err, db.ErrNotFound), err == nil && s.Petition != f.Petition:
		return VerdictSignature, nil
	case err != nil:
		return "", err
	case s.Device != e.Device && e.Role != civic.RolePortal: // at the portal, who it is was asked
		return VerdictTaken, nil
	}
	if err := tx.WithdrawSignature(s.ID, e.Arrival, f.Checked, f.by); err != nil {
		return "", err
	}
	p, err := tx.Petition(s.Petition)
	if err != nil {
		return "", err
	}
	if s, err = tx.Signature(s.ID); err != nil {
		return "", err
	}
	return "", count(tx, p, s, 0)
}

// Signatory opens who signed; ok is false if there is nothing any more.
func (in *Intake) Signatory(e *journal.Entry) (who civic.Signatory, ok bool) {
	if e.Sealed == nil {
		return who, false
	}
	personal, verdict := in.openSealed(e)
	if verdict != "" {
		return who, false
	}
	who, _, err := journal.DecodeSignatory(personal)
	return who, err == nil
}
