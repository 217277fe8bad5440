package places

import (
	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// Kind is what a place is.
type Kind uint8

// The kinds.
const (
	KindSettlement Kind = 1 + iota
	KindStreet
	KindHouse
	KindLandmark
	KindKilometre
)

// String is the kind's name in data for programs.
func (k Kind) String() string {
	switch k {
	case KindSettlement:
		return "settlement"
	case KindStreet:
		return "street"
	case KindHouse:
		return "house"
	case KindLandmark:
		return "landmark"
	case KindKilometre:
		return "kilometre"
	}
	return "unknown"
}

// Approximation is how far a house's point may be trusted.
type Approximation uint8

// The approximations, the best first.
const (
	Exact        Approximation = iota // it is mapped
	SameNumber                        // the nearest that is mapped has another letter or stroke: 12a for 12
	Interpolated                      // between the mapped neighbours' numbers
	OnlyStreet                        // somewhere on its street
)

// String is the approximation's name in data for programs; "" is exact.
func (a Approximation) String() string {
	switch a {
	case SameNumber:
		return "same-number"
	case Interpolated:
		return "interpolated"
	case OnlyStreet:
		return "only-street"
	}
	return ""
}

// Place is an answer to a query, in the language that was asked for as far as names are mapped in it.
type Place struct {
	Kind        Kind
	Label       string // to show in a list: with the settlement
	Address     string // street and house, or landmark, or kilometre, for a form; "" of a settlement
	Settlement  string // "" outside of all
	Class       pack.Class
	Point       tiles.Point
	Box         tiles.Box    // to show on the map; without extent for what is a point
	Distance    civic.Metres // from where it was asked; −1 if it wasn't said where
	Approximate Approximation
}

// SearchOptions say how to search.
type SearchOptions struct {
	Near  *tiles.Point // where the person is or looks; nil if that isn't known
	Lang  civic.Lang
	Limit int // at most MaxResults; DefaultResults if it is 0
}

// Limits of results.
const (
	DefaultResults = 10
	MaxResults     = 100
)

// in is a name in a language, or as people there call it.
func in(n pack.Names, lang civic.Lang) string {
	name := ""
	switch lang {
	case civic.LangRU:
		name = n.RU
	case civic.LangUK:
		name = n.UK
	case civic.LangEN:
		name = n.EN
	}
	if name == "" {
		return n.Local
	}
	return name
}

// onEarth says that a point is on the map; what isn't is nowhere near anything.
func onEarth(p tiles.Point) bool {
	return p.X >= 0 && p.X <= tiles.WorldSize && p.Y >= 0 && p.Y <= tiles.WorldSize
}

// distance is how far two points that are near one another are.
func distance(a, b tiles.Point) civic.Metres {
	latA, lonA := a.Position()
	latB, lonB := b.Position()
	return civic.Distance(civic.Position{Lat: latA, Lon: lonA}, civic.Position{Lat: latB, Lon: lonB})
}
