package db

import (
	"fmt"
	"strings"
	"time"

	"priyom/civic"
)

// OpenCase is a published case with what Open311 tells of it besides.
type OpenCase struct {
	Case
	Note  string   // the last word on it that is public
	Photo [32]byte // the first public one, as a file; zero for none
}

// OpenQuery says which published cases are asked for.
type OpenQuery struct {
	From, To   time.Time // received in; To is left out
	Categories []civic.CategorySlug
	Statuses   []civic.Status
	Box        *[4]float64 // least longitude and latitude, most longitude and latitude, in degrees
	Before     *OpenPlace  // those after this one in the list
	Skip       int         // that many of them
	Limit      int
}

// OpenPlace is a place in the list.
type OpenPlace struct {
	Received time.Time
	Arrival  int64
}

const openColumns = `, COALESCE((SELECT h.note FROM history h WHERE h.report = c.report AND h.private = 0 AND h.note <> '' ORDER BY h.n DESC LIMIT 1), ''),
	(SELECT p.copy FROM report r JOIN photo p ON p.report = r.id AND p.device = r.device JOIN blob b ON b.sha256 = p.copy
	WHERE r.id = c.report AND p.ord IS NOT NULL AND b.picture <> '' ORDER BY p.ord LIMIT 1)`

// columnsOf puts a table's name before each column of a list.
func columnsOf(table, columns string) string {
	list := strings.Split(columns, ",")
	for i, name := range list {
		list[i] = table + "." + strings.TrimSpace(name)
	}
	return strings.Join(list, ", ")
}

// beside reads a row's further columns after those that readCase knows.
type beside struct {
	row  scanner
	more []any
}

func (b beside) Scan(dest ...any) error { return b.row.Scan(append(dest, b.more...)...) }

func readOpenCase(row scanner) (o OpenCase, err error) {
	o.Case, err = readCase(beside{row, []any{&o.Note, fixed(o.Photo[:])}})
	return o, err
}

// OpenCases lists published cases, the last received first.
func (t *Tx) OpenCases(q OpenQuery) ([]OpenCase, error) {
	where := []string{"c.published_at IS NOT NULL", "c.received_at >= $1", "c.received_at < $2"}
	args := []any{q.From.UnixMilli(), q.To.UnixMilli()}
	mark := func(v any) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	if len(q.Categories) > 0 {
		where = append(where, "c.category IN ("+eachMark(q.Categories, mark)+")")
	}
	if len(q.Statuses) > 0 {
		where = append(where, "c.status IN ("+eachMark(q.Statuses, mark)+")")
	}
	if q.Box != nil {
		where = append(where, "c.source <> ''", "c.lon >= "+mark(q.Box[0]), "c.lat >= "+mark(q.Box[1]), "c.lon <= "+mark(q.Box[2]), "c.lat <= "+mark(q.Box[3]))
	}
	if b := q.Before; b != nil {
		at, n := mark(b.Received.UnixMilli()), mark(b.Arrival)
		where = append(where, "(c.received_at < "+at+" OR c.received_at = "+at+" AND c.arrival < "+n+")")
	}
	// Whom a page doesn't show isn't read: the places are found in an index, and then the rows.
	query := "SELECT " + columnsOf("c", caseColumns) + openColumns + " FROM cases c WHERE " + strings.Join(where, " AND ") +
		" ORDER BY c.received_at DESC, c.arrival DESC LIMIT " + mark(q.Limit) + " OFFSET " + mark(q.Skip)
	return all(t, "list open cases", readOpenCase, query, args...)
}

func eachMark[S ~string](list []S, mark func(any) string) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = mark(string(s))
	}
	return strings.Join(names, ", ")
}

// PublishedCase finds a published case; the error wraps ErrNotFound.
func (t *Tx) PublishedCase(id civic.ReportID) (OpenCase, error) {
	return one(t, "read open case", readOpenCase, "SELECT "+columnsOf("c", caseColumns)+openColumns+" FROM cases c WHERE c.report = $1 AND c.published_at IS NOT NULL", id[:])
}

