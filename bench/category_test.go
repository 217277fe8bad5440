package bench

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/ru"
	"github.com/blevesearch/bleve/v2/search/query"

	"priyom/bench/versus"
	"priyom/civic"
)

const suggestions = 8 // rows under the field

// keystrokes are what stands in the field while people type what they say: after each letter.
func keystrokes(b *testing.B) (all []string) {
	for i, s := range newCorpus(b).said {
		if i%9 != 0 {
			continue
		}
		letters := []rune(s.text)
		for n := 1; n <= len(letters); n++ {
			all = append(all, string(letters[:n]))
		}
	}
	return all
}

// BenchmarkCategory suggests categories after each letter that is typed.
func BenchmarkCategory(b *testing.B) {
	c := classifier(b)
	typed := keystrokes(b)
	db, found := fullText(b, c), bleveIndex(b, c)
	var at [3]int
	next := func(i int) string { at[i]++; return typed[at[i]%len(typed)] }
	versus.Run(b, 5000, versus.Row{Group: "Category by typing", Figure: "suggestions after a keystroke", Unit: "µs"},
		versus.Side{Name: "Priyom (endings, typing errors, three languages)", Do: func() error { c.Search(next(0), civic.LangRU, suggestions); return nil }},
		versus.Side{Name: "SQLite FTS5 (beginnings only)", Do: func() error {
			words := civic.Words(next(1))
			if len(words) == 0 {
				return nil
			}
			return count(db, "SELECT rowid FROM said WHERE said MATCH ? ORDER BY rank LIMIT 8", `"`+strings.Join(words, `"* OR "`)+`"*`)
		}},
		versus.Side{Name: "bleve in memory (endings, typing errors)", Do: func() error {
			return askBleve(found, civic.Words(next(2)))
		}})
}

func phrases(c *civic.Classifier, f func(category civic.Category, text string)) {
	for _, theme := range c.Themes() {
		for _, category := range theme.Categories {
			for _, lang := range civic.Langs() {
				f(category, category.Title.In(lang))
				for _, text := range category.Say.In(lang) {
					f(category, text)
				}
			}
		}
	}
}

func fullText(b *testing.B, c *civic.Classifier) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", tempFile(b))
	check(b, err)
	b.Cleanup(func() { _ = db.Close() })
	tx, err := db.Begin()
	check(b, err)
	_, err = tx.Exec("CREATE VIRTUAL TABLE said USING fts5 (words, category UNINDEXED, prefix = '1 2 3')")
	check(b, err)
	phrases(c, func(category civic.Category, text string) {
		_, err := tx.Exec("INSERT INTO said VALUES (?, ?)", strings.Join(civic.Words(text), " "), string(category.Slug))
		check(b, err)
	})
	check(b, tx.Commit())
	return db
}

func bleveIndex(b *testing.B, c *civic.Classifier) bleve.Index {
	b.Helper()
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = ru.AnalyzerName
	index, err := bleve.NewMemOnly(mapping)
	check(b, err)
	b.Cleanup(func() { _ = index.Close() })
	batch := index.NewBatch()
	n := 0
	phrases(c, func(category civic.Category, text string) {
		n++
		check(b, batch.Index(string(category.Slug)+string(rune(n)), map[string]string{"words": text}))
	})
	check(b, index.Batch(batch))
	return index
}

func askBleve(index bleve.Index, words []string) error {
	if len(words) == 0 {
		return nil
	}
	var all []query.Query
	for i, w := range words {
		match := bleve.NewMatchQuery(w)
		if len([]rune(w)) >= 5 {
			match.SetFuzziness(1)
		}
		all = append(all, match)
		if i == len(words)-1 {
			all = append(all, bleve.NewPrefixQuery(w))
		}
	}
	_, err := index.Search(bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(all...), suggestions, 0, false))
	return err
}
