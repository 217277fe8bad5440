package db

import "context"

// Pragma reads a pragma back from the connections that write, or from those that read.
func Pragma(d *DB, writing bool, name string) (value string, err error) {
	pool := d.read
	if writing {
		pool = d.write
	}
	err = pool.QueryRow("PRAGMA " + name).Scan(&value)
	return value, err
}

// Exec changes the file as no part of the program does.
func Exec(d *DB, statement string) error {
	_, err := d.write.Exec(statement)
	return err
}

// Numbered is a statement as SQLite gets it.
func Numbered(query string) string { return numbered(query) }

// listening is an engine that notes the statements it is given.
type listening struct {
	engine
	heard *[]string
}

func (l listening) statement(query string) string {
	*l.heard = append(*l.heard, l.engine.statement(query))
	return l.engine.statement(query)
}

// Asked are the statements that f sends, as the engine gets them.
func Asked(ctx context.Context, d *DB, f func(*Tx) error) (queries []string, err error) {
	err = d.Read(ctx, func(t *Tx) error {
		t.engine = listening{t.engine, &queries}
		return f(t)
	})
	return queries, err
}
