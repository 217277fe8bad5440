package kit

import (
	"time"

	"priyom/civic"
	"priyom/portal/db"
)

// Due is a case's countdown, for {{template "due" .Due}}. The zero Due shows nothing.
type Due struct {
	Word string // its translation key, with N
	N    int
	Hue  string // class
	What string // translation key of what must be done
	At   time.Time
}

// Book knows how deadlines stand.
type Book interface {
	Standing(c db.Case, now time.Time) (left civic.Remaining, ok bool)
}

// DueOf is how what a case owes stands at a time.
func DueOf(b Book, c db.Case, now time.Time) Due {
	left, ok := b.Standing(c, now)
	if !ok {
		return Due{}
	}
	d := Due{Word: "due.left." + string(left.Unit), N: left.N, Hue: "ontime", What: "due.kind." + string(c.DueKind), At: c.DueAt}
	switch left.Pace {
	case civic.PaceSoon:
		d.Hue = "soon"
	case civic.PaceOverdue:
		d.Word, d.Hue = "due.over."+string(left.Unit), "over"
	}
	return d
}
