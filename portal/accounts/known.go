package accounts

import (
	"time"

	"priyom/portal/db"
)

// knownLives is how long somebody is known where they signed in.
const knownLives = 90 * 24 * time.Hour

// knownAs are what somebody is known by: the network, and the browser by a cookie of its own.
func (o *Office) knownAs(name string, b Browser) [][]byte {
	all := [][]byte{o.count(limit{what: "known network"}, name+" "+from(b.Address)).hash}
	if b.Known != "" {
		all = append(all, o.count(limit{what: "known browser"}, name+" "+b.Known).hash)
	}
	return all
}

// known says that somebody signed in before with this browser or from this network. Then strangers' wrong passwords, from however many
// addresses, don't keep them out; their own still count.
func (o *Office) known(tx *db.Tx, name string, b Browser) (bool, error) {
	return tx.KnownBrowser(o.knownAs(name, b), tx.Now.Add(-knownLives))
}

// recognise remembers where somebody signed in. It returns what the browser is to be known by: a new word, unless it has one.
func (o *Office) recognise(tx *db.Tx, name string, b Browser) (word string, err error) {
	if b.Known == "" {
		if b.Known, _, err = o.token(); err != nil {
			return "", err
		}
	}
	for _, hash := range o.knownAs(name, b) {
		if err := tx.PutKnownBrowser(hash, tx.Now.Add(-knownLives)); err != nil {
			return "", err
		}
	}
	return b.Known, nil
}
