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

// AddChange puts a change at the end of the feed. It takes the feed's number: call it last in the transaction.
func (t *Tx) AddChange(s Scope, c wire.Change) error {
	seq, err := t.next(counterFeed)
	if err != nil {
		return err
	}
	var device, place any
	if !s.Device.IsZero() {
		device = s.Device[:]
	} else if s.Place != "" {
		place = s.Place
	}
	_, err = t.exec("add change", "INSERT INTO feed (seq, device, place, kind, body, at) VALUES ($1, $2, $3, $4, $5, $6)",
		seq, device, place, string(c.Kind), bytesOf(c.Body), t.Now.UnixMilli())
	return err
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

// LastChanges are the bodies of the last change of a kind that each device was told for itself.
func (t *Tx) LastChanges(kind wire.ChangeKind) (map[civic.DeviceID][]byte, error) {
	type row struct {
		device civic.DeviceID
		body   []byte
	}
	rows, err := all(t, "last "+string(kind), func(s scanner) (r row, err error) {
		err = s.Scan(fixed(r.device[:]), &r.body)
		return r, err
	}, "SELECT device, body FROM feed WHERE device IS NOT NULL AND kind = $1 ORDER BY seq", string(kind))
	last := make(map[civic.DeviceID][]byte, len(rows))
	for _, r := range rows {
		last[r.device] = r.body
	}
	return last, err
}
