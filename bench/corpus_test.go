package bench

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/mattn/go-sqlite3" // built with the tag sqlite_fts5

	"priyom/assets"
	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

func check(b testing.TB, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// shared is a file of real ones; the benchmark is skipped where there are none.
func shared(b testing.TB, name string) []byte {
	b.Helper()
	raw, err := os.ReadFile(filepath.Join(sharedFolder(), name))
	if err != nil {
		b.Skipf("set PRIYOM_SHARED to the folder with photos/: %v", err)
	}
	return raw
}

func sharedFolder() string {
	if dir := os.Getenv("PRIYOM_SHARED"); dir != "" {
		return filepath.Join(dir, "photos")
	}
	return filepath.Join("..", "..", "shared", "photos")
}

func classifier(b testing.TB) *civic.Classifier {
	b.Helper()
	c, err := assets.Classifier()
	check(b, err)
	return c
}

// corpus is what people of a district might report: sayings of the classifier, streets, names.
type corpus struct {
	said []said
}

type said struct {
	category civic.CategorySlug
	text     string
}

func newCorpus(b testing.TB) corpus {
	b.Helper()
	var c corpus
	for _, theme := range classifier(b).Themes() {
		for _, category := range theme.Categories {
			for _, text := range category.Say.In(civic.LangRU) {
				c.said = append(c.said, said{category.Slug, text})
			}
		}
	}
	return c
}

var (
	streets  = strings.Fields("Лесная Школьная Центральная Садовая Полевая Молодёжная Заречная Новая Степная Вишнёвая Набережная Мира Победы Гагарина Пушкина Кирова")
	surnames = strings.Fields("Петрова Иванова Кузнецова Попова Соколова Лебедева Козлова Новикова Морозова Волкова Бондаренко Шевченко Коваленко Чебан Русу Мунтяну")
	names    = strings.Fields("Анна Мария Елена Ольга Наталья Татьяна Ирина Светлана Людмила Галина")
	details  = strings.Split("третий день|у остановки|возле школы|за мостом|напротив магазина|у детского сада|на повороте|после дождя|с прошлой недели|рядом с колодцем", "|")
)

// fill makes the ith report of a draft.
func (c corpus) fill(r *civic.Report, i int) {
	s := c.said[i*7%len(c.said)]
	r.Category = s.category
	r.Text = fmt.Sprintf("%s %s, дом %d. Звонили %d раза, никто не приехал", s.text, details[i%len(details)], i%180+1, i%5+2)
	r.Place = civic.Place{Address: fmt.Sprintf("ул. %s, %d", streets[i%len(streets)], i%180+1), Settlement: "Ставчены"}
	r.Reporter.Name = surnames[i/3%len(surnames)] + " " + names[i%len(names)]
}

// home begins a memory with n captured reports. It is in memory, for the sake of the time that so many fsyncs take on a disk;
// what is measured reads from the page cache in any case.
func home(b *testing.B, n int) string {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "priyom-bench-*")
	if err != nil {
		dir = b.TempDir()
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	s := storetest.Open(b, dir, store.Options{})
	storetest.NewPortal(b).Enroll(b, s, "СТ-01")
	c := newCorpus(b)
	for i := range n {
		r, err := s.NewReport()
		check(b, err)
		c.fill(&r, i)
		_, err = s.Capture(b.Context(), r)
		check(b, err)
	}
	check(b, s.Close())
	return dir
}

// plain is the peer: the same reports in a SQLite file, readable by anybody, with a full-text index on the disk.
func plain(b *testing.B, s *store.Store) string {
	b.Helper()
	ids, err := s.Find(b.Context(), store.Query{})
	check(b, err)
	path := filepath.Join(filepath.Dir(tempFile(b)), "plain.db")
	db, err := sql.Open("sqlite3", path)
	check(b, err)
	defer db.Close()
	tx, err := db.Begin()
	check(b, err)
	for _, q := range []string{
		"CREATE TABLE report (n INTEGER PRIMARY KEY, id BLOB, number TEXT, category TEXT, text TEXT, address TEXT, status TEXT, name TEXT, words TEXT)",
		"CREATE VIRTUAL TABLE found USING fts5 (words, content = 'report', content_rowid = 'n')",
	} {
		_, err := tx.Exec(q)
		check(b, err)
	}
	for i := len(ids) - 1; i >= 0; i-- {
		r, err := s.Report(b.Context(), ids[i])
		check(b, err)
		words := " " + strings.Join(civic.Words(strings.Join([]string{r.Number, r.Text, r.Place.Address, r.Place.Settlement, r.Reporter.Name}, " ")), " ")
		_, err = tx.Exec("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", len(ids)-i, r.ID[:], r.Number, string(r.Category), r.Text, r.Place.Address,
			string(r.Status), r.Reporter.Name, words)
		check(b, err)
	}
	_, err = tx.Exec("INSERT INTO found (found) VALUES ('rebuild')")
	check(b, err)
	check(b, tx.Commit())
	return path
}

func tempFile(b *testing.B) string {
	b.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "priyom-bench-*")
	if err != nil {
		dir = b.TempDir()
	}
	b.Cleanup(func() { _ = os.RemoveAll(dir) })
	return filepath.Join(dir, "file")
}
