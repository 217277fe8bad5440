package db

import (
	"time"

	"priyom/civic"
)

// LockOwn makes this transaction the only one that writes into the portal's own journal, until it ends. Other processes wait.
func (t *Tx) LockOwn() error {
	_, err := one(t, "lock own journal", value[int64], "UPDATE counter SET value = value WHERE name = $1 RETURNING value", string(counterOwn))
	return err
}

// RenewOwn lets the portal's own journal go on in a new epoch: after a restore, when entries may be known somewhere that this database
// no longer has.
func (t *Tx) RenewOwn() error {
	_, err := t.exec("renew own journal", "DELETE FROM setting WHERE name = $1", string(SettingOwnEpoch))
	return err
}

// NextOwn counts the reports of the portal's own journal, from 1. Call LockOwn first.
func (t *Tx) NextOwn() (int64, error) { return t.next(counterOwn) }

// Told is what the sender of a form was told when it came first; the error wraps ErrNotFound if it never did.
func (t *Tx) Told(key [32]byte) ([]byte, error) {
	return one(t, "read what was told", value[[]byte], "SELECT result FROM told WHERE key = $1", key[:])
}

// PutTold keeps what the sender of a form is told, and forgets what was told before a time.
func (t *Tx) PutTold(key [32]byte, result []byte, before time.Time) error {
	if _, err := t.exec("forget what was told", "DELETE FROM told WHERE at < $1", before.UnixMilli()); err != nil {
		return err
	}
	_, err := t.exec("keep what was told", "INSERT INTO told (key, result, at) VALUES ($1, $2, $3)", key[:], bytesOf(result), t.Now.UnixMilli())
	return err
}

// PutFollowLink keeps the hash of the secret link to a report.
func (t *Tx) PutFollowLink(hash [32]byte, report civic.ReportID) error {
	_, err := t.exec("keep link to "+report.String(), "INSERT INTO follow_link (hash, report) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING", hash[:], report[:])
	return err
}

// FollowLink finds the report of a secret link; the error wraps ErrNotFound.
func (t *Tx) FollowLink(hash [32]byte) (id civic.ReportID, err error) {
	return one(t, "find link", func(row scanner) (id civic.ReportID, err error) {
		err = row.Scan(fixed(id[:]))
		return id, err
	}, "SELECT report FROM follow_link WHERE hash = $1", hash[:])
}

// AddOwnSupport notes that an account joined in a report, and says whether that is new.
func (t *Tx) AddOwnSupport(account Account, report civic.ReportID) (added bool, err error) {
	n, err := t.exec("note support of "+report.String(), `INSERT INTO own_support (account, report, at) VALUES ($1, $2, $3)
		ON CONFLICT (account, report) DO NOTHING`, account[:], report[:], t.Now.UnixMilli())
	return n > 0, err
}

// OwnSupports says whether an account joined in a report.
func (t *Tx) OwnSupports(account Account, report civic.ReportID) (bool, error) {
	return one(t, "find support", value[bool], "SELECT EXISTS (SELECT 1 FROM own_support WHERE account = $1 AND report = $2)", account[:], report[:])
}

// OwnSignature is a signature that somebody gave with their account.
type OwnSignature struct {
	Petition  civic.PetitionID
	Signature civic.SignatureID
	At        time.Time
}

// OwnSignature finds the last one that an account gave under a petition; the error wraps ErrNotFound.
func (t *Tx) OwnSignature(account Account, petition civic.PetitionID) (OwnSignature, error) {
	return one(t, "find own signature", readOwnSignature, "SELECT petition, signature, at FROM own_signature WHERE account = $1 AND petition = $2",
		account[:], petition[:])
}

// OwnSignatures lists what an account signed, the last first.
func (t *Tx) OwnSignatures(account Account) ([]OwnSignature, error) {
	return all(t, "list own signatures", readOwnSignature, "SELECT petition, signature, at FROM own_signature WHERE account = $1 ORDER BY at DESC, petition", account[:])
}

func readOwnSignature(row scanner) (s OwnSignature, err error) {
	err = row.Scan(fixed(s.Petition[:]), fixed(s.Signature[:]), moment{&s.At})
	return s, err
}

// PutOwnSignature notes what an account signed.
func (t *Tx) PutOwnSignature(account Account, s OwnSignature) error {
	_, err := t.exec("note own signature", `INSERT INTO own_signature (account, petition, signature, at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (account, petition) DO UPDATE SET signature = excluded.signature, at = excluded.at`, account[:], s.Petition[:], s.Signature[:],
		s.At.UnixMilli())
	return err
}

// ForgetOwn destroys who somebody with an account was, as far as the portal's own journal knows: the sealed parts of their reports, of
// what they said about them and their comments; what they follow and how they want to be told. Their reports and signatures stay.
// Call it while the reports are still theirs.
func (t *Tx) ForgetOwn(account Account) error {
	for _, query := range []string{
		`UPDATE entry SET sealed = NULL WHERE arrival IN (SELECT arrival FROM cases WHERE author = $1)`,
		`UPDATE entry SET sealed = NULL WHERE arrival IN (SELECT a.arrival FROM author_act a JOIN cases c ON c.report = a.report WHERE c.author = $1)`,
		`UPDATE entry SET sealed = NULL WHERE arrival IN (SELECT m.arrival FROM message m JOIN cases c ON c.report = m.report
			WHERE c.author = $1 AND m.arrival > 0)`,
		`UPDATE history SET note = '' WHERE private = 1 AND role = 'citizen' AND report IN (SELECT report FROM cases WHERE author = $1)`,
		"DELETE FROM follower WHERE account = $1", "DELETE FROM own_support WHERE account = $1", "DELETE FROM own_signature WHERE account = $1",
		"DELETE FROM wish WHERE account = $1", "DELETE FROM petition_follower WHERE account = $1",
	} {
		if _, err := t.exec("forget an account's own", query, account[:]); err != nil {
			return err
		}
	}
	return nil
}

// OwnSupported lists the reports that an account joined in, the last first.
func (t *Tx) OwnSupported(account Account, limit int) ([]civic.ReportID, error) {
	return all(t, "list supported", func(row scanner) (id civic.ReportID, err error) {
		err = row.Scan(fixed(id[:]))
		return id, err
	}, "SELECT report FROM own_support WHERE account = $1 ORDER BY at DESC, report LIMIT $2", account[:], limit)
}
