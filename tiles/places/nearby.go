package places

import (
	"context"
	"database/sql"
	"fmt"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// around calls do for everything so many metres around a point: its id in the R*Tree, the corner of its box, and the strip if it
// is one.
func (l *Places) around(ctx context.Context, p tiles.Point, metres float64, do func(id int64, corner tiles.Point, s strip)) error {
	const off = tiles.WorldSize / 2
	rows, err := l.nearby.QueryContext(ctx, window(p, metres)...)
	return each(rows, err, func(scan func(...any) error) error {
		var id int64
		var corner tiles.Point
		var data sql.RawBytes
		if err := scan(&id, &corner.X, &corner.Y, &data); err != nil {
			return err
		}
		var s strip
		if id>>nearShift == nearStrip {
			var err error
			if s, err = parseStrip(data); err != nil {
				return fmt.Errorf("%w: strip %d: %w", pack.ErrDamaged, id, err)
			}
		}
		do(id, tiles.Point{X: corner.X + off, Y: corner.Y + off}, s)
		return nil
	})
}

// window are the values for what is asked of the R*Tree: so many metres around a point.
func window(p tiles.Point, metres float64) []any {
	const off = tiles.WorldSize / 2
	r := tiles.World(units(metres, p))
	return []any{int64(p.X - r - off), int64(p.X + r - off), int64(p.Y - r - off), int64(p.Y + r - off)}
}

// cornersAround calls do for everything of one kind so many metres around a point: its id without the kind, and the corner of its
// box. Strips aren't read for it, which is most of what around takes.
func (l *Places) cornersAround(ctx context.Context, kind int64, p tiles.Point, metres float64, do func(id int64, corner tiles.Point)) error {
	const off = tiles.WorldSize / 2
	rows, err := l.corners.QueryContext(ctx, append(window(p, metres), kind<<nearShift, (kind+1)<<nearShift)...)
	var id int64
	var corner tiles.Point
	to := []any{&id, &corner.X, &corner.Y} // for each row the same: there may be thousands
	return each(rows, err, func(scan func(...any) error) error {
		if err := scan(to...); err != nil {
			return err
		}
		do(id&^(kind<<nearShift), tiles.Point{X: corner.X + off, Y: corner.Y + off})
		return nil
	})
}

// idsAround is cornersAround for ids alone, of thousands of things in a fraction of the time.
func (l *Places) idsAround(ctx context.Context, kind int64, p tiles.Point, metres float64, do func(id int64)) error {
	args := append([]any{int64(1)<<nearShift - 1}, append(window(p, metres), kind<<nearShift, (kind+1)<<nearShift)...)
	rows, err := l.among.QueryContext(ctx, args...)
	return each(rows, err, func(scan func(...any) error) error {
		var list sql.RawBytes
		if err := scan(&list); err != nil {
			return err
		}
		id := int64(0)
		for i, c := range list {
			if c != ',' {
				id = id*10 + int64(c-'0')
			}
			if c == ',' || i == len(list)-1 {
				do(id)
				id = 0
			}
		}
		return nil
	})
}

// stripsOf reads a whole street.
func (l *Places) stripsOf(ctx context.Context, street int64) ([]strip, error) {
	var all []strip
	rows, err := l.strips.QueryContext(ctx, street<<stripShift, (street+1)<<stripShift)
	return all, each(rows, err, func(scan func(...any) error) error {
		var id int64
		var data sql.RawBytes
		if err := scan(&id, &data); err != nil {
			return err
		}
		s, err := parseStrip(data)
		if err != nil {
			return fmt.Errorf("%w: strip %d: %w", pack.ErrDamaged, id, err)
		}
		all = append(all, s)
		return nil
	})
}

// outlineOf reads a settlement's border; nil if it has none.
func (l *Places) outlineOf(ctx context.Context, number int) ([][]tiles.Point, error) {
	var data []byte
	if err := l.outline.QueryRowContext(ctx, number).Scan(&data); err != nil {
		return nil, err
	}
	rings, err := parseOutline(data)
	if err != nil {
		return nil, fmt.Errorf("%w: outline %d: %w", pack.ErrDamaged, number, err)
	}
	return rings, nil
}
