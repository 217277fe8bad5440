package accounts

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"net/netip"
	"time"

	"priyom/portal/db"
)

// ErrTries is returned when something was tried too often; it is forgotten after a quarter of an hour.
var ErrTries = errors.New("accounts: too many tries")

// window is how long wrong tries are remembered.
const window = 15 * time.Minute

// limit is how often something may be tried in a window. What it is counted against is kept as a keyed hash: it may be an address
// or the name of somebody who doesn't exist.
type limit struct {
	what string
	most int64
}

// The limits. One browser's wrong passwords never keep their owner out for longer than a window, and a guesser with many addresses has
// some thousand tries a day at a password that takes 2^40 at the very least.
var (
	limitPair    = limit{"account from address", 6}
	limitAccount = limit{"account", 60}
	limitAddress = limit{"address", 40}
	limitCode    = limit{"code", 8}
	limitLetter  = limit{"letter to", 3}
	limitLetters = limit{"letters for address", 20}
)

// counted is one thing that tries are counted against.
type counted struct {
	limit
	hash []byte
}

func (o *Office) count(l limit, who string) counted {
	m := hmac.New(sha256.New, o.secrets.tally)
	m.Write([]byte(l.what))
	m.Write([]byte{0})
	m.Write([]byte(who))
	return counted{l, m.Sum(nil)}
}

// from names the network that one household or one guesser has.
func from(addr netip.Addr) string {
	addr = addr.Unmap()
	if addr.Is6() {
		if p, err := addr.WithZone("").Prefix(64); err == nil {
			return p.String()
		}
	}
	return addr.String()
}

// spent says ErrTries if any of them was tried too often.
func spent(tx *db.Tx, all ...counted) error {
	for _, c := range all {
		t, err := tx.Tally(c.hash)
		if err != nil {
			return err
		}
		if age := tx.Now.Sub(t.Since); t.Count >= c.most && age >= 0 && age < window {
			return ErrTries
		}
	}
	return nil
}

// add counts one more try against each.
func add(tx *db.Tx, all ...counted) error {
	for _, c := range all {
		if err := tx.CountTally(c.hash, tx.Now.Add(-window)); err != nil {
			return err
		}
	}
	return nil
}

// uncount takes one try back from each.
func uncount(tx *db.Tx, all ...counted) error {
	for _, c := range all {
		if err := tx.UncountTally(c.hash); err != nil {
			return err
		}
	}
	return nil
}

// forget takes back what was counted against one thing.
func forget(tx *db.Tx, c counted) error { return tx.ForgetTally(c.hash, tx.Now.Add(-window)) }
