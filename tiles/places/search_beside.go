package places

import (
	"math"
	"strconv"

	"priyom/tiles"
)

const (
	besideStreets = 8   // that are looked along
	besideMetres  = 100 // from the street
)

// addBeside finds what is called by its class and a street: "the shop in Forest Street".
func (s *search) addBeside(r reading, streets map[int64]matched, within []matched, need uint32) error {
	for class, m := range s.words.classesOf(r) {
		rest := need &^ m.mask
		if rest == 0 {
			continue
		}
		var all []candidate
		for id, own := range streets {
			in := s.settlementOf(id)
			if both := joined2(own, within[in]); own.mask&rest != 0 && both.mask&rest == rest {
				all = append(all, candidate{id, in, s.farSettlement(in), both, own})
			}
		}
		if len(all) == 0 {
			continue
		}
		ids := hits{}
		if err := s.find(s.ctx, wordClass, asked{sound: strconv.Itoa(int(class))}, ids); err != nil {
			return err
		}
		for _, street := range best(all, besideStreets) {
			if err := s.alongStreet(street, m, ids); err != nil {
				return err
			}
		}
	}
	return nil
}

// alongStreet adds those of some landmarks that are beside a street.
func (s *search) alongStreet(street candidate, class matched, ids hits) error {
	strips, err := s.stripsOf(s.ctx, street.id)
	if err != nil {
		return err
	}
	seen := map[int64]bool{}
	var beside []candidate
	for _, st := range strips {
		box := st.box()
		mid := tiles.Point{X: (box.MinX + box.MaxX) / 2, Y: (box.MinY + box.MaxY) / 2}
		if !onEarth(mid) {
			continue
		}
		limit := units(besideMetres, mid)
		reach := float64(max(box.MaxX-box.MinX, box.MaxY-box.MinY))/2 + limit
		err := s.cornersAround(s.ctx, nearLandmark, mid, reach/units(1, mid), func(id int64, at tiles.Point) {
			if _, ok := ids[id]; !ok || seen[id] || len(beside) >= maxRows {
				return
			}
			far := math.Inf(1)
			for _, line := range st.lines {
				_, d := nearestAlong(line, at)
				far = min(far, d)
			}
			if far <= limit*limit {
				seen[id] = true
				beside = append(beside, candidate{id: id})
			}
		})
		if err != nil {
			return err
		}
	}
	if len(beside) == 0 {
		return nil
	}
	rows, err := byIDs(s.ctx, s.db, "SELECT id, class, settlement, x, y, local, ru, uk, en FROM landmark", beside)
	return eachFound(rows, err, func(f found) error {
		if _, ok := s.settlement(f.settlement); !ok {
			f.settlement = 0
		}
		f.kind, f.tier, f.far = KindLandmark, max(class.tier, street.tier), s.far(f.at)
		s.found = append(s.found, f)
		return nil
	})
}
