package accounts

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"priyom/portal/db"
)

// ErrNoSession is returned for a token that is unknown, over or ended.
var ErrNoSession = errors.New("accounts: no session")

// How long sessions live: staff sign in for a working day, citizens for a season. Idle sessions end sooner.
const (
	staffLife   = 12 * time.Hour
	staffIdle   = 2 * time.Hour
	citizenLife = 180 * 24 * time.Hour
	citizenIdle = 30 * 24 * time.Hour
	halfLife    = 10 * time.Minute // of one that isn't full yet
	seenEvery   = 5 * time.Minute  // that it was used is written down no more often
)

const tokenSize = 32

// Visit is a session and who has it. Of Staff and Citizen one is set.
type Visit struct {
	db.Session
	Staff   *Staff
	Citizen *Citizen
}

// Full says that nothing is left to do before the session is good for everything.
func (v Visit) Full() bool { return v.Stage == db.StageFull }

// Begun is a new session; its token goes to the browser and nowhere else.
type Begun struct {
	Token   string
	Stage   db.SessionStage
	Expires time.Time
	Known   string // what the browser is known by from now on; "": nothing new
}

// token draws a token and hashes it.
func (o *Office) token() (token string, hash []byte, err error) {
	raw := make([]byte, tokenSize)
	if _, err := io.ReadFull(o.random, raw); err != nil {
		return "", nil, fmt.Errorf("accounts: draw a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(raw), hashToken(raw), nil
}

// hashToken needs no key and no salt: there are 2^256 tokens.
func hashToken(raw []byte) []byte {
	sum := sha256.Sum256(raw)
	return sum[:]
}

// tokenHash is nil for what was never a token.
func tokenHash(token string) []byte {
	raw, err := base64.RawURLEncoding.Strict().DecodeString(token)
	if err != nil || len(raw) != tokenSize {
		return nil
	}
	return hashToken(raw)
}

// begin begins a session under a new token. The one before it in the same browser ends, whoever's it was.
func (o *Office) begin(tx *db.Tx, kind db.SessionKind, account db.Account, stage db.SessionStage, b Browser) (Begun, error) {
	token, hash, err := o.token()
	if err != nil {
		return Begun{}, err
	}
	if err := o.leave(tx, b.Token); err != nil {
		return Begun{}, err
	}
	life := halfLife
	switch {
	case stage != db.StageFull:
	case kind == db.SessionStaff:
		life = staffLife
	default:
		life = citizenLife
	}
	s := db.Session{Hash: hash, Account: account, Kind: kind, Stage: stage, Agent: agent(b.Agent), Created: tx.Now, Seen: tx.Now, Expires: tx.Now.Add(life)}
	return Begun{Token: token, Stage: stage, Expires: s.Expires}, tx.AddSession(s)
}

func (o *Office) leave(tx *db.Tx, token string) error {
	hash := tokenHash(token)
	if hash == nil {
		return nil
	}
	s, err := tx.Session(hash)
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	if err == nil {
		_, err = tx.EndSession(s.Account, hash)
	}
	return err
}

// SignOut ends the session of a token. None is no error.
func (o *Office) SignOut(ctx context.Context, token string) error {
	if tokenHash(token) == nil {
		return nil
	}
	return o.db.Write(ctx, func(tx *db.Tx) error { return o.leave(tx, token) })
}

// Visit finds the session of a token and who has it, as they are now. The error is ErrNoSession, or the database's.
func (o *Office) Visit(ctx context.Context, token string) (v Visit, err error) {
	hash := tokenHash(token)
	if hash == nil {
		return v, ErrNoSession
	}
	var now time.Time
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		now = tx.Now
		v, err = visit(tx, hash)
		return err
	})
	if err != nil {
		return Visit{}, err
	}
	if v.Full() && now.Sub(v.Seen) >= seenEvery {
		err = o.db.Write(ctx, func(tx *db.Tx) error { return tx.SeeSession(hash) })
	}
	return v, err
}

func visit(tx *db.Tx, hash []byte) (v Visit, err error) {
	v.Session, err = tx.Session(hash)
	if errors.Is(err, db.ErrNotFound) {
		return v, ErrNoSession
	}
	if err != nil {
		return v, err
	}
	idle := staffIdle
	if v.Kind == db.SessionCitizen {
		idle = citizenIdle
	}
	if !tx.Now.Before(v.Expires) || tx.Now.Sub(v.Seen) >= idle {
		return v, ErrNoSession
	}
	var ended bool
	switch v.Kind {
	case db.SessionStaff:
		s, err := tx.Staff(v.Account)
		if err != nil {
			return v, err
		}
		ended, v.Staff = !s.Disabled.IsZero(), StaffOf(s)
	default:
		c, err := tx.Citizen(v.Account)
		if err != nil {
			return v, err
		}
		ended, v.Citizen = !c.Disabled.IsZero(), citizenOf(c)
	}
	if ended {
		return v, ErrNoSession
	}
	return v, nil
}

// Sessions lists an account's sessions that aren't over.
func (o *Office) Sessions(ctx context.Context, account db.Account) (list []db.Session, err error) {
	err = o.db.Read(ctx, func(tx *db.Tx) error {
		all, err := tx.Sessions(account)
		for _, s := range all {
			if _, err := visit(tx, s.Hash); err == nil {
				list = append(list, s)
			} else if !errors.Is(err, ErrNoSession) {
				return err
			}
		}
		return err
	})
	return list, err
}

// EndSession ends one of an account's own sessions. The error is ErrNoSession if it has none such.
func (o *Office) EndSession(ctx context.Context, account db.Account, hash []byte) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		ended, err := tx.EndSession(account, hash)
		if err == nil && !ended {
			err = ErrNoSession
		}
		return err
	})
}

// EndOthers ends an account's sessions but for the one at hand.
func (o *Office) EndOthers(ctx context.Context, v Visit) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		if v.Kind == db.SessionStaff {
			if err := note(tx, v.Account, v.Account, EventSignedOut, ""); err != nil {
				return err
			}
		}
		return tx.EndSessions(v.Account, v.Hash)
	})
}

// agent keeps of what a browser tells of itself only its kind, so that people know their own sessions again.
func agent(header string) string {
	pick := func(names ...[2]string) string {
		for _, n := range names {
			if strings.Contains(header, n[0]) {
				return n[1]
			}
		}
		return ""
	}
	browser := pick([2]string{"YaBrowser", "Yandex"}, [2]string{"Edg/", "Edge"}, [2]string{"OPR/", "Opera"}, [2]string{"Firefox/", "Firefox"}, [2]string{"Chrome/", "Chrome"}, [2]string{"Safari/", "Safari"})
	system := pick([2]string{"Android", "Android"}, [2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Windows", "Windows"}, [2]string{"Mac OS X", "Mac"}, [2]string{"Linux", "Linux"})
	return strings.Trim(browser+" · "+system, " ·")
}
