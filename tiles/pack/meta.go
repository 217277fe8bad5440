package pack

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"priyom/tiles"
)

// Attribution is what must stand on every map made of OpenStreetMap's data (ODbL 1.0, section 4.3).
const Attribution = "\u00a9 OpenStreetMap contributors"

// Names are a thing's names: as people there call it, and in the program's languages where somebody mapped those.
type Names struct{ Local, RU, UK, EN string }

// Meta is what a pack says of itself.
type Meta struct {
	Names
	Bounds      tiles.Box // of the district
	Attribution string
	DataAt      time.Time // when the OSM data is from; zero if the extract doesn't say
	Source      string    // name of the extract, and its SHA-256
	Program     string    // that made the pack
	Features    int       // drawn in the last band
	Addresses   int
}

// The keys of the table meta.
const (
	keyName, keyRU, keyUK, keyEN = "name", "name:ru", "name:uk", "name:en"
	keyBounds                    = "bounds" // four World units
	keyAttribution               = "attribution"
	keyDataAt                    = "data_at" // RFC 3339, UTC
	keySource                    = "source"
	keyProgram                   = "program"
	keyFeatures, keyAddresses    = "features", "addresses"
)

func (m Meta) rows() map[string]string {
	b := m.Bounds
	rows := map[string]string{
		keyName: m.Local, keyRU: m.RU, keyUK: m.UK, keyEN: m.EN, keyAttribution: m.Attribution, keySource: m.Source, keyProgram: m.Program,
		keyBounds:   fmt.Sprintf("%d %d %d %d", b.MinX, b.MinY, b.MaxX, b.MaxY),
		keyFeatures: strconv.Itoa(m.Features), keyAddresses: strconv.Itoa(m.Addresses),
	}
	if !m.DataAt.IsZero() {
		rows[keyDataAt] = m.DataAt.UTC().Format(time.RFC3339)
	}
	return rows
}

func readMeta(db *sql.DB) (m Meta, err error) {
	found, err := db.Query("SELECT key, value FROM meta")
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, found.Close()) }()
	rows := map[string]string{}
	for found.Next() {
		var key, value string
		if err := found.Scan(&key, &value); err != nil {
			return m, err
		}
		rows[key] = value
	}
	if err := found.Err(); err != nil {
		return m, err
	}
	m = Meta{Names: Names{rows[keyName], rows[keyRU], rows[keyUK], rows[keyEN]}, Attribution: rows[keyAttribution], Source: rows[keySource], Program: rows[keyProgram]}
	b := &m.Bounds
	if n, err := fmt.Sscan(strings.TrimSpace(rows[keyBounds]), &b.MinX, &b.MinY, &b.MaxX, &b.MaxY); err != nil || n != 4 || b.MinX >= b.MaxX || b.MinY >= b.MaxY {
		return m, fmt.Errorf("%w: bounds %q", ErrDamaged, rows[keyBounds])
	}
	m.Features, m.Addresses = number(rows[keyFeatures]), number(rows[keyAddresses])
	if at := rows[keyDataAt]; at != "" {
		if m.DataAt, err = time.Parse(time.RFC3339, at); err != nil {
			return m, fmt.Errorf("%w: data_at %q", ErrDamaged, at)
		}
	}
	return m, nil
}

// number reads a count; what can't be read is 0, as it is for people only.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
