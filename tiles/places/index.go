package places

import (
	"context"
	"database/sql"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// index is what is being written.
type index struct {
	ctx   context.Context //nolint:containedctx // lives as long as one call of Write
	tx    *sql.Tx
	stmts map[string]*sql.Stmt
	err   error
}

func (x *index) exec(query string, args ...any) {
	if x.err == nil {
		x.err = x.ctx.Err()
	}
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
	// One that can be stopped takes the driver a goroutine for each row.
	_, x.err = s.ExecContext(context.WithoutCancel(x.ctx), args...)
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

func (x *index) settlement(id int64, s readySettlement) {
	if a := s.settlement.outline(); a != nil {
		x.nearby(nearSettlement, id, a.box)
	}
	n := s.names
	x.exec("INSERT INTO settlement VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", id, int64(s.class), s.population, int64(s.at.X), int64(s.at.Y),
		n.Local, other(n.RU, n.Local), other(n.UK, n.Local), other(n.EN, n.Local), s.firstStreet, s.border(), s.outline)
}

func (x *index) street(id int64, s readyStreet) {
	n := s.names
	x.exec("INSERT INTO street VALUES (?, ?, ?, ?, ?, ?, ?, ?)", id, int64(s.kind), int64(s.at.X), int64(s.at.Y),
		n.Local, other(n.RU, n.Local), other(n.UK, n.Local), other(n.EN, n.Local))
	for i, st := range s.strips {
		key := id<<stripShift | int64(i)
		x.exec("INSERT INTO strip VALUES (?, ?)", key, st.blob)
		x.nearby(nearStrip, key, st.box)
	}
}

func (x *index) landmark(id int64, l addedLandmark, settlement int32) {
	n := l.names
	x.exec("INSERT INTO landmark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", id, int64(l.class), int64(settlement), int64(l.at.X), int64(l.at.Y),
		other(n.Local, ""), other(n.RU, n.Local), other(n.UK, n.Local), other(n.EN, n.Local))
	x.nearby(nearLandmark, id, boxOf(nothing(), []tiles.Point{l.at}))
}

func (x *index) kilometre(id int64, k addedKilometre) {
	x.exec("INSERT INTO kilometre VALUES (?, ?, ?, ?, ?)", id, k.distance, k.ref, int64(k.at.X), int64(k.at.Y))
	x.nearby(nearKilometre, id, boxOf(nothing(), []tiles.Point{k.at}))
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
