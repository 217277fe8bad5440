package places

import (
	"context"
	"math"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// Settlement is one as the answer to where a point is.
type Settlement struct {
	Name     string
	Point    tiles.Point     // its middle, as it is mapped
	Outline  [][]tiles.Point // its border, the even-odd rule says what is inside; nil if it isn't mapped
	Inside   bool            // the point is within the border
	Distance civic.Metres    // to the middle; 0 if inside
}

// SettlementAt tells in which settlement a point is: by its border; outside of all, that of the nearest address within 300 m; else
// the nearest in reach. Nil in none. The errors are ctx's and pack.ErrDamaged.
func (l *Places) SettlementAt(ctx context.Context, p tiles.Point, lang civic.Lang) (*Settlement, error) {
	if !onEarth(p) {
		return nil, ctx.Err()
	}
	address := nearest{far: math.Inf(1)}
	err := l.around(ctx, p, closeBy, func(id int64, _ tiles.Point, s strip) {
		for _, h := range s.houses {
			address.offer(id>>stripShift, h.at, "", p)
		}
	})
	if err != nil {
		return nil, l.fail(ctx, "settlement", err)
	}
	s, err := l.settlementAt(ctx, p, lang, address)
	if err != nil {
		return nil, l.fail(ctx, "settlement", err)
	}
	return s, nil
}

// bordered is a settlement with its border.
type bordered struct {
	number int // 0 is none
	rings  [][]tiles.Point
	size   float64
}

// settlementAt is told the nearest address.
func (l *Places) settlementAt(ctx context.Context, p tiles.Point, lang civic.Lang, address nearest) (*Settlement, error) {
	whole, part, err := l.inside(ctx, p)
	if err != nil {
		return nil, err
	}
	found := whole
	n := 0
	if r := units(closeBy, p); whole.number == 0 && address.far < r*r {
		n = l.settlementOf(address.id)
	}
	if n == 0 {
		n = l.nearestNode(p, whole)
	}
	if n > 0 {
		found = bordered{number: n}
		if l.settlements[n-1].border != 0 {
			if found.rings, err = l.outlineOf(ctx, n); err != nil {
				return nil, err
			}
		}
	}
	if found.number == 0 {
		found = part
	}
	if found.number == 0 {
		return nil, nil
	}
	one := l.settlements[found.number-1]
	s := &Settlement{Name: in(one.names, lang), Point: one.at, Outline: found.rings, Inside: found.number == whole.number || found.number == part.number}
	if !s.Inside {
		s.Distance = distance(one.at, p)
	}
	return s, nil
}

// inside finds the smallest settlement around a point, and the smallest suburb.
func (l *Places) inside(ctx context.Context, p tiles.Point) (whole, part bordered, err error) {
	var numbers []int
	err = l.cornersAround(ctx, nearSettlement, p, 0, func(id int64, _ tiles.Point) { numbers = append(numbers, int(id)) })
	whole.size, part.size = math.Inf(1), math.Inf(1)
	for _, n := range numbers {
		one, ok := l.settlement(n)
		if !ok {
			return whole, part, pack.ErrDamaged
		}
		rings, err := l.outlineOf(ctx, n)
		if err != nil {
			return whole, part, err
		}
		if !within(rings, p) {
			continue
		}
		size := 0.0
		for _, r := range rings {
			size += math.Abs(ringSize(r))
		}
		to := &whole
		if one.class == pack.Suburb {
			to = &part
		}
		if size < to.size {
			*to = bordered{n, rings, size}
		}
	}
	return whole, part, err
}

// nearestNode is the settlement whose middle is nearest and in reach: within a border, of those without one if they are nearer
// than its middle; else of those without a boundary. 0 is none.
func (l *Places) nearestNode(p tiles.Point, around bordered) int {
	best, far := 0, math.Inf(1)
	if around.number > 0 {
		far = square(l.settlements[around.number-1].at, p)
	}
	for i, s := range l.settlements {
		d := square(s.at, p)
		if s.class == pack.Suburb || d >= far || s.border == borderBoundary || d >= math.Pow(units(reachOf(s.class), s.at), 2) {
			continue
		}
		if around.number == 0 || s.border == borderNone && within(around.rings, s.at) {
			best, far = i+1, d
		}
	}
	return best
}
