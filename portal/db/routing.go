package db

import "time"

// RoutingVersion is who dealt with what where, and since when.
type RoutingVersion struct {
	N     int64 // from 1
	At    time.Time
	Actor Account // zero: a command on the portal's machine
	Note  string
	Body  []byte
}

func readRouting(row scanner) (v RoutingVersion, err error) {
	err = row.Scan(&v.N, moment{&v.At}, fixed(v.Actor[:]), &v.Note, &v.Body)
	return v, err
}

// AddRoutingVersion keeps a table that is in force from now on.
func (t *Tx) AddRoutingVersion(v RoutingVersion) error {
	_, err := t.exec("add routing", `INSERT INTO routing_version (n, at, actor, note, body)
		SELECT COALESCE(MAX(n), 0) + 1, $1, $2, $3, $4 FROM routing_version`, t.Now.UnixMilli(), orNobody(v.Actor), v.Note, bytesOf(v.Body))
	return err
}

// RoutingVersions lists the last tables, the newest first.
func (t *Tx) RoutingVersions(limit int) ([]RoutingVersion, error) {
	return all(t, "list routings", readRouting, "SELECT n, at, actor, note, body FROM routing_version ORDER BY n DESC LIMIT $1", limit)
}
