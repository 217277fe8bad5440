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

// appendCell writes a cell: the strings, each once, then the features with the differences from point to point. The features
// are written in their order.
func appendCell(to []byte, c *Cell) []byte {
	index, all := map[string]uint64{}, []string{}
	intern := func(s string) {
		if _, ok := index[s]; !ok && s != "" {
			index[s] = uint64(len(all))
			all = append(all, s)
		}
	}
	for _, f := range c.Features {
		intern(f.Name)
		intern(f.Ref)
	}
	to = binary.AppendUvarint(to, uint64(len(all)))
	for _, s := range all {
		to = append(binary.AppendUvarint(to, uint64(len(s))), s...)
	}
	to = binary.AppendUvarint(to, uint64(len(c.Features)))
	to = binary.AppendUvarint(to, uint64(len(c.Points)))
	var at CellPoint
	for _, f := range c.Features {
		to = append(to, byte(f.Class), f.flags())
		if f.Name != "" {
			to = binary.AppendUvarint(to, index[f.Name])
		}
		if f.Ref != "" {
			to = binary.AppendUvarint(to, index[f.Ref])
		}
		if f.Layer != 0 {
			to = append(to, byte(f.Layer))
		}
		if f.Rank != 0 {
			to = append(to, f.Rank)
		}
		to = binary.AppendUvarint(to, uint64(len(f.Parts)))
		for _, p := range f.Parts {
			points := c.PointsOf(p)
			to = binary.AppendUvarint(to, uint64(len(points)))
			for _, q := range points {
				to = binary.AppendVarint(binary.AppendVarint(to, int64(q.X-at.X)), int64(q.Y-at.Y))
				at = q
			}
		}
	}
	return to
}

func (f Feature) flags() (flags byte) {
	for _, is := range []struct {
		so   bool
		flag byte
	}{
		{f.Bridge, flagBridge},
		{f.Tunnel, flagTunnel},
		{f.Oneway == Forward, flagForward},
		{f.Oneway == Backward, flagBackward},
		{f.Name != "", flagName},
		{f.Ref != "", flagRef},
		{f.Layer != 0, flagLayer},
		{f.Rank != 0, flagRank},
	} {
		if is.so {
			flags |= is.flag
		}
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

// parseCell reads what appendCell wrote.
func parseCell(raw []byte) (*Cell, error) {
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
	features := r.uvarint(min(maxFeatures, uint64(len(raw))/3+1), "number of features")
	points := r.uvarint(min(maxPoints, uint64(len(raw))/2+1), "number of points")
	c := &Cell{Features: make([]Feature, features), Points: make([]CellPoint, 0, points)}
	var at CellPoint
	for i := range c.Features {
		if r.bad != nil {
			return nil, r.bad
		}
		r.feature(c, &c.Features[i], names, &at, points)
	}
	if r.bad == nil && (len(r.from) > 0 || len(c.Points) != points) {
		r.fail("more or less than announced")
	}
	if r.bad != nil {
		return nil, r.bad
	}
	return c, nil
}

func (r *cellReader) feature(c *Cell, f *Feature, names []string, at *CellPoint, points int) {
	f.Class = Class(r.byte("class"))
	flags := r.byte("flags")
	f.Bridge, f.Tunnel = flags&flagBridge != 0, flags&flagTunnel != 0
	switch {
	case flags&flagForward != 0:
		f.Oneway = Forward
	case flags&flagBackward != 0:
		f.Oneway = Backward
	}
	name := func(has byte) string {
		if flags&has == 0 || len(names) == 0 {
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
	f.Parts = make([]Part, r.uvarint(uint64(min(points-len(c.Points), len(r.from))), "number of parts")) // each takes a byte
	f.Box = CellBox{math.MaxInt32, math.MaxInt32, math.MinInt32, math.MinInt32}
	for i := range f.Parts {
		n := r.uvarint(uint64(points-len(c.Points)), "number of points")
		from := int32(len(c.Points))
		for range n {
			at.X, at.Y = at.X+int32(r.varint()), at.Y+int32(r.varint())
			if r.bad != nil {
				return
			}
			c.Points = append(c.Points, *at)
			f.Box.MinX, f.Box.MinY = min(f.Box.MinX, at.X), min(f.Box.MinY, at.Y)
			f.Box.MaxX, f.Box.MaxY = max(f.Box.MaxX, at.X), max(f.Box.MaxY, at.Y)
		}
		f.Parts[i] = Part{from, from + int32(n)}
	}
}
