package db

import "time"

// SessionKind says whose a session is.
type SessionKind string

// The kinds of session.
const (
	SessionStaff   SessionKind = "staff"
	SessionCitizen SessionKind = "citizen"
)

// SessionStage says what a session is good for.
type SessionStage string

// The stages of a session.
const (
	StageFull   SessionStage = "full"
	StageCode   SessionStage = "code"   // the password was right: a code is still to come
	StageEnrol  SessionStage = "enrol"  // codes must be set up first
	StageChange SessionStage = "change" // the password must be changed first
)

// Session is somebody's browser.
type Session struct {
	Hash    []byte // of its token
	Account Account
	Kind    SessionKind
	Stage   SessionStage
	Agent   string // kind of browser
	Created time.Time
	Seen    time.Time
	Expires time.Time // at the latest
}

const sessionColumns = "hash, account, kind, stage, agent, created_at, seen_at, expires_at"

func readSession(row scanner) (s Session, err error) {
	err = row.Scan(&s.Hash, fixed(s.Account[:]), &s.Kind, &s.Stage, &s.Agent, moment{&s.Created}, moment{&s.Seen}, moment{&s.Expires})
	return s, err
}

// Session finds one; the error wraps ErrNotFound. Whether it is over is the caller's to see.
func (t *Tx) Session(hash []byte) (Session, error) {
	return one(t, "read session", readSession, "SELECT "+sessionColumns+" FROM session WHERE hash = $1", hash)
}

// Sessions lists an account's, the newest first.
func (t *Tx) Sessions(account Account) ([]Session, error) {
	return all(t, "list sessions", readSession, "SELECT "+sessionColumns+" FROM session WHERE account = $1 ORDER BY created_at DESC, hash", account[:])
}

// AddSession begins one, and forgets some that are long over.
func (t *Tx) AddSession(s Session) error {
	if _, err := t.exec("forget sessions", "DELETE FROM session WHERE expires_at < $1", t.Now.UnixMilli()); err != nil {
		return err
	}
	_, err := t.exec("add session", "INSERT INTO session ("+sessionColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		s.Hash, s.Account[:], string(s.Kind), string(s.Stage), s.Agent, s.Created.UnixMilli(), s.Seen.UnixMilli(), s.Expires.UnixMilli())
	return err
}

// SeeSession notes that it was used.
func (t *Tx) SeeSession(hash []byte) error {
	_, err := t.exec("see session", "UPDATE session SET seen_at = $1 WHERE hash = $2", t.Now.UnixMilli(), hash)
	return err
}

// EndSession ends one, of that account only, and says false if there is none.
func (t *Tx) EndSession(account Account, hash []byte) (bool, error) {
	changed, err := t.exec("end session", "DELETE FROM session WHERE hash = $1 AND account = $2", hash, account[:])
	return changed > 0, err
}

// EndSessions ends an account's, but for one.
func (t *Tx) EndSessions(account Account, except []byte) error {
	_, err := t.exec("end sessions", "DELETE FROM session WHERE account = $1 AND hash <> $2", account[:], bytesOf(except))
	return err
}

// Tally is how many tries are counted against something since a time. None is the zero tally.
type Tally struct {
	Count int64
	Since time.Time
}

// Tally reads one; the zero tally if there is none.
func (t *Tx) Tally(hash []byte) (Tally, error) {
	list, err := all(t, "read tally", func(row scanner) (y Tally, err error) {
		err = row.Scan(&y.Count, moment{&y.Since})
		return y, err
	}, "SELECT count, since FROM tally WHERE hash = $1", hash)
	if err != nil || len(list) == 0 {
		return Tally{}, err
	}
	return list[0], nil
}

// CountTally counts one more; a tally that began before a time begins anew.
func (t *Tx) CountTally(hash []byte, begun time.Time) error {
	_, err := t.exec("count tally", `INSERT INTO tally (hash, count, since) VALUES ($1, 1, $2) ON CONFLICT (hash) DO UPDATE SET
		count = CASE WHEN tally.since < $3 THEN 1 ELSE tally.count + 1 END,
		since = CASE WHEN tally.since < $3 THEN excluded.since ELSE tally.since END`, hash, t.Now.UnixMilli(), begun.UnixMilli())
	return err
}

// UncountTally takes one back.
func (t *Tx) UncountTally(hash []byte) error {
	_, err := t.exec("uncount tally", "UPDATE tally SET count = count - 1 WHERE hash = $1 AND count > 0", hash)
	return err
}

// ForgetTally forgets one, and all that began before a time.
func (t *Tx) ForgetTally(hash []byte, begun time.Time) error {
	_, err := t.exec("forget tallies", "DELETE FROM tally WHERE hash = $1 OR since < $2", hash, begun.UnixMilli())
	return err
}
