package present

import (
	"context"
	"errors"
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// joined is who stands behind a report besides its author.
type joined struct {
	here  []civic.Support // who said so at this computer, the first one first
	known int             // all that the portal knows of
}

func (j *Journal) joined(ctx context.Context, id civic.ReportID) (w joined, err error) {
	if w.here, err = j.p.store.Supports(ctx, id); err != nil {
		return w, err
	}
	d, err := j.p.store.Digest(ctx, id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return w, err
	}
	w.known = d.Supporters
	return w, nil
}

// tellJoined puts them among the facts, and each into the history at their time.
func (j *Journal) tellJoined(w whole, d *Details) {
	v, now := j.p.Voice(), j.p.env.Clock()
	if n := max(w.joined.known, len(w.joined.here)); n > 0 {
		d.Facts = append(d.Facts, Fact{Label: v.Say("details.supporters"), Value: v.Count("count.people", n, nil)})
	}
	for _, u := range w.joined.here {
		who := u.Supporter.Name
		if who == "" {
			who = v.Say("details.anonymous")
		}
		at := 0 // the latest step is the first
		for _, e := range w.history {
			if e.At.After(u.At) {
				at++
			}
		}
		d.History = slices.Insert(d.History, at, Step{What: v.With("history.supported", lang.Args{"Who": who}), When: v.Moment(u.At, now)})
	}
}
