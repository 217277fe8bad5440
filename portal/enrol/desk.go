package enrol

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/keys"
)

// Errors of this package.
var (
	ErrCode    = errors.New("enrol: code wrong, spent or expired")
	ErrTries   = errors.New("enrol: too many wrong codes")
	ErrTaken   = errors.New("enrol: device id belongs to another key")
	ErrRevoked = errors.New("enrol: device was revoked")
	ErrRole    = errors.New("enrol: no role for a device")
	ErrPlace   = errors.New("enrol: place is empty or too long")
	// ErrDepartment is returned for a department that there isn't, or for one or an account of a device that isn't an inspector's.
	ErrDepartment = errors.New("enrol: not a department for this device: inspectors' alone have one")
	ErrMany       = errors.New("enrol: too many codes at once, or for too long")
	ErrWay        = errors.New("enrol: this way of joining isn't open")
	ErrConsent    = errors.New("enrol: nobody joins without their consent")
)

const (
	lifetime   = 10 * time.Minute
	codeTries  = 5
	keepUnused = 24 * time.Hour // after which an invite nobody used is forgotten
	maxPlace   = 100            // characters
)

// Roles are what a device can be.
func Roles() []civic.Role {
	return []civic.Role{civic.RolePoint, civic.RoleInspector, civic.RoleCitizen}
}

// Desk gives out codes and takes them back.
type Desk struct {
	db      *db.DB
	random  io.Reader
	secret  []byte // of the hashes of codes
	remotes remotes

	enrolled func(*db.Tx, db.Device) error
	people   People // zero: devices come by invitations alone
}

// Enrolled says what else is done when a device became something, in the same transaction. Set it before the first Enrol.
func (d *Desk) Enrolled(do func(*db.Tx, db.Device) error) { d.enrolled = do }

// NewDesk makes a desk.
func NewDesk(d *db.DB, k keys.Keys, random io.Reader) (*Desk, error) {
	secret, err := k.Derive("invite", nil)
	if err != nil {
		return nil, err
	}
	return &Desk{db: d, random: random, secret: secret, remotes: remotes{wrong: map[netip.Prefix]tally{}}, enrolled: func(*db.Tx, db.Device) error { return nil }}, nil
}

// Invite makes a one-time code, good for ten minutes, for a device that shall have a role at a place. The error may wrap ErrRole or
// ErrPlace.
func (d *Desk) Invite(ctx context.Context, role civic.Role, place string) (code string, expires time.Time, err error) {
	codes, expires, err := d.InviteMany(ctx, role, place, 1, lifetime)
	if err != nil {
		return "", time.Time{}, err
	}
	return codes[0], expires, nil
}

// The longest that a code may live, for sheets that are carried to where the devices are, and the most of them at once. Wrong tries are
// counted as ever.
const (
	MaxLife = 7 * 24 * time.Hour
	MaxMany = 50
)

// InviteMany makes codes that live for a while. The error may wrap ErrRole, ErrPlace or ErrMany.
func (d *Desk) InviteMany(ctx context.Context, role civic.Role, place string, many int, life time.Duration) (codes []string, expires time.Time, err error) {
	return d.InviteAs(ctx, Invitation{Role: role, Place: place, Many: many, Life: life})
}

// Invitation is what devices shall be, and how many of them.
type Invitation struct {
	Role       civic.Role
	Place      string
	Many       int
	Life       time.Duration
	Department civic.DepartmentSlug // of an inspector's; "": whatever is in its place
	Staff      db.Account           // of an inspector who alone works with it; zero: several people
}

// InviteAs is InviteMany with all that a device may be. The error may also wrap ErrDepartment. That the department and the account are
// known is the caller's to see.
func (d *Desk) InviteAs(ctx context.Context, i Invitation) (codes []string, expires time.Time, err error) {
	if (i.Department != "" || !i.Staff.IsZero()) && i.Role != civic.RoleInspector {
		return nil, time.Time{}, fmt.Errorf("%w: of a device of the role %q", ErrDepartment, i.Role)
	}
	err = d.db.Write(ctx, func(tx *db.Tx) error {
		codes, expires, err = d.InviteIn(tx, db.Invite{Role: i.Role, Place: i.Place, Department: i.Department, Staff: i.Staff}, i.Many, i.Life)
		return err
	})
	return codes, expires, err
}

