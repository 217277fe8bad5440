package places

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// cities finds the settlement of each house. Where borders don't tell, the city that the address names does; what such cities are
// called is learned from the addresses within borders, so that all spellings come to one.
type cities struct {
	*settler
	words *vocabulary
	named map[string]*settlement // by nameKey
	keys  map[string]string      // cityKey of what addresses call cities
}

// key is cityKey, found out once.
func (c *cities) key(city string) string {
	k, ok := c.keys[city]
	if !ok {
		k = c.words.cityKey(city)
		c.keys[city] = k
	}
	return k
}

func (b *Builder) cities(all []*settlement) (*cities, []*settlement) {
	c := &cities{newSettler(all), b.words, map[string]*settlement{}, map[string]string{}}
	votes := map[string]map[*settlement]int{}
	unknown := map[string][]int{}
	for _, s := range all {
		if old := c.named[s.key]; old == nil || s.class < old.class {
			c.named[s.key] = s
		}
	}
	for _, h := range b.houses {
		if h.city == "" {
			continue
		}
		if s := c.inside(h.at); s != nil {
			k := c.key(h.city)
			if votes[k] == nil {
				votes[k] = map[*settlement]int{}
			}
			votes[k][s]++
			s.aliases[h.city]++
		}
	}
	for k, v := range votes {
		if c.named[k] == nil {
			c.named[k] = mostVoted(v)
		}
	}
	for _, s := range all {
		for city, n := range s.aliases {
			if k := c.key(city); k == s.key || n < 2 || c.named[k] != s {
				delete(s.aliases, city)
			}
		}
	}
	for i, h := range b.houses {
		if k := c.key(h.city); h.city != "" && c.named[k] == nil && c.inside(h.at) == nil {
			unknown[k] = append(unknown[k], i)
		}
	}
	c.learn(b.houses, unknown, all)
	made := c.make(b.houses, unknown)
	return c, append(all, made...)
}

// cityKey is the nameKey of what an address calls a city, without words such as "village" before or behind it.
func (v *vocabulary) cityKey(city string) string {
	var names []string
	for _, t := range v.tokens(city) {
		if v.roles[t.text]&roleSettlement == 0 {
			names = append(names, t.sound)
		}
	}
	if len(names) == 0 {
		return v.nameKey(city)
	}
	return strings.Join(names, " ")
}

func mostVoted(votes map[*settlement]int) *settlement {
	var best *settlement
	for s, n := range votes {
		if best == nil || n > votes[best] || n == votes[best] && cmp.Or(cmp.Compare(s.key, best.key), comparePoints(s.at, best.at)) < 0 {
			best = s
		}
	}
	return best
}

// learn takes out of the unknown cities those that are a settlement's name spelled another way: with one letter's difference, or
// with a district's or a city's name before it. Of several the last word counts.
func (c *cities) learn(houses []addedHouse, unknown map[string][]int, all []*settlement) {
	for k, in := range unknown {
		var best *settlement
		at, words := houses[in[0]].at, strings.Fields(k)
		for i := range words {
			rest := strings.Join(words[i:], " ")
			for _, s := range all {
				if near := square(s.at, at) < math.Pow(units(farCity, at), 2); near && s.class != pack.Suburb && (s.key == rest || oneSlip(rest, s.key, false)) {
					best = s
				}
			}
		}
		if best != nil {
			c.named[k] = best
			for _, i := range in {
				best.aliases[houses[i].city]++
			}
			delete(unknown, k)
		}
	}
}

// fewHouses is how many addresses name a city for it to be one, where there are other settlements.
const fewHouses = 5

// make makes settlements that only addresses tell of; a name with one slip goes with the commoner one.
func (c *cities) make(houses []addedHouse, unknown map[string][]int) []*settlement {
	keys := make([]string, 0, len(unknown))
	for k := range unknown {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(unknown[b]), len(unknown[a])), cmp.Compare(a, b))
	})
	var made []*settlement
	defer func() { c.settler = newSettler(slices.Concat(c.whole.all, made, c.parts.all)) }()
	for _, k := range keys {
		if i := slices.IndexFunc(made, func(s *settlement) bool { return oneSlip(k, s.key, false) }); i >= 0 {
			c.named[k] = made[i]
			continue
		}
		if known := c.of(houses[unknown[k][0]].at); known != nil && known.class != pack.Suburb && len(unknown[k]) < fewHouses || k == "" {
			continue
		}
		spelled := map[string]int{}
		var points []tiles.Point
		for _, i := range unknown[k] {
			spelled[houses[i].city]++
			points = append(points, houses[i].at)
		}
		s := &settlement{names: pack.Names{Local: mostSpelled(spelled)}, at: middle(points), key: k, class: pack.Town, aliases: map[string]int{}}
		s.reach = reachAround(s.at, points)
		made = append(made, s)
		c.named[k] = s
	}
	return made
}

// reachAround is how far a settlement reaches of which only addresses tell: a little farther than these.
func reachAround(at tiles.Point, points []tiles.Point) float64 {
	far := 0.0
	for _, p := range points {
		far = max(far, math.Sqrt(square(at, p)))
	}
	return min(far+units(500, at), units(reachOf(pack.Town), at))
}

func mostSpelled(votes map[string]int) string {
	best := ""
	for s, n := range votes {
		if best == "" || n > votes[best] || n == votes[best] && s < best {
			best = s
		}
	}
	return best
}

// middle is of points the one nearest to their mean.
func middle(points []tiles.Point) tiles.Point {
	var mean tiles.Point
	for _, p := range points {
		mean.X += p.X - points[0].X
		mean.Y += p.Y - points[0].Y
	}
	n := tiles.World(len(points))
	mean = tiles.Point{X: points[0].X + mean.X/n, Y: points[0].Y + mean.Y/n}
	best := points[0]
	for _, p := range points {
		if d := cmp.Compare(square(p, mean), square(best, mean)); d < 0 || d == 0 && comparePoints(p, best) < 0 {
			best = p
		}
	}
	return best
}

// farCity is how far, in metres, an address may be from the middle of the city it names.
const farCity = 30_000

// house is the settlement of an address.
func (c *cities) house(h addedHouse) *settlement {
	if s := c.inside(h.at); s != nil {
		return s
	}
	if h.city != "" {
		far := units(farCity, h.at)
		if s := c.named[c.key(h.city)]; s != nil && s.class != pack.Suburb && square(s.at, h.at) < far*far {
			return s
		}
	}
	return c.of(h.at)
}
