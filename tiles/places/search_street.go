package places

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"priyom/tiles/pack"
)

// candidate is a street or landmark that may answer.
type candidate struct {
	id         int64
	settlement int
	far        float64 // of its settlement
	matched
	own matched // without its settlement's words
}

// best keeps the candidates that are worth a closer look: the exact ones first, then those in near settlements.
func best(all []candidate, n int) []candidate {
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.tier, b.tier), cmp.Compare(a.far, b.far), cmp.Compare(a.id, b.id))
	})
	return all[:min(n, len(all))]
}

// addStreets finds streets that have all words, some perhaps in their settlement's name, and the house in these.
func (s *search) addStreets(r reading, streets map[int64]matched, within []matched, need uint32) error {
	all := make([]candidate, 0, len(streets))
	for id, m := range streets {
		in := s.settlementOf(id)
		if both := joined2(m, within[in]); both.mask&need == need {
			all = append(all, candidate{id, in, s.farSettlement(in), both, m})
		}
	}
	if r.house != "" {
		for i, m := range within {
			// Houses of a settlement that have no street are in its first one, if that has no name.
			if one, ok := s.settlement(i); ok && m.mask&need == need {
				all = append(all, candidate{one.street, i, s.farSettlement(i), m, matched{}})
			}
		}
	}
	all = best(all, maxRows)
	rows, err := s.streetRows(all)
	if err != nil {
		return err
	}
	some := make([]found, 0, len(all))
	for _, c := range all {
		f, ok := rows[c.id]
		if nameless := f.names.Local == ""; !ok || s.settlementOf(c.id) != c.settlement || nameless != (c.own.mask == 0) {
			continue
		}
		f.settlement, f.tier = c.settlement, c.tier
		f.surplus = s.surplus(f.names, matched{c.own.mask, c.tier})
		f.otherType = r.kind != 0 && f.class != 0 && streetType(f.class) != r.kind
		f.class, f.far = pack.Street, s.far(f.at)
		some = append(some, f)
	}
	if r.house == "" {
		for i := range some {
			some[i].numbered = r.numbered
		}
		s.found = append(s.found, some...)
		return nil
	}
	slices.SortFunc(some, found.compare)
	for i, f := range some[:min(len(some), maxHouses)] {
		if err := s.addHouses(r, f, i); err != nil {
			return err
		}
	}
	return nil
}

// joined2 takes a word from where it answers best.
func joined2(own, settlement matched) matched {
	if settlement.mask&^own.mask == 0 {
		return own
	}
	return matched{own.mask | settlement.mask, max(own.tier, settlement.tier)}
}

func (s *search) farSettlement(number int) float64 {
	if one, ok := s.settlement(number); ok {
		return s.far(one.at)
	}
	return 0
}

// streetRows reads streets that no other reading of the query has read; the class of each is its type.
func (s *search) streetRows(all []candidate) (map[int64]found, error) {
	if s.streets == nil {
		s.streets = make(map[int64]found, len(all))
	}
	unread := make([]candidate, 0, len(all))
	for _, c := range all {
		if _, ok := s.streets[c.id]; !ok {
			unread = append(unread, c)
		}
	}
	if len(unread) == 0 {
		return s.streets, nil
	}
	rows, err := byIDs(s.ctx, s.db, "SELECT id, type, 0, x, y, local, ru, uk, en FROM street", unread)
	return s.streets, eachFound(rows, err, func(f found) error {
		f.kind = KindStreet
		s.streets[f.id] = f
		return nil
	})
}

// byIDs asks for the rows of the candidates.
func byIDs(ctx context.Context, db *sql.DB, query string, all []candidate) (*sql.Rows, error) {
	var where strings.Builder
	where.WriteString(query)
	where.WriteString(" WHERE id IN (")
	for i, c := range all {
		if i > 0 {
			where.WriteByte(',')
		}
		where.WriteString(strconv.FormatInt(c.id, 10))
	}
	where.WriteByte(')')
	return db.QueryContext(ctx, where.String())
}

// eachFound is each for rows of streets and landmarks. All of them are read to the same place: there may be hundreds.
func eachFound(rows *sql.Rows, err error, do func(found) error) error {
	var f found
	var n [4]sql.NullString
	to := []any{&f.id, &f.class, &f.settlement, &f.at.X, &f.at.Y, &n[0], &n[1], &n[2], &n[3]}
	return each(rows, err, func(scan func(...any) error) error {
		if err := scan(to...); err != nil {
			return err
		}
		f.names = names(n[0], n[1], n[2], n[3])
		return do(f)
	})
}