// InviteIn is InviteMany as a part of the caller's transaction; of like what the devices shall be counts.
func (d *Desk) InviteIn(tx *db.Tx, like db.Invite, many int, life time.Duration) (codes []string, expires time.Time, err error) {
	role, place := like.Role, like.Place
	if !slices.Contains(Roles(), role) {
		return nil, time.Time{}, fmt.Errorf("%w: %q, choose one of %q", ErrRole, role, Roles())
	}
	place = strings.TrimSpace(place)
	if n := utf8.RuneCountInString(place); n == 0 || n > maxPlace || !utf8.ValidString(place) {
		return nil, time.Time{}, fmt.Errorf("%w: %d characters of at most %d", ErrPlace, n, maxPlace)
	}
	if many < 1 || many > MaxMany || life <= 0 || life > MaxLife {
		return nil, time.Time{}, fmt.Errorf("%w: %d for %v", ErrMany, many, life)
	}
	expires = tx.Now.Add(life)
	for range many {
		code, err := d.freeCode(tx)
		if err != nil {
			return nil, expires, err
		}
		if err := tx.AddInvite(db.Invite{
			Hash: hash(d.secret, code), Hint: hint(code), Role: role, Place: place, Made: tx.Now, Expires: expires,
			Department: like.Department, Staff: like.Staff, Account: like.Account,
		}, tx.Now.Add(-keepUnused)); err != nil {
			return nil, expires, err
		}
		codes = append(codes, show(code))
	}
	return codes, expires, nil
}

// freeCode draws a code whose hint no live invite has, so that a wrong try counts against one invite only.
func (d *Desk) freeCode(tx *db.Tx) (string, error) {
	for {
		code, err := newCode(d.random)
		if err != nil {
			return "", err
		}
		others, err := tx.Invites(hint(code))
		if err != nil {
			return "", err
		}
		if !slices.ContainsFunc(others, func(i db.Invite) bool { return live(i, tx.Now) }) {
			return code, nil
		}
	}
}

func live(i db.Invite, now time.Time) bool { return i.SpentBy.IsZero() && now.Before(i.Expires) }

// Applicant is a device that brings a code. That it has Key's private half was checked.
type Applicant struct {
	Code    string // as typed
	Device  civic.DeviceID
	Key     ed25519.PublicKey
	Name    string
	Program string
	Remote  netip.Addr
}

// Enrol spends a code on a device and tells what the device is from now on. The error is ErrCode, ErrTries, ErrTaken or
// ErrRevoked, or the database's.
func (d *Desk) Enrol(ctx context.Context, a Applicant) (db.Device, error) {
	if d.remotes.spent(a.Remote, d.db.Now()) {
		return db.Device{}, ErrTries
	}
	device, refusal, err := d.enrol(ctx, a)
	if err != nil {
		return db.Device{}, err
	}
	if errors.Is(refusal, ErrCode) {
		d.remotes.count(a.Remote, d.db.Now())
	}
	return device, refusal
}

// enrol tells a refusal from a failure: what a refusal counts must be kept.
func (d *Desk) enrol(ctx context.Context, a Applicant) (device db.Device, refusal, err error) {
	code, ok := parseCode(a.Code)
	if !ok {
		return device, ErrCode, nil
	}
	err = d.db.Write(ctx, func(tx *db.Tx) error {
		device, refusal = db.Device{}, nil
		if asked, err := tx.Joining(a.Device); err == nil {
			var mine bool
			if device, mine, refusal, err = d.collect(tx, asked, a, code); mine || refusal != nil || err != nil {
				return err
			}
		} else if !errors.Is(err, db.ErrNotFound) {
			return err
		}
		invite, err := d.find(tx, code)
		if errors.Is(err, ErrCode) || errors.Is(err, ErrTries) {
			refusal = err
			return nil
		}
		if err != nil {
			return err
		}
		device, refusal, err = d.spend(tx, invite, a)
		return err
	})
	return device, refusal, err
}

