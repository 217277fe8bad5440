package places

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// index is what is being written.
type index struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call of Write
	tx    *sql.Tx
	words *vocabulary
	found [wordClass + 1]map[string][]int64
	stmts map[string]*sql.Stmt
	err   error
}

func (x *index) exec(query string, args ...any) {
	if x.err != nil {
		return
	}
	s := x.stmts[query]
	if s == nil {
		if s, x.err = x.tx.PrepareContext(x.ctx, query); x.err != nil {
			return
		}
		x.stmts[query] = s
	}
	_, x.err = s.ExecContext(x.ctx, args...)
}

// other is a translation, or NULL where it only repeats the local name.
func other(name, local string) any {
	if name == "" || name == local {
		return nil
	}
	return name
}

func (x *index) nearby(kind, id int64, b tiles.Box) {
	const off = tiles.WorldSize / 2
	x.exec("INSERT INTO nearby VALUES (?, ?, ?, ?, ?)", kind<<nearShift|id, int64(b.MinX-off), int64(b.MaxX-off), int64(b.MinY-off), int64(b.MaxY-off))
}

func (x *index) name(kind int, id int64, names ...string) {
	for _, n := range names {
		tokens := x.words.tokens(n)
		if kind == wordStreet && !allTypes(tokens) {
			tokens = slices.DeleteFunc(tokens, func(t token) bool { return t.kind != 0 })
		}
		for _, t := range tokens {
			if t.digit {
				x.word(kind, t.sound, id)
				if bare := leading(t.sound); bare > 0 { // "2-a" also as "2"
					x.word(kind, strconv.Itoa(bare), id)
				}
				continue
			}
			for _, f := range x.words.forms(t.text) {
				x.word(kind, f, id)
			}
		}
	}
}

func allTypes(tokens []token) bool {
	return !slices.ContainsFunc(tokens, func(t token) bool { return t.kind == 0 })
}

func (x *index) word(kind int, word string, id int64) {
	ids := x.found[kind][word]
	if len(ids) == 0 || ids[len(ids)-1] != id {
		x.found[kind][word] = append(ids, id)
	}
}

func (x *index) settlement(id int64, s *settlement, firstStreet int64) {
	var outline []byte
	if a := s.outline(); a != nil {
		tolerance := units(outlineTolerance, s.at)
		var rings [][]tiles.Point
		for _, r := range a.rings {
			if r = simplifyRing(r, tolerance); len(r) >= 3 && len(r) <= maxRing {
				rings = append(rings, r)
			}
		}
		var w pen
		w.lines(rings)
		outline = w.to
		x.nearby(nearSettlement, id, a.box)
	}
	n := s.names
	x.exec("INSERT INTO settlement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, int64(s.class), s.population, int64(s.at.X), int64(s.at.Y),
		n.Local, other(n.RU, n.Local), other(n.UK, n.Local), other(n.EN, n.Local), firstStreet, s.border(), outline)
	x.name(wordSettlement, id, n.Local, n.RU, n.UK, n.EN)
	for alias := range s.aliases {
		x.name(wordSettlement, id, alias)
	}
}

func (x *index) street(id int64, s *street) {
	n := s.names
	x.exec("INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?, ?)", id, int64(s.kind), int64(s.at.X), int64(s.at.Y),
		n.Local, other(n.RU, n.Local), other(n.UK, n.Local), other(n.EN, n.Local))
	for names := range s.spelled {
		x.name(wordStreet, id, names.Local, names.RU, names.UK, names.EN)
	}
	for name := range s.said {
		x.name(wordStreet, id, name)
	}
	strips := s.strips()
	if len(strips) > maxStrips {
		x.err = cmp.Or(x.err, fmt.Errorf("street %d has %d strips", id, len(strips)))
	}
	for i, st := range strips {
		key := id<<stripShift | int64(i)
		x.exec("INSERT INTO strip VALUES (?, ?)", key, st.blob())
		x.nearby(nearStrip, key, st.box())
	}
}

func (x *index) landmark(id int64, l addedLandmark, settlement int) {
	n := l.names
	x.exec("INSERT INTO landmark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", id, int64(l.class), settlement, int64(l.at.X), int64(l.at.Y),
		other(n.Local, ""), other(n.RU, n.Local), other(n.UK, n.Local), other(n.EN, n.Local))
	x.nearby(nearLandmark, id, boxOf(nothing(), []tiles.Point{l.at}))
	x.name(wordLandmark, id, n.Local, n.RU, n.UK, n.EN)
	if _, known := x.words.class(l.class); known {
		x.word(wordClass, strconv.Itoa(int(l.class)), id)
	}
}

func (x *index) kilometre(id int64, k addedKilometre) {
	x.exec("INSERT INTO kilometre VALUES (?, ?, ?, ?, ?)", id, k.distance, k.ref, int64(k.at.X), int64(k.at.Y))
	x.nearby(nearKilometre, id, boxOf(nothing(), []tiles.Point{k.at}))
}

// flush writes the words in their order.
func (x *index) flush() {
	for kind, words := range x.found {
		all := make([]string, 0, len(words))
		for w := range words {
			all = append(all, w)
		}
		slices.Sort(all)
		for _, w := range all {
			ids := words[w]
			slices.Sort(ids)
			var blob []byte
			last := int64(0)
			for _, id := range slices.Compact(ids) {
				blob = binary.AppendUvarint(blob, uint64(id-last))
				last = id
			}
			x.exec("INSERT INTO word VALUES (?, ?, ?)", kind, w, blob)
		}
	}
}

// names reads what was written with other.
func names(local, ru, uk, en sql.NullString) pack.Names {
	or := func(s sql.NullString) string {
		if s.Valid {
			return s.String
		}
		return ""
	}
	return pack.Names{Local: or(local), RU: or(ru), UK: or(uk), EN: or(en)}
}
