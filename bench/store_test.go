package bench

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"priyom/bench/versus"
	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

const screenful = 12 // rows

// BenchmarkReports is what a person waits for who has taken in so many reports: the start up to the first page, the list, a
// search. The peers keep the same reports readable in SQLite, where Priyom has them encrypted and its index in memory.
func BenchmarkReports(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		if n > 10_000 && testing.Short() {
			continue
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := home(b, n)
			s := storetest.Open(b, dir, store.Options{})
			path := plain(b, s)
			db, err := sql.Open("sqlite3", path)
			check(b, err)
			b.Cleanup(func() { _ = db.Close() })
			group := fmt.Sprintf("With %d reports", n)
			b.Run("start", func(b *testing.B) { benchStart(b, group, dir, path) })
			b.Run("list", func(b *testing.B) { benchList(b, group, s, db) })
			b.Run("search", func(b *testing.B) { benchSearch(b, group, s, db) })
			b.Run("verify", func(b *testing.B) { benchVerify(b, group, s, n) })
		})
	}
}

func benchStart(b *testing.B, group, dir, path string) {
	versus.Run(b, 20, versus.Row{Group: group, Figure: "open, make the search index, first page of the list (passphrase included)"},
		versus.Side{Name: "Priyom", Do: func() error {
			s := storetest.Open(b, dir, store.Options{})
			if err := firstPage(b, s); err != nil {
				return err
			}
			return s.Close()
		}},
		versus.Side{Name: "SQLite, unencrypted, index on disk", Do: func() error {
			db, err := sql.Open("sqlite3", path)
			if err != nil {
				return err
			}
			if err := pageOf(db, 0); err != nil {
				return err
			}
			return db.Close()
		}})
}

func firstPage(b *testing.B, s *store.Store) error {
	ids, err := s.Find(b.Context(), store.Query{})
	if err != nil {
		return err
	}
	_, err = s.Summaries(b.Context(), ids[:screenful])
	return err
}

// pageOf reads a page of the peer's list, the newest first.
func pageOf(db *sql.DB, at int) error {
	rows, err := db.Query("SELECT id, number, category, text, address, status FROM report ORDER BY n DESC LIMIT ? OFFSET ?", screenful, at)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id []byte
		var number, category, text, address, status string
		if err := rows.Scan(&id, &number, &category, &text, &address, &status); err != nil {
			return err
		}
	}
	return rows.Err()
}

func benchList(b *testing.B, group string, s *store.Store, db *sql.DB) {
	ids, err := s.Find(b.Context(), store.Query{})
	check(b, err)
	at, peerAt := 0, 0
	next := func(at *int) int { *at = (*at + 977) % (len(ids) - screenful); return *at }
	versus.Run(b, 600, versus.Row{Group: group, Figure: fmt.Sprintf("find all, and the %d rows of a page anywhere in the list", screenful)},
		versus.Side{Name: "Priyom", Do: func() error {
			ids, err := s.Find(b.Context(), store.Query{})
			if err != nil {
				return err
			}
			at := next(&at)
			_, err = s.Summaries(b.Context(), ids[at:at+screenful])
			return err
		}},
		versus.Side{Name: "SQLite LIMIT OFFSET, unencrypted", Do: func() error { return pageOf(db, next(&peerAt)) }})
}

// queries are typed as people do: parts of words, a street and a house, a name, a number.
func queries(b *testing.B, n int) (all []string) {
	c := newCorpus(b)
	for i := range 60 {
		var r civic.Report
		c.fill(&r, i*31)
		words := strings.Fields(r.Text)
		switch i % 5 {
		case 0:
			all = append(all, words[0])
		case 1:
			all = append(all, words[0]+" "+streets[i%len(streets)])
		case 2:
			all = append(all, fmt.Sprintf("%s %d", streets[i%len(streets)], i%180+1))
		case 3:
			all = append(all, r.Reporter.Name)
		case 4:
			all = append(all, fmt.Sprintf("СТ-01-%04d", i*n/60+1))
		}
	}
	return all
}

func benchSearch(b *testing.B, group string, s *store.Store, db *sql.DB) {
	ids, err := s.Find(b.Context(), store.Query{})
	check(b, err)
	typed := queries(b, len(ids))
	var at [3]int
	next := func(i int) []string { at[i]++; return civic.Words(typed[at[i]%len(typed)]) }
	versus.Run(b, 600, versus.Row{Group: group, Figure: "search, all that is found, newest first; 60 queries"},
		versus.Side{Name: "Priyom", Do: func() error {
			_, err := s.Find(b.Context(), store.Query{Text: strings.Join(next(0), " ")})
			return err
		}},
		versus.Side{Name: "SQLite FTS5, unencrypted", Do: func() error {
			return count(db, "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC", `"`+strings.Join(next(1), `"* AND "`)+`"*`)
		}},
		versus.Side{Name: "SQLite LIKE, unencrypted", Do: func() error {
			var where []string
			var args []any
			for _, w := range next(2) {
				where, args = append(where, "words LIKE ?"), append(args, "% "+w+"%")
			}
			return count(db, "SELECT n FROM report WHERE "+strings.Join(where, " AND ")+" ORDER BY n DESC", args...)
		}})
}

func count(db *sql.DB, query string, args ...any) error {
	rows, err := db.Query(query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

// benchVerify reads, decrypts and checks the whole journal, row by row against the reports. The peer is SQLite's own check.
func benchVerify(b *testing.B, group string, s *store.Store, n int) {
	path := plain(b, s)
	db, err := sql.Open("sqlite3", path)
	check(b, err)
	defer db.Close()
	versus.Run(b, 5, versus.Row{Group: group, Figure: "verify everything: chain, seals, reports against entries"},
		versus.Side{Name: "Priyom", Do: func() error {
			v, err := s.Verify(b.Context())
			if err == nil && (v.Entries != n || len(v.Findings) > 0) {
				err = fmt.Errorf("%+v", v)
			}
			return err
		}},
		versus.Side{Name: "PRAGMA integrity_check, unencrypted: no tampering seen", Do: func() error {
			return db.QueryRow("PRAGMA integrity_check").Err()
		}})
}
