package store

// Pragma reads a pragma back from the connection that writes.
func Pragma(s *Store, name string) (value string, err error) {
	err = s.writer.QueryRow("PRAGMA " + name).Scan(&value)
	return value, err
}
