package present

import (
	"context"
	"errors"
	"image"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/durable"
	"priyom/store"
	"priyom/tiles"
)

// CaptureState is a report as somebody makes it on a phone: a picture, a place, what it is, and it is sent.
type CaptureState struct {
	Photos   []Photo
	Full     bool
	Camera   bool // there is one
	Shooting bool
	Taking   bool
	Refused  []string
	Place    Said // where, and how that is known
	Placed   bool
	Kinds    []Category // what it may be: the chosen one first
	Kind     Category   // chosen; Slug is "" if none is
	Text     string
	Near     []NearChoice
	Who      string // in whose name
	Answer   string // who will deal with it, and by when
	Danger   bool
	Script   []string
	Wrong    map[string]string
	Advice   string
	Begun    bool
	Sure     bool // the next Clear clears
	Saving   bool
	Saved    string // about the draft
	Main     string // the words of the main action
	MainIcon string
	Tell     string // above it
	Drafts   int    // others that were begun
	Done     Done
	DoneSaid Said // what comes next
}

// Capture makes reports on a phone. It fills the form that the desk fills too: what was begun on a phone is a draft like any
// other, and comes back after a kill.
type Capture struct {
	OnChange func()
	OnWrong  func(field string)

	p        *Point
	of       civic.ReportID // what follows belongs to this report
	picked   bool           // a person chose the category
	began    time.Time      // when this report was begun in this run; zero for one that was restored
	shooting bool
	fixed    bool // the place isn't the receiver's to change any more
}

func newCapture(p *Point) *Capture { return &Capture{p: p} }

// freezeAfter is how long after its beginning a report still gets a better position: people walk on.
const freezeAfter = 90 * time.Second

// Attend is while the page is in front: the position is measured, and what the form says is shown. stop ends it.
func (c *Capture) Attend() (stop func()) {
	in := c.p.Intake
	in.OnChange, in.OnLoad, in.OnPlace, in.OnFill = c.changed, c.changed, c.changed, c.changed
	in.OnWrong = func(field string) {
		if c.OnWrong != nil {
			c.OnWrong(field)
		}
	}
	c.p.Guesses.OnChange = c.guessed
	c.p.Self.OnChange = c.changed
	leave := c.p.Where.Listen(c.here)
	c.here()
	return func() {
		leave()
		in.OnChange, in.OnLoad, in.OnPlace, in.OnFill, in.OnWrong = nil, nil, nil, nil, nil
		c.p.Guesses.OnChange, c.p.Self.OnChange = nil, nil
	}
}

// turn is for another report in the form than before.
func (c *Capture) turn() {
	in := c.p.Intake
	if c.of == in.report.ID {
		return
	}
	c.of, c.began = in.report.ID, time.Time{}
	c.picked = in.report.Category != ""
	c.fixed = in.begun && in.report.Place.Source != civic.SourceNone
}

// here takes the position of the device for the report's, as long as nobody said another and the person hasn't walked on.
func (c *Capture) here() {
	c.turn()
	in, where := c.p.Intake, c.p.Where.State()
	place := &in.report.Place
	mine := place.Source == civic.SourceNone || place.Source == civic.SourceGPS || place.Source == civic.SourceMock
	if !c.fixed && mine && where.Known && !in.saving && c.takes(where.Here) {
		place.Position, place.Source = where.Here.Position, where.Here.Source
		if in.begun {
			in.edited()
		}
		lat, lon := where.Here.Position.Lat, where.Here.Position.Lon
		in.nameSpot(tiles.Project(lat, lon))
	}
	c.changed()
}

// takes says whether a fix is better than what the report has.
func (c *Capture) takes(f Fix) bool {
	place := c.p.Intake.report.Place
	if !c.p.Intake.begun {
		return place.Position != f.Position
	}
	if !c.began.IsZero() && c.p.env.Clock().Sub(c.began) > freezeAfter {
		c.fixed = place.Source != civic.SourceNone
		return !c.fixed
	}
	return place.Source == civic.SourceNone || f.Position.Accuracy < place.Position.Accuracy
}

// begin notes that a person has begun a report.
func (c *Capture) begin() {
	c.turn()
	if c.began.IsZero() {
		c.began = c.p.env.Clock()
	}
}

// Shoot takes a picture for the report; without a camera it says so by returning false.
func (c *Capture) Shoot() bool {
	in := c.p.Intake
	if c.p.camera() == nil {
		return false
	}
	if c.shooting || in.saving || in.pending || len(in.photos)+in.taking >= civic.MaxPhotos {
		return true
	}
	c.begin()
	c.shooting = true
	in.edited()
	in.flush() // a picture needs a draft to belong to, before the camera comes to the front
	id := in.report.ID
	c.p.Shell.flush()
	c.p.write.do(func(context.Context) func() {
		path, err := shotPath(c.p.home, reportShots, id.String())
		return func() {
			if err != nil {
				c.shooting = false
				c.p.failed("no place for a picture", err)
				c.changed()
				return
			}
			c.p.shoot(path, func(err error) { c.shot(id, path, err) })
		}
	})
	c.changed()
	return true
}

