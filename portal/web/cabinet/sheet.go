package cabinet

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/maps"
	"priyom/portal/own"
	"priyom/portal/web/kit"
	"priyom/tiles"
	"priyom/tiles/places"
)

// sheet is the form as it is shown.
type sheet struct {
	fields
	Photos   []own.Photo
	Restored bool // it was begun before
	Part     bool // a script asks for the parts that change
	Fresh    bool // the stamp changed
	Wrong    civic.Problems
	Bad      []trouble
	Cause    string // why it wasn't sent, word "form.<cause>"; "" if nothing is wrong

	Chosen      *kind
	Kinds       []kind
	Themes      []civic.Theme
	Found       []place
	NotFound    bool // nothing is called so
	Settlements []string
	HasMap      bool
	Spot        string // address of a picture of the map
	Bounds      string // of the map, for a script: west, south, east, north
	Outside     bool   // the pin is where the map ends
	Near        []near
	Advice      string // in an emergency
	Who         string // answers
	Reply       time.Time
	Solve       time.Time
}

// kind is a kind of problem to choose.
type kind struct {
	Slug      civic.CategorySlug
	Title     string
	Theme     string
	Said      string // what people call it, if that is why it was found
	Emergency bool
}

// place is one that was found.
type place struct {
	Value string // as the form has it
	Label string
}

// near is a report that may be about the same thing.
type near struct {
	ID         civic.ReportID
	Number     string
	Title      string
	Words      string
	Metres     int
	Status     kit.Status
	Supporters int
	At         time.Time
}

const (
	maxKinds  = 6
	maxFound  = 6
	maxNear   = 3
	lookNear  = 60 // reports that are looked at
	maxTyping = 300
)

func degrees(d civic.Degrees) string { return strconv.FormatFloat(float64(d), 'f', 6, 64) }

// show draws the form with all that follows from what is in it.
func (p *Cabinet) show(rw http.ResponseWriter, r *http.Request, status int, s sheet) {
	lang := p.Kit.Language(r)
	s.Themes = p.Kit.Classifier.Themes()
	p.kinds(&s, lang)
	if err := errors.Join(p.onMap(r.Context(), &s, lang), p.around(r.Context(), &s, lang), p.who(r.Context(), &s, lang)); err != nil {
		p.Kit.Fail(rw, r, err)
		return
	}
	scripts, styles := p.scripts()
	p.pages.Show(rw, r, status, "report_new", kit.Page{Section: formPath, Data: s, Bare: s.Part, Scripts: scripts, Styles: styles})
}

// kinds suggests what it may be about: by what was typed into the search, by a theme, or by the words of the report.
func (p *Cabinet) kinds(s *sheet, lang civic.Lang) {
	c := p.Kit.Classifier
	if chosen, ok := c.Category(s.Category); ok {
		k := p.kind(chosen, "", lang)
		s.Chosen = &k
	} else {
		s.Category = ""
	}
	add := func(category civic.Category, said string) {
		if category.Slug != s.Category {
			s.Kinds = append(s.Kinds, p.kind(category, said, lang))
		}
	}
	theme, known := c.Theme(civic.ThemeSlug(s.Theme))
	switch {
	case s.Query != "":
		for _, m := range c.Search(clip(s.Query), lang, maxKinds) {
			add(m.Category, m.Said)
		}
		s.NotFound = len(s.Kinds) == 0 && s.Chosen == nil
	case known:
		for _, category := range theme.Categories {
			add(category, "")
		}
	case s.Text != "" && s.Chosen == nil:
		for _, g := range c.Guess(s.Text, lang, maxKinds, nil) { // a story, not a name: most of its words say nothing
			add(g.Category, "")
		}
	}
}

func (p *Cabinet) kind(c civic.Category, said string, lang civic.Lang) kind {
	k := kind{Slug: c.Slug, Title: c.Title.In(lang), Said: said, Emergency: c.Emergency}
	if theme, ok := p.Kit.Classifier.Theme(c.Theme); ok {
		k.Theme = theme.Title.In(lang)
	}
	return k
}

// clip keeps a search short.
func clip(s string) string {
	if runes := []rune(s); len(runes) > maxTyping {
		return string(runes[:maxTyping])
	}
	return s
}

