package db

import (
	"errors"

	"priyom/civic"
	"priyom/sync/wire"
)

// Scope says whom a change is for: one device, or everybody at a place, or everybody.
type Scope struct {
	Device civic.DeviceID
	Place  string
}

// Change is a row of the feed.
type Change struct {
	Seq int64 // in the order of commits
	wire.Change
}

// AddChange puts a change at the end of the feed. Its number is in the order of commits.
func (t *Tx) AddChange(s Scope, c wire.Change) error {
	_, err := t.addChange(s, c)
	return err
}

func (t *Tx) addChange(s Scope, c wire.Change) (seq int64, err error) {
	if seq, err = t.next(counterFeed); err != nil {
		return 0, err
	}
	var device, place any
	if !s.Device.IsZero() {
		device = s.Device[:]
	} else if s.Place != "" {
		place = s.Place
	}
	return seq, t.wait(inFeed, values{seq, device, place, string(c.Kind), bytesOf(c.Body), t.Now.UnixMilli()})
}

// Changes lists what a device is to be told after a place in the feed. Each scope is read by its own index.
func (t *Tx) Changes(device civic.DeviceID, place string, after int64, limit int) ([]Change, error) {
	const columns = "SELECT seq, kind, body FROM feed WHERE "
	return all(t, "read feed", func(row scanner) (c Change, err error) {
		err = row.Scan(&c.Seq, &c.Kind, &c.Body)
		return c, err
	}, "SELECT seq, kind, body FROM ("+
		"SELECT * FROM ("+columns+"device = $1 AND seq > $2 ORDER BY seq LIMIT $3) AS own UNION ALL "+
		"SELECT * FROM ("+columns+"device IS NULL AND place = $4 AND seq > $2 ORDER BY seq LIMIT $3) AS near UNION ALL "+
		"SELECT * FROM ("+columns+"device IS NULL AND place IS NULL AND seq > $2 ORDER BY seq LIMIT $3) AS everybodys"+
		") AS mine ORDER BY seq LIMIT $3", device[:], after, limit, place)
}

// FeedEnd is the number of the last change.
func (t *Tx) FeedEnd() (int64, error) {
	end, err := one(t, "end of feed", value[int64], "SELECT value FROM counter WHERE name = $1", string(counterFeed))
	if errors.Is(err, ErrNotFound) {
		return 0, ErrDamaged
	}
	return end, err
}

// LastChange is the last change of a kind that a device was told for itself; the error wraps ErrNotFound.
func (t *Tx) LastChange(device civic.DeviceID, kind wire.ChangeKind) ([]byte, error) {
	return one(t, "last "+string(kind), value[[]byte], "SELECT body FROM feed WHERE device = $1 AND kind = $2 ORDER BY seq DESC LIMIT 1", device[:], string(kind))
}
