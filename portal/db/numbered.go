package db

// numbered makes $1 mean the first argument wherever it stands. SQLite takes $1 for a name, and gives arguments to names in the
// order in which they turn up in the statement; ?1 is the number.
func numbered(query string) string {
	b := []byte(query)
	for i := range len(b) - 1 {
		if b[i] == '$' && b[i+1] >= '1' && b[i+1] <= '9' {
			b[i] = '?'
		}
	}
	return string(b)
}
