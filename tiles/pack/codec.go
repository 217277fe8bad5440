package pack

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Limits of a cell; what is above them is damage.
const (
	MaxCell     = 64 << 20 // bytes, unpacked
	maxFeatures = 2_000_000
	maxPoints   = 8_000_000
	maxString   = 4096 // bytes
)

// errCell is a cell that can't be read.
var errCell = errors.New("unreadable cell")

// The bits of a feature's flags.
const (
	flagBridge = 1 << iota
	flagTunnel
	flagForward
	flagBackward
	flagName
	flagRef
	flagLayer
	flagRank
)

// check says what of a cell can't be written.
func (c *Cell) check() error {
	if len(c.Features) > maxFeatures || len(c.Points) > maxPoints {
		return fmt.Errorf("%w: %d features, %d points", errCell, len(c.Features), len(c.Points))
	}
	for _, f := range c.Features {
		if len(f.Name) > maxString || len(f.Ref) > maxString {
			return fmt.Errorf("%w: a string of more than %d bytes", errCell, maxString)
		}
		if n := len(f.Parts); n == 0 || f.Class.Group() == GroupPoint && (n != 1 || len(c.PointsOf(f.Parts[0])) != 1) {
			return fmt.Errorf("%w: a point has one point, and nothing has none", errCell)
		}
		for _, p := range f.Parts {
			if len(c.PointsOf(p)) == 0 {
				return fmt.Errorf("%w: a part without points", errCell)
			}
		}
	}
	return nil
}

func (f *Feature) flags() (flags byte) {
	if f.Bridge {
		flags |= flagBridge
	}
	if f.Tunnel {
		flags |= flagTunnel
	}
	switch f.Oneway {
	case Forward:
		flags |= flagForward
	case Backward:
		flags |= flagBackward
	}
	if f.Name != "" {
		flags |= flagName
	}
	if f.Ref != "" {
		flags |= flagRef
	}
	if f.Layer != 0 {
		flags |= flagLayer
	}
	if f.Rank != 0 {
		flags |= flagRank
	}
	return flags
}

// cellReader reads a cell and remembers the first thing that is wrong.
type cellReader struct {
	from []byte
	bad  error
}

func (r *cellReader) fail(what string) {
	if r.bad == nil {
		r.bad = fmt.Errorf("%w: %s", errCell, what)
	}
	r.from = nil
}

func (r *cellReader) uvarint(limit uint64, what string) int {
	n, size := binary.Uvarint(r.from)
	if size <= 0 || n > limit {
		r.fail(what)
		return 0
	}
	r.from = r.from[size:]
	return int(n)
}

func (r *cellReader) varint() int64 {
	n, size := binary.Varint(r.from)
	if size <= 0 {
		r.fail("point")
		return 0
	}
	r.from = r.from[size:]
	return n
}

func (r *cellReader) byte(what string) byte {
	if len(r.from) == 0 {
		r.fail(what)
		return 0
	}
	b := r.from[0]
	r.from = r.from[1:]
	return b
}

// parseCell reads what appendCell wrote, or what it wrote in an older format.
func parseCell(raw []byte, format uint32) (*Cell, error) {
	r := &cellReader{from: raw}
	names := make([]string, r.uvarint(min(maxFeatures, uint64(len(raw))), "number of strings"))
	for i := range names {
		n := r.uvarint(maxString, "length of a string")
		if n > len(r.from) {
			r.fail("length of a string")
		}
		if r.bad != nil {
			break
		}
		names[i] = string(r.from[:n])
		r.from = r.from[n:]
	}
	features := r.uvarint(min(maxFeatures, uint64(len(r.from))/2), "number of features") // each takes two bytes
	points := r.uvarint(maxPoints, "number of points")
	c := &Cell{Features: make([]Feature, features)}
	var class Class
	for i := range c.Features {
		r.feature(&c.Features[i], &class, names)
	}
	left := points
	for i := range c.Features {
		left = r.parts(&c.Features[i], points-left, left)
	}
	if left > 0 {
		r.fail("more points than parts")
	}
	if r.bad != nil {
		return nil, r.bad
	}
	c.Points = make([]CellPoint, points)
	if format < 2 {
		r.oldPoints(c)
	} else {
		r.points(c)
	}
	if len(r.from) > 0 {
		r.fail("more than announced")
	}
	if r.bad != nil {
		return nil, r.bad
	}
	for i := range c.Features {
		c.Features[i].Box = c.boxOf(c.Features[i].Parts)
	}
	return c, nil
}

// boxOf is what parts cover.
func (c *Cell) boxOf(parts []Part) CellBox {
	b := CellBox{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
	for _, q := range c.Points[parts[0].From:parts[len(parts)-1].To] {
		b.MinX, b.MinY = min(b.MinX, q.X), min(b.MinY, q.Y)
		b.MaxX, b.MaxY = max(b.MaxX, q.X), max(b.MaxY, q.Y)
	}
	return b
}

func (r *cellReader) feature(f *Feature, class *Class, names []string) {
	*class += Class(r.byte("class"))
	f.Class = *class
	flags := r.byte("flags")
	f.Bridge, f.Tunnel = flags&flagBridge != 0, flags&flagTunnel != 0
	switch {
	case flags&flagForward != 0:
		f.Oneway = Forward
	case flags&flagBackward != 0:
		f.Oneway = Backward
	}
	name := func(has byte) string {
		switch {
		case flags&has == 0:
			return ""
		case len(names) == 0:
			r.fail("string")
			return ""
		}
		return names[r.uvarint(uint64(len(names)-1), "string")]
	}
	f.Name, f.Ref = name(flagName), name(flagRef)
	if flags&flagLayer != 0 {
		f.Layer = int8(r.byte("layer"))
	}
	if flags&flagRank != 0 {
		f.Rank = r.byte("rank")
	}
}

// parts reads how many points a feature's parts have, the first of which is at a place, and gives how many points are left.
func (r *cellReader) parts(f *Feature, at, left int) int {
	n := 1
	if f.Class.Group() != GroupPoint {
		n = r.uvarint(uint64(min(left, len(r.from))), "number of parts") // each takes a byte
	}
	if n == 0 || left == 0 {
		r.fail("a feature without points")
		return left
	}
	f.Parts = make([]Part, n)
	for i := range f.Parts {
		points := 1
		if f.Class.Group() != GroupPoint {
			points = r.uvarint(uint64(left), "number of points")
		}
		if points == 0 || left == 0 {
			r.fail("a part without points")
			return left
		}
		f.Parts[i] = Part{int32(at), int32(at + points)}
		at, left = at+points, left-points
	}
	return left
}
