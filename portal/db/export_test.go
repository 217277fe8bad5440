package db

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
