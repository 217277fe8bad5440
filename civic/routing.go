package civic

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
)

// ErrRouting is returned for a table of routes that makes no sense.
var ErrRouting = errors.New("civic: bad routing")

// MaxRoutes is the most rows that a table may have.
const MaxRoutes = 5000

// Route sends some kinds of problems in some places to a department. What it leaves out it doesn't ask for.
type Route struct {
	Settlements []string       `json:"settlements,omitempty"` // as people call them, with or without what kind they are
	Themes      []ThemeSlug    `json:"themes,omitempty"`
	Categories  []CategorySlug `json:"categories,omitempty"`
	Department  DepartmentSlug `json:"department,omitempty"` // one of the classifier's
	Title       Title          `json:"title,omitzero"`       // or one of the district's own, such as a village's office
}

// Routing is a district's table of who deals with what where. Without a row that fits, the classifier's department does.
type Routing struct {
	routes []Route
	places [][][]string // words of each route's settlements
	table  string       // as it was read
}

// ParseRouting reads a table from a JSON list. The error is ErrRouting. Departments and kinds that a classifier doesn't know are
// no error: a newer portal may know more.
func ParseRouting(data []byte) (Routing, error) {
	r := Routing{table: string(data)}
	if err := json.Unmarshal(data, &r.routes); err != nil {
		return Routing{}, fmt.Errorf("%w: %w", ErrRouting, err)
	}
	if len(r.routes) > MaxRoutes {
		return Routing{}, fmt.Errorf("%w: %d routes", ErrRouting, len(r.routes))
	}
	for i, route := range r.routes {
		switch {
		case route.Department == "" && route.Title == Title{}:
			return Routing{}, fmt.Errorf("%w: route %d leads nowhere", ErrRouting, i+1)
		case route.Department != "" && !validSlug(route.Department):
			return Routing{}, fmt.Errorf("%w: route %d: department %q", ErrRouting, i+1, route.Department)
		case route.Title != Title{} && (route.Title.RU == "" || route.Title.UK == "" || route.Title.EN == ""):
			return Routing{}, fmt.Errorf("%w: route %d: its title lacks a language", ErrRouting, i+1)
		}
		var places [][]string
		for _, s := range route.Settlements {
			words := Words(s)
			if len(words) == 0 {
				return Routing{}, fmt.Errorf("%w: route %d: a settlement without a name", ErrRouting, i+1)
			}
			places = append(places, words)
		}
		r.places = append(r.places, places)
	}
	return r, nil
}

// Equal says that two tables were read from the same text.
func (r Routing) Equal(other Routing) bool { return r.table == other.table }

// Routes lists the rows. The caller owns the slice, not what is in it.
func (r Routing) Routes() []Route { return slices.Clone(r.routes) }

// Len is how many routes there are.
func (r Routing) Len() int { return len(r.routes) }

// Check says which kinds and departments of the table a classifier doesn't know; the error is ErrRouting.
func (r Routing) Check(known *Classifier) error {
	for i, route := range r.routes {
		for _, slug := range route.Themes {
			if _, ok := known.Theme(slug); !ok {
				return fmt.Errorf("%w: route %d: theme %q", ErrRouting, i+1, slug)
			}
		}
		for _, slug := range route.Categories {
			if _, ok := known.Category(slug); !ok {
				return fmt.Errorf("%w: route %d: category %q", ErrRouting, i+1, slug)
			}
		}
		if _, ok := known.Department(route.Department); route.Department != "" && !ok {
			return fmt.Errorf("%w: route %d: department %q", ErrRouting, i+1, route.Department)
		}
	}
	return nil
}

// Responsible is who deals with a category in a settlement: the route that asks for most decides, of equals the first; a
// settlement counts for more than a category, a category for more than a theme. ok is false for a category, or a
// department, that the classifier doesn't know.
func (r Routing) Responsible(known *Classifier, slug CategorySlug, settlement string) (d Department, ok bool) {
	c, ok := known.Category(slug)
	if !ok {
		return d, false
	}
	words := Words(settlement)
	best, found := -1, 0
	for i, route := range r.routes {
		if weight, fits := r.fits(i, c, words); fits && weight > found && r.leads(known, route) {
			best, found = i, weight
		}
	}
	if best < 0 {
		return known.Department(c.Department)
	}
	route := r.routes[best]
	if route.Title != (Title{}) {
		return Department{Slug: route.Department, Title: route.Title}, true
	}
	return known.Department(route.Department)
}

func (r Routing) leads(known *Classifier, route Route) bool {
	_, ok := known.Department(route.Department)
	return ok || route.Title != Title{}
}

// fits weighs how much a route asks for, if it fits.
func (r Routing) fits(i int, c Category, settlement []string) (weight int, ok bool) {
	route := r.routes[i]
	weight = 1
	if len(route.Settlements) > 0 {
		if !slices.ContainsFunc(r.places[i], func(name []string) bool { return endsWith(settlement, name) }) {
			return 0, false
		}
		weight += 8
	}
	switch {
	case slices.Contains(route.Categories, c.Slug):
		weight += 4
	case slices.Contains(route.Themes, c.Theme):
		weight += 2
	case len(route.Categories)+len(route.Themes) > 0:
		return 0, false
	}
	return weight, true
}

// endsWith says that words end with others: what kind of settlement it is stands before its name.
func endsWith(words, tail []string) bool {
	return len(words) >= len(tail) && slices.Equal(words[len(words)-len(tail):], tail)
}
