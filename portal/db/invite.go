package db

import (
	"time"

	"priyom/civic"
)

// Invite is a one-time code, without the code.
type Invite struct {
	Hash    []byte // keyed, of the whole code
	Hint    string // the part of the code that finds it
	Role    civic.Role
	Place   string
	Made    time.Time
	Expires time.Time
	Tries   int64          // wrong ones
	SpentBy civic.DeviceID // zero while it isn't

	Department civic.DepartmentSlug // as of a Device
	Staff      Account
	Account    Account // the citizen's whose own the device becomes; zero: nobody's
}

func readInvite(row scanner) (i Invite, err error) {
	err = row.Scan(&i.Hash, &i.Hint, &i.Role, &i.Place, moment{&i.Made}, moment{&i.Expires}, &i.Tries, fixed(i.SpentBy[:]), &i.Department, fixed(i.Staff[:]),
		fixed(i.Account[:]))
	return i, err
}

// Invites lists the invites with a hint, live, spent and expired.
func (t *Tx) Invites(hint string) ([]Invite, error) {
	return all(t, "read invites", readInvite, `SELECT hash, hint, role, place, made_at, expires_at, tries, spent_by, department, staff, account FROM invite
		WHERE hint = $1 ORDER BY made_at`, hint)
}

// LiveInvites lists the invites of staff that can still be used, those first that end soonest.
func (t *Tx) LiveInvites(limit int) ([]Invite, error) {
	return all(t, "list invites", readInvite, `SELECT hash, hint, role, place, made_at, expires_at, tries, spent_by, department, staff, account FROM invite
		WHERE spent_by IS NULL AND account IS NULL AND expires_at > $1 ORDER BY expires_at, hash LIMIT $2`, t.Now.UnixMilli(), limit)
}

// DropInvite forgets an invite that nobody used.
func (t *Tx) DropInvite(hash []byte) error {
	_, err := t.exec("drop invite", "DELETE FROM invite WHERE hash = $1 AND spent_by IS NULL", hash)
	return err
}

// AddInvite keeps a new invite, and forgets those that expired unspent before a given time.
func (t *Tx) AddInvite(i Invite, forget time.Time) error {
	if _, err := t.exec("forget invites", "DELETE FROM invite WHERE spent_by IS NULL AND expires_at < $1", forget.UnixMilli()); err != nil {
		return err
	}
	_, err := t.exec("add invite", "INSERT INTO invite (hash, hint, role, place, made_at, expires_at, department, staff, account) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		i.Hash, i.Hint, string(i.Role), i.Place, i.Made.UnixMilli(), i.Expires.UnixMilli(), string(i.Department), orNobody(i.Staff), orNobody(i.Account))
	return err
}

// CountTry counts a wrong code against every live invite with its hint.
func (t *Tx) CountTry(hint string) error {
	_, err := t.exec("count try", "UPDATE invite SET tries = tries + 1 WHERE hint = $1 AND spent_by IS NULL", hint)
	return err
}

// SpendInvite gives an invite to a device.
func (t *Tx) SpendInvite(hash []byte, device civic.DeviceID) error {
	_, err := t.exec("spend invite", "UPDATE invite SET spent_by = $1, spent_at = $2 WHERE hash = $3 AND spent_by IS NULL",
		device[:], t.Now.UnixMilli(), hash)
	return err
}

// DropInvitesOf forgets the invites of an account that nobody used.
func (t *Tx) DropInvitesOf(account Account) error {
	_, err := t.exec("drop invites", "DELETE FROM invite WHERE account = $1 AND spent_by IS NULL", account[:])
	return err
}
