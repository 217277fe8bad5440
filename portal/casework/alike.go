package casework

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"time"

	"priyom/civic"
	"priyom/photo"
	"priyom/portal/db"
)

// AlikeWithin is how long ago a report may have come to be of the same thing.
const AlikeWithin = 90 * 24 * time.Hour

const (
	nearby   = 60 // reports that are looked at
	maxAlike = 6  // that are shown
	likely   = 0.55
)

// Alike is a report that may be of the same thing, and why.
type Alike struct {
	Case   db.Case
	Metres int
	Days   int  // between the two
	Words  int  // per cent of the shorter text that is in the other too
	Kind   bool // the same category
	Theme  bool // the same theme
	Photo  bool // a picture looks the same
	Likely bool
	score  float64
}

// Alike lists reports nearby that came in the last AlikeWithin, the likest first.
func (o *Office) Alike(tx *db.Tx, c db.Case) (found []Alike, err error) {
	if c.Place.Source == civic.SourceNone || c.Place.Source == civic.SourceMock {
		return nil, nil
	}
	dLat, dLon := around(c.Place.Position)
	p := c.Place.Position
	cases, err := tx.CasesAround(db.Around{
		South: p.Lat - dLat, North: p.Lat + dLat, West: p.Lon - dLon, East: p.Lon + dLon, Since: c.Received.Add(-AlikeWithin), Except: c.Report,
	}, nearby)
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	looks, err := looksOf(tx, c.Report)
	if err != nil {
		return nil, err
	}
	for _, other := range cases {
		if apart := civic.Distance(p, other.Place.Position); apart <= civic.NearWithin {
			a := compare(c, other, float64(apart))
			if len(looks) > 0 {
				theirs, err := looksOf(tx, other.Report)
				if err != nil {
					return nil, err
				}
				if a.Photo = same(looks, theirs); a.Photo {
					a.score += 0.45
				}
			}
			a.Likely = a.score >= likely
			found = append(found, a)
		}
	}
	slices.SortStableFunc(found, func(a, b Alike) int { return cmp.Compare(b.score, a.score) })
	return found[:min(len(found), maxAlike)], nil
}

// around is how many degrees NearWithin is.
func around(p civic.Position) (lat, lon civic.Degrees) {
	const metresADegree = 111_195 // of a great circle on civic.Distance's sphere
	lat = civic.Degrees(float64(civic.NearWithin) / metresADegree)
	return lat, lat / civic.Degrees(max(0.01, math.Cos(float64(p.Lat)*math.Pi/180)))
}

func compare(c, other db.Case, apart float64) Alike {
	words := civic.Likeness(c.Text, other.Text)
	days := int(math.Abs(c.Received.Sub(other.Received).Hours()) / 24)
	a := Alike{
		Case: other, Metres: int(apart + 0.5), Days: days, Words: int(words*100 + 0.5), Kind: c.Category == other.Category, Theme: c.Theme == other.Theme,
	}
	a.score = 0.25*(1-apart/float64(civic.NearWithin)) + 0.35*words + 0.1*(1-float64(days)/90)
	switch {
	case a.Kind:
		a.score += 0.25
	case a.Theme:
		a.score += 0.1
	}
	return a
}

// looksOf are what a report's photos look like.
func looksOf(tx *db.Tx, id civic.ReportID) (looks []photo.Look, err error) {
	previews, err := tx.Previews(id)
	for _, sum := range previews {
		h, err := tx.PictureHash(sum)
		if errors.Is(err, db.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		looks = append(looks, photo.Look(h))
	}
	return looks, err
}

func same(a, b []photo.Look) bool {
	for _, x := range a {
		if slices.ContainsFunc(b, func(y photo.Look) bool { return x.Differs(y) <= photo.SameLook }) {
			return true
		}
	}
	return false
}
