package present

import (
	"context"
	"errors"
	"io"
	"strings"
	"time"

	"priyom/civic"
	"priyom/store"
)

// DraftWithin is how far the disk may be behind the keyboard.
const DraftWithin = 250 * time.Millisecond

// The fields of the form, as civic names them in its problems; FieldForm is the form as a whole.
const (
	FieldCategory   = "category"
	FieldText       = "text"
	FieldAddress    = "place.address"
	FieldSettlement = "place.settlement"
	FieldPhotos     = "photos"
	FieldName       = "reporter.name"
	FieldPhone      = "reporter.phone"
	FieldReplyTo    = "reporter.address"
	FieldConsent    = "reporter.consent"
	FieldForm       = "form"
)

// fieldOrder is the order of the form, for the first thing that is wrong.
var fieldOrder = []string{FieldName, FieldPhone, FieldReplyTo, FieldConsent, FieldCategory, FieldText, FieldPhotos, FieldAddress, FieldSettlement, FieldForm}

// IntakeState is the form for a new report.
type IntakeState struct {
	Saved    string // about the draft: not begun, saved at so and so
	Report   civic.Report
	Query    string     // what was typed to find a category
	Found    []Category // what it may be, the best first
	Chips    []Category // the chosen category, and what is often meant instead
	Category Category   // chosen; Slug is "" if none is
	Who      string     // will deal with it
	When     string     // by when
	Photos   []Photo
	Taking   bool          // files are being taken in
	Refused  []string      // files that were not taken, and why, in words
	Full     bool          // no more photos may be added
	Camera   bool          // there is one
	Fresh    FreshPictures // in the watched folder
	Place    Spot
	Places   []PlaceChoice   // that may be meant by what was typed as an address
	Visitors []VisitorChoice // who may stand at the desk, of those who were here before
	Near     []NearChoice    // reports nearby that may be about the same thing
	Homes    []PlaceChoice   // that may be meant as the postal address
	Known    bool            // somebody was chosen who was here before, and their consent still holds

	Wrong  map[string]string // by field, in words
	Advice string            // what to think of before saving as it is; "" if there is nothing
	Saving bool
	Begun  bool // there is something to lose
	Sure   bool // the next Clear clears
	Mode   IntakeMode
	Danger bool     // show 112
	Script []string // what to say first, line by line, if there is danger
	Gaps   bool     // something in the text is still to be filled in

	Done Done // the report saved last, until the next is begun
}

// Photo is a picture of the form.
type Photo struct {
	ID      civic.PhotoID
	Name    string
	State   civic.PhotoState // "" while it is being taken in
	Preview []byte           // a small JPEG; nil until it is made
	Problem string           // in words
	Located bool
	Away    bool   // it lies at the portal, and has not been fetched yet
	Tag     string // what it is, where that must be said: before, after, added later

	marks []civic.Mark // that are in its preview
}

// Spot is the position of the form.
type Spot struct {
	Set    bool
	Where  string // in degrees
	Source string // where it comes from, in words
}

// Done is a saved report.
type Done struct {
	ID     civic.ReportID
	Number string

	Joined    bool // it was there, and somebody joined in
	Elsewhere bool // and it was taken elsewhere: there are no details of it here
}

// PhotoFile is a file that somebody chose or dropped.
type PhotoFile struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Intake is the form for a new report.
type Intake struct {
	OnChange func()
	OnLoad   func()             // another report is in the form: put its words into the fields
	OnWrong  func(field string) // it can't be saved: bring the person there
	OnPlace  func()             // the map filled address or settlement: put them into the fields
	OnFill   func()             // the same about the person

	form
	p     *Point
	done  Done
	quick bool // calls are taken as a dispatcher does
	scan  scanner
}

// form is what belongs to one report, and goes with it.
type form struct {
	report   civic.Report
	query    string
	found    []Category
	photos   []Photo
	previews map[civic.PhotoID][]byte
	watching bool // previews are being looked for
	taking   int  // files on their way in
	refused  []string

	look looking // for places
	meet meeting // with the person
	near nearby  // reports of the same thing

	checked bool // somebody tried to save: say at once what is wrong
	advised bool
	saving  bool
	pending bool // save as soon as the last file is in
	sure    bool
	unsure  func() // stops the time for being sure
	forced  bool   // the urgency was set by the category
	formBad string // trouble with saving, in words

	begun    bool   // something was typed or taken in
	dirty    bool   // the disk is behind
	timer    func() // stops the time until the draft is saved
	savedAt  time.Time
	savedBad bool
	restored bool
}

