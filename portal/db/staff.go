package db

import (
	"time"

	"priyom/civic"
)

// Staff is the account of a member of staff.
type Staff struct {
	ID         Account
	Login      string // in lower case, nobody else's
	Name       string
	Email      string // "" if nobody told
	Role       civic.Role
	Rights     string // words, joined by spaces
	Department civic.DepartmentSlug
	Password   string // its hash
	PasswordAt time.Time
	MustChange bool // the password, before anything else
	TOTP       []byte
	TOTPAt     time.Time // zero: no code is asked for
	TOTPStep   int64     // the last that was used
	Created    time.Time
	Seen       time.Time  // zero: never
	Disabled   time.Time  // zero: may sign in
	Lang       civic.Lang // that they signed in with last; "": nobody knows
}

const staffColumns = `id, login, name, email, role, rights, department, password, password_at, must_change, totp, totp_at, totp_step,
	created_at, seen_at, disabled_at, lang`

func readStaff(row scanner) (s Staff, err error) {
	err = row.Scan(fixed(s.ID[:]), &s.Login, &s.Name, &s.Email, &s.Role, &s.Rights, &s.Department, &s.Password, moment{&s.PasswordAt},
		&s.MustChange, &s.TOTP, moment{&s.TOTPAt}, &s.TOTPStep, moment{&s.Created}, moment{&s.Seen}, moment{&s.Disabled}, &s.Lang)
	return s, err
}

// Staff finds one; the error wraps ErrNotFound.
func (t *Tx) Staff(id Account) (Staff, error) {
	return one(t, "read staff "+id.String(), readStaff, "SELECT "+staffColumns+" FROM staff WHERE id = $1", id[:])
}

// StaffByLogin finds one; the error wraps ErrNotFound.
func (t *Tx) StaffByLogin(login string) (Staff, error) {
	return one(t, "find staff", readStaff, "SELECT "+staffColumns+" FROM staff WHERE login = $1", login)
}

// AllStaff lists all, who may sign in first, by name.
func (t *Tx) AllStaff() ([]Staff, error) {
	return all(t, "list staff", readStaff, "SELECT "+staffColumns+` FROM staff
		ORDER BY CASE WHEN disabled_at IS NULL THEN 0 ELSE 1 END, name, login`)
}

// AnyStaff says that somebody was ever made a member of staff.
func (t *Tx) AnyStaff() (bool, error) {
	return one(t, "look for staff", value[bool], "SELECT EXISTS (SELECT 1 FROM staff)")
}

// AddStaff keeps a new one.
func (t *Tx) AddStaff(s Staff) error {
	_, err := t.exec("add staff "+s.ID.String(), "INSERT INTO staff ("+staffColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
		$12, $13, $14, $15, $16, $17)`, s.values()...)
	return err
}

// PutStaff keeps one that was read and changed in this transaction. The login stays.
func (t *Tx) PutStaff(s Staff) error {
	_, err := t.exec("put staff "+s.ID.String(), `UPDATE staff SET name = $3, email = $4, role = $5, rights = $6, department = $7,
		password = $8, password_at = $9, must_change = $10, totp = $11, totp_at = $12, totp_step = $13, created_at = $14, seen_at = $15,
		disabled_at = $16, lang = $17 WHERE id = $1 AND login = $2`, s.values()...)
	return err
}

func (s Staff) values() []any {
	return []any{
		s.ID[:], s.Login, s.Name, s.Email, string(s.Role), s.Rights, string(s.Department), s.Password, s.PasswordAt.UnixMilli(),
		flag(s.MustChange), s.TOTP, orNull(s.TOTPAt), s.TOTPStep, s.Created.UnixMilli(), orNull(s.Seen), orNull(s.Disabled), string(s.Lang),
	}
}

// SpendStep uses up a time step of somebody's codes, and says false if it or a later one was used already.
func (t *Tx) SpendStep(id Account, step int64) (bool, error) {
	changed, err := t.exec("spend step", "UPDATE staff SET totp_step = $1 WHERE id = $2 AND totp_step < $1", step, id[:])
	return changed > 0, err
}

// PutRecoveryCodes gives somebody other recovery codes than before.
func (t *Tx) PutRecoveryCodes(id Account, hashes [][]byte) error {
	if _, err := t.exec("forget recovery codes", "DELETE FROM recovery_code WHERE staff = $1", id[:]); err != nil {
		return err
	}
	for _, h := range hashes {
		if _, err := t.exec("add recovery code", "INSERT INTO recovery_code (staff, hash) VALUES ($1, $2)", id[:], h); err != nil {
			return err
		}
	}
	return nil
}

// SpendRecoveryCode uses a code up, and says false if there is none such that wasn't used.
func (t *Tx) SpendRecoveryCode(id Account, hash []byte) (bool, error) {
	changed, err := t.exec("spend recovery code", "UPDATE recovery_code SET used_at = $1 WHERE staff = $2 AND hash = $3 AND used_at IS NULL",
		t.Now.UnixMilli(), id[:], hash)
	return changed > 0, err
}

// CountRecoveryCodes is how many are left.
func (t *Tx) CountRecoveryCodes(id Account) (int64, error) {
	return one(t, "count recovery codes", value[int64], "SELECT COUNT(*) FROM recovery_code WHERE staff = $1 AND used_at IS NULL", id[:])
}

// SettingCodes is who of staff must give a code beside the password: accounts.CodesFor.
const SettingCodes Setting = "codes"
