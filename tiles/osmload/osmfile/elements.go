package osmfile

// node reads a plain Node, which few programs write.
func (p *primitive) node(w wire) {
	var n Node
	var keys, vals wire
	var lat, lon int64
	visible := true
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 1:
			n.ID = zigzag(w.number(typ))
		case 2:
			keys = w.list(typ)
		case 3:
			vals = w.list(typ)
		case 4:
			visible = p.info(w.list(typ))
		case 8:
			lat = zigzag(w.number(typ))
		case 9:
			lon = zigzag(w.number(typ))
		default:
			w.skip(typ)
		}
	}
	if w.bad {
		p.fail("a node")
	}
	if visible {
		n.Lat, n.Lon = p.position(p.latOffset, lat, 90), p.position(p.lonOffset, lon, 180)
		n.Tags = p.tagsOf(keys, vals)
		p.Nodes = append(p.Nodes, n)
	}
}

func zigzag(v uint64) int64 { return int64(v>>1) ^ -int64(v&1) }

// dense reads DenseNodes: every field is a list of differences.
func (p *primitive) dense(w wire) {
	var ids, lats, lons, tags, visible wire
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 1:
			ids = w.list(typ)
		case 5:
			visible = p.denseInfo(w.list(typ))
		case 8:
			lats = w.list(typ)
		case 9:
			lons = w.list(typ)
		case 10:
			tags = w.list(typ)
		default:
			w.skip(typ)
		}
	}
	tagged, flagged := len(tags.b) > 0, len(visible.b) > 0
	var n Node
	var lat, lon int64
	for len(ids.b) > 0 && p.why == "" {
		n.ID += ids.sint()
		lat += lats.sint()
		lon += lons.sint()
		n.Lat, n.Lon = p.position(p.latOffset, lat, 90), p.position(p.lonOffset, lon, 180)
		n.Tags = nil
		if tagged {
			n.Tags = p.denseTags(&tags)
		}
		if ids.bad || lats.bad || lons.bad || tags.bad || visible.bad || len(p.Nodes) > maxElements || len(p.tags) > maxTags {
			break
		}
		if !flagged || visible.uvarint() != 0 {
			p.Nodes = append(p.Nodes, n)
		}
	}
	if w.bad || ids.bad || lats.bad || lons.bad || tags.bad || visible.bad || len(ids.b)+len(lats.b)+len(lons.b)+len(tags.b) > 0 {
		p.fail("nodes")
	}
}

// denseTags reads one node's keys and values up to the 0 after them.
func (p *primitive) denseTags(w *wire) Tags {
	from := len(p.tags)
	for len(p.tags) <= maxTags {
		key := w.uvarint()
		if key == 0 || w.bad {
			break
		}
		p.tags = append(p.tags, Tag{p.string(key), p.string(w.uvarint())})
	}
	return p.tags[from:len(p.tags):len(p.tags)]
}

// denseInfo reads the times and gives the list of which nodes are there.
func (p *primitive) denseInfo(w wire) (visible wire) {
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch field {
		case 2:
			times, at := w.list(typ), int64(0)
			for len(times.b) > 0 {
				at += times.sint()
				p.newest = max(p.newest, at)
			}
			w.bad = w.bad || times.bad
		case 6:
			visible = w.list(typ)
		default:
			w.skip(typ)
		}
	}
	if w.bad {
		p.fail("an info")
	}
	return visible
}

// element is what ways and relations have alike.
type element struct {
	id         int64
	keys, vals wire
	visible    bool
	lists      [3]wire // the fields from 8 on
}

// element reads a way or a relation, whose last field is passed.
func (p *primitive) element(w *wire, last int) element {
	e := element{visible: true}
	for field, typ := w.next(); field > 0; field, typ = w.next() {
		switch {
		case field == 1:
			e.id = int64(w.number(typ))
		case field == 2:
			e.keys = w.list(typ)
		case field == 3:
			e.vals = w.list(typ)
		case field == 4:
			e.visible = p.info(w.list(typ))
		case field >= 8 && field <= last:
			e.lists[field-8] = w.list(typ)
		default:
			w.skip(typ)
		}
	}
	return e
}

func (p *primitive) way(w wire) {
	e := p.element(&w, 8)
	refs := e.lists[0]
	from, ref := len(p.refs), int64(0)
	for len(refs.b) > 0 && len(p.refs) <= maxRefs {
		ref += refs.sint()
		p.refs = append(p.refs, ref)
	}
	if w.bad || refs.bad {
		p.fail("a way")
	}
	if e.visible {
		p.Ways = append(p.Ways, Way{ID: e.id, Refs: p.refs[from:len(p.refs):len(p.refs)], Tags: p.tagsOf(e.keys, e.vals)})
	}
}

func (p *primitive) relation(w wire) {
	e := p.element(&w, 10)
	roles, refs, kinds := e.lists[0], e.lists[1], e.lists[2]
	from, m := len(p.members), Member{}
	for len(refs.b) > 0 && p.why == "" && len(p.members) <= maxMembers {
		m.Ref += refs.sint()
		m.Role = p.string(roles.uvarint())
		switch m.Kind = 0; kinds.uvarint() {
		case 0:
			m.Kind = Nodes
		case 1:
			m.Kind = Ways
		case 2:
			m.Kind = Relations
		}
		p.members = append(p.members, m)
		if refs.bad || roles.bad || kinds.bad {
			break
		}
	}
	if w.bad || refs.bad || roles.bad || kinds.bad || len(refs.b)+len(roles.b)+len(kinds.b) > 0 {
		p.fail("a relation")
	}
	if e.visible {
		p.Relations = append(p.Relations, Relation{ID: e.id, Members: p.members[from:len(p.members):len(p.members)], Tags: p.tagsOf(e.keys, e.vals)})
	}
}
