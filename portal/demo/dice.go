package demo

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"time"

	"priyom/civic"
)

// dice decide everything that the options leave open.
type dice struct{ *rand.Rand }

func newDice(seed, stream uint64) dice { return dice{rand.New(rand.NewPCG(seed, stream))} }

// chance is true so often.
func (d dice) chance(p float64) bool { return d.Float64() < p }

// among picks one.
func among[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// weighed picks the index of a weight.
func (d dice) weighed(n int, weight func(i int) float64) int {
	sum := 0.0
	for i := range n {
		sum += weight(i)
	}
	at := d.Float64() * sum
	for i := range n {
		if at -= weight(i); at < 0 {
			return i
		}
	}
	return n - 1
}

// about is a duration around a typical one, seldom much longer: log-normal, as working times are.
func (d dice) about(typical time.Duration) time.Duration {
	return time.Duration(float64(typical) * math.Exp(d.NormFloat64()*0.7)).Round(time.Second)
}

// id is a UUIDv7 of a moment.
func (d dice) id(at time.Time) (id [16]byte) {
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|uint64(d.Uint32())&0xffff)
	binary.BigEndian.PutUint64(id[8:], d.Uint64())
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id
}

// person draws somebody who doesn't live.
func (d dice) person(p people) (name, phone string) {
	surname := among(d, p.Surnames)
	if d.chance(0.62) {
		name = surname + p.WomensEnding + " " + among(d, p.Women) + " " + among(d, p.WomenPatronymics)
	} else {
		name = surname + " " + among(d, p.Men) + " " + among(d, p.MenPatronymics)
	}
	digits := []byte("+7 900 000-00-00") // nobody's range
	for _, at := range []int{11, 12, 14, 15} {
		digits[at] = byte('0' + d.IntN(10))
	}
	return name, string(digits)
}

// beside is a point so many metres away at most.
func (d dice) beside(p civic.Position, metres float64) civic.Position {
	r, turn := metres*math.Sqrt(d.Float64()), 2*math.Pi*d.Float64()
	p.Lat += civic.Degrees(r * math.Cos(turn) / 111_320)
	p.Lon += civic.Degrees(r * math.Sin(turn) / (111_320 * math.Cos(float64(p.Lat)*math.Pi/180)))
	return p
}
