package db

import (
	"time"

	"priyom/civic"
)

// Placed is a case as somebody sees it who asks where the same goes wrong again.
type Placed struct {
	Report     civic.ReportID
	Arrival    int64
	Theme      civic.ThemeSlug
	Category   civic.CategorySlug
	Department civic.DepartmentSlug
	Place      civic.Place
	Status     civic.Status
	Received   time.Time
	Public     bool
}

// PlacedBefore lists cases with a position that aren't parts of others, the last arrived first, that arrived before the given one.
func (t *Tx) PlacedBefore(arrival int64, limit int) ([]Placed, error) {
	return all(t, "list placed cases", func(row scanner) (p Placed, err error) {
		at := &p.Place
		err = row.Scan(fixed(p.Report[:]), &p.Arrival, &p.Theme, &p.Category, &p.Department, &at.Address, &at.Settlement, &at.Position.Lat, &at.Position.Lon,
			&at.Source, &p.Status, moment{&p.Received}, &p.Public)
		return p, err
	}, `SELECT report, arrival, theme, category, department, address, settlement, lat, lon, source, status, received_at,
		CASE WHEN published_at IS NULL THEN 0 ELSE 1 END FROM cases
		WHERE arrival < $1 AND source <> '' AND merged_into IS NULL ORDER BY arrival DESC LIMIT $2`, arrival, limit)
}
