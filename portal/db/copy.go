package db

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrTaken is returned when a database that should be empty holds something.
var ErrTaken = errors.New("db: there is something in it already")

// ErrMoved is returned by a database that was moved to another place: it takes nothing any more.
var ErrMoved = errors.New("db: it was moved to another place")

// rowsAtOnce is how many rows one statement writes at most, and valuesAtOnce how many values: SQLite takes 32766.
const rowsAtOnce, valuesAtOnce = 200, 30000

// Untouched makes sure that nobody's portal is in a database: it is new, or a move into it was never finished. Otherwise the
// error wraps ErrTaken.
func (t *Tx) Untouched() error {
	if _, err := t.Setting(SettingMoving); err == nil {
		return nil
	}
	for _, used := range []string{"setting", "device", "entry", "cases"} {
		any, err := one(t, "look into "+used, value[bool], "SELECT EXISTS (SELECT 1 FROM "+used+")")
		if err != nil {
			return err
		}
		if any {
			return ErrTaken
		}
	}
	return nil
}

// CopyFrom makes a database that is Untouched hold what another one holds. It says that it is on the move (SettingMoving)
// until somebody deletes that.
func (t *Tx) CopyFrom(source *Tx) error {
	if err := t.Untouched(); err != nil {
		return err
	}
	ours, err := t.tables()
	if err != nil {
		return err
	}
	theirs, err := source.tables()
	if err != nil {
		return err
	}
	if got, want := shapes(ours), shapes(theirs); !slices.Equal(got, want) {
		return fmt.Errorf("db: copy: the schemas differ: %v, %v", got, want)
	}
	for _, one := range slices.Backward(ours) {
		if _, err := t.exec("empty table "+one.name, "DELETE FROM "+one.name); err != nil {
			return err
		}
	}
	for _, one := range ours {
		if err := t.fill(one, source); err != nil {
			return err
		}
	}
	return t.PutSetting(SettingMoving, nil)
}

// shapes is what two schemas must have in common.
func shapes(tables []table) (all []string) {
	for _, one := range tables {
		all = append(all, one.name+"("+strings.Join(one.columns, ",")+")")
	}
	slices.Sort(all)
	return all
}

// fill writes a table's rows, many with one statement.
func (t *Tx) fill(one table, source *Tx) error {
	width := len(one.columns)
	most := max(1, min(rowsAtOnce, valuesAtOnce/width))
	var values []any
	flush := func() error {
		if len(values) == 0 {
			return nil
		}
		_, err := t.exec("fill table "+one.name, "INSERT INTO "+one.name+" ("+strings.Join(one.columns, ", ")+") VALUES "+marks(len(values)/width, width), values...)
		values = values[:0]
		return err
	}
	if err := source.rows(one, func(row []any) error {
		values = append(values, row...)
		if len(values) == most*width {
			return flush()
		}
		return nil
	}); err != nil {
		return err
	}
	return flush()
}

// marks are the arguments' places: ($1, $2), ($3, $4).
func marks(rows, width int) string {
	var b strings.Builder
	for n := range rows * width {
		switch {
		case n == 0:
			b.WriteString("(")
		case n%width == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "$%d", n+1)
	}
	return b.String() + ")"
}

// Seal lets nothing be written any more, by whichever process, and says so to whoever opens the database: see Moved.
func (t *Tx) Seal() error {
	switch _, err := t.Setting(SettingMoved); {
	case err == nil:
		return nil
	case !errors.Is(err, ErrNotFound):
		return err
	}
	if err := t.PutSetting(SettingMoved, nil); err != nil {
		return err
	}
	tables, err := t.tables()
	if err != nil {
		return err
	}
	for _, one := range tables {
		if err := t.engine.seal(t.ctx, t.tx, one.name); err != nil {
			return wrap("seal "+one.name, err)
		}
	}
	return nil
}

// Moved says that the database is sealed.
func (t *Tx) Moved() (bool, error) {
	_, err := t.Setting(SettingMoved)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// Settle ends a move: from now on the database is a portal's.
func (t *Tx) Settle() error {
	_, err := t.exec("settle", "DELETE FROM setting WHERE name = $1", string(SettingMoving))
	return err
}

// Patient lets the transaction wait between two statements for as long as it likes; the engine would end it otherwise.
func (t *Tx) Patient() error { return wrap("wait", t.engine.patient(t.ctx, t.tx)) }