// shot is after the camera.
func (c *Capture) shot(id civic.ReportID, path string, err error) {
	c.shooting = false
	if err != nil {
		switch {
		case errors.Is(err, ErrCameraLeft):
		case errors.Is(err, ErrCameraFile):
			c.p.Picker.Open(c.AddPhotos)
		default:
			c.p.env.Log.Warn("no picture", "error", errorKind(err))
			c.p.notice(ToneWarn, c.p.Voice().Say(cameraTrouble(err)))
			c.p.Space.filled(err)
		}
		c.changed()
		return
	}
	c.takeIn(id, path)
}

// takeIn takes in a picture that stands at its path.
func (c *Capture) takeIn(id civic.ReportID, path string) {
	in := c.p.Intake
	waited := id == in.report.ID
	if waited {
		in.taking++
	}
	c.p.lent.taking[path] = true
	c.changed()
	c.p.write.do(func(ctx context.Context) func() {
		into, photo, err := c.p.takeShot(ctx, id, path)
		return func() {
			delete(c.p.lent.taking, path)
			if waited && id == in.report.ID && into != id { // it went into a draft of its own
				in.arrived()
			}
			if into == in.report.ID {
				if !waited {
					in.taking++
				}
				waits := c.p.Voice().Say("photo.waits-room")
				in.refused = slices.DeleteFunc(in.refused, func(said string) bool { return said == waits })
				if errors.Is(err, store.ErrDiskFull) { // it stays where it is, and is taken in when there is room
					in.refused = append(in.refused, waits)
					in.arrived()
					c.p.Space.filled(err)
					return
				}
				in.taken(into, c.p.Voice().Say("photo.shot"), photo, err)
				return
			}
			if err != nil { // another report is in the form by now, and the picture stays where it is
				c.p.env.Log.Error("picture left by the camera not taken in", "error", errorKind(err))
			}
			c.p.prepare()
			c.p.Journal.Reload()
		}
	})
}

// cameraTrouble is what there is to say of it.
func cameraTrouble(err error) string {
	switch {
	case errors.Is(err, ErrCameraDenied):
		return "camera.denied"
	case errors.Is(err, ErrCameraNone):
		return "camera.none"
	case durable.IsFull(err):
		return "camera.full"
	}
	return "camera.failed"
}

// AddPhotos takes in pictures that somebody chose. Where these were taken is a better place than where the person chooses them.
func (c *Capture) AddPhotos(files []PhotoFile) {
	in := c.p.Intake
	c.begin()
	if place := &in.report.Place; place.Source == civic.SourceGPS && len(in.photos) == 0 {
		before := *place
		place.Position, place.Source = civic.Position{}, civic.SourceNone
		in.AddPhotos(files)
		c.p.write.do(func(context.Context) func() { // after they were taken in
			return func() {
				if in.report.ID == c.of && in.report.Place.Source == civic.SourceNone {
					in.report.Place.Position, in.report.Place.Source = before.Position, before.Source
					in.edited()
				}
			}
		})
		return
	}
	in.AddPhotos(files)
}

// SetText is the report in the citizen's words; they say what it is about.
func (c *Capture) SetText(text string) {
	if text == c.p.Intake.report.Text {
		return
	}
	c.begin()
	c.p.Intake.SetText(text)
	c.guess()
}

// guessed is after what is known of former choices has changed.
func (c *Capture) guessed() {
	c.guess()
	c.changed()
}

// guess chooses the category that the words leave no doubt about, unless the person has chosen.
func (c *Capture) guess() {
	in := c.p.Intake
	if c.picked || in.report.Text == "" {
		return
	}
	found, sure := c.p.Guesses.Of(in.report.Text)
	switch {
	case sure && len(found) > 0 && found[0].Slug != in.report.Category:
		in.Choose(found[0].Slug)
	case !sure && in.report.Category != "":
		in.report.Category = ""
		in.unforce()
		in.edited()
	}
}

// Choose is a person's choice; the chosen one once more takes it back.
func (c *Capture) Choose(slug civic.CategorySlug) {
	c.begin()
	c.picked = true
	c.p.Intake.Choose(slug)
}

// SetPin is where the person says that it is.
func (c *Capture) SetPin(at tiles.Point) {
	c.begin()
	c.fixed = true
	c.p.Intake.SetPin(at)
}

// Here takes the device's own position, now.
func (c *Capture) Here() {
	where := c.p.Where.State()
	if !where.Known {
		return
	}
	c.begin()
	in := c.p.Intake
	in.report.Place.Position, in.report.Place.Source = where.Here.Position, where.Here.Source
	in.look.filled, in.look.town = in.report.Place.Address, in.report.Place.Settlement // the map names it anew
	in.edited()
	in.nameSpot(tiles.Project(where.Here.Position.Lat, where.Here.Position.Lon))
}

