package db

import (
	"regexp"
	"strings"
)

// sqlToken finds what a rewriting must look at, and what it must leave alone: comments, strings and quoted names.
var sqlToken = regexp.MustCompile(`--[^\n]*|[xX]'[0-9A-Fa-f]*'|'(?:[^']|'')*'|"[^"]*"` +
	`|\)\s*(?:STRICT|WITHOUT\s+ROWID)(?:\s*,\s*(?:STRICT|WITHOUT\s+ROWID))*` +
	`|\bAS\s+(?:TEXT|INTEGER|REAL|BLOB)\b|\b(?:TEXT|INTEGER|REAL|BLOB)\b`)

// ForPostgres rewrites a step of the schema that is written for SQLite. Text is compared byte by byte in both.
func ForPostgres(script string) string {
	return sqlToken.ReplaceAllStringFunc(script, func(token string) string {
		switch token {
		case "BLOB":
			return "BYTEA"
		case "INTEGER":
			return "BIGINT"
		case "REAL":
			return "DOUBLE PRECISION"
		case "TEXT":
			return `TEXT COLLATE "C"`
		}
		switch token[0] {
		case ')':
			return ")"
		case 'x', 'X':
			return `'\x` + token[2:len(token)-1] + "'::bytea"
		case 'A':
			return "AS " + map[string]string{"BLOB": "BYTEA", "INTEGER": "BIGINT", "REAL": "DOUBLE PRECISION", "TEXT": "TEXT"}[strings.Fields(token)[1]]
		}
		return token
	})
}
