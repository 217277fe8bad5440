package places

import (
	"context"
	"math"

	"priyom/civic"
	"priyom/tiles"
	"priyom/tiles/pack"
)

// How far, in metres, things are near: first it is looked close by; then, if there is no address or street, farther.
const (
	closeBy        = 300
	farOff         = 2000
	besideLandmark = 200
	nearPost       = 1500
)

// nearest is the nearest of something so far.
type nearest struct {
	id    int64
	at    tiles.Point
	house string
	far   float64
}

func (n *nearest) offer(id int64, at tiles.Point, house string, p tiles.Point) {
	if d := square(at, p); d < n.far || d == n.far && id < n.id {
		*n = nearest{id, at, house, d}
	}
}

// Near tells what is at a point: the nearest address and street within two kilometres, a landmark within two hundred metres, the
// settlement, and a kilometre's post within a kilometre and a half, each with its distance. The errors are ctx's and
// pack.ErrDamaged.
func (l *Places) Near(ctx context.Context, p tiles.Point, lang civic.Lang) (Answer, error) {
	if !onEarth(p) {
		return Answer{}, ctx.Err()
	}
	a, err := l.near(ctx, p, lang)
	if err != nil {
		return Answer{}, l.fail(ctx, "near", err)
	}
	return a, nil
}

func (l *Places) near(ctx context.Context, p tiles.Point, lang civic.Lang) (a Answer, err error) {
	var address, street, landmark nearest
	for _, metres := range []float64{closeBy, farOff} {
		inf := nearest{far: math.Inf(1)}
		address, street, landmark = inf, inf, inf
		err := l.around(ctx, p, metres, func(id int64, corner tiles.Point, s strip) {
			switch id >> nearShift {
			case nearStrip:
				for _, h := range s.houses {
					address.offer(id>>stripShift, h.at, h.number, p)
				}
				for _, line := range s.lines {
					at, _ := nearestAlong(line, p)
					street.offer(id>>stripShift, at, "", p)
				}
			case nearLandmark:
				landmark.offer(id&^(nearLandmark<<nearShift), corner, "", p)
			}
		})
		if err != nil {
			return a, err
		}
		// What is nearer than the window's edge is the nearest there is.
		r := units(metres, p)
		if address.far <= r*r && street.far <= r*r {
			break
		}
	}
	s := &search{Places: l, ctx: ctx, o: SearchOptions{Near: &p, Lang: lang}}
	if a.Address, err = s.nearStreet(address, KindHouse); err != nil {
		return a, err
	}
	if a.Street, err = s.nearStreet(street, KindStreet); err != nil {
		return a, err
	}
	if a.Landmark, err = s.nearLandmark(landmark); err != nil {
		return a, err
	}
	a.Kilometre = s.nearPost(p)
	a.Settlement, err = l.settlementAt(ctx, p, lang, address)
	return a, err
}

func (s *search) nearStreet(n nearest, kind Kind) (*Place, error) {
	if math.IsInf(n.far, 1) {
		return nil, nil
	}
	rows, err := s.streetRows([]candidate{{id: n.id}})
	if err != nil {
		return nil, err
	}
	f, ok := rows[n.id]
	if !ok {
		return nil, pack.ErrDamaged
	}
	f.kind, f.at, f.house, f.settlement = kind, n.at, n.house, s.settlementOf(n.id)
	f.class = pack.Street
	p, err := s.place(f)
	return &p, err
}

func (s *search) nearLandmark(n nearest) (*Place, error) {
	if r := units(besideLandmark, *s.o.Near); n.far > r*r {
		return nil, nil
	}
	var there *Place
	rows, err := byIDs(s.ctx, s.db, "SELECT id, class, settlement, x, y, local, ru, uk, en FROM landmark", []candidate{{id: n.id}})
	return there, eachFound(rows, err, func(f found) error {
		f.kind = KindLandmark
		p, err := s.place(f)
		there = &p
		return err
	})
}

func (s *search) nearPost(p tiles.Point) *Place {
	best, far := -1, math.Pow(units(nearPost, p), 2)
	for i, k := range s.posts {
		if d := square(k.at, p); d < far {
			best, far = i, d
		}
	}
	if best < 0 {
		return nil
	}
	k := s.posts[best]
	found, err := s.place(found{kind: KindKilometre, at: k.at, house: k.distance, ref: k.ref, class: pack.Milestone})
	if err != nil {
		return nil
	}
	return &found
}
