package statistics

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"sync"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/tiles"
)

// What makes a hotspot: so many reports of one theme, within so many days, and none farther than so many metres from the one in the
// middle.
const (
	HotspotReports = 3
	HotspotDays    = 90
	HotspotMetres  = 50
)

// hotspotsLast is how old an answer may be before they are looked for again: looking through three months of a large district takes
// some seconds.
const hotspotsLast = 5 * time.Minute

// pageLength is how many reports are read at once.
const pageLength = 1000

// ErrLooking is returned while hotspots are looked for the first time.
var ErrLooking = errors.New("statistics: hotspots are being looked for")

// Hotspot is a place where the same goes wrong again.
type Hotspot struct {
	Theme      civic.ThemeSlug
	Settlement string
	Address    string // of the report in the middle
	Position   civic.Position
	Reports    []db.Placed // the newest first
}

// Open is how many of its reports somebody still has to deal with.
func (h Hotspot) Open() (n int) {
	for _, r := range h.Reports {
		if s := standing(db.Case{Status: r.Status}); s == db.MeasureNew || s == db.MeasureWork {
			n++
		}
	}
	return n
}

// Hotspots finds hotspots in the background, and remembers them. It may be used by several goroutines at once.
type Hotspots struct {
	db       *db.DB
	patience time.Duration

	mu    sync.Mutex
	found map[bool]*search
}

// search is the last answer, and the looking for the next one.
type search struct {
	at   time.Time // of the answer; zero: there is none
	spot []Hotspot
	err  error         // of the last time
	busy chan struct{} // closed when the looking at hand has ended; nil: nobody looks
}

// NewHotspots makes one that has found nothing yet. Who asks while there is no answer waits for at most patience.
func NewHotspots(d *db.DB, patience time.Duration) *Hotspots {
	return &Hotspots{db: d, patience: patience, found: map[bool]*search{}}
}

// Find lists hotspots of the last HotspotDays that a filter asks for, whatever its period, those with most reports first. The
// caller doesn't change them. The error is ErrLooking, or the database's.
func (h *Hotspots) Find(ctx context.Context, f Filter) (found []Hotspot, err error) {
	all, err := h.all(ctx, f.All)
	for _, spot := range all {
		if (f.Settlement == "" || f.Settlement == spot.Settlement) && (f.Theme == "" || f.Theme == string(spot.Theme)) &&
			(f.Department == "" || f.Department == string(spot.Reports[0].Department)) {
			found = append(found, spot)
		}
	}
	return found, err
}

// all is every hotspot as it was found last. If that is long ago, somebody begins to look.
func (h *Hotspots) all(ctx context.Context, everything bool) ([]Hotspot, error) {
	now := h.db.Now()
	h.mu.Lock()
	s := h.found[everything]
	if s == nil {
		s = &search{}
		h.found[everything] = s
	}
	if old := s.at.IsZero() || now.Sub(s.at) >= hotspotsLast || now.Before(s.at); old && s.busy == nil {
		s.busy = make(chan struct{})
		go h.look(context.WithoutCancel(ctx), s, everything)
	}
	spots, known, busy := s.spot, !s.at.IsZero(), s.busy
	h.mu.Unlock()
	if known {
		return spots, nil
	}
	patience := time.NewTimer(h.patience)
	defer patience.Stop()
	select {
	case <-busy:
	case <-patience.C:
		return nil, ErrLooking
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	return s.spot, s.err
}

// look looks for them.
func (h *Hotspots) look(ctx context.Context, s *search, everything bool) {
	now := h.db.Now()
	points, err := h.recent(ctx, now.AddDate(0, 0, -HotspotDays), everything)
	var spots []Hotspot
	if err == nil {
		spots = cluster(points)
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.err = err; err == nil {
		s.at, s.spot = now, spots
	}
	close(s.busy)
	s.busy = nil
}

// recent reads the reports since a day.
func (h *Hotspots) recent(ctx context.Context, since time.Time, everything bool) (points []db.Placed, err error) {
	err = h.db.Read(ctx, func(tx *db.Tx) error {
		for arrival := int64(math.MaxInt64); ; {
			page, err := tx.PlacedBefore(arrival, pageLength)
			if err != nil {
				return err
			}
			old := 0
			for _, p := range page {
				switch arrival = p.Arrival; {
				case p.Received.Before(since):
					old++
				case p.Public || everything:
					points = append(points, p)
				}
			}
			if len(page) < pageLength || old == len(page) { // they come in the order of arrival, but for a clock that was set
				return nil
			}
		}
	})
	return points, err
}

// square is where points are looked for: one as wide as a hotspot's radius, of a theme.
type square struct {
	theme civic.ThemeSlug
	x, y  int
}

// cluster takes the report with most others of its theme around it for the middle of a hotspot, then the one with most of those that
// are left, and so on.
func cluster(points []db.Placed) (found []Hotspot) {
	squares := map[square][]int{}
	side := 1.0 // in units of the plane, which are smallest on the ground farthest from the equator
	for _, p := range points {
		side = max(side, 1.01*HotspotMetres/tiles.MetresPerUnit(p.Place.Position.Lat))
	}
	at := func(i int) square {
		p := tiles.Project(points[i].Place.Position.Lat, points[i].Place.Position.Lon)
		return square{points[i].Theme, int(float64(p.X) / side), int(float64(p.Y) / side)}
	}
	for i := range points {
		squares[at(i)] = append(squares[at(i)], i)
	}
	taken := make([]bool, len(points))
	around := func(i int) (near []int) {
		s := at(i)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				for _, j := range squares[square{s.theme, s.x + dx, s.y + dy}] {
					if !taken[j] && civic.Distance(points[i].Place.Position, points[j].Place.Position) <= HotspotMetres {
						near = append(near, j)
					}
				}
			}
		}
		return near
	}
	counts, order := make([]int, len(points)), make([]int, len(points))
	for i := range points {
		counts[i], order[i] = len(around(i)), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b], counts[a]) })
	for _, i := range order {
		if taken[i] || counts[i] < HotspotReports {
			continue
		}
		near := around(i)
		if len(near) < HotspotReports {
			continue
		}
		p := points[i]
		spot := Hotspot{Theme: p.Theme, Settlement: p.Place.Settlement, Address: p.Place.Address, Position: p.Place.Position}
		slices.Sort(near) // points come with the newest first
		for _, j := range near {
			taken[j] = true
			spot.Reports = append(spot.Reports, points[j])
		}
		found = append(found, spot)
	}
	slices.SortStableFunc(found, func(a, b Hotspot) int { return cmp.Compare(len(b.Reports), len(a.Reports)) })
	return found
}
