package places

import (
	"context"
	"errors"
	"fmt"

	"priyom/tiles/pack"
)

// Verify reads all that only some questions would: every strip, outline and word. The error wraps pack.ErrDamaged and says what was
// found wrong first. pack.Verify has looked at the database itself.
func (l *Places) Verify(ctx context.Context) error {
	if err := l.verify(ctx); err != nil {
		return l.fail(ctx, "verify", err)
	}
	return nil
}

func (l *Places) verify(ctx context.Context) error {
	rows, err := l.db.QueryContext(ctx, "SELECT s.id, s.data, (SELECT count(*) FROM street t WHERE t.id = s.id >> ?) FROM strip s", stripShift)
	if err := each(rows, err, func(scan func(...any) error) error {
		var id, streets int64
		var data []byte
		if err := scan(&id, &data, &streets); err != nil {
			return err
		}
		if _, err := parseStrip(data); err != nil || streets != 1 {
			return fmt.Errorf("%w: strip %d: %w", pack.ErrDamaged, id, errBlob)
		}
		return nil
	}); err != nil {
		return err
	}
	for i := range l.settlements {
		if _, err := l.outlineOf(ctx, i+1); err != nil {
			return err
		}
	}
	rows, err = l.db.QueryContext(ctx, "SELECT word, ids FROM word")
	return each(rows, err, func(scan func(...any) error) error {
		_, _, err := scanWord(scan)
		return err
	})
}

// VerifyPack reads a pack from end to end, its index too, if it has one. The error is pack.Verify's or Verify's.
func VerifyPack(ctx context.Context, p *pack.Pack) error {
	if err := p.Verify(ctx); err != nil {
		return err
	}
	l, err := Open(p)
	if errors.Is(err, ErrNoIndex) {
		return nil
	}
	if err != nil {
		return err
	}
	return l.Verify(ctx)
}