// find finds the invite of a code and counts a wrong one.
func (d *Desk) find(tx *db.Tx, code string) (db.Invite, error) {
	near, err := tx.Invites(hint(code))
	if err != nil {
		return db.Invite{}, err
	}
	sum := hash(d.secret, code)
	refusal := ErrCode
	for _, i := range near {
		burnt := live(i, tx.Now) && i.Tries >= codeTries
		if hmac.Equal(i.Hash, sum) && !burnt {
			return i, nil
		}
		if burnt {
			refusal = ErrTries
		}
	}
	if err := tx.CountTry(hint(code)); err != nil {
		return db.Invite{}, err
	}
	return db.Invite{}, refusal
}

// spend gives an invite to a device, new or enrolled before; given to it already, it changes nothing.
func (d *Desk) spend(tx *db.Tx, i db.Invite, a Applicant) (device db.Device, refusal, err error) {
	if i.SpentBy != a.Device && !live(i, tx.Now) {
		return device, ErrCode, nil
	}
	device, refusal, err = d.take(tx, grant{role: i.Role, place: i.Place, department: i.Department, staff: i.Staff, account: i.Account, way: db.JoinInvite, again: i.SpentBy == a.Device}, a)
	if refusal != nil || err != nil || i.SpentBy == a.Device {
		return device, refusal, err
	}
	return device, nil, tx.SpendInvite(i.Hash, a.Device)
}

// grant is what a code gives.
type grant struct {
	role    civic.Role
	place   string
	account db.Account // zero: nobody's
	way     db.JoinWay
	again   bool // it was given to this very device before

	department civic.DepartmentSlug // as of a db.Device
	staff      db.Account
}

// take makes a device what a grant says. Its key must be the one that it had before, if it had one.
func (d *Desk) take(tx *db.Tx, g grant, a Applicant) (device db.Device, refusal, err error) {
	device, err = tx.Device(a.Device)
	known := err == nil
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return device, nil, err
	}
	switch {
	case known && !bytes.Equal(device.Key, a.Key):
		return db.Device{}, ErrTaken, nil
	case known && !device.Revoked.IsZero():
		return db.Device{}, ErrRevoked, nil
	case known && g.again:
		return device, nil, nil
	case known && g.personal() && device.Role != civic.RoleCitizen: // a point's or an inspector's is nobody's own
		return db.Device{}, ErrWay, nil
	case known: // moved elsewhere: its numbers keep their prefix
		if device.Role != g.role || device.Place != g.place || device.Department != g.department || device.Staff != g.staff {
			device.Role, device.Place, device.Department, device.Staff = g.role, g.place, g.department, g.staff
			err = tx.MoveDevice(device)
		}
	default:
		device, err = add(tx, g, a)
	}
	if err != nil {
		return db.Device{}, nil, err
	}
	if d.enrolled != nil {
		if err := d.enrolled(tx, device); err != nil {
			return db.Device{}, nil, err
		}
	}
	if err := tx.Certified(device.ID, CertifiedUntil(device, tx.Now)); err != nil { // it comes with the answer
		return db.Device{}, nil, err
	}
	return device, nil, d.bind(tx, device.ID, g)
}

// personal says that it is somebody's own device.
func (g grant) personal() bool { return g.way != db.JoinInvite || !g.account.IsZero() }

// bind says whose the device is. A code from a library's wall changes nothing about that, but what is moved to a point's desk is nobody's
// own any more.
func (d *Desk) bind(tx *db.Tx, device civic.DeviceID, g grant) error {
	if d.people.Bind == nil || !g.personal() && g.role == civic.RoleCitizen {
		return nil
	}
	return d.people.Bind(tx, device, g.account, g.way)
}

// citizens is what the numbers of citizens' devices begin with: three letters that mean "mobile" in Russian and Ukrainian. The codes of
// places have two.
const citizens = "\u041c\u041e\u0411"

func add(tx *db.Tx, g grant, a Applicant) (db.Device, error) {
	code, family := letters(g.place)
	if g.personal() {
		code, family = citizens, citizens
	}
	ordinal, err := tx.NextOrdinal(family)
	if err != nil {
		return db.Device{}, err
	}
	device := db.Device{
		ID: a.Device, Key: a.Key, Name: a.Name, Program: a.Program, Role: g.role, Place: g.place,
		Code: prefix(code, ordinal), Enrolled: tx.Now, Seen: tx.Now,
		Department: g.department, Staff: g.staff,
	}
	return device, tx.AddDevice(device, family, ordinal)
}
