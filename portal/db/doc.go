// Package db is the portal's database: every SQL statement of the portal is here.
//
// Its invariant: an entry is there once, as it was hashed, or not at all, and what people look at was made from entries
// in the same transaction. A Write that returned nil survives a power cut.
//
// Two engines: SQLite, a file with one writer and any number of processes, and PostgreSQL from 15 on, a schema that several
// portals may share. Writers follow one another in both. The statements are the same for both, and so keep to what both
// understand: $1, RETURNING, ON CONFLICT, no rowid, no functions for dates, MAX and MIN of one column only, yes and no as 1
// and 0, no BLOB literals. Text is compared byte by byte, also by LIKE. Numbers that must follow the order of commits come
// from the table counter rather than from sequences. A parameter's type follows from what it is compared with: where that is a
// number in the statement, PostgreSQL takes it for a short integer, so compare columns. After a statement that failed a
// transaction is over: what may be there already is written with ON CONFLICT.
//
// Steps of the schema are written for SQLite and rewritten for PostgreSQL (ForPostgres). All tests of the portal run on
// PostgreSQL with PRIYOM_ENGINE=postgres scripts/postgres.sh go test ./portal/...
package db
