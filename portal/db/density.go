package db

// Spot is a square of the map in a month. X and Y count squares of Web Mercator at a zoom that whoever counts has chosen.
type Spot struct {
	X, Y       int
	Month      int // as in a cell of GrainMonth
	Settlement string
	Theme      string
	Department string
	Public     bool
}

// SpotSum is a spot and how many reports are, or are to be added, there.
type SpotSum struct {
	Spot
	N int64
}

var spotForm = form{
	"density", "x, y, month, settlement, theme, department, public, version, n", 9,
	" ON CONFLICT (x, y, month, settlement, theme, department, public) DO UPDATE SET version = excluded.version, n = density.n + excluded.n",
}

func (t *Tx) addSpots(spots []SpotSum, version int64) error {
	rows := make([]rowSource, len(spots))
	for i, s := range spots {
		rows[i] = values{s.X, s.Y, s.Month, s.Settlement, s.Theme, s.Department, flag(s.Public), version, s.N}
	}
	return t.writeRows(spotForm, rows)
}

// SpotsSince calls f for every spot that changed after a version, in no particular order.
func (t *Tx) SpotsSince(version int64, f func(SpotSum) error) error {
	return each(t, "read spots", func(row scanner) (s SpotSum, err error) {
		err = row.Scan(&s.X, &s.Y, &s.Month, &s.Settlement, &s.Theme, &s.Department, &s.Public, &s.N)
		return s, err
	}, f, "SELECT x, y, month, settlement, theme, department, public, n FROM density WHERE version > $1", version)
}

// CasesAfter lists cases, the first arrived first, that arrived after the given one.
func (t *Tx) CasesAfter(arrival int64, limit int) ([]Case, error) {
	return all(t, "list cases", readCase, "SELECT "+caseColumns+" FROM cases WHERE arrival > $1 ORDER BY arrival LIMIT $2", arrival, limit)
}