func newIntake(p *Point) (*Intake, error) {
	in := &Intake{p: p}
	return in, in.reset()
}

// reset begins an empty report.
func (in *Intake) reset() error {
	r, err := in.p.store.NewReport()
	if err != nil {
		return err
	}
	in.stopTimers()
	in.form = form{report: r, previews: map[civic.PhotoID][]byte{}}
	return nil
}

func (in *Intake) stopTimers() {
	for _, stop := range []func(){in.timer, in.unsure, in.near.unsure} {
		if stop != nil {
			stop()
		}
	}
	in.timer, in.unsure, in.near.unsure = nil, nil, nil
}

// State is what to show.
func (in *Intake) State() IntakeState {
	s := IntakeState{
		Saved: in.savedWords(), Report: in.report, Query: in.query, Found: in.found, Photos: in.photoViews(), Taking: in.taking > 0,
		Refused: in.refused, Full: len(in.photos)+in.taking >= civic.MaxPhotos, Camera: in.p.camera() != nil, Place: in.p.spot(in.report.Place), Places: in.placeChoices(), Visitors: in.visitorChoices(),
		Near: in.nearChoices(), Homes: in.choices(in.meet.places), Known: in.meet.same, Wrong: in.wrong(), Saving: in.saving || in.pending,
		Begun: in.begun, Sure: in.sure, Done: in.done, Mode: in.mode(), Fresh: in.freshPictures(),
	}
	if in.report.Category != "" {
		s.Category = in.p.categoryOf(in.report.Category)
		s.Chips = in.chips()
		s.Who, s.When = in.p.answer(in.report.Category, in.report.Place.Settlement)
	}
	s.Danger = s.Category.Emergency || in.report.Urgency == civic.UrgencyEmergency
	if s.Danger {
		s.Script = in.script()
	}
	s.Gaps = strings.Contains(in.report.Text, civic.Gap)
	if in.advised {
		s.Advice = in.advice()
	}
	return s
}

// restore puts a draft into the form.
func (in *Intake) restore(d store.Draft) {
	in.stopTimers()
	in.form = form{report: d.Report, begun: true, restored: true, savedAt: d.SavedAt, previews: map[civic.PhotoID][]byte{}}
	in.done = Done{}
	in.report.Photos = nil
	for _, p := range d.Photos {
		in.photos = append(in.photos, in.photo(p))
	}
	if d.Category != "" {
		in.query = in.p.categoryOf(d.Category).Title
	}
}

// Open puts a draft into the form; what is in it now is a draft too, and stays one.
func (in *Intake) Open(id civic.ReportID) {
	if id == in.report.ID {
		in.p.Go(PageIntake)
		return
	}
	if in.saving || in.pending || in.taking > 0 {
		return
	}
	in.flush()
	in.p.write.do(func(ctx context.Context) func() {
		r, err := in.p.store.Report(ctx, id)
		return func() {
			if err != nil {
				in.p.failed("open draft", err)
				return
			}
			in.restore(store.Draft{Report: r, SavedAt: in.p.env.Clock()})
			in.lookNear()
			in.loaded()
			in.watchPhotos()
			in.p.Go(PageIntake)
			in.p.Journal.Reload()
		}
	})
}

// loaded says that another report is in the form.
func (in *Intake) loaded() {
	if in.OnLoad != nil {
		in.OnLoad()
	}
	in.changed()
}

// reword is after the language has changed.
func (in *Intake) reword() {
	if in.report.Category != "" {
		in.query = in.p.categoryOf(in.report.Category).Title
	}
	in.found, in.refused = nil, nil
}

func (in *Intake) changed() {
	if in.OnChange != nil {
		in.OnChange()
	}
}

// captured is whether an error says that the report is no draft any more.
func captured(err error) bool { return errors.Is(err, store.ErrCaptured) }
