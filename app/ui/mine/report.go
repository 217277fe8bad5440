package mine

import (
	"encoding/json"
	"strconv"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/answer"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
	"priyom/lang"
)

// ReportHost is what a report's page asks of the phone.
type ReportHost interface {
	Redraw()
	Kept()
	Copy(text string)
	Notify(t present.Tone, words string)
	ShowPhoto(arg string)
	PickPhotos(chosen func([]present.PhotoFile))
}

// Report is the page with one report whole.
type Report struct {
	p    *present.Journal
	acts *present.Acts
	v    *lang.Voice
	host ReportHost
	id   civic.ReportID

	head    *fyne.Container
	status  *w.StatusChip
	due     *w.Text
	kind    *w.Paragraph
	number  *w.Text
	photos  *fyne.Container
	text    *w.Paragraph
	where   *w.Paragraph
	did     *doing
	answers *fyne.Container
	queue   *fyne.Container
	talk    *talk
	refused *w.Banner
	steps   *w.Timeline
	facts   *fyne.Container
	whole   *fyne.Container
	wait    *w.Empty
	page    *w.Scroll
	body    *fyne.Container
	drawn   *present.Details
}

// The size of a picture in the row of them, in pixels.
const (
	shotWidth  = 132
	shotHeight = 100
)

// NewReport makes the page of a report and listens to its presenters.
func NewReport(p *present.Journal, acts *present.Acts, v *lang.Voice, host ReportHost, id civic.ReportID) *Report {
	s := &Report{
		p: p, acts: acts, v: v, host: host, id: id, status: w.NewStatusChip("", ""), due: w.NewCaption("").Ellipsis().Align(fyne.TextAlignTrailing),
		kind: w.NewParagraph("").Bold().Step(theme.Heading + 1), number: w.NewCaption("").Ellipsis(), photos: w.Flow(8, 8), text: w.NewParagraph(""),
		where: w.NewParagraph("").Step(theme.Small), answers: w.Col(12), queue: w.Col(8), steps: w.NewTimeline(), facts: w.Col(6),
	}
	s.did, s.talk, s.refused = newDoing(s), newTalk(s), w.NewBanner(w.Caution, "", "", nil)
	place := w.Row(8, w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon("map-pin", 18, theme.Muted))), w.Grow(s.where))
	s.head = w.Card(14, w.Col(10, w.Row(8, w.Middle(s.status), w.Grow(w.Middle(s.due))), w.Col(2, s.kind, s.number), s.photos, s.text, place))
	history := w.Card(14, w.Col(10, w.NewLabel(v.Say("details.history")), s.steps))
	facts := w.Card(14, s.facts)
	s.whole = w.Col(12, s.head, s.refused, s.did.body, s.answers, s.queue, s.talk.body, history, facts)
	s.wait = w.NewEmpty("hourglass", v.Say("mine.reading"), "", nil)
	s.page = w.NewScroll(w.Inset(4, 16, 16, 16, w.Col(0, s.wait, s.whole)))
	s.whole.Hide()
	s.body = w.Stack(s.page)
	p.OnChange, p.OnRows = s.draw, nil
	acts.OnChange = s.did.draw
	p.Look(id)
	s.draw()
	return s
}

// Content implements phone.Screen.
func (s *Report) Content() fyne.CanvasObject { return s.body }

// Back closes what is being written; that is kept.
func (s *Report) Back() bool {
	if s.acts.State().Writing != "" {
		s.acts.Begin("")
		return true
	}
	return false
}

// Title implements phone.Titled.
func (s *Report) Title() string {
	if s.drawn != nil && s.drawn.Number != "" {
		return s.drawn.Number
	}
	return s.v.Say("phone.report")
}

// Action implements phone.Acting.
func (s *Report) Action() fyne.CanvasObject {
	return s.did.action()
}

// kept is what the page keeps of what is being written about the report.
type kept struct {
	Act    civic.Action `json:"act,omitempty"`
	Words  string       `json:"words,omitempty"`
	Rating int          `json:"rating,omitempty"`
}

// Keep implements phone.Keeping.
func (s *Report) Keep() string {
	var k kept
	if k.Act, k.Words, k.Rating = s.acts.Kept(); k == (kept{}) {
		return ""
	}
	raw, err := json.Marshal(k)
	if err != nil {
		return ""
	}
	return string(raw)
}

// Resume implements phone.Keeping.
func (s *Report) Resume(words string) {
	var k kept
	if json.Unmarshal([]byte(words), &k) == nil {
		s.acts.Resume(s.id, k.Act, k.Words, k.Rating)
		s.did.draw()
	}
}

// Leave implements phone.Leaving.
func (s *Report) Leave() { s.p.OnChange, s.acts.OnChange = nil, nil }

func (s *Report) draw() {
	state := s.p.State()
	d := state.Details
	if d == nil || d.ID != s.id {
		return
	}
	s.drawn = d
	s.acts.Show(d.ID, d.Status)
	w.Show(s.wait, false)
	s.status.Set(look.Status(d.Status), d.Word)
	s.due.SetText(d.Due.Words)
	s.kind.SetText(d.Category.Title)
	s.number.SetText(d.Captured)
	s.text.SetText(d.Text)
	s.where.SetText(d.Where)
	look.Refusal(s.refused, d.Refused, s.v)
	s.drawPhotos(d.Photos)
	s.answers.Objects = nil
	for _, a := range d.Answers {
		c := answer.New(s.v)
		c.Draw(a)
		s.answers.Add(c.Content)
	}
	s.answers.Hidden = len(d.Answers) == 0
	s.queue.Objects = nil
	for _, item := range d.Queue {
		icon := w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon(item.Icon, 18, look.Role(item.Tone))))
		s.queue.Add(w.Row(10, icon, w.Grow(w.Col(0, w.NewParagraph(item.Title).Step(theme.Small), w.NewHint(item.Cause+" "+item.Next)))))
	}
	s.queue.Hidden = len(d.Queue) == 0
	s.talk.draw(d.Dialogue, state.Reply)
	events := make([]w.Event, len(d.History))
	for i, step := range d.History {
		events[i] = w.Event{What: step.What, When: step.When}
	}
	s.steps.SetEvents(events)
	s.facts.Objects = nil
	for _, f := range d.Facts {
		s.facts.Add(w.Col(0, w.NewCaption(f.Label), w.NewParagraph(f.Value)))
	}
	s.whole.Show()
	s.whole.Refresh()
	w.Settle(s.whole)
	s.did.draw()
	s.p.Seen()
	s.host.Redraw()
}

func (s *Report) drawPhotos(photos []present.Photo) {
	s.photos.Objects = nil
	for i, p := range photos {
		t := w.NewThumb(shotWidth, shotHeight, func() { s.host.ShowPhoto(present.AlbumArg(present.AlbumReport, s.id, p.ID)) })
		t.SetName(s.v.Say("capture.photo.show") + " " + strconv.Itoa(i+1))
		switch {
		case len(p.Preview) > 0:
			if err := t.SetBytes(p.Preview, s.v.Say("details.photo.none")); err != nil {
				fyne.LogError("preview", err)
			}
		case p.State == civic.PhotoUnreadable:
			t.SetUnreadable(p.Problem)
		case p.Away:
			t.SetAway()
		default:
			t.SetLoading()
		}
		t.SetCaption(p.Tag)
		s.photos.Add(t)
	}
	s.photos.Hidden = len(photos) == 0
}
