package demo

// Stats is what was written.
type Stats struct {
	Nodes, Ways, Relations int
	Settlements            int
	Addresses              int // Buildings and points with addr:housenumber.
}

// pen draws on the plane what the sink gets as OSM. After the first failure it draws nothing more; err tells it.
type pen struct {
	sink  Sink
	stats Stats
	err   error
}

// node puts a point.
func (p *pen) node(at vec, tags ...Tag) ID {
	p.stats.Nodes++
	id := ID(p.stats.Nodes)
	if p.err == nil {
		lat, lon := place(at)
		p.err = p.sink.Node(Node{id, lat, lon, tags})
	}
	return id
}

// nodes puts bare points.
func (p *pen) nodes(pts []vec) []ID {
	ids := make([]ID, len(pts))
	for i, at := range pts {
		ids[i] = p.node(at)
	}
	return ids
}

// way joins nodes; fewer than two join nothing, and the ID is 0.
func (p *pen) way(nodes []ID, tags ...Tag) ID {
	if len(nodes) < 2 {
		return 0
	}
	p.stats.Ways++
	id := ID(p.stats.Ways)
	if p.err == nil {
		p.err = p.sink.Way(Way{id, nodes, tags})
	}
	return id
}

// area draws a ring of points, without the first repeated.
func (p *pen) area(ring []vec, tags ...Tag) ID { return p.closed(p.nodes(ring), tags...) }

// closed joins nodes to a ring.
func (p *pen) closed(ids []ID, tags ...Tag) ID {
	if len(ids) < 3 {
		return 0
	}
	return p.way(append(ids, ids[0]), tags...)
}

func (p *pen) relation(members []Member, tags ...Tag) ID {
	p.stats.Relations++
	id := ID(p.stats.Relations)
	if p.err == nil {
		p.err = p.sink.Relation(Relation{id, members, tags})
	}
	return id
}

// stop is a node that a course must have, at a distance along its line: one that exists, or one to put.
type stop struct {
	far  float64
	id   ID
	at   vec
	tags []Tag
}

// span is a part of a course with tags of its own: a bridge, a culvert.
type span struct {
	from, to float64
	tags     []Tag
}

// course is a line to be drawn with all that happens on it. Spans don't overlap; both they and stops are in order.
type course struct {
	line        line
	first, last ID // Nodes that are there already, or 0.
	stops       []stop
	spans       []span
	tags        []Tag
}

// addSpan adds a span unless another is in its way or it reaches an end.
func (c *course) addSpan(s span) bool {
	if s.from < 1 || s.to > c.line.length()-1 {
		return false
	}
	at := len(c.spans)
	for i, o := range c.spans {
		if s.from < o.to+1 && o.from < s.to+1 {
			return false
		}
		if o.from > s.from {
			at = min(at, i)
		}
	}
	c.spans = append(c.spans[:at], append([]span{s}, c.spans[at:]...)...)
	return true
}

// course draws the ways of a line, cut where spans begin and end.
func (p *pen) course(c course) {
	var run []ID
	span, stop := 0, 0
	within := false
	put := func(id ID) {
		if len(run) == 0 || run[len(run)-1] != id {
			run = append(run, id)
		}
	}
	cut := func(tags []Tag) {
		p.way(run, tags...)
		run = []ID{run[len(run)-1]}
	}
	// events puts what comes before a distance.
	events := func(before float64) {
		for {
			edge := before
			if span < len(c.spans) {
				edge = min(edge, c.spans[span].from)
				if within {
					edge = min(before, c.spans[span].to)
				}
			}
			for stop < len(c.stops) && c.stops[stop].far < edge {
				s := &c.stops[stop]
				if s.id == 0 {
					s.id = p.node(s.at, s.tags...)
				}
				put(s.id)
				stop++
			}
			if edge >= before {
				return
			}
			at, _ := c.line.at(edge)
			put(p.node(at))
			if within {
				cut(append(append([]Tag(nil), c.tags...), c.spans[span].tags...))
				span++
			} else {
				cut(c.tags)
			}
			within = !within
		}
	}
	last := len(c.line.pts) - 1
	for i, at := range c.line.pts {
		events(c.line.far[i])
		switch {
		case i == 0 && c.first != 0:
			put(c.first)
		case i == last && c.last != 0:
			put(c.last)
		default:
			put(p.node(at))
		}
	}
	p.way(run, c.tags...)
}