// onMap looks the address up, and an address for the pin.
func (p *Cabinet) onMap(ctx context.Context, s *sheet, lang civic.Lang) error {
	guide, err := p.Map.Places(ctx)
	if errors.Is(err, maps.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	s.HasMap, s.Settlements = true, guide.Settlements(lang)
	box, err := p.Map.Bounds(ctx)
	if err != nil {
		return err
	}
	s.Bounds = bounds(box)
	at, pinned := s.position()
	switch {
	case pinned && !inside(box, at):
		s.Outside = true
	case pinned:
		s.Spot = fmt.Sprintf("%s/spot.png?lat=%s&lon=%s", formPath, s.Lat, s.Lon)
		if s.Address == "" && s.Source != civic.SourceAddress {
			return p.name(ctx, s, guide, at, lang)
		}
	case s.Address != "":
		s.Found, err = find(ctx, guide, s.Address+" "+s.Settlement, lang)
	}
	return err
}

// name gives a pin its address.
func (p *Cabinet) name(ctx context.Context, s *sheet, guide *places.Places, at civic.Position, lang civic.Lang) error {
	answer, err := guide.Near(ctx, tiles.Project(at.Lat, at.Lon), lang)
	if err != nil {
		return err
	}
	for _, found := range []*places.Place{answer.Address, answer.Landmark, answer.Street} {
		if found != nil && found.Distance < civic.NearWithin {
			s.Address, s.Settlement = found.Address, found.Settlement
			return nil
		}
	}
	if answer.Settlement != nil && s.Settlement == "" {
		s.Settlement = answer.Settlement.Name
	}
	return nil
}

func find(ctx context.Context, guide *places.Places, query string, lang civic.Lang) (found []place, err error) {
	answers, err := guide.Search(ctx, clip(query), places.SearchOptions{Lang: lang, Limit: maxFound})
	for _, a := range answers {
		lat, lon := a.Point.Position()
		found = append(found, place{packPlace(lat, lon, a.Address, a.Settlement), a.Label})
	}
	return found, err
}

func inside(b tiles.Box, at civic.Position) bool {
	p := tiles.Project(at.Lat, at.Lon)
	return p.X >= b.MinX && p.X <= b.MaxX && p.Y >= b.MinY && p.Y <= b.MaxY
}

func bounds(b tiles.Box) string {
	south, west := tiles.Point{X: b.MinX, Y: b.MaxY}.Position()
	north, east := tiles.Point{X: b.MaxX, Y: b.MinY}.Position()
	return fmt.Sprintf("%.5f,%.5f,%.5f,%.5f", west, south, east, north)
}

// around finds public reports that may be about the same thing: near, not dealt with, of the same theme if one is known.
func (p *Cabinet) around(ctx context.Context, s *sheet, lang civic.Lang) error {
	at, ok := s.position()
	if !ok {
		return nil
	}
	theme := civic.ThemeSlug("")
	if category, ok := p.Kit.Classifier.Category(s.Category); ok {
		theme = category.Theme
	}
	return p.Kit.DB.Read(ctx, func(tx *db.Tx) error {
		cases, err := tx.OpenAround(at, civic.NearWithin, lookNear)
		for _, c := range cases {
			far := civic.Distance(at, c.Place.Position)
			if far > civic.NearWithin || !c.Status.Open() || theme != "" && c.Theme != theme {
				continue
			}
			n := near{ID: c.Report, Number: c.Number, Words: civic.FirstLine(c.Text), Metres: int(far), Status: kit.StatusOf(c.Status), Supporters: c.Supporters, At: c.Received}
			if category, ok := p.Kit.Classifier.Category(c.Category); ok {
				n.Title = category.Title.In(lang)
			}
			s.Near = append(s.Near, n)
		}
		slices.SortStableFunc(s.Near, func(a, b near) int { return a.Metres - b.Metres })
		s.Near = s.Near[:min(len(s.Near), maxNear)]
		return err
	})
}

// who tells who will answer, and by when.
func (p *Cabinet) who(ctx context.Context, s *sheet, lang civic.Lang) error {
	category, ok := p.Kit.Classifier.Category(s.Category)
	if !ok {
		return nil
	}
	if category.Emergency {
		s.Advice = p.Phrases.Advice(category.Slug, lang)
	}
	var routing civic.Routing
	if err := p.Kit.DB.Read(ctx, func(tx *db.Tx) error {
		table, err := tx.Setting(db.SettingRouting)
		if errors.Is(err, db.ErrNotFound) {
			return nil
		}
		if err == nil {
			routing, err = civic.ParseRouting(table)
		}
		return err
	}); err != nil {
		return err
	}
	if d, ok := routing.Responsible(p.Kit.Classifier, s.Category, s.Settlement); ok {
		s.Who = d.Title.In(lang)
	}
	if p.Answer == nil {
		return nil
	}
	var err error
	s.Reply, s.Solve, err = p.Answer(ctx, category)
	return err
}

// Problem is the first thing that is wrong with a field; nil if nothing is.
func (s sheet) Problem(field string) *civic.Problem {
	if of := s.Wrong.Of(field); len(of) > 0 {
		return &of[0]
	}
	return nil
}

// Room is how many photos more there is room for.
func (s sheet) Room() int { return civic.MaxPhotos - len(s.Photos) }
