package db

import (
	"errors"
	"fmt"
	"time"

	"priyom/civic"
)

// ErrStale is returned when something was changed by somebody else in the meantime.
var ErrStale = errors.New("db: changed meanwhile")

// Case is what the portal made of a report: as moderators left it, who deals with it, and by when.
type Case struct {
	Report     civic.ReportID
	Arrival    int64
	Version    int64 // grows with every PutCase
	Number     string
	Text       string
	Category   civic.CategorySlug
	Theme      civic.ThemeSlug
	Urgency    civic.Urgency
	Place      civic.Place // Accuracy is the report's alone
	Status     civic.Status
	StatusAt   time.Time
	Level      int // of moderation: 1 or 2
	Department civic.DepartmentSlug
	Executor   Account // the member of staff who deals with it; zero: nobody yet

	Captured                                         time.Time // by the device's clock
	Received                                         time.Time
	Registered, Published, Replied, Solved, ClosedAt time.Time // zero: not yet

	DueKind  civic.DeadlineKind // what must be done next; "": nothing is owed
	DueClass civic.DeadlineSlug
	DueAt    time.Time
	Rung     int // of the escalation ladder; 0: not overdue

	Returns, Reworks int            // by departments, by citizens
	Rating           int            // 1 to 5; 0: none
	Supporters       int            // people who joined in
	MergedInto       civic.ReportID // zero: it stands for itself
	Author           Account        // the citizen whose account it came from; zero: somebody without one
}

// Public says that everybody may see it.
func (c Case) Public() bool { return !c.Published.IsZero() }

// Account is the id of a person with an account, of staff or a citizen: 16 bytes, zero for nobody.
type Account [16]byte

// IsZero says that it is nobody.
func (a Account) IsZero() bool { return a == Account{} }

func (a Account) String() string { return fmt.Sprintf("%x", a[:]) }

// orNobody writes the zero id as NULL.
func orNobody(id [16]byte) any {
	if id == [16]byte{} {
		return nil
	}
	return id[:]
}

const caseColumns = `report, arrival, version, number, words, category, theme, urgency, address, settlement, lat, lon, source, status,
	status_at, level, department, executor, captured_at, received_at, registered_at, published_at, replied_at, solved_at, closed_at,
	due_kind, due_class, due_at, rung, returns, reworks, rating, supporters, merged_into, author`

func readCase(row scanner) (c Case, err error) {
	p := &c.Place
	err = row.Scan(fixed(c.Report[:]), &c.Arrival, &c.Version, &c.Number, &c.Text, &c.Category, &c.Theme, &c.Urgency, &p.Address,
		&p.Settlement, &p.Position.Lat, &p.Position.Lon, &p.Source, &c.Status, moment{&c.StatusAt}, &c.Level, &c.Department,
		fixed(c.Executor[:]), moment{&c.Captured}, moment{&c.Received}, moment{&c.Registered}, moment{&c.Published}, moment{&c.Replied},
		moment{&c.Solved}, moment{&c.ClosedAt}, &c.DueKind, &c.DueClass, moment{&c.DueAt}, &c.Rung, &c.Returns, &c.Reworks, &c.Rating,
		&c.Supporters, fixed(c.MergedInto[:]), fixed(c.Author[:]))
	return c, err
}

func (c Case) values() []any {
	p := c.Place
	return []any{
		c.Report[:], c.Arrival, c.Version, c.Number, c.Text, string(c.Category), string(c.Theme), string(c.Urgency), p.Address,
		p.Settlement, float64(p.Position.Lat), float64(p.Position.Lon), string(p.Source), string(c.Status), c.StatusAt.UnixMilli(), c.Level,
		string(c.Department), orNobody(c.Executor), c.Captured.UnixMilli(), c.Received.UnixMilli(), orNull(c.Registered),
		orNull(c.Published), orNull(c.Replied), orNull(c.Solved), orNull(c.ClosedAt), string(c.DueKind), string(c.DueClass), orNull(c.DueAt),
		c.Rung, c.Returns, c.Reworks, c.Rating, c.Supporters, orNobody(c.MergedInto), orNobody(c.Author),
	}
}

// OpenCase begins the case of a report that was just added.
func (t *Tx) OpenCase(c Case) error {
	c.Version, c.Level = 1, max(c.Level, 1)
	if err := t.touch(c.Report); err != nil {
		return err
	}
	c = c.kept()
	if err := t.wait(inCase, &c); err != nil {
		return err
	}
	learn(&t.late.cases, c.Report, &c)
	delete(t.known.cases, c.Report)
	if !c.Public() {
		return nil
	}
	return t.followPublic(c.Report)
}

