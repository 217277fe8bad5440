package db

import (
	"errors"

	"priyom/civic"
)

// Changed is a case that a transaction changed: as it was before and as it is in the end. Nil: it wasn't there, or isn't any more.
type Changed struct{ Before, After *Case }

// Counter keeps sums over cases: it is told of all that a transaction changed, at its end and as a part of it.
type Counter func(tx *Tx, changed []Changed) error

// Count lets a counter follow every change of a case, whoever makes it; call it before the first Write. The order in which
// cases were changed is kept.
func (d *DB) Count(c Counter) { d.count = c }

// touch notes that a case is about to change. Every method that writes the table cases calls it first.
func (t *Tx) touch(id civic.ReportID) error {
	if t.count == nil {
		return nil
	}
	if _, known := t.touched[id]; known {
		return nil
	}
	c, err := t.Case(id)
	switch {
	case errors.Is(err, ErrNotFound):
		t.remember(id, nil)
		return nil
	case err != nil:
		return err
	}
	t.remember(id, &c)
	return nil
}

func (t *Tx) remember(id civic.ReportID, before *Case) {
	if t.touched == nil {
		t.touched = map[civic.ReportID]*Case{}
	}
	t.touched[id] = before
	t.order = append(t.order, id)
}

// settleCounts tells the counter what was changed.
func (t *Tx) settleCounts() error {
	if t.count == nil || len(t.order) == 0 {
		return nil
	}
	if err := t.foreseeCases(t.order); err != nil {
		return err
	}
	changed := make([]Changed, 0, len(t.order))
	for _, id := range t.order {
		c, err := t.Case(id)
		switch {
		case errors.Is(err, ErrNotFound):
			changed = append(changed, Changed{Before: t.touched[id]})
		case err != nil:
			return err
		default:
			changed = append(changed, Changed{t.touched[id], &c})
		}
	}
	return t.count(t, changed)
}
