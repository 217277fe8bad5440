package demo

import (
	"time"

	"priyom/civic"
)

// bureau is a department, and how it works.
type bureau struct {
	Slug    civic.DepartmentSlug `json:"slug"`
	Start   float64              `json:"start"`   // hours until it begins, usually
	Solve   float64              `json:"solve"`   // hours of work, usually
	Returns float64              `json:"returns"` // share that it sends back
	Rework  float64              `json:"rework"`  // share that citizens send back
	Forget  float64              `json:"forget"`  // share that it leaves lying
	Rating  float64              `json:"rating"`  // that it gets, usually
	Head    string               `json:"head"`
	People  []string             `json:"people"`
}

func (b bureau) begins(d dice) time.Duration {
	return d.about(time.Duration(b.Start * float64(time.Hour)))
}

// works is how long it takes; what must be quick is.
func (b bureau) works(d dice, class civic.DeadlineSlug) time.Duration {
	hours := b.Solve
	switch class {
	case "emergency":
		hours = min(hours, 8)
	case "snow-ice":
		hours = min(hours, 20)
	case "rubbish":
		hours = min(hours, 36)
	case "high":
		hours *= 0.6
	}
	return d.about(time.Duration(hours * float64(time.Hour)))
}

// clerk is one of the staff who belong to no department.
type clerk struct {
	Login string     `json:"login"`
	Name  string     `json:"name"`
	Role  civic.Role `json:"role"`
}

// refusal is why something isn't dealt with.
type refusal struct {
	Reason civic.Reason `json:"reason"`
	Text   string       `json:"text"`
}

// phrases are what staff and citizens say.
type phrases struct {
	Staff     []clerk             `json:"staff"`
	Signatory string              `json:"signatory"`
	Greeting  string              `json:"greeting"`
	Done      map[string][]string `json:"done"` // by theme; "" for the others
	Again     []string            `json:"again"`
	Rejects   []refusal           `json:"rejects"`
	Appeals   []string            `json:"appeals"`
	Upheld    string              `json:"upheld"`
	Reopened  string              `json:"reopened"`
	Returns   []string            `json:"returns"`
	Decided   string              `json:"decided"`
	Assigned  string              `json:"assigned"`
	Reworks   []string            `json:"reworks"`
	Questions []string            `json:"questions"`
	Replies   []string            `json:"replies"`
	Public    []string            `json:"public"`
}

// did is what a department says when something is done.
func (p phrases) did(d dice, theme civic.ThemeSlug) string {
	if list := p.Done[string(theme)]; len(list) > 0 {
		return among(d, list)
	}
	return among(d, p.Done[""])
}
