package demo

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Options is which district: the same gives the same.
type Options struct {
	Seed        uint64
	Settlements int // 1 to MaxSettlements; about 150 addresses each. One in thirty is a town.
}

// Default is the district that is built in.
func Default() Options { return Options{Seed: 1, Settlements: 30} }

// Generate makes a district and gives it to a sink. The error wraps ErrOptions, or is the sink's.
func Generate(o Options, sink Sink) (Stats, error) {
	p := &pen{sink: sink}
	g, err := layOut(o, p)
	if err != nil {
		return Stats{}, err
	}
	const margin = 2300 // Roads and rivers lead on, and so do fields.
	minLat, minLon := place(g.min.minus(vec{margin, margin}))
	maxLat, maxLon := place(g.max.plus(vec{margin, margin}))
	if err := sink.Begin(Bounds{minLat, minLon, maxLat, maxLon}); err != nil {
		return Stats{}, err
	}
	g.draw()
	p.stats.Settlements = len(g.villages)
	if p.err != nil {
		return p.stats, p.err
	}
	return p.stats, sink.End()
}

// draw writes what layOut decided, and what needs no place of its own before.
func (g *district) draw() {
	for _, v := range g.villages {
		v.putStreets(g)
	}
	g.joinRoads()
	g.drawRoads()
	g.drawRail()
	for _, s := range g.streams {
		g.drawStream(s)
	}
	for _, r := range g.rivers {
		g.drawRiver(r)
	}
	for _, v := range g.villages {
		if g.pen.err != nil {
			return
		}
		v.draw(g)
	}
	g.drawLand()
	g.drawPower()
	g.drawBounds()
}

// Write makes a district's file: OSM XML if the path ends in .osm, pbf if in .pbf; the error wraps ErrOptions for another
// ending. It is written beside the path and renamed, so that a file under that name is whole.
func Write(path string, o Options) (Stats, error) {
	var sink func(io.Writer) Sink
	switch {
	case strings.HasSuffix(path, ".osm"):
		sink = func(w io.Writer) Sink { return NewXML(w) }
	case strings.HasSuffix(path, ".pbf"):
		sink = func(w io.Writer) Sink { return NewPBF(w) }
	default:
		return Stats{}, fmt.Errorf("%w: %q is neither .osm nor .pbf", ErrOptions, filepath.Base(path))
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".demo-*")
	if err != nil {
		return Stats{}, fmt.Errorf("demo: write %s: %w", path, err)
	}
	defer os.Remove(f.Name())
	stats, err := Generate(o, sink(f))
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return stats, fmt.Errorf("demo: write %s: %w", path, err)
	}
	return stats, nil
}
