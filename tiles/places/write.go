package places

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"encoding/binary"
	"fmt"
	"slices"
	"strconv"

	"priyom/tiles"
	"priyom/tiles/pack"
)

//go:embed schema.sql
var schema string

// Kinds of words in the table word.
const (
	wordSettlement = 1 + iota
	wordStreet
	wordLandmark
	wordClass
)

// What the upper bits of an id in the R*Tree say.
const (
	nearStrip = iota
	nearSettlement
	nearLandmark
	nearKilometre
	nearShift  = 60
	stripShift = 16
	maxStrips  = 1 << stripShift
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

// Write makes the index and adds it to a pack that is being written. The Builder is used up. The errors are ctx's and the
// database's.
func (b *Builder) Write(ctx context.Context, tx *sql.Tx) error {
	if b.err != nil {
		return b.err
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("places: write: %w", err)
	}
	x := &index{ctx: ctx, tx: tx, words: b.words, stmts: map[string]*sql.Stmt{}}
	for i := range x.found {
		x.found[i] = map[string][]int64{}
	}
	b.write(x)
	for _, s := range x.stmts {
		if err := s.Close(); x.err == nil {
			x.err = err
		}
	}
	if x.err != nil {
		return fmt.Errorf("places: write: %w", x.err)
	}
	return nil
}

func (b *Builder) write(x *index) {
	b.sort()
	cities, settlements := b.cities(b.settle())
	slices.SortFunc(settlements, func(a, b *settlement) int { return cmp.Or(cmp.Compare(a.key, b.key), comparePoints(a.at, b.at)) })
	streets := b.gather(cities, settlements)
	b.streets, b.houses = nil, nil
	next := 0
	for i, s := range settlements {
		for next < len(streets) && streets[next].settlement <= i {
			next++
		}
		x.settlement(int64(i+1), s, int64(next+1))
	}
	for i, s := range streets {
		x.street(int64(i+1), s)
	}
	number := map[*settlement]int{}
	for i, s := range settlements {
		number[s] = i + 1
	}
	for i, l := range b.landmarks {
		x.landmark(int64(i+1), l, number[cities.of(l.at)])
	}
	for i, k := range b.kilometres {
		x.kilometre(int64(i+1), k)
	}
	x.flush()
}

// sort puts what was added in an order that doesn't depend on when.
func (b *Builder) sort() {
	slices.SortStableFunc(b.streets, func(x, y addedStreet) int {
		return cmp.Or(cmp.Compare(x.id, y.id), cmp.Compare(x.names.Local, y.names.Local), slices.CompareFunc(x.line, y.line, comparePoints))
	})
	slices.SortStableFunc(b.houses, func(x, y addedHouse) int {
		return cmp.Or(cmp.Compare(x.id, y.id), comparePoints(x.at, y.at), cmp.Compare(x.number, y.number), cmp.Compare(x.street, y.street))
	})
	// What lies together is found together.
	slices.SortStableFunc(b.landmarks, func(x, y addedLandmark) int {
		return cmp.Or(cmp.Compare(hilbert(x.at), hilbert(y.at)), cmp.Compare(x.id, y.id), cmp.Compare(x.class, y.class), cmp.Compare(x.names.Local, y.names.Local))
	})
	slices.SortStableFunc(b.kilometres, func(x, y addedKilometre) int {
		return cmp.Or(cmp.Compare(x.id, y.id), comparePoints(x.at, y.at), cmp.Compare(x.distance, y.distance))
	})
}

// hilbert is how far along Hilbert's curve a point is; 16 bits each way.
func hilbert(p tiles.Point) (d uint64) {
	x, y := uint64(p.X)>>16&0xffff, uint64(p.Y)>>16&0xffff
	for s := uint64(1 << 15); s > 0; s /= 2 {
		var rx, ry uint64
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		d += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = 0xffff-x, 0xffff-y
			}
			x, y = y, x
		}
	}
	return d
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
