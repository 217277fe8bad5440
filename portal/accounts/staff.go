package accounts

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/db"
)

// Errors of staff's accounts. Each is one thing to mend.
var (
	ErrLogin      = errors.New("accounts: login must be 3 to 40 letters, digits, dots or hyphens")
	ErrTaken      = errors.New("accounts: somebody has this login")
	ErrName       = errors.New("accounts: name is empty or too long")
	ErrEmail      = errors.New("accounts: no e-mail address")
	ErrRole       = errors.New("accounts: no role for staff")
	ErrRight      = errors.New("accounts: no such right")
	ErrDepartment = errors.New("accounts: a department's people and inspectors need a department")
	ErrLast       = errors.New("accounts: the portal would be left without an administrator")
	ErrStaffed    = errors.New("accounts: the portal has staff already")
)

const maxName = 100 // characters

// StaffRoles are what a member of staff can be.
func StaffRoles() []civic.Role {
	return []civic.Role{
		civic.RoleModerator, civic.RoleSenior, civic.RoleArbiter, civic.RoleDepartment, civic.RoleInspector, civic.RoleHead, civic.RoleAdministrator,
	}
}

// NewStaff is what an administrator tells of somebody.
type NewStaff struct {
	Login, Name, Email string
	Role               civic.Role
	Rights             []Right // nil: the role's usual ones
	Department         civic.DepartmentSlug
	Own                bool // the password is their own choice and needn't be changed
}

// clean brings what was typed into order and says what is wrong with it, one error for each.
func (n NewStaff) clean() (NewStaff, error) {
	n.Login, n.Name, n.Email = foldLogin(n.Login), cleanName(n.Name), foldEmail(n.Email)
	if n.Rights == nil {
		n.Rights = UsualRights(n.Role)
	}
	var wrong []error
	if !goodLogin(n.Login) {
		wrong = append(wrong, ErrLogin)
	}
	if !goodName(n.Name) {
		wrong = append(wrong, ErrName)
	}
	if n.Email != "" && !goodEmail(n.Email) {
		wrong = append(wrong, ErrEmail)
	}
	if !slices.Contains(StaffRoles(), n.Role) {
		wrong = append(wrong, ErrRole)
	}
	for _, r := range n.Rights {
		if !slices.Contains(Rights(), r) {
			wrong = append(wrong, ErrRight)
		}
	}
	if n.Department == "" && (n.Role == civic.RoleDepartment || n.Role == civic.RoleInspector) {
		wrong = append(wrong, ErrDepartment)
	}
	return n, errors.Join(wrong...)
}

func foldLogin(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

func goodLogin(login string) bool {
	n := utf8.RuneCountInString(login)
	return n >= 3 && n <= 40 && !strings.ContainsFunc(login, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-' && r != '_'
	})
}

// goodEmail says that a folded address can be one. Whether it is, a letter tells.
func goodEmail(email string) bool {
	a, err := mail.ParseAddress(email)
	if err != nil || a.Address != email || len(email) > 254 || strings.ContainsFunc(email, unicode.IsControl) {
		return false
	}
	at := strings.LastIndexByte(email, '@')
	return at > 0 && at <= 64 && strings.Contains(email[at:], ".") && !strings.ContainsAny(email, " \"<>()[],;:\\")
}

// Found makes the first account of all, with a password of its owner's own. The error may be ErrStaffed.
func (o *Office) Found(ctx context.Context, n NewStaff, password string) (db.Staff, error) {
	if password == "" { // which would draw one
		return db.Staff{}, ErrPassword
	}
	n.Own = true
	s, _, err := o.addStaff(ctx, db.Account{}, n, password, true)
	return s, err
}

// AddStaff makes an account with a password that must be changed at the first sign-in; "" draws one. By whom is zero for the
// portal's own command. The error may join several of this package's.
func (o *Office) AddStaff(ctx context.Context, by db.Account, n NewStaff, password string) (db.Staff, string, error) {
	return o.addStaff(ctx, by, n, password, false)
}

