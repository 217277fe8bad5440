// Package db is the portal's database: every SQL statement of the portal is here.
//
// Its invariant: an entry is there once, as it was hashed, or not at all, and what people look at was made from entries
// in the same transaction. A Write that returned nil survives a power cut.
//
// SQLite for now, with one writer and several readers, and any number of processes. The statements keep to what
// PostgreSQL understands too ($1, RETURNING, ON CONFLICT), and numbers that must follow commit order come from the table
// counter rather than from sequences.
package db
