package mapview

import (
	"slices"

	"priyom/app/theme"
	"priyom/tiles"
)

// Marker is something on the map, as it looks.
type Marker struct {
	ID     string
	At     tiles.Point
	Status theme.Status
	Icon   string // in the place of the status's
	Label  string // in the place of an icon: one or two letters or figures
	Rank   int    // of several that are shown as one, the one with the highest gives the colour; 0 has none to give
}

// SetMarkers shows other markers. They are grouped elsewhere; until that is done the old ones stay.
func (m *Map) SetMarkers(list []Marker) { m.marks.set(slices.Clone(list)) }

// Select raises a marker, wherever it is grouped; "" raises none.
func (m *Map) Select(id string) {
	m.marks.selected = id
	m.place()
}

// set groups a new list, one at a time: of several lists that come meanwhile only the last is grouped.
func (l *markLayer) set(list []Marker) {
	if l.grouping {
		l.next = &list
		return
	}
	l.grouping = true
	from, to := l.levels()
	l.of.cfg.Run(func() {
		groups := newClusters(list, from, to)
		l.of.cfg.Post(func() { l.grouped(groups) })
	})
}

// levels are those whose groups may be asked for.
func (l *markLayer) levels() (from, to tiles.Zoom) {
	lim := l.of.limits
	return tiles.Zoom(max(0, lim.MinZoom)), tiles.Zoom(lim.MaxZoom)
}

func (l *markLayer) grouped(c *clusters) {
	l.grouping = false
	if next := l.next; next != nil {
		l.next = nil
		l.set(*next)
		return
	}
	l.groups, l.level = c, -1
	l.byID = make(map[string]int32, len(c.markers))
	for i := range c.markers {
		l.byID[c.markers[i].ID] = int32(i)
	}
	l.of.place()
}

// tapped tells of a marker, or takes a group apart.
func (l *markLayer) tapped(f frame, hit *mark) {
	m := l.of
	if hit.n.n == 1 {
		if m.OnMarker != nil {
			m.OnMarker(l.groups.markers[hit.n.top].ID)
		}
		return
	}
	zoom, ok := l.groups.splits(l.level, hit.n)
	if _, most := m.limits.zooms(f.size); !ok || zoom-0.5 > most {
		if m.OnCluster != nil {
			ids := l.groups.members(l.level, hit.n)
			slices.Sort(ids)
			m.OnCluster(ids)
		}
		return
	}
	to := f.fitting(hit.n.box, theme.Scaled(48), zoom)
	to.zoom = max(to.zoom, zoom-0.5, f.zoom) // never out, and always so far that it falls apart
	m.glideTo(to)
}
