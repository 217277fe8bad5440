package register

import (
	"cmp"
	"context"
	"slices"
	"time"

	"priyom/lang"
)

// Check holds every row against the rules. Nothing is taken in; progress hears after how many rows.
func (p *Plan) Check(ctx context.Context, now time.Time, progress func(done int)) (*Checked, error) {
	c := &Checked{}
	unsure, seen := map[string]int{}, map[string]int{}
	for i, r := range p.Table.Rows {
		if i%256 == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if progress != nil {
				progress(i)
			}
		}
		out, problem, doubt := p.report(ctx, r, now)
		if problem == nil {
			key, first := p.key(r, out, seen)
			switch {
			case !first:
				problem = wrong(r, FieldOrigin, "twice", lang.Args{"Value": short(out.Origin)})
			case doubt == nil:
				c.Ready, c.Keys = append(c.Ready, out), append(c.Keys, key)
				continue
			}
		}
		if problem != nil {
			c.Problems, c.Bad = append(c.Problems, *problem), append(c.Bad, r)
			continue
		}
		at, known := unsure[doubt.Key]
		if !known {
			at = len(c.Unsure)
			unsure[doubt.Key] = at
			c.Unsure = append(c.Unsure, *doubt)
		}
		c.Unsure[at].Rows++
		c.Waiting = append(c.Waiting, r)
	}
	slices.SortStableFunc(c.Unsure, func(a, b Unsure) int { return cmp.Compare(b.Rows, a.Rows) })
	return c, nil
}

// Words says what is wrong with a row.
func (p Problem) Words(v *lang.Voice) string {
	if !v.Has(p.Key) {
		return p.Key
	}
	return v.With(p.Key, p.Args)
}
