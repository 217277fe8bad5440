package desk

import (
	"encoding/hex"
	"fmt"
	"net/http"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

// reportData is all that staff see of a report.
type reportData struct {
	card
	Version  int64
	Position string // "47.0105, 28.8638"; "" without one
	Accuracy int    // metres; 0 is unknown
	Source   civic.Source
	Urgency  civic.Urgency
	Operator int // by the device's count; 0: nobody told who they are
	HasMap   bool
	Gallery  []shot
	After    []shot // what was done
	Visits   []inspected
	Review   bool // whoever looks is asked to look at the last visit
	History  []step
	Edits    []edited
	Reporter *civic.Reporter // once it was asked for
	Panel    panel
	Alike    []alike
	Into     *card  // what it is a part of
	Parts    []card // what is a part of it
	Executor string
	Rating   int
	Returns  int

	Answers  []answered
	Form     answerForm
	Messages []db.Message
	Say      messageForm
	Write    templateChoice

	Queue  bool   // it is beside the queue
	Picked bool   // somebody chose it there
	Back   string // where it leads back to
	Done   string // what was just done
	Wrong  []string
	Typed  typed
}

// shot is one photo, or why there is none to see.
type shot struct {
	N             int    // from 1
	Copy, Preview string // addresses; "" if it can't be shown
	Missing       string // word for why neither can: "coming", "unreadable" or "unfit"
	ID            string // of a photo that may be taken away again
	Proof         string // whether it was taken on the spot and later: "good", or the word for why it wasn't
	Metres, Km    int    // from the spot
}

type step struct {
	kit.Status
	db.Step
	Who   string
	Given string // the department
}

type edited struct {
	db.Edit
	Who    string
	Pieces []piece
}

type alike struct {
	casework.Alike
	Card card
}

func (d *Desk) report(rw http.ResponseWriter, r *http.Request) {
	if c, ok := d.find(rw, r); ok {
		d.showReport(rw, r, http.StatusOK, c.Report, emptyForms())
	}
}

// forms are what somebody may have half filled in, and what is wrong with it.
type forms struct {
	answer   answerForm
	say      messageForm
	act      typed
	wrong    []string
	reporter bool // who reported is shown
}

// typed is what somebody wrote into a form of the panel.
type typed struct {
	Act        civic.Action
	Comment    string
	Department civic.DepartmentSlug
	Reason     civic.Reason
	Into       string
	Edit       bool // the form for words and place is open
	Text       string
	Category   civic.CategorySlug
	Urgency    civic.Urgency
	Address    string
	Settlement string
	Position   string
	Note       string
}

func emptyForms() forms {
	return forms{answer: answerForm{Final: true}, say: messageForm{Private: true}}
}

// showReport draws a report with forms that may be half filled in.
func (d *Desk) showReport(rw http.ResponseWriter, r *http.Request, status int, id civic.ReportID, half forms) {
	var data reportData
	me := kit.Who(r.Context()).Staff
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := d.drawer(tx, d.Kit.Language(r))
		if err != nil {
			return err
		}
		c, err := tx.Case(id)
		if err != nil {
			return err
		}
		if data, err = w.detail(c, me); err != nil {
			return err
		}
		if half.reporter {
			if err := w.openReporter(&data); err != nil {
				return err
			}
		}
		return w.talk(&data)
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	data.Form, data.Say, data.Wrong, data.Done = half.answer, half.say, half.wrong, done(r)
	if data.Done == string(civic.ActReturn) && data.Status.Key == civic.StatusArbitration {
		data.Done = "twice"
	}
	if half.act != (typed{}) {
		data.Typed = half.act
	}
	if data.Say.Author == "" {
		data.Say.Author = me.Name
	}
	if data.Form.Signatory == "" {
		data.Form.Signatory = me.Name
	}
	data.HasMap, data.Back = d.hasMap(r, &data), back(me)
	d.fill(r, &data)
	d.pages.Show(rw, r, status, "report", kit.Page{Section: back(me), Data: data})
}

// back is where somebody comes from.
func back(me *accounts.Staff) string {
	switch me.Role {
	case civic.RoleDepartment, civic.RoleInspector:
		return workPath
	}
	return listPath
}

func (d *Desk) hasMap(r *http.Request, data *reportData) bool {
	return data.Position != "" && d.Pictures.HasMap(r)
}

// detail is what is known of a case, but for what was said about it.
func (w *drawer) detail(c db.Case, me *accounts.Staff) (data reportData, err error) {
	if data.card, err = w.card(c); err != nil {
		return data, err
	}
	told, err := w.tx.Report(c.Report)
	if err != nil {
		return data, err
	}
	data.Version, data.Source, data.Operator, data.Urgency = c.Version, c.Place.Source, int(told.Operator), c.Urgency
	data.Executor, data.Rating, data.Returns = w.name(c.Executor), c.Rating, c.Returns
	if c.Place.Source != civic.SourceNone {
		data.Position = fmt.Sprintf("%.5f, %.5f", c.Place.Position.Lat, c.Place.Position.Lon)
		if told.Place.Position.Lat == c.Place.Position.Lat && told.Place.Position.Lon == c.Place.Position.Lon {
			data.Accuracy = int(told.Place.Position.Accuracy)
		}
	}
	if err := w.photos(&data, told, c); err != nil {
		return data, err
	}
	if data.Visits, err = w.inspections(c); err != nil {
		return data, err
	}
	data.Review = c.Status == civic.StatusInWork && moderates(me) && len(data.Visits) > 0 && data.Visits[0].Result == civic.ResultReview
	if err := w.past(&data, c); err != nil {
		return data, err
	}
	if err := w.others(&data, c, me); err != nil {
		return data, err
	}
	data.Typed = typed{
		Text: c.Text, Category: c.Category, Urgency: c.Urgency, Address: c.Place.Address, Settlement: c.Place.Settlement, Position: data.Position,
	}
	if data.Unread, err = w.tx.Unread(c.Report); err != nil {
		return data, err
	}
	data.Panel, err = w.panel(c, me)
	return data, err
}

func (w *drawer) photos(data *reportData, told db.Report, c db.Case) error {
	before, after, err := casework.Pictures(w.tx, told)
	for i, p := range before {
		data.Gallery = append(data.Gallery, newShot(i+1, p))
	}
	for i, p := range after {
		s := shot{N: i + 1, ID: p.ID.String()}
		switch {
		case p.Here:
			s.Copy, s.Preview = photoPath(p.Copy), photoPath(p.Preview)
		case p.HerePreview:
			s.Copy, s.Preview = photoPath(p.Preview), photoPath(p.Preview)
		default:
			s.Missing = "coming"
		}
		s.prove(c, p.TakenAt, p.Located, p.Position)
		data.After = append(data.After, s)
	}
	return err
}

// prove says what a photo lacks to show what was done, the time first.
func (s *shot) prove(c db.Case, taken time.Time, located bool, at civic.Position) {
	far := civic.Distance(c.Place.Position, at)
	switch {
	case taken.IsZero():
		s.Proof = "untimed"
	case !taken.After(c.Captured):
		s.Proof = "early"
	case c.Place.Source == civic.SourceNone, located && civic.Near(c.Place.Position, at):
		s.Proof = "good"
	case !located:
		s.Proof = "unplaced"
	case far < 2000:
		s.Proof, s.Metres = "far", int(far)
	default:
		s.Proof, s.Km = "away", int(far/1000)
	}
}

// past is what became of a case until now, and what was changed.
func (w *drawer) past(data *reportData, c db.Case) error {
	steps, err := w.tx.History(c.Report)
	if err != nil {
		return err
	}
	for _, s := range steps {
		data.History = append(data.History, step{kit.StatusOf(s.Status), s, w.name(s.Actor), w.department(s.Department)})
	}
	edits, err := w.tx.Edits(c.Report)
	for _, e := range edits {
		v := edited{Edit: e, Who: w.name(e.Actor)}
		switch e.Field {
		case db.FieldText:
			v.Pieces = diff(e.Before, e.After)
		case db.FieldCategory:
			before, _, _ := w.category(civic.CategorySlug(e.Before))
			after, _, _ := w.category(civic.CategorySlug(e.After))
			v.Pieces = []piece{{before, "gone"}, {after, "new"}}
		case db.FieldPlace:
			v.Pieces = diff(placeWords(e.Before), placeWords(e.After))
		case db.FieldExecutor:
			v.Pieces = []piece{{w.executor(e.Before), "gone"}, {w.executor(e.After), "new"}}
		}
		data.Edits = append(data.Edits, v)
	}
	return err
}

func (w *drawer) executor(id string) string {
	raw, err := hex.DecodeString(id)
	if err != nil || len(raw) != len(db.Account{}) {
		return ""
	}
	return w.name(db.Account(raw))
}

// placeWords writes a place as people read it.
func placeWords(s string) string {
	p, err := casework.ReadPlace(s)
	if err != nil {
		return s
	}
	text := p.Address
	if p.Settlement != "" {
		text += ", " + p.Settlement
	}
	if p.Source != civic.SourceNone {
		text += fmt.Sprintf(" (%.5f, %.5f)", p.Position.Lat, p.Position.Lon)
	}
	return text
}

// others are the reports that have to do with this one.
func (w *drawer) others(data *reportData, c db.Case, me *accounts.Staff) error {
	if !c.MergedInto.IsZero() {
		target, err := w.tx.Case(c.MergedInto)
		if err != nil {
			return err
		}
		v := w.bare(target)
		data.Into = &v
	}
	parts, err := w.tx.Merged(c.Report)
	if err != nil {
		return err
	}
	for _, id := range parts {
		part, err := w.tx.Case(id)
		if err != nil {
			return err
		}
		data.Parts = append(data.Parts, w.bare(part))
	}
	if !moderates(me) || !c.MergedInto.IsZero() {
		return nil
	}
	found, err := w.Cases.Alike(w.tx, c)
	if err != nil {
		return err
	}
	cases := make([]db.Case, len(found))
	for i, a := range found {
		cases[i] = a.Case
	}
	cards, err := w.cards(cases)
	for i, v := range cards {
		data.Alike = append(data.Alike, alike{found[i], v})
	}
	return err
}

func moderates(me *accounts.Staff) bool {
	switch me.Role {
	case civic.RoleModerator, civic.RoleSenior, civic.RoleArbiter:
		return true
	}
	return false
}

// talk adds what was said and answered.
func (w *drawer) talk(data *reportData) (err error) {
	if data.Messages, err = w.Dialogue.Said(w.tx, data.ID); err != nil {
		return err
	}
	data.Answers, err = readAnswers(w.tx, data.ID)
	return err
}

func newShot(n int, p db.Photo) shot {
	pic := shot{N: n}
	if p.Held.ShowCopy {
		pic.Copy = photoPath(p.Copy)
	}
	if p.Held.ShowPreview {
		pic.Preview = photoPath(p.Preview)
	}
	switch {
	case pic.Copy != "" || pic.Preview != "":
	case p.State == civic.PhotoUnreadable:
		pic.Missing = "unreadable"
	case p.Held.Copy:
		pic.Missing = "unfit"
	default:
		pic.Missing = "coming"
	}
	return pic
}

func photoPath(b civic.BlobRef) string { return "/staff/photos/" + hex.EncodeToString(b.SHA256[:]) }
