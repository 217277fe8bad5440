package places

import (
	"cmp"
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"slices"

	"priyom/tiles"
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

// Write makes the index and adds it to a pack that is being written. The Builder is used up. The errors are ctx's and the
// database's.
func (b *Builder) Write(ctx context.Context, tx *sql.Tx) error {
	if b.Ready(); b.err != nil {
		return fmt.Errorf("places: write: %w", b.err)
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return fmt.Errorf("places: write: %w", err)
	}
	x := &index{ctx: ctx, tx: tx, stmts: map[string]*sql.Stmt{}}
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
	for i, s := range b.ready.settlements {
		x.settlement(int64(i+1), s)
	}
	for i, s := range b.ready.streets {
		x.street(int64(i+1), s)
	}
	for i, l := range b.landmarks {
		x.landmark(int64(i+1), l, b.ready.of[i])
	}
	for i, k := range b.kilometres {
		x.kilometre(int64(i+1), k)
	}
	for _, w := range b.ready.words {
		x.exec("INSERT INTO word VALUES (?, ?, ?)", w.kind, w.word, w.ids)
	}
}

// sort puts what was added in an order that doesn't depend on when.
func (b *Builder) sort() {
	slices.SortStableFunc(b.streets, func(x, y addedStreet) int {
		return cmp.Or(cmp.Compare(x.id, y.id), cmp.Compare(x.names.Local, y.names.Local), slices.CompareFunc(x.line, y.line, comparePoints))
	})
	slices.SortStableFunc(b.houses, func(x, y addedHouse) int {
		if x.id != y.id { // nearly always: the rest isn't asked
			return cmp.Compare(x.id, y.id)
		}
		return cmp.Or(comparePoints(x.at, y.at), cmp.Compare(x.number, y.number), cmp.Compare(x.street, y.street))
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
