package atlas

import (
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/tiles"
)

// Group is what the public sees of a status.
type Group uint8

// The groups. A report is late instead of new or in work when what is owed for it was due before now.
const (
	GroupNew Group = iota
	GroupWork
	GroupLate
	GroupDone
	GroupEnded     // without being dealt with: refused or withdrawn
	groups         // how many there are
	gone       = 8 // taken back, or part of another report: nobody sees it
)

// Groups lists all groups.
func Groups() []Group { return []Group{GroupNew, GroupWork, GroupLate, GroupDone, GroupEnded} }

// String is the group's name in addresses and words.
func (g Group) String() string {
	return [...]string{GroupNew: "new", GroupWork: "work", GroupLate: "late", GroupDone: "done", GroupEnded: "ended"}[g]
}

// ParseGroup finds a group by its name.
func ParseGroup(name string) (Group, bool) {
	for _, g := range Groups() {
		if g.String() == name {
			return g, true
		}
	}
	return 0, false
}

// GroupOf is the group of a report now. Reports that are part of another one have none.
func GroupOf(s civic.Status, solved, due, now time.Time) (g Group, ok bool) {
	r := row{state: stateOf(s, !solved.IsZero()), due: minutes(due)}
	if r.state == gone {
		return 0, false
	}
	return r.group(minutes(now)), true
}

// row is one published report.
type row struct {
	arrival    int64
	x, y       uint32 // on Web Mercator's plane; see tiles.World
	due        uint32 // minutes since 1970; 0: nothing is owed
	month      Month
	theme      uint16 // these three: place in a list of names
	department uint16
	settlement uint16
	state      Group // never GroupLate: that is for the clock to say
	located    bool
}

func (r *row) group(now uint32) Group {
	if r.state <= GroupWork && r.due != 0 && r.due < now {
		return GroupLate
	}
	return r.state
}

func stateOf(s civic.Status, solved bool) Group {
	switch s {
	case civic.StatusMerged:
		return gone
	case civic.StatusInWork, civic.StatusRework:
		return GroupWork
	case civic.StatusSolved, civic.StatusConfirmed, civic.StatusRated:
		return GroupDone
	case civic.StatusRejected, civic.StatusWithdrawn:
		return GroupEnded
	case civic.StatusClosed:
		if solved {
			return GroupDone
		}
		return GroupEnded
	}
	return GroupNew
}

// Month is a month of a year, counted from the year 0; as people's clocks have it.
type Month uint16

// MonthOf is the month of a time in its own location.
func MonthOf(t time.Time) Month { return Month(t.Year()*12 + int(t.Month()) - 1) }

// Year and Month of the year.
func (m Month) Year() int { return int(m) / 12 }

// Month is the month of the year.
func (m Month) Month() time.Month { return time.Month(m%12) + 1 }

func minutes(t time.Time) uint32 {
	if t.IsZero() {
		return 0
	}
	return uint32(max(1, t.Unix()/60))
}

// rowOf makes a row; a name that is new gets the next place in its list.
func (a *Atlas) rowOf(m db.Marker) row {
	r := row{
		arrival: m.Arrival, due: minutes(m.Due), month: MonthOf(m.Received.In(a.location)), theme: a.themes.place(string(m.Theme)),
		department: a.departments.place(string(m.Department)), settlement: a.settlements.place(m.Settlement),
		state: stateOf(m.Status, !m.Solved.IsZero()), located: m.Located,
	}
	if m.Located {
		at := tiles.Project(m.Lat, m.Lon)
		const last = tiles.WorldSize - 1
		r.x, r.y = uint32(max(0, min(last, at.X))), uint32(max(0, min(last, at.Y)))
	}
	return r
}

// names are the values of a column, each with a number.
type names struct {
	list   []string
	places map[string]uint16
}

// other stands for all names beyond the most that fit.
const other = 1<<16 - 1

func (n *names) place(name string) uint16 {
	if at, known := n.places[name]; known {
		return at
	}
	if len(n.list) == other {
		return other
	}
	if n.places == nil {
		n.places = map[string]uint16{}
	}
	at := uint16(len(n.list))
	n.list, n.places[name] = append(n.list, name), at
	return at
}