// kept is a case as it comes back from the database.
func (c Case) kept() Case {
	p := &c.Place
	for _, s := range []*string{
		&c.Number, &c.Text, (*string)(&c.Category), (*string)(&c.Theme), (*string)(&c.Urgency), &p.Address, &p.Settlement, (*string)(&p.Source),
		(*string)(&c.Status), (*string)(&c.Department), (*string)(&c.DueKind), (*string)(&c.DueClass),
	} {
		*s = plainText(*s)
	}
	for _, at := range []*time.Time{&c.StatusAt, &c.Captured, &c.Received, &c.Registered, &c.Published, &c.Replied, &c.Solved, &c.ClosedAt, &c.DueAt} {
		*at = keptTime(*at)
	}
	p.Position.Accuracy = 0
	return c
}

// Case finds the case of a report; the error wraps ErrNotFound.
func (t *Tx) Case(id civic.ReportID) (Case, error) {
	if c := t.late.cases[id]; c != nil {
		return *c, nil
	}
	if c := t.known.cases[id]; c != nil {
		return *c, nil
	}
	if t.lacks("cases", id) && t.late.reports[id] != nil { // the case would wait, too
		return Case{}, fmt.Errorf("read case %s: %w", id, ErrNotFound)
	}
	c, err := one(t, "read case "+id.String(), readCase, "SELECT "+caseColumns+" FROM cases WHERE report = $1", id[:])
	if err == nil && !t.late.reads {
		learn(&t.known.cases, id, &c)
	}
	return c, err
}

// CaseByNumber finds the case that people ask for by a number: the latest, should there be several. The error wraps ErrNotFound.
func (t *Tx) CaseByNumber(number string) (Case, error) {
	return one(t, "find case", readCase, "SELECT "+caseColumns+" FROM cases WHERE number = $1 ORDER BY arrival DESC LIMIT 1", number)
}

// PutCase keeps a case that was read as c and changed; its status only changes with AddStep, and its supporters when somebody
// joins in. The error is ErrStale if
// somebody else was faster: read it again. On success c's version is the new one.
func (t *Tx) PutCase(c *Case) error {
	if err := t.touch(c.Report); err != nil {
		return err
	}
	if held := t.late.cases[c.Report]; held != nil {
		if held.Version != c.Version {
			return fmt.Errorf("db: put case %s: %w", c.Report, ErrStale)
		}
		c.Version++
		held.take(*c)
		return t.followPublic(c.Report)
	}
	changed, err := t.change(c.Report, "put case "+c.Report.String(), `UPDATE cases SET version = version + 1, words = $1, category = $2, theme = $3,
		urgency = $4, address = $5, settlement = $6, lat = $7, lon = $8, source = $9, level = $10, department = $11, executor = $12,
		registered_at = $13, published_at = $14, replied_at = $15, solved_at = $16, closed_at = $17, due_kind = $18, due_class = $19,
		due_at = $20, rung = $21, returns = $22, reworks = $23, rating = $24, merged_into = $25, author = $26
		WHERE report = $27 AND version = $28`,
		c.Text, string(c.Category), string(c.Theme), string(c.Urgency), c.Place.Address, c.Place.Settlement,
		float64(c.Place.Position.Lat), float64(c.Place.Position.Lon), string(c.Place.Source), c.Level, string(c.Department),
		orNobody(c.Executor), orNull(c.Registered), orNull(c.Published), orNull(c.Replied), orNull(c.Solved), orNull(c.ClosedAt),
		string(c.DueKind), string(c.DueClass), orNull(c.DueAt), c.Rung, c.Returns, c.Reworks, c.Rating,
		orNobody(c.MergedInto), orNobody(c.Author), c.Report[:], c.Version)
	if err != nil {
		return err
	}
	if changed == 0 {
		return fmt.Errorf("db: put case %s: %w", c.Report, ErrStale)
	}
	c.Version++
	return t.followPublic(c.Report)
}

// take makes of a case what PutCase keeps of another one.
func (c *Case) take(put Case) {
	put = put.kept()
	put.Report, put.Arrival, put.Number, put.Status, put.StatusAt = c.Report, c.Arrival, c.Number, c.Status, c.StatusAt
	put.Captured, put.Received, put.Supporters = c.Captured, c.Received, c.Supporters
	*c = put
}

// CasesIn lists the cases of a status that arrived after the given one, the first arrived first.
func (t *Tx) CasesIn(s civic.Status, after int64, limit int) ([]Case, error) {
	return all(t, "list cases", readCase, "SELECT "+caseColumns+" FROM cases WHERE status = $1 AND arrival > $2 ORDER BY arrival LIMIT $3",
		string(s), after, limit)
}
