package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"priyom/civic"
	"priyom/store/journal"
)

const settingNearRevision = "near-revision" // last near.rev given

// nearKept is how many changes a report that isn't open any more is kept for, so that every index in memory hears of it.
const nearKept = 1000

// nearIndex is the reports of others, in memory: decrypted, as the index of this device's own is.
type nearIndex struct {
	mu   sync.Mutex
	rev  int64
	rows map[civic.ReportID]civic.Digest
}

// Near is an open report close to a place.
type Near struct {
	civic.Digest
	Own      bool         // taken at this computer
	Placed   bool         // Distance says something: else only the address tells that it is close
	Distance civic.Metres // on the ground
	Here     int          // people who joined in at this computer
}

func nearContext(id civic.ReportID) string { return "near " + id.String() }

// takeNear keeps what the portal tells of a report of the district.
func (s *Store) takeNear(ctx context.Context, tx *sql.Tx, d civic.Digest) error {
	raw, err := journal.EncodeDigest(d)
	if err != nil {
		return err
	}
	rev, err := nextCount(ctx, tx, settingNearRevision)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO near (report, rev, open, body_box) VALUES (?, ?, ?, ?)
		ON CONFLICT (report) DO UPDATE SET rev = excluded.rev, open = excluded.open, body_box = excluded.body_box`,
		d.ID[:], rev, d.Status.Open(), s.vault.Seal(nearContext(d.ID), raw)); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `DELETE FROM near WHERE open = 0 AND rev < ?
		AND NOT EXISTS (SELECT 1 FROM support WHERE support.report = near.report)
		AND NOT EXISTS (SELECT 1 FROM report WHERE report.id = near.report)`, rev-nearKept)
	return err
}

// Digest is what the portal last told of a report; ErrNotFound if it told nothing.
func (s *Store) Digest(ctx context.Context, id civic.ReportID) (civic.Digest, error) {
	var box []byte
	err := s.reader.QueryRowContext(ctx, "SELECT body_box FROM near WHERE report = ?", id[:]).Scan(&box)
	if errors.Is(err, sql.ErrNoRows) {
		return civic.Digest{}, fmt.Errorf("%w: digest of %s", ErrNotFound, id)
	}
	if err != nil {
		return civic.Digest{}, dbError("read digest", err)
	}
	d, err := s.unboxNear(id, box)
	return d, dbError("read digest", err)
}

func (s *Store) unboxNear(id civic.ReportID, box []byte) (civic.Digest, error) {
	raw, err := s.vault.Open(nearContext(id), box)
	if err != nil {
		return civic.Digest{}, fmt.Errorf("%w: digest of %s: %w", ErrDamaged, id, err)
	}
	return journal.DecodeDigest(raw)
}

// maxNearby is how many of this computer's own reports are looked at more closely: the closest ones.
const maxNearby = 50

// Nearby are the open reports of some categories within some metres of a place, the closest first: those taken here, and
// those that the portal told of. Where one of the two has no position, the same address in the same settlement is close.
func (s *Store) Nearby(ctx context.Context, at civic.Place, within civic.Metres, alike func(civic.CategorySlug) bool) ([]Near, error) {
	own, err := s.ownNearby(ctx, at, within, alike)
	if err != nil {
		return nil, dbError("nearby", err)
	}
	others, err := s.othersNearby(ctx, at, within, alike, own)
	if err != nil {
		return nil, dbError("nearby", err)
	}
	found := others
	for _, n := range own {
		found = append(found, n)
	}
	for i := range found {
		if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM support WHERE report = ?", found[i].ID[:]).Scan(&found[i].Here); err != nil {
			return nil, dbError("nearby", err)
		}
	}
	slices.SortFunc(found, func(a, b Near) int {
		return cmp.Or(cmp.Compare(a.Distance, b.Distance), b.ReceivedAt.Compare(a.ReceivedAt), strings.Compare(a.Number, b.Number))
	})
	return found, nil
}

func (s *Store) ownNearby(ctx context.Context, at civic.Place, within civic.Metres, alike func(civic.CategorySlug) bool) (map[civic.ReportID]Near, error) {
	s.index.mu.Lock()
	if err := s.catchUp(ctx); err != nil {
		s.index.mu.Unlock()
		return nil, err
	}
	type candidate struct {
		id  civic.ReportID
		far civic.Metres
	}
	var candidates []candidate
	stems := spaced(civic.Words(at.Address))
	for i := range s.index.rows {
		row := &s.index.rows[i]
		if !row.status.Open() || !alike(row.category) {
			continue
		}
		switch placed := (civic.Place{Position: row.spot, Source: row.source}); {
		case isClose(at, placed, within):
			candidates = append(candidates, candidate{row.id, civic.Distance(at.Position, row.spot)})
		case (at.Source == civic.SourceNone || row.source == civic.SourceNone) && len(stems) > 1 && row.has(stems):
			candidates = append(candidates, candidate{row.id, within})
		}
	}
	s.index.mu.Unlock()
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(a.far, b.far) })
	var ids []civic.ReportID
	for _, c := range candidates[:min(len(candidates), maxNearby)] {
		ids = append(ids, c.id)
	}
	found := map[civic.ReportID]Near{}
	for _, id := range ids {
		r, err := s.report(ctx, s.reader, id)
		if errors.Is(err, ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		d := civic.Digest{
			ID: id, Number: r.Number, Category: r.Category, Status: r.Status, Place: r.Place, Words: civic.FirstLine(r.Text), ReceivedAt: r.CapturedAt,
		}
		if told, err := s.Digest(ctx, id); err == nil {
			d.Supporters = told.Supporters
		} else if !errors.Is(err, ErrNotFound) {
			return nil, err
		}
		if n, ok := near(d, at, within); ok {
			n.Own = true
			found[id] = n
		}
	}
	return found, nil
}

func (s *Store) othersNearby(ctx context.Context, at civic.Place, within civic.Metres, alike func(civic.CategorySlug) bool, own map[civic.ReportID]Near) (found []Near, err error) {
	s.near.mu.Lock()
	defer s.near.mu.Unlock()
	if err := s.catchUpNear(ctx); err != nil {
		return nil, err
	}
	for id, d := range s.near.rows {
		if _, mine := own[id]; mine || !d.Status.Open() || !alike(d.Category) {
			continue
		}
		if n, ok := near(d, at, within); ok {
			found = append(found, n)
		}
	}
	return slices.DeleteFunc(found, func(n Near) bool { return s.mine(ctx, n.ID) }), nil
}

// mine says that a report was taken here: then its own row knows better.
func (s *Store) mine(ctx context.Context, id civic.ReportID) bool {
	var n int
	err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM report WHERE id = ?", id[:]).Scan(&n)
	return err == nil && n > 0
}

// catchUpNear reads the digests that changed since the last time.
func (s *Store) catchUpNear(ctx context.Context) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT report, rev, body_box FROM near WHERE rev > ? ORDER BY rev", s.near.rev)
	if err != nil {
		return err
	}
	defer rows.Close()
	if s.near.rows == nil {
		s.near.rows = map[civic.ReportID]civic.Digest{}
	}
	newest := s.near.rev
	for rows.Next() {
		var id, box []byte
		if err := rows.Scan(&id, &newest, &box); err != nil {
			return err
		}
		if len(id) != 16 {
			return fmt.Errorf("%w: digest", ErrDamaged)
		}
		d, err := s.unboxNear(civic.ReportID(id), box)
		if err != nil {
			return err
		}
		if d.Status.Open() {
			s.near.rows[d.ID] = d
		} else {
			delete(s.near.rows, d.ID)
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	s.near.rev = newest
	return nil
}

// near measures a report against a place.
func near(d civic.Digest, at civic.Place, within civic.Metres) (n Near, ok bool) {
	n.Digest = d
	if isClose(at, d.Place, within) {
		n.Placed, n.Distance = true, civic.Distance(at.Position, d.Place.Position)
		return n, true
	}
	bothPlaced := at.Source != civic.SourceNone && d.Place.Source != civic.SourceNone
	return n, !bothPlaced && sameAddress(at, d.Place)
}

// isClose says that two positions are within some metres. A band of latitude is looked at first: it costs nothing.
func isClose(a, b civic.Place, within civic.Metres) bool {
	if a.Source == civic.SourceNone || b.Source == civic.SourceNone {
		return false
	}
	const degree = 111_000 // metres, of latitude, a little less than there are
	if math.Abs(float64(a.Position.Lat-b.Position.Lat))*degree > float64(within) {
		return false
	}
	return civic.Distance(a.Position, b.Position) <= within
}

// sameAddress says that all that was typed of one address is in the other: a street alone is not enough to be one place.
func sameAddress(at, of civic.Place) bool {
	words := civic.Words(at.Address)
	if len(words) < 2 || at.Settlement != "" && of.Settlement != "" && civic.Normalise(at.Settlement) != civic.Normalise(of.Settlement) {
		return false
	}
	have := civic.Words(of.Address)
	for _, w := range words {
		if !slices.Contains(have, w) {
			return false
		}
	}
	return true
}

func spaced(words []string) []string {
	stems := make([]string, len(words))
	for i, w := range words {
		stems[i] = " " + w
	}
	return stems
}
