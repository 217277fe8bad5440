package mapview

import (
	"cmp"
	"math"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"priyom/app/theme"
)

// markLayer is the markers in view, alone or grouped. However many there are, only what can be seen has objects.
type markLayer struct {
	of       *Map
	box      *fyne.Container
	pictures pictures
	groups   *clusters
	grouping bool
	next     *[]Marker
	byID     map[string]int32
	selected string

	level int // of groups that marks belong to
	marks map[int32]*mark
	free  []*mark
	raise *mark // the selected one; not in marks
}

// mark is a marker or a group on the screen.
type mark struct {
	n     node
	pic   *picture
	image *canvas.Image
	words *canvas.Text // a count or a label
	keep  bool
}

func newMarkLayer(m *Map) *markLayer {
	return &markLayer{of: m, box: &fyne.Container{}, marks: map[int32]*mark{}, level: -1}
}

// update shows the marks of a frame.
func (l *markLayer) update(f frame) {
	if l.groups == nil {
		return
	}
	if at := l.groups.index(f.zoom); at != l.level {
		for i, k := range l.marks {
			delete(l.marks, i)
			l.free = append(l.free, k)
		}
		l.level = at
	}
	for _, k := range l.marks {
		k.keep = false
	}
	around := f.box().Grow(0)
	reach := 32 * perPixel(f.zoom) // half of the largest mark
	chosen, is := l.byID[l.selected]
	for i, n := range l.groups.levels[l.level] {
		outside := n.x < float64(around.MinX)-reach || n.x > float64(around.MaxX)+reach || n.y < float64(around.MinY)-reach || n.y > float64(around.MaxY)+reach
		if outside || is && n.n == 1 && n.top == chosen {
			continue
		}
		k := l.marks[int32(i)]
		if k == nil {
			k = l.take(f, n, false)
			l.marks[int32(i)] = k
		}
		k.n, k.keep = n, true
		l.draw(f, k, false)
	}
	l.tidy()
	l.raised(f, chosen, is)
	l.order()
}

// raised draws the selected marker, above all others, even if it is in a group.
func (l *markLayer) raised(f frame, chosen int32, is bool) {
	if !is {
		if l.raise != nil {
			l.free, l.raise = append(l.free, l.raise), nil
		}
		return
	}
	if l.raise == nil {
		l.raise = l.take(f, l.raisedNode(chosen), true)
	}
	l.raise.n = l.raisedNode(chosen)
	l.draw(f, l.raise, true)
}

func (l *markLayer) raisedNode(chosen int32) node {
	at := l.groups.markers[chosen].At
	return node{x: float64(at.X), y: float64(at.Y), n: 1, top: chosen, family: 1}
}

// take gives a mark that is free, if possible one that has the right picture already: to show another is to load it anew.
func (l *markLayer) take(f frame, n node, raised bool) *mark {
	key, _ := l.looks(f, n, raised)
	pic := l.pictures.of(key)
	if last := len(l.free) - 1; last >= 0 {
		i := max(0, slices.IndexFunc(l.free, func(k *mark) bool { return k.pic == pic }))
		k := l.free[i]
		l.free[i], l.free = l.free[last], l.free[:last]
		return k
	}
	return &mark{image: &canvas.Image{FillMode: canvas.ImageFillStretch, ScaleMode: canvas.ImageScaleFastest}, words: canvas.NewText("", theme.Color(theme.Ink))}
}

func (l *markLayer) tidy() {
	for i, k := range l.marks {
		if !k.keep {
			delete(l.marks, i)
			l.free = append(l.free, k)
		}
	}
}

// order lists the objects, what is farther south in front.
func (l *markLayer) order() {
	list := make([]*mark, 0, len(l.marks)+1)
	for _, k := range l.marks {
		list = append(list, k)
	}
	slices.SortFunc(list, func(a, b *mark) int { return cmp.Or(cmp.Compare(a.n.y, b.n.y), cmp.Compare(a.n.x, b.n.x)) })
	if l.raise != nil {
		list = append(list, l.raise)
	}
	l.box.Objects = l.box.Objects[:0:0]
	for _, k := range list {
		l.box.Objects = append(l.box.Objects, k.image)
		if k.words.Text != "" {
			l.box.Objects = append(l.box.Objects, k.words)
		}
	}
}

// dress draws all marks anew, in another look.
func (l *markLayer) dress() {
	for _, k := range l.marks {
		k.pic = nil
	}
	if l.raise != nil {
		l.raise.pic = nil
	}
}

// hit is the mark that a position is on: the raised one first, then the nearest. A mark can be hit as far around as a finger
// is wide.
func (l *markLayer) hit(f frame, p fyne.Position) *mark {
	apart := func(k *mark) float64 {
		at := k.image.Position().AddXY(k.pic.anchor.X, k.pic.size.Width/2)
		return math.Hypot(float64(at.X-p.X), float64(at.Y-p.Y))
	}
	reach := float64(theme.Control() / 2)
	if l.raise != nil && apart(l.raise) < reach {
		return l.raise
	}
	var best *mark
	for _, k := range l.marks {
		d := apart(k)
		if d < max(reach, float64(k.pic.size.Width/2-shade)) && (best == nil || d < apart(best)) {
			best = k
		}
	}
	return best
}
