package places

import (
	"slices"

	"priyom/tiles"
)

// farWorse is how much worse than the best an answer may be: a street without the house stays beside the house elsewhere.
const farWorse = 4

// sameLandmark is how near one another, in metres, two landmarks of one name are one for who looks for it: a stop's two sides.
const sameLandmark = 200

// places sorts what was found, each once, and gives the best of it its labels.
func (s *search) places() ([]Place, error) {
	slices.SortFunc(s.found, found.compare)
	type key struct {
		kind  Kind
		id    int64
		house string
	}
	seen := map[key]bool{}
	var all []Place
	for _, f := range s.found {
		if f.cost() > s.found[0].cost()+farWorse {
			break
		}
		k := key{f.kind, f.id, f.house}
		if seen[k] {
			continue
		}
		seen[k] = true
		p, err := s.place(f)
		if err != nil {
			return nil, err
		}
		if p.Kind == KindLandmark && slices.ContainsFunc(all, func(o Place) bool { return o.Label == p.Label && distance(o.Point, p.Point) < sameLandmark }) {
			continue
		}
		if all = append(all, p); len(all) == s.o.Limit {
			break
		}
	}
	return all, nil
}

func (s *search) place(f found) (p Place, err error) {
	lang := s.o.Lang
	p = Place{Kind: f.kind, Class: f.class, Point: f.at, Box: boxOf(nothing(), []tiles.Point{f.at}), Distance: -1, Approximate: f.approx}
	if in1, ok := s.settlement(f.settlement); ok {
		p.Settlement = in(in1.names, lang)
	}
	if s.o.Near != nil {
		p.Distance = distance(*s.o.Near, f.at)
	}
	switch f.kind {
	case KindSettlement:
		p.Settlement = in(f.names, lang)
		p.Box, err = s.settlementBox(f)
	case KindStreet:
		p.Address = s.words.address(f.names, "", lang)
		err = s.streetBox(f, &p)
	case KindHouse:
		p.Address = s.words.address(f.names, f.house, lang)
	case KindLandmark:
		p.Address = s.words.landmark(f.names, f.class, lang)
	case KindKilometre:
		p.Address = s.words.post(f.ref, f.house, lang)
	}
	p.Label = label(p.Address, p.Settlement)
	return p, err
}

// streetBox is where the street lies, and how far its nearest part is.
func (s *search) streetBox(f found, p *Place) error {
	strips, err := s.stripsOf(s.ctx, f.id)
	if err != nil || len(strips) == 0 {
		return err
	}
	p.Box = nothing()
	for _, st := range strips {
		b := st.box()
		p.Box = boxOf(p.Box, []tiles.Point{{X: b.MinX, Y: b.MinY}, {X: b.MaxX, Y: b.MaxY}})
		for _, line := range st.lines {
			if s.o.Near != nil {
				q, _ := nearestAlong(line, *s.o.Near)
				p.Distance = min(p.Distance, distance(q, *s.o.Near))
			}
		}
	}
	return nil
}

func (s *search) settlementBox(f found) (tiles.Box, error) {
	rings, err := s.outlineOf(s.ctx, int(f.id))
	if err != nil {
		return tiles.Box{}, err
	}
	box := nothing()
	for _, r := range rings {
		box = boxOf(box, r)
	}
	if len(rings) == 0 {
		box = boxOf(box, []tiles.Point{f.at}).Grow(tiles.World(units(reachOf(f.class)/2, f.at)))
	}
	return box, nil
}

// Answer is what is at a point and near it; what isn't there is nil.
type Answer struct {
	Address    *Place
	Street     *Place
	Landmark   *Place
	Kilometre  *Place
	Settlement *Settlement
}
