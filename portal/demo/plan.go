package demo

import (
	"context"
	"slices"
	"strings"
	"time"

	"priyom/civic"
)

// story is one report of the year.
type story struct {
	report  civic.Report
	subject subject
	device  int // of the plan's posts
	photos  int
	same    int // of the report that tells of the same; −1 if none does
	spot    int // the sore spot it is at; −1 if at none
	popular int // how many join in
	theme   civic.ThemeSlug
}

// plan is a year.
type plan struct {
	from, until time.Time
	posts       []post
	stories     []story // by time of capture
}

// spot is a place where the same goes wrong again and again.
type spot struct {
	subject int
	where   civic.Place
	from    time.Time
	until   time.Time
}

const (
	days     = 365
	spots    = 14
	sameness = 0.035 // of all reports tell what somebody told before
	sore     = 0.07  // are at a sore spot
	houseRow = 70    // metres to the next house: farther away is the open field, of which nobody complains so often
)

// planner makes a plan.
type planner struct {
	material
	dice
	atlas      *atlas
	classifier *civic.Classifier
	plan       plan
	spots      []spot
}

// makePlan plans everything that devices tell; what staff do with it follows from it.
func makePlan(ctx context.Context, o Options, m material, a *atlas, classifier *civic.Classifier) (plan, error) {
	p := &planner{material: m, dice: newDice(o.Seed, 1), atlas: a, classifier: classifier}
	p.plan.until = o.Until.Truncate(time.Minute)
	p.plan.from = p.plan.until.AddDate(0, 0, -days)
	p.plan.posts = append(append(slices.Clone(m.devices.Points), m.devices.Phones...), m.devices.Inspector)
	for range spots {
		if err := p.addSpot(ctx); err != nil {
			return p.plan, err
		}
	}
	times := make([]time.Time, o.Reports)
	for i := range times {
		times[i] = p.moment()
	}
	slices.SortFunc(times, time.Time.Compare)
	for _, at := range times {
		s, err := p.story(ctx, at)
		if err != nil {
			return p.plan, err
		}
		p.plan.stories = append(p.plan.stories, s)
	}
	return p.plan, nil
}

// moment is when somebody reports: by day, on working days more, and towards the end of the year more.
func (p *planner) moment() time.Time {
	for {
		day := p.plan.from.Add(time.Duration(p.Float64() * float64(p.plan.until.Sub(p.plan.from))))
		share := 0.4 + 0.6*float64(day.Sub(p.plan.from))/float64(p.plan.until.Sub(p.plan.from))
		if wd := day.Weekday(); wd == time.Saturday || wd == time.Sunday {
			share *= 0.45
		}
		hour := []float64{1, 0, 0, 0, 0, 1, 3, 9, 16, 20, 20, 16, 12, 13, 15, 14, 12, 9, 8, 7, 5, 4, 3, 1}[day.Hour()] / 20
		if p.chance(share * hour) {
			return day.Truncate(time.Second)
		}
	}
}

func (p *planner) addSpot(ctx context.Context) error {
	i := p.weighed(len(p.subjects), func(i int) float64 { return p.subjects[i].Weight })
	where, err := p.somewhere(ctx)
	from := p.plan.from.Add(time.Duration(p.Float64() * float64(days-80) * float64(24*time.Hour)))
	p.spots = append(p.spots, spot{i, where, from, from.AddDate(0, 0, 40+p.IntN(50))})
	return err
}

// somewhere is an address of the district.
func (p *planner) somewhere(ctx context.Context) (civic.Place, error) {
	s := p.settlements[p.weighed(len(p.settlements), func(i int) float64 { return p.settlements[i].Weight })]
	for try := 0; ; try++ {
		place, far, err := p.atlas.beside(ctx, p.beside(civic.Position{Lat: s.Lat, Lon: s.Lon}, s.Radius), p.dice)
		if err != nil || far < houseRow || try > 30 {
			return place, err
		}
	}
}

// story makes up what is reported at a moment.
func (p *planner) story(ctx context.Context, at time.Time) (s story, err error) {
	s = story{same: -1, spot: -1}
	switch {
	case p.chance(sameness) && p.again(at, &s):
	case p.chance(sore) && p.atSpot(at, &s):
	default:
		s.subject = p.subjects[p.weighed(len(p.subjects), func(i int) float64 { return p.subjects[i].in(int(at.Month())) })]
		if s.report.Place, err = p.somewhere(ctx); err != nil {
			return s, err
		}
	}
	category, ok := p.classifier.Category(s.subject.Category)
	if !ok {
		return s, errCategory(s.subject.Category)
	}
	s.theme = category.Theme
	s.device = p.device(s.report.Place.Settlement)
	r := &s.report
	r.ID, r.Category, r.CapturedAt = civic.ReportID(p.id(at)), s.subject.Category, at
	r.Text = p.words(s.subject, r.Place)
	r.Urgency, r.Channel = p.urgency(category), p.channel(s.device)
	r.Reporter = p.reporter(s.device, r.Place)
	if s.photos = 0; p.chance(0.55) {
		s.photos = 1 + p.IntN(2)
	}
	if p.chance(0.25) {
		s.popular = 1 + int(p.ExpFloat64()*2.5)
	}
	return s, nil
}

// again makes a story tell of what another told of within some days.
func (p *planner) again(at time.Time, s *story) bool {
	for i := len(p.plan.stories) - 1; i >= 0 && at.Sub(p.plan.stories[i].report.CapturedAt) < 6*24*time.Hour; i-- {
		if first := p.plan.stories[i]; first.same < 0 && p.chance(0.2) {
			s.same, s.subject = i, first.subject
			s.report.Place = first.report.Place
			s.report.Place.Position = p.beside(first.report.Place.Position, 25)
			return true
		}
	}
	return false
}

func (p *planner) atSpot(at time.Time, s *story) bool {
	open := []int{}
	for i, spot := range p.spots {
		if at.After(spot.from) && at.Before(spot.until) && p.subjects[spot.subject].in(int(at.Month())) > 0 {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return false
	}
	s.spot = among(p.dice, open)
	spot := p.spots[s.spot]
	s.subject, s.report.Place = p.subjects[spot.subject], spot.where
	s.report.Place.Position = p.beside(spot.where.Position, 18)
	return true
}

// words are what they say.
func (p *planner) words(s subject, at civic.Place) string {
	street, house, _ := strings.Cut(at.Address, ", ")
	if house == "" {
		house = "1"
	}
	text := strings.NewReplacer("{h}", house, "{st}", street).Replace(among(p.dice, s.Texts))
	return strings.TrimSpace(text + " " + among(p.dice, p.tails))
}
