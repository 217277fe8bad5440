package places

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"sync"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// ErrNoIndex is returned for a pack that holds a map and nothing to search.
var ErrNoIndex = errors.New("places: the pack has no index")

// Places answers from a pack's index. It may be used by several goroutines at once, as long as the pack is open.
type Places struct {
	path        string
	db          *sql.DB
	words       *vocabulary
	settlements []settled // in the order of their ids, which are 1, 2, …
	firsts      []int64   // their first streets
	posts       []post

	prefix, exact, strips, nearby, corners, among, outline *sql.Stmt

	mu    sync.Mutex
	known [wordClass + 1][]string // all words of a kind, for mistyped ones; read when there is first need
}

// settled is a settlement without its outline.
type settled struct {
	names      pack.Names
	class      pack.Class
	population int
	at         tiles.Point
	street     int64
	border     int
}

// post is a kilometre's.
type post struct {
	distance, ref, key string
	at                 tiles.Point
}

// Open reads what is needed to search a pack. The errors are ErrNoIndex, pack.ErrDamaged, or the disk's.
func Open(p *pack.Pack) (*Places, error) {
	words, err := loadVocabulary()
	if err != nil {
		return nil, err
	}
	l := &Places{path: p.Path(), db: p.DB(), words: words}
	ctx := context.Background()
	var tables int
	if err := l.db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'word'").Scan(&tables); err != nil {
		return nil, l.fail(ctx, "open", err)
	}
	if tables == 0 {
		return nil, fmt.Errorf("%s: %w", l.path, ErrNoIndex)
	}
	for _, s := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&l.prefix, "SELECT word, ids FROM word WHERE kind = ? AND word >= ? AND word < ? ORDER BY word LIMIT ?"},
		{&l.exact, "SELECT word, ids FROM word WHERE kind = ? AND word = ?"},
		{&l.strips, "SELECT id, data FROM strip WHERE id >= ? AND id < ? ORDER BY id"},
		// The R*Tree must come first: after ANALYZE the planner would rather scan strip.
		{&l.nearby, "SELECT n.id, n.minx, n.miny, s.data FROM nearby n LEFT JOIN strip s ON s.id = n.id WHERE n.maxx >= ? AND n.minx <= ? AND n.maxy >= ? AND n.miny <= ?"},
		// The R*Tree doesn't know of ids between two bounds; SQLite passes the others over before they come here.
		{&l.corners, "SELECT id, minx, miny FROM nearby WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? AND id >= ? AND id < ?"},
		// One row, as a row takes ten times as long to come here as to be found.
		{&l.among, "SELECT group_concat(id & ?) FROM nearby WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ? AND id >= ? AND id < ?"},
		{&l.outline, "SELECT outline FROM settlement WHERE id = ?"},
	} {
		if *s.to, err = l.db.PrepareContext(ctx, s.sql); err != nil {
			return nil, l.fail(ctx, "open", err)
		}
	}
	if err := errors.Join(l.loadSettlements(ctx), l.loadPosts(ctx)); err != nil {
		return nil, l.fail(ctx, "open", err)
	}
	return l, nil
}

// fail says what went wrong with the file: ctx's error if that is why, else what SQLite says is damage.
func (l *Places) fail(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if !errors.Is(err, pack.ErrDamaged) {
		err = fmt.Errorf("%w: %w", pack.ErrDamaged, err)
	}
	return fmt.Errorf("%s: places: %s: %w", l.path, what, err)
}

// each calls do for each row.
func each(rows *sql.Rows, err error, do func(scan func(...any) error) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := do(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (l *Places) loadSettlements(ctx context.Context) error {
	rows, err := l.db.QueryContext(ctx, "SELECT id, class, population, x, y, local, ru, uk, en, street, border FROM settlement ORDER BY id")
	return each(rows, err, func(scan func(...any) error) error {
		var s settled
		var id int64
		var n [4]sql.NullString
		if err := scan(&id, &s.class, &s.population, &s.at.X, &s.at.Y, &n[0], &n[1], &n[2], &n[3], &s.street, &s.border); err != nil {
			return err
		}
		s.names = names(n[0], n[1], n[2], n[3])
		l.settlements, l.firsts = append(l.settlements, s), append(l.firsts, s.street)
		if id != int64(len(l.settlements)) || len(l.settlements) > 1 && s.street < l.settlements[len(l.settlements)-2].street {
			return fmt.Errorf("%w: settlement %d out of order", pack.ErrDamaged, id)
		}
		return nil
	})
}

func (l *Places) loadPosts(ctx context.Context) error {
	rows, err := l.db.QueryContext(ctx, "SELECT distance, ref, x, y FROM kilometre ORDER BY id")
	return each(rows, err, func(scan func(...any) error) error {
		var k post
		if err := scan(&k.distance, &k.ref, &k.at.X, &k.at.Y); err != nil {
			return err
		}
		k.key = l.words.nameKey(k.ref)
		l.posts = append(l.posts, k)
		return nil
	})
}

// settlementOf is the number of a street's settlement from 1; 0 is none.
func (l *Places) settlementOf(street int64) int {
	i, _ := slices.BinarySearch(l.firsts, street+1)
	return i
}

// settlement is one by its number; false for none, and for numbers that a damaged file may hold.
func (l *Places) settlement(number int) (settled, bool) {
	if number < 1 || number > len(l.settlements) {
		return settled{}, false
	}
	return l.settlements[number-1], true
}

// Settlements lists the names of all settlements in a language, each once, in the order of the alphabet.
func (l *Places) Settlements(lang civic.Lang) []string {
	all := make([]string, 0, len(l.settlements))
	for _, s := range l.settlements {
		if name := in(s.names, lang); name != "" {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