// Save hands the report in, in the name that the citizen gave this device, or without one.
func (c *Capture) Save() {
	in := c.p.Intake
	if in.saving || in.pending {
		return
	}
	if !c.p.Self.Sound() {
		c.p.Self.Check()
		if c.OnWrong != nil {
			c.OnWrong(FieldName)
		}
		return
	}
	in.report.Reporter = c.p.Self.reporter()
	in.report.Channel = c.p.channel()
	if strings.TrimSpace(in.report.Text) == "" && in.report.Category != "" {
		in.SetText(c.p.categoryOf(in.report.Category).Title) // a picture and what it is say enough
	}
	in.Save()
}

// Join supports a report nearby in place of an own one.
func (c *Capture) Join(id civic.ReportID) {
	c.p.Intake.report.Reporter = c.p.Self.reporter()
	c.p.Intake.Join(id)
}

// Another begins the next report.
func (c *Capture) Another() {
	c.p.Intake.done = Done{}
	c.here()
	c.p.changed()
}

// channel is how reports come in on this device.
func (p *Point) channel() civic.Channel {
	if p.Shell.tabs != nil {
		return civic.ChannelSelf
	}
	return civic.ChannelPerson
}

// kinds are the chosen category and what else it may be.
func (c *Capture) kinds() []Category {
	in := c.p.Intake
	found, _ := c.p.Guesses.Of(in.report.Text)
	var kinds []Category
	if in.report.Category != "" {
		kinds = append(kinds, c.p.categoryOf(in.report.Category))
	}
	for _, k := range found {
		if !slices.ContainsFunc(kinds, func(o Category) bool { return o.Slug == k.Slug }) && len(kinds) < guessesOffered {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func (c *Capture) changed() {
	if c.OnChange != nil {
		c.OnChange()
	}
}

// Pin is where the report is, and whether that is known.
func (c *Capture) Pin() (tiles.Point, bool) { return c.p.Intake.Pin() }

// RemovePhoto takes a picture out.
func (c *Capture) RemovePhoto(id civic.PhotoID) { c.p.Intake.RemovePhoto(id) }

// Clear throws the report away: the second of two presses does.
func (c *Capture) Clear() {
	c.p.Intake.Clear()
	c.here()
}

// Picture reads a photo of the report, large, and hands it to show; nil if there is none to be seen.
func (c *Capture) Picture(id civic.PhotoID, show func(image.Image)) {
	report := c.p.Intake.report.ID
	c.p.read.do(func(ctx context.Context) func() {
		picture, err := c.p.Journal.picture(ctx, report, id)
		if err != nil {
			c.p.env.Log.Warn("photo not shown", "error", err)
		}
		return func() { show(picture) }
	})
}

// PhotoArg is what shows a photo of the report closely.
func (c *Capture) PhotoArg(id civic.PhotoID) string { return c.p.Intake.PhotoArg(id) }

// ThemeChoice is a field of life that categories belong to.
type ThemeChoice struct {
	Slug        civic.ThemeSlug
	Icon, Title string
}

// Themes are all of them.
func (c *Capture) Themes() []ThemeChoice {
	var all []ThemeChoice
	for _, t := range c.p.env.Known.Themes() {
		all = append(all, ThemeChoice{t.Slug, t.Icon, t.Title.In(c.p.look.Lang)})
	}
	return all
}

// OfTheme are a theme's categories.
func (c *Capture) OfTheme(slug civic.ThemeSlug) (title string, all []Category) {
	t, _ := c.p.env.Known.Theme(slug)
	for _, one := range t.Categories {
		all = append(all, c.p.category(one, ""))
	}
	return t.Title.In(c.p.look.Lang), all
}

// Find are the categories that words may mean; without words those chosen last on this device.
func (c *Capture) Find(query string) []Category {
	if strings.TrimSpace(query) == "" {
		return c.p.Guesses.Recent(related)
	}
	var found []Category
	for _, m := range c.p.env.Known.Search(query, c.p.look.Lang, 3*suggestions) {
		found = append(found, c.p.category(m.Category, m.Said))
	}
	return found
}

// PinState is where the report is, on a page of its own.
type PinState struct {
	Address, Settlement string
	Places              []PlaceChoice
	Said                Said // how the position is known
	Placed              bool
	Where               WhereState
}

// PinState is what that page shows.
func (c *Capture) PinState() PinState {
	place := c.p.Intake.report.Place
	s := PinState{Address: place.Address, Settlement: place.Settlement, Places: c.p.Intake.placeChoices(), Where: c.p.Where.State()}
	s.Said, s.Placed = c.place()
	return s
}

// SetAddress is what somebody types as an address.
func (c *Capture) SetAddress(text string) {
	c.begin()
	c.p.Intake.SetAddressQuery(text)
}

// SetSettlement is the village or town.
func (c *Capture) SetSettlement(text string) {
	c.begin()
	c.p.Intake.SetSettlement(text)
}

// ChoosePlace takes one of the places that were found.
func (c *Capture) ChoosePlace(i int) {
	c.begin()
	c.fixed = true
	c.p.Intake.ChoosePlace(i)
}