// addStaff makes an account.
func (o *Office) addStaff(ctx context.Context, by db.Account, n NewStaff, password string, first bool) (s db.Staff, told string, err error) {
	n, err = n.clean()
	if password != "" {
		err = errors.Join(err, checkPassword(password, n.Login)) // all that is wrong is told at once
	}
	if err != nil {
		return s, "", err
	}
	hash, password, err := o.fresh(ctx, password, n.Login)
	if err != nil {
		return s, "", err
	}
	id, err := o.newID()
	if err != nil {
		return s, "", err
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		if _, err := tx.StaffByLogin(n.Login); !errors.Is(err, db.ErrNotFound) {
			return errors.Join(err, ErrTaken)
		}
		if first {
			if any, err := tx.AnyStaff(); err != nil || any {
				return errors.Join(err, ErrStaffed)
			}
		}
		s = db.Staff{
			ID: id, Login: n.Login, Name: n.Name, Email: n.Email, Role: n.Role, Rights: joinRights(n.Rights), Department: n.Department,
			Password: hash, PasswordAt: tx.Now, MustChange: !n.Own, Created: tx.Now,
		}
		if err := tx.AddStaff(s); err != nil {
			return err
		}
		return note(tx, by, id, EventAdded, string(s.Role)+": "+s.Rights)
	})
	if err == nil {
		o.staffed.Store(true)
	}
	return s, password, err
}

// fresh hashes a new password for somebody, or draws one.
func (o *Office) fresh(ctx context.Context, password, login string) (hash, told string, err error) {
	if password == "" {
		if password, err = newPassword(o.random); err != nil {
			return "", "", err
		}
	} else if err := checkPassword(password, login); err != nil {
		return "", "", err
	}
	hash, err = o.hasher.hash(ctx, password)
	return hash, password, err
}

// What is noted of an account.
const (
	EventAdded     db.AuditAct = "account-added"
	EventChanged   db.AuditAct = "account-changed"
	EventDisabled  db.AuditAct = "account-disabled"
	EventEnabled   db.AuditAct = "account-enabled"
	EventReset     db.AuditAct = "account-reset"    // somebody else gave a new password
	EventPassword  db.AuditAct = "account-password" // they gave themselves one
	EventCodes     db.AuditAct = "account-codes"    // codes are asked for from now on
	EventNoCodes   db.AuditAct = "account-no-codes"
	EventRecovery  db.AuditAct = "account-recovery"   // a recovery code was used
	EventSignedIn  db.AuditAct = "account-signed-in"  // into a new session
	EventSignedOut db.AuditAct = "account-signed-out" // of all other sessions
)

// KnownEvent says that an act is one of these.
func KnownEvent(act db.AuditAct) bool {
	return slices.Contains([]db.AuditAct{
		EventAdded, EventChanged, EventDisabled, EventEnabled, EventReset, EventPassword, EventCodes, EventNoCodes, EventRecovery, EventSignedIn,
		EventSignedOut,
	}, act)
}

// note writes down what was done to an account, and by whom: zero for the portal's own command.
func note(tx *db.Tx, by, account db.Account, act db.AuditAct, detail string) error {
	line := db.Audit{Actor: by, Act: act, Object: account.String(), Detail: detail}
	if !by.IsZero() {
		s, err := tx.Staff(by)
		if err != nil {
			return err
		}
		line.Role = s.Role
	}
	return tx.AddAudit(line)
}

// Events lists the last of what was done to an account, the newest first.
func (o *Office) Events(ctx context.Context, account db.Account, limit int) (list []db.Audit, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		list, err = tx.AuditBefore(db.AuditFilter{Object: account.String()}, 0, limit)
		return err
	})
	return list, err
}

// ChangeStaff changes what somebody is; the login stays. What they may no longer do ends with their next request.
func (o *Office) ChangeStaff(ctx context.Context, by, id db.Account, n NewStaff) error {
	return o.change(ctx, id, func(tx *db.Tx, s *db.Staff) error {
		n.Login = s.Login
		n, err := n.clean()
		if err != nil {
			return err
		}
		s.Name, s.Email, s.Role, s.Department = n.Name, n.Email, n.Role, n.Department
		s.Rights = joinRights(n.Rights)
		return note(tx, by, id, EventChanged, string(s.Role)+": "+s.Rights)
	})
}

// Disable ends an account for as long as nobody enables it, and its sessions at once.
func (o *Office) Disable(ctx context.Context, by, id db.Account) error {
	return o.change(ctx, id, func(tx *db.Tx, s *db.Staff) error {
		if !s.Disabled.IsZero() {
			return nil
		}
		s.Disabled = tx.Now
		return errors.Join(tx.EndSessions(id, nil), note(tx, by, id, EventDisabled, ""))
	})
}