// APIKey is a program that may send reports.
type APIKey struct {
	ID       [16]byte
	Name     string // whose it is
	Contact  string
	Hash     [32]byte
	Hint     string // how the key begins
	Personal bool   // they ask people's consent and may send who reports
	Tokens   bool   // they are told a token first
	PerDay   int    // reports at most
	Made     time.Time
	Seen     time.Time // zero: never
	Revoked  time.Time // zero: it is good
}

const apiKeyColumns = "id, name, contact, hash, hint, personal, tokens, per_day, made_at, seen_at, revoked_at"

func readAPIKey(row scanner) (k APIKey, err error) {
	err = row.Scan(fixed(k.ID[:]), &k.Name, &k.Contact, fixed(k.Hash[:]), &k.Hint, &k.Personal, &k.Tokens, &k.PerDay, moment{&k.Made}, moment{&k.Seen},
		moment{&k.Revoked})
	return k, err
}

// AddAPIKey keeps a new key.
func (t *Tx) AddAPIKey(k APIKey) error {
	_, err := t.exec("add API key", "INSERT INTO api_key ("+apiKeyColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, NULL, NULL)",
		k.ID[:], k.Name, k.Contact, k.Hash[:], k.Hint, flag(k.Personal), flag(k.Tokens), k.PerDay, t.Now.UnixMilli())
	return err
}

// APIKeys lists them, the newest first.
func (t *Tx) APIKeys() ([]APIKey, error) {
	return all(t, "list API keys", readAPIKey, "SELECT "+apiKeyColumns+" FROM api_key ORDER BY made_at DESC, id")
}

// APIKeyByHash finds one; the error wraps ErrNotFound.
func (t *Tx) APIKeyByHash(hash [32]byte) (APIKey, error) {
	return one(t, "find API key", readAPIKey, "SELECT "+apiKeyColumns+" FROM api_key WHERE hash = $1", hash[:])
}

// RevokeAPIKey makes a key worthless; a second time changes nothing.
func (t *Tx) RevokeAPIKey(id [16]byte) error {
	changed, err := t.exec("revoke API key", "UPDATE api_key SET revoked_at = COALESCE(revoked_at, $2) WHERE id = $1", id[:], t.Now.UnixMilli())
	if err == nil && changed == 0 {
		err = fmt.Errorf("db: revoke API key: %w", ErrNotFound)
	}
	return err
}

// UseAPIKey counts a report that a key sends, and says how many it has sent today.
func (t *Tx) UseAPIKey(id [16]byte) (today int, err error) {
	if _, err := t.exec("see API key", "UPDATE api_key SET seen_at = $2 WHERE id = $1", id[:], t.Now.UnixMilli()); err != nil {
		return 0, err
	}
	return one(t, "use API key", value[int], `INSERT INTO api_use (key, day, n) VALUES ($1, $2, 1)
		ON CONFLICT (key, day) DO UPDATE SET n = api_use.n + 1 RETURNING n`, id[:], t.Now.Format(time.DateOnly))
}

// PutAPIToken keeps which report a token stands for; the same again changes nothing.
func (t *Tx) PutAPIToken(hash [32]byte, report civic.ReportID) error {
	_, err := t.exec("put API token", "INSERT INTO api_token (token, report, at) VALUES ($1, $2, $3) ON CONFLICT (token) DO NOTHING",
		hash[:], report[:], t.Now.UnixMilli())
	return err
}

// APIToken finds which report a token stands for; the error wraps ErrNotFound.
func (t *Tx) APIToken(hash [32]byte) (id civic.ReportID, err error) {
	return one(t, "read API token", func(row scanner) (id civic.ReportID, err error) {
		err = row.Scan(fixed(id[:]))
		return id, err
	}, "SELECT report FROM api_token WHERE token = $1", hash[:])
}
