package render

import (
	"fmt"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// sheet is the style for one zoom and variant, ready to paint with; lengths are for tiles of 256 pixels.
type sheet struct {
	ground            ink
	areas, structures []areaPaint
	below, roads      []linePaint
	above             []linePaint
	oneway            onewayPaint
	marks             []markPaint
	texts             []textPaint // by the label rule's index
}

type areaPaint struct {
	classes []pack.Class
	fill    ink
	outline stroke
}

// stroke is how a line is drawn; a width of 0 is no line.
type stroke struct {
	ink
	width float64
	dash  []float64
	cap   lineCap
}

type linePaint struct {
	classes            []pack.Class
	core, casing, over stroke
	bridge, bridgeFill stroke // the casing of bridges, and what is beneath the core
	tunnelCore         stroke
	culvert            stroke // the core of what isn't a road, in a tunnel
	tunnelCasing       stroke
}

type onewayPaint struct {
	classes         [256]bool
	ink             ink
	length, spacing float64
}

type markPaint struct {
	classes   []pack.Class
	icon      *icon
	ink, halo ink
	size      float64
	haloed    bool
}

// textPaint is a label's colours.
type textPaint struct{ text, halo, badge, icon, iconEdge ink }

// painter turns the style's rules into a sheet and keeps the first error.
type painter struct {
	*style
	variant tiles.Variant
	zoom    tiles.Zoom
	known   map[string]pack.Class
	icons   map[string]*icon
	land    colour
	err     error
}

func (p *painter) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf("%w: %s", ErrStyle, fmt.Sprintf(format, args...))
	}
}

func (p *painter) colour(name string) colour {
	pair, ok := p.Colours[name]
	if !ok {
		p.fail("there is no colour %q", name)
		return colour{}
	}
	c, err := parseColour(pair[p.variant])
	if err != nil && p.err == nil {
		p.err = fmt.Errorf("%s: %w", name, err)
	}
	return c
}

// ink is a colour's, nothing for no name.
func (p *painter) ink(name string) ink {
	if name == "" {
		return ink{}
	}
	return p.colour(name).ink()
}

func (p *painter) classes(r shown, group pack.Group) []pack.Class {
	var all []pack.Class
	for _, name := range r.Class {
		c, ok := p.known[name]
		if !ok || c.Group() != group {
			p.fail("no class %q in this group", name)
		}
		all = append(all, c)
	}
	if len(all) == 0 {
		p.fail("a rule without a class")
	}
	return all
}

func (r shown) at(z tiles.Zoom) bool {
	to := r.To
	if to == 0 {
		to = pack.MaxZoom
	}
	return z >= r.From && z <= to
}

// lengths gives a length, which may be up to most: what is wider than widest would be cut off at tiles' edges.
func (p *painter) lengths(s steps, most float64, where []string) float64 {
	if err := s.check(most, where); err != nil && p.err == nil {
		p.err = err
	}
	return s.at(p.zoom)
}

func (p *painter) sheet() *sheet {
	p.land = p.colour(p.Land)
	s := &sheet{
		ground: p.land.ink(), areas: p.areas(p.Areas), structures: p.areas(p.Structures),
		below: p.lines(p.Below), roads: p.lines(p.Roads), above: p.lines(p.Above),
	}
	if p.Oneway.at(p.zoom) {
		for _, c := range p.classes(p.Oneway.shown, pack.GroupLine) {
			s.oneway.classes[c] = true
		}
		s.oneway.ink, s.oneway.length, s.oneway.spacing = p.ink(p.Oneway.Colour), p.lengths(p.Oneway.Length, widest, p.Oneway.Class), p.Oneway.Spacing
		if s.oneway.spacing < 10 {
			p.fail("oneway: spacing")
		}
	}
	for _, r := range p.Marks {
		classes, symbol := p.classes(r.shown, pack.GroupPoint), p.icons[r.Icon]
		if symbol == nil {
			p.fail("there is no icon %q", r.Icon)
		}
		m := markPaint{classes, symbol, p.ink(r.Colour), p.ink(r.Halo), p.lengths(r.Size, widest, r.Class), r.Halo != ""}
		if r.at(p.zoom) {
			s.marks = append(s.marks, m)
		}
	}
	for _, r := range p.Labels {
		s.texts = append(s.texts, textPaint{p.ink(r.Colour), p.ink(r.Halo), p.ink(r.Badge), p.ink(r.IconInk), p.ink(p.BadgeEdge)})
	}
	return s
}

func (p *painter) areas(rules []areaRule) (all []areaPaint) {
	for _, r := range rules {
		a := areaPaint{classes: p.classes(r.shown, pack.GroupArea), fill: p.ink(r.Fill)}
		a.outline = stroke{ink: p.ink(r.Outline), width: p.lengths(r.OutlineWidth, widest/miterLimit, r.Class)}
		if p.zoom < r.OutlineFrom {
			a.outline.width = 0
		}
		if r.at(p.zoom) {
			all = append(all, a)
		}
	}
	return all
}

func (p *painter) lines(rules []lineRule) (all []linePaint) {
	for _, r := range rules {
		l := linePaint{classes: p.classes(r.shown, pack.GroupLine)}
		caps := map[string]lineCap{"": roundCap, "round": roundCap, "butt": butt, "square": square}
		c, ok := caps[r.Cap]
		if !ok {
			p.fail("no cap %q", r.Cap)
		}
		l.core = stroke{p.ink(r.Core), p.lengths(r.Width, 1.5*widest, r.Class), r.Dash, c}
		side := p.lengths(r.CasingWidth, widest/4, r.Class)
		if r.Casing != "" {
			l.casing = stroke{p.ink(r.Casing), l.core.width + 2*side, nil, c}
			l.tunnelCasing = stroke{p.ink(r.Casing), l.casing.width, []float64{5, 4}, butt}
		}
		l.tunnelCore = l.core
		if r.Core != "" {
			faint := p.colour(r.Core)
			faint.a = uint8(int(faint.a) * 2 / 3)
			faint = faint.over(p.land)
			l.tunnelCore.ink = faint.ink()
			l.culvert = stroke{faint.ink(), l.core.width, []float64{4, 3}, butt}
		}
		if r.Bridge != "" {
			deck := l.core.width + 2*max(side, 1) - 1
			if r.BridgeFill != "" {
				deck += 2
				l.bridgeFill = stroke{p.ink(r.BridgeFill), deck, nil, butt}
			}
			l.bridge = stroke{p.ink(r.Bridge), deck + 1.6, nil, butt}
		}
		if o := r.Over; o != nil && p.zoom >= o.From {
			l.over = stroke{p.ink(o.Colour), p.lengths(o.Width, 1.5*widest, r.Class), o.Dash, butt}
		}
		for _, dash := range [][]float64{l.core.dash, l.over.dash} {
			if len(dash)%2 != 0 {
				p.fail("%v: a dash without its gap", r.Class)
			}
			for _, d := range dash {
				if d < 0.5 {
					p.fail("%v: dash %v", r.Class, d)
				}
			}
		}
		if r.at(p.zoom) {
			all = append(all, l)
		}
	}
	return all
}