// Enable lets somebody sign in again.
func (o *Office) Enable(ctx context.Context, by, id db.Account) error {
	return o.change(ctx, id, func(tx *db.Tx, s *db.Staff) error {
		if s.Disabled.IsZero() {
			return nil
		}
		s.Disabled = time.Time{}
		return note(tx, by, id, EventEnabled, "")
	})
}

// Reset gives somebody another password, which must be changed, and takes their codes away if they lost these too. All their
// sessions end.
func (o *Office) Reset(ctx context.Context, by, id db.Account, password string, codesToo bool) (told string, err error) {
	var login string
	if err := o.db.Read(ctx, func(tx *db.Tx) error {
		s, err := tx.Staff(id)
		login = s.Login
		return err
	}); err != nil {
		return "", err
	}
	hash, told, err := o.fresh(ctx, password, login)
	if err != nil {
		return "", err
	}
	return told, o.change(ctx, id, func(tx *db.Tx, s *db.Staff) error {
		s.Password, s.PasswordAt, s.MustChange = hash, tx.Now, true
		detail := ""
		if codesToo && s.TOTP != nil {
			s.TOTP, s.TOTPAt, detail = nil, time.Time{}, string(EventNoCodes)
			if err := tx.PutRecoveryCodes(id, nil); err != nil {
				return err
			}
		}
		return errors.Join(tx.EndSessions(id, nil), forget(tx, o.count(limitAccount, "staff "+s.Login)), note(tx, by, id, EventReset, detail))
	})
}

// change changes an account unless that left nobody who may administer.
func (o *Office) change(ctx context.Context, id db.Account, f func(*db.Tx, *db.Staff) error) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		s, err := tx.Staff(id)
		if err != nil {
			return err
		}
		before, err := administered(tx)
		if err != nil {
			return err
		}
		if err := f(tx, &s); err != nil {
			return err
		}
		if err := tx.PutStaff(s); err != nil {
			return err
		}
		if after, err := administered(tx); err != nil || before && !after {
			return errors.Join(err, ErrLast)
		}
		return nil
	})
}

// administered says that somebody may sign in and administer.
func administered(tx *db.Tx) (bool, error) {
	all, err := tx.AllStaff()
	return slices.ContainsFunc(all, func(s db.Staff) bool { return s.Disabled.IsZero() && StaffOf(s).May(RightAdminister) }), err
}

// StaffOf is who an account is.
func StaffOf(s db.Staff) *Staff {
	return &Staff{ID: s.ID, Login: s.Login, Name: s.Name, Role: s.Role, Rights: splitRights(s.Rights), Department: s.Department}
}

func joinRights(rights []Right) string {
	var words []string
	for _, r := range Rights() { // in their order, each once
		if slices.Contains(rights, r) {
			words = append(words, string(r))
		}
	}
	return strings.Join(words, " ")
}

func splitRights(words string) (rights []Right) {
	for _, w := range strings.Fields(words) {
		rights = append(rights, Right(w))
	}
	return rights
}

// FindStaff finds a member of staff by the login as typed; the error wraps db.ErrNotFound.
func (o *Office) FindStaff(ctx context.Context, login string) (s db.Staff, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		s, err = tx.StaffByLogin(foldLogin(login))
		return err
	})
	if err != nil {
		return s, fmt.Errorf("accounts: %q: %w", login, err)
	}
	return s, nil
}

// Staff reads an account; the error wraps db.ErrNotFound.
func (o *Office) Staff(ctx context.Context, id db.Account) (s db.Staff, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		s, err = tx.Staff(id)
		return err
	})
	return s, err
}

// AllStaff lists all, who may sign in first.
func (o *Office) AllStaff(ctx context.Context) (list []db.Staff, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		list, err = tx.AllStaff()
		return err
	})
	return list, err
}

// Staffed says that there is a member of staff, or was one.
func (o *Office) Staffed(ctx context.Context) (bool, error) {
	if o.staffed.Load() {
		return true, nil
	}
	var any bool
	err := o.db.Read(ctx, func(tx *db.Tx) (err error) {
		any, err = tx.AnyStaff()
		return err
	})
	if any {
		o.staffed.Store(true)
	}
	return any, err
}
