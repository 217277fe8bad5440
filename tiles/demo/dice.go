package demo

import (
	"math"
	"math/rand/v2"
)

// dice is chance that repeats itself: each part of a district throws its own, so that a change in one leaves the rest.
type dice struct{ pcg *rand.PCG }

// newDice gives dice for a part (a letter or two) and its number.
func newDice(seed uint64, part string, number int) dice {
	h := uint64(14695981039346656037)
	for _, c := range []byte(part) {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return dice{rand.NewPCG(seed, h^uint64(number)*0x9E3779B97F4A7C15)}
}

// unit is in [0, 1).
func (d dice) unit() float64 { return float64(d.pcg.Uint64()>>11) / (1 << 53) }

// between is in [a, b).
func (d dice) between(a, b float64) float64 { return a + (b-a)*d.unit() }

// n is in [0, n).
func (d dice) n(n int) int { return int(d.unit() * float64(n)) }

// chance is true with a probability.
func (d dice) chance(p float64) bool { return d.unit() < p }

// shuffled is the numbers from 0 to n in a new order.
func (d dice) shuffled(n int) []int {
	order := make([]int, n)
	for i := range order {
		j := d.n(i + 1)
		order[i] = order[j]
		order[j] = i
	}
	return order
}

// pick takes one.
func pick[T any](d dice, from []T) T { return from[d.n(len(from))] }

// terrain is smooth chance over the plane.
type terrain struct {
	seed uint64
	wave float64 // Metres from hill to hill, roughly.
}

// lattice is in [0, 1) for a corner of the terrain's net.
func (t terrain) lattice(i, j int64) float64 {
	h := t.seed ^ uint64(i)*0x9E3779B97F4A7C15 ^ uint64(j)*0xC2B2AE3D27D4EB4F
	h = (h ^ h>>31) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>29) * 0x94D049BB133111EB
	return float64((h^h>>32)>>11) / (1 << 53)
}

// at is in [0, 1), about 0.5 on the average.
func (t terrain) at(p vec) float64 {
	x, y := p.X/t.wave, p.Y/t.wave
	i, j := math.Floor(x), math.Floor(y)
	ease := func(v float64) float64 { return v * v * (3 - 2*v) }
	u, v := ease(x-i), ease(y-j)
	a := t.lattice(int64(i), int64(j))*(1-u) + t.lattice(int64(i)+1, int64(j))*u
	b := t.lattice(int64(i), int64(j)+1)*(1-u) + t.lattice(int64(i)+1, int64(j)+1)*u
	return a*(1-v) + b*v
}
