package db

import (
	"priyom/civic"
)

// Vouched is that an account stood behind a signature when it came.
type Vouched struct {
	Signature civic.SignatureID
	Petition  civic.PetitionID
	Voucher   []byte // keyed hash of the account
}

// Vouch notes that an account, by its keyed hash, stands behind a signature.
func (t *Tx) Vouch(signature civic.SignatureID, petition civic.PetitionID, voucher []byte) error {
	_, err := t.exec("vouch for "+signature.String(), `INSERT INTO vouched (signature, petition, voucher) VALUES ($1, $2, $3)
		ON CONFLICT (signature) DO NOTHING`, signature[:], petition[:], voucher)
	return err
}

// Voucher is who vouches for a signature; the error wraps ErrNotFound.
func (t *Tx) Voucher(signature civic.SignatureID) ([]byte, error) {
	return one(t, "find voucher of "+signature.String(), value[[]byte], "SELECT voucher FROM vouched WHERE signature = $1", signature[:])
}

// VouchedBy lists the signatures under a petition that one account stands behind, the first that arrived first.
func (t *Tx) VouchedBy(petition civic.PetitionID, voucher []byte) ([]Signature, error) {
	return all(t, "list an account's signatures", readSignature, "SELECT "+signatureColumns+` FROM signature
		WHERE id IN (SELECT signature FROM vouched WHERE petition = $1 AND voucher = $2) ORDER BY arrival`, petition[:], voucher)
}

// EachVouched calls f with all there are, for an audit.
func (t *Tx) EachVouched(f func(Vouched) error) error {
	return each(t, "list vouchers", func(row scanner) (v Vouched, err error) {
		err = row.Scan(fixed(v.Signature[:]), fixed(v.Petition[:]), &v.Voucher)
		return v, err
	}, f, "SELECT signature, petition, voucher FROM vouched")
}
