package db

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
)

// table is a table of the schema, as the engine tells it.
type table struct {
	name    string
	columns []string // sorted
	refers  []string // to other tables
}

// tables lists the schema's tables, each behind those that it refers to.
func (t *Tx) tables() ([]table, error) {
	found, err := t.engine.tables(t.ctx, t.tx)
	if err != nil {
		return nil, wrap("list tables", err)
	}
	var sorted []table
	done := map[string]bool{}
	for len(sorted) < len(found) {
		before := len(sorted)
		for _, one := range found {
			ready := !slices.ContainsFunc(one.refers, func(to string) bool { return to != one.name && !done[to] })
			if ready && !done[one.name] {
				done[one.name] = true
				sorted = append(sorted, one)
			}
		}
		if len(sorted) == before {
			return nil, fmt.Errorf("db: tables refer to each other in a circle: %d of %d are clear", before, len(found))
		}
	}
	return sorted, nil
}

// pairs reads two columns of text.
func pairs(ctx context.Context, tx *sql.Tx, f func(a, b string), query string) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		f(a, b)
	}
	return rows.Err()
}

// gather makes tables of their columns and of what refers to what.
func gather(ctx context.Context, tx *sql.Tx, columns, references string) ([]table, error) {
	by := map[string]*table{}
	var names []string
	if err := pairs(ctx, tx, func(name, column string) {
		if by[name] == nil {
			by[name] = &table{name: name}
			names = append(names, name)
		}
		by[name].columns = append(by[name].columns, column)
	}, columns); err != nil {
		return nil, err
	}
	if err := pairs(ctx, tx, func(from, to string) {
		if by[from] != nil {
			by[from].refers = append(by[from].refers, to)
		}
	}, references); err != nil {
		return nil, err
	}
	slices.Sort(names)
	all := make([]table, 0, len(names))
	for _, name := range names {
		slices.Sort(by[name].columns)
		all = append(all, *by[name])
	}
	return all, nil
}
