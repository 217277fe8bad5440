package render

import (
	"fmt"

	"priyom/tiles"
	"priyom/tiles/pack"
)

// placing is where a label goes.
type placing uint8

const (
	atPoint placing = iota // about a point, or about the middle of an area
	along                  // on a line, following it
	shield                 // on a line, upright, on a badge
)

// labelPlan is a label rule, checked; lengths are in pixels of a 256-pixel tile.
type labelPlan struct {
	labelRule
	index   int
	classes []pack.Class
	face    uint8
	place   placing
	icon    *icon
}

func planLabels(s *style, known map[string]pack.Class, icons map[string]*icon) (all []labelPlan, err error) {
	for i, r := range s.Labels {
		p := labelPlan{labelRule: r, index: i}
		for _, name := range r.Class {
			c, ok := known[name]
			if !ok {
				return nil, fmt.Errorf("%w: label of %q", ErrStyle, name)
			}
			p.classes = append(p.classes, c)
		}
		bad := func(what string) error { return fmt.Errorf("%w: label of %v: %s", ErrStyle, r.Class, what) }
		var ok bool
		if p.place, ok = map[string]placing{"point": atPoint, "along": along, "shield": shield}[r.Place]; !ok || len(r.Class) == 0 {
			return nil, bad("place")
		}
		for _, c := range p.classes {
			want := pack.GroupPoint
			if p.place != atPoint {
				want = pack.GroupLine
			}
			if c.Group() != want {
				return nil, bad("place")
			}
		}
		if r.Text != "" && r.Text != "name" && r.Text != "ref" || r.Text == "" && r.Icon == "" {
			return nil, bad("text")
		}
		if p.face, ok = faceNamed(r.Font); !ok && r.Text != "" {
			return nil, bad("font")
		}
		if r.Icon != "" {
			if p.icon, ok = icons[r.Icon]; !ok || len(r.IconSize) == 0 || r.Badge == "" || r.IconInk == "" {
				return nil, bad("icon")
			}
		}
		if r.Text != "" && (len(r.Size) == 0 || r.Colour == "" || r.Halo == "") {
			return nil, bad("colours and size of its text")
		}
		for _, s := range []steps{r.Size, r.IconSize} {
			if err := s.check(48, r.Class); err != nil {
				return nil, err
			}
		}
		if r.HaloWidth < 0 || r.HaloWidth > 4 || r.Spacing < 0 || p.place != atPoint && r.Spacing < 50 {
			return nil, bad("haloWidth or spacing")
		}
		all = append(all, p)
	}
	return all, nil
}

// text is what a feature's label says; empty for nothing, or for its icon alone.
func (p *labelPlan) text(f *pack.Feature, z tiles.Zoom) string {
	switch {
	case p.icon != nil && int(z) < p.TextFrom:
		return ""
	case p.Text == "name":
		return f.Name
	case p.Text == "ref":
		return f.Ref
	}
	return ""
}

// ranked says whether a feature matters enough for a zoom.
func (p *labelPlan) ranked(rank uint8, z tiles.Zoom) bool {
	if p.RankZoom {
		return int(rank) <= int(z)
	}
	highest := 255
	for _, step := range p.RankTo {
		if int(z) >= step[0] {
			highest = step[1]
		}
	}
	return int(rank) <= highest
}
