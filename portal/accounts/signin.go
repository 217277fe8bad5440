package accounts

import (
	"context"
	"errors"
	"net/netip"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// ErrSignIn is returned for a wrong password and for nobody's name alike.
var ErrSignIn = errors.New("accounts: wrong name or password")

// ErrProof is ErrSignIn for a password that somebody who is signed in must give once more.
var ErrProof = errors.New("accounts: that isn't the password")

// Browser is who asks.
type Browser struct {
	Address netip.Addr
	Agent   string     // its User-Agent
	Known   string     // what it was told to be known by; "": nothing
	Token   string     // of its session, if it has one: it ends when another begins
	Lang    civic.Lang // that its page was in; "": none
}

// SignInStaff begins a session for a member of staff. Its stage says what is still to be done. The error is ErrSignIn, ErrTries or
// ErrBusy, or the database's.
func (o *Office) SignInStaff(ctx context.Context, login, password string, b Browser) (begun Begun, err error) {
	login = foldLogin(login)
	name := "staff " + login
	var s db.Staff
	stale, err := o.prove(ctx, name, password, b, func(tx *db.Tx) (string, error) {
		s, err = tx.StaffByLogin(login)
		if err == nil && !s.Disabled.IsZero() {
			err = db.ErrNotFound
		}
		return s.Password, err
	})
	if err != nil {
		return Begun{}, err
	}
	fresh := s.Password
	if stale {
		if fresh, err = o.hasher.hash(ctx, password); err != nil {
			return Begun{}, err
		}
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		now, err := tx.Staff(s.ID)
		if err != nil {
			return err
		}
		if !now.Disabled.IsZero() || now.Password != s.Password { // changed while this was hashed
			return ErrSignIn
		}
		now.Password = fresh
		if err := o.welcome(tx, name, b); err != nil {
			return err
		}
		stage, err := stageOf(tx, now, false)
		if err != nil {
			return err
		}
		if begun, err = o.enter(tx, now, stage, b); err == nil {
			begun.Known, err = o.recognise(tx, name, b)
		}
		return err
	})
	return begun, err
}

// enter begins a session of a member of staff, which is noted once it is full.
func (o *Office) enter(tx *db.Tx, s db.Staff, stage db.SessionStage, b Browser) (Begun, error) {
	begun, err := o.begin(tx, db.SessionStaff, s.ID, stage, b)
	if err != nil {
		return Begun{}, err
	}
	if b.Lang != "" {
		s.Lang = b.Lang
	}
	if stage == db.StageFull {
		s.Seen = tx.Now
		if err := note(tx, s.ID, s.ID, EventSignedIn, agent(b.Agent)); err != nil {
			return Begun{}, err
		}
	}
	return begun, tx.PutStaff(s)
}

// stageOf is what somebody whose password was right must do next; coded says that a code was right too.
func stageOf(tx *db.Tx, s db.Staff, coded bool) (db.SessionStage, error) {
	switch {
	case !s.TOTPAt.IsZero() && !coded:
		return db.StageCode, nil
	case s.MustChange:
		return db.StageChange, nil
	}
	needed, err := codesNeeded(tx, s)
	if err != nil {
		return "", err
	}
	if needed && s.TOTPAt.IsZero() {
		return db.StageEnrol, nil
	}
	return db.StageFull, nil
}

// prove checks a password in the same time for everybody, and counts wrong ones. hash tells whose password it must be.
func (o *Office) prove(ctx context.Context, name, password string, b Browser, hash func(*db.Tx) (string, error)) (stale bool, err error) {
	tries := o.tries(name, b)
	var known string
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		here, err := o.known(tx, name, b)
		if err != nil {
			return err
		}
		if tries = o.tries(name, b); here {
			tries = slices.Delete(tries, 1, 2) // what others tried is nothing to them
		}
		if err := spent(tx, tries...); err != nil {
			return err
		}
		known, err = hash(tx)
		if errors.Is(err, db.ErrNotFound) {
			known, err = "", nil
		}
		return err
	})
	if err != nil {
		return false, err
	}
	// It counts as wrong until it was right, so that many tries at once are no way around the count.
	if err := o.db.Write(ctx, func(tx *db.Tx) error {
		if err := spent(tx, tries...); err != nil {
			return err
		}
		return add(tx, tries...)
	}); err != nil {
		return false, err
	}
	right, stale, err := o.hasher.check(ctx, password, known)
	switch {
	case err != nil: // nothing was found out
		err = errors.Join(err, o.db.Write(context.WithoutCancel(ctx), func(tx *db.Tx) error { return uncount(tx, tries...) }))
	case !right:
		err = ErrSignIn
	}
	return stale, err
}

// tries are what a wrong password is counted against.
func (o *Office) tries(name string, b Browser) []counted {
	return []counted{
		o.count(limitPair, name+" "+from(b.Address)), o.count(limitAccount, name), o.count(limitAddress, from(b.Address)),
	}
}

// welcome takes back what prove counted against somebody who turned out to be right. Others that were counted against the address
// stay: who has one account could otherwise try others' for ever.
func (o *Office) welcome(tx *db.Tx, name string, b Browser) error {
	tries := o.tries(name, b)
	return errors.Join(forget(tx, tries[0]), forget(tx, tries[1]), uncount(tx, tries[2]))
}

// ChangePassword gives somebody at staff the password they chose; their other sessions end. The session goes on under a new token.
// The error is ErrSignIn if the old one is wrong, ErrPassword, ErrTries or ErrBusy.
func (o *Office) ChangePassword(ctx context.Context, v Visit, old, fresh string, b Browser) (begun Begun, err error) {
	if v.Staff == nil || v.Stage == db.StageCode {
		return begun, ErrNoSession
	}
	if err := checkPassword(fresh, v.Staff.Login); err != nil {
		return begun, err
	}
	if old == fresh {
		return begun, ErrPassword
	}
	if _, err := o.prove(ctx, "staff "+v.Staff.Login, old, b, func(tx *db.Tx) (string, error) {
		s, err := tx.Staff(v.Account)
		return s.Password, err
	}); err != nil {
		return begun, err
	}
	hash, err := o.hasher.hash(ctx, fresh)
	if err != nil {
		return begun, err
	}
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		s, err := tx.Staff(v.Account)
		if err != nil {
			return err
		}
		if err := o.welcome(tx, "staff "+s.Login, b); err != nil {
			return err
		}
		s.Password, s.PasswordAt, s.MustChange = hash, tx.Now, false
		if err := errors.Join(tx.EndSessions(s.ID, nil), note(tx, s.ID, s.ID, EventPassword, "")); err != nil {
			return err
		}
		stage, err := stageOf(tx, s, true) // the session had its code before
		if err != nil {
			return err
		}
		begun, err = o.enter(tx, s, stage, b)
		return err
	})
	return begun, err
}
