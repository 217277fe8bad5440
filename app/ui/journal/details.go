package journal

import (
	"image"
	"reflect"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/theme"
	"priyom/app/ui/answer"
	"priyom/app/ui/look"
	w "priyom/app/widgets"
	"priyom/civic"
)

// details is the card with one report whole.
type details struct {
	s      *Screen
	host   Host
	card   *fyne.Container
	none   *w.Empty
	whole  *fyne.Container
	page   *w.Scroll
	photo  *photos
	back   *fyne.Container // to the list, where there is no room for both
	more   *w.MainButton
	foot   *fyne.Container
	papers *fyne.Container

	kind, text *w.Paragraph
	number     *w.Text // and the theme
	copy       *w.IconButton
	status     *w.StatusChip
	when       *w.Text
	clock      *w.Icon
	due        *w.DeadlineBadge
	place      *fyne.Container
	where      *w.Paragraph
	spot       *w.Paragraph
	still      *still
	facts      *fyne.Container
	queue      *fyne.Container
	items      *fyne.Container
	answers    *fyne.Container
	talk       *dialogue
	history    *fyne.Container
	steps      *w.Timeline
	refused    *w.Banner

	drawn *present.Details
}

func newDetails(s *Screen, host Host) *details {
	v := s.v
	d := &details{
		s: s, host: host, photo: newPhotos(s), none: w.NewEmpty("list", v.Say("details.none.title"), v.Say("details.none.under"), nil),
		kind: w.NewParagraph("").Bold().Step(theme.Heading + 1), number: w.NewCaption("").Ellipsis(),
		status: w.NewStatusChip("", ""), when: w.NewCaption("").Ellipsis(), text: w.NewParagraph(""),
		where: w.NewParagraph("").Step(theme.Small), spot: w.NewHint(""), facts: w.Col(6), items: w.Col(10), steps: w.NewTimeline(), answers: w.Col(12),
	}
	d.still, d.refused = newStill(s.maps), w.NewBanner(w.Caution, "", "", nil)
	d.talk = newDialogue(s)
	d.copy = w.NewIconButton("copy", v.Say("details.copy"), d.copyNumber).In(theme.Link)
	d.clock = w.NewIcon("clock", 16, theme.Muted)
	d.due = w.NewDeadlineBadge(w.ClockRuns, "")
	d.place = w.Row(10, w.Col(0, w.Inset(2, 0, 0, 0, w.NewIcon("map-pin", 18, theme.Muted))), w.Grow(w.Col(0, d.where, d.spot)))
	d.queue = w.Col(8, w.NewLabel(v.Say("details.queue")), d.items)
	d.history = w.Col(8, w.NewLabel(v.Say("details.history")), d.steps)
	d.back = w.Inset(12, 16, 0, 16, w.Left(w.NewButton("arrow-left", v.Say("journal.back"), s.back)))
	d.back.Hide()
	d.more = w.NewMainButton("pen", v.Say("details.continue"), s.p.Continue)
	d.papers = newPapers(s)
	d.foot = w.Col(12, d.more, d.papers)
	head := w.Row(8, w.Grow(w.Middle(w.Col(2, d.kind, d.number))), w.Col(0, d.copy))
	d.page = w.NewScroll(w.Inset(0, 16, 16, 16, w.Col(14, d.photo.content, head, w.Row(8, d.status, w.Grow(d.due)), w.Row(6, d.clock, d.when, w.Space()), d.refused, d.text, d.answers, d.talk.content, d.place, d.still.body, w.Divider(), d.facts, d.queue, d.history)))
	d.whole = w.Col(0, d.back, w.Sized(0, 16), w.Grow(d.page), w.Inset(8, 16, 8, 16, d.foot))
	d.card = w.Card(0, w.Inset(0, 0, 8, 0, w.Stack(d.none, d.whole))) // what scrolls ends before the corners
	d.draw(nil)
	return d
}

// setAlone shows the way back where the details stand in place of the list.
func (d *details) setAlone(alone bool) {
	if d.back.Hidden == alone {
		d.back.Hidden = !alone
		d.whole.Refresh()
	}
}

func (d *details) copyNumber() {
	if d.drawn != nil {
		d.host.Copy(d.drawn.Number)
		d.host.Notify(present.ToneGood, d.s.v.Say("details.copied"))
	}
}

// draw shows a report; nil shows that none is selected. What hasn't changed is left alone, as somebody may be reading it.
func (d *details) draw(now *present.Details) {
	old := d.drawn
	if d.drawn = now; now == nil {
		w.Show(d.whole, false)
		w.Show(d.none, true)
		return
	}
	if old != nil && reflect.DeepEqual(old, now) && d.whole.Visible() {
		return
	}
	d.none.Hidden, d.whole.Hidden = true, false
	d.head(now)
	d.photo.draw(now)
	d.still.draw(now)
	look.Refusal(d.refused, now.Refused, d.s.v)
	d.drawFacts(now.Facts)
	d.drawQueue(now.Queue)
	d.answers.Objects = nil
	for _, a := range now.Answers {
		card := answer.New(d.s.v)
		card.Draw(a)
		d.answers.Add(card.Content)
	}
	d.answers.Hidden = len(now.Answers) == 0
	d.talk.draw(now.Dialogue)
	events := make([]w.Event, len(now.History))
	for i, e := range now.History {
		events[i] = w.Event{What: e.What, When: e.When}
	}
	d.steps.SetEvents(events)
	d.history.Hidden = len(events) == 0
	d.card.Refresh()
	w.Settle(d.steps)
	if old == nil || old.ID != now.ID {
		d.page.ScrollToTop()
		if now.Dialogue.Unseen > 0 {
			d.talk.reveal()
		}
	}
}

func (d *details) head(now *present.Details) {
	d.kind.SetText(now.Category.Title)
	d.number.SetText(joined(now.Number, now.Category.Theme))
	d.number.Hidden = d.number.Text() == ""
	d.copy.Hidden = now.Number == ""
	d.status.Set(look.Status(now.Status), now.Word)
	d.due.Set(look.Clock(now.Due.Clock), now.Due.Words)
	d.due.Hidden = now.Due.Clock == present.ClockNone
	d.when.SetText(now.Captured)
	d.when.Hidden, d.clock.Hidden = now.Captured == "", now.Captured == ""
	d.text.SetText(now.Text)
	d.text.Hidden = now.Text == ""
	d.where.SetText(now.Where)
	d.where.Hidden = now.Where == ""
	d.spot.SetText(joined(now.Spot.Where, now.Spot.Source))
	d.spot.Hidden = !now.Spot.Set
	d.place.Hidden = d.where.Hidden && d.spot.Hidden
	d.more.Hidden = !now.Draft
	d.papers.Hidden = now.Draft
}

func (d *details) drawFacts(facts []present.Fact) {
	d.facts.Objects = nil
	for _, f := range facts {
		name := w.NewCaption(f.Label).Ellipsis()
		d.facts.Add(w.Row(12, w.Scaled(104, 0, w.Col(0, w.Inset(2, 0, 0, 0, name))), w.Grow(w.NewParagraph(f.Value).Step(theme.Small))))
	}
	d.facts.Hidden = len(facts) == 0
}

func (d *details) drawQueue(queue []present.Item) {
	d.items.Objects = nil
	for _, i := range queue {
		words := w.Col(0, w.NewParagraph(i.Title).Step(theme.Small), w.NewHint(joined(i.Cause, i.Next)))
		d.items.Add(w.Row(10, w.Col(0, w.NewTile(i.Icon, 32, look.Role(i.Tone))), w.Grow(words)))
	}
	d.queue.Hidden = len(queue) == 0
}

// photos are the report's pictures: one large, the others below it.
type photos struct {
	s       *Screen
	content *fyne.Container
	large   *w.Thumb
	strip   *fyne.Container
	problem *w.Paragraph
	report  civic.ReportID
	shown   []present.Photo
	at      int
}

const (
	largeWidth, largeHeight = 304, 184
	smallWidth, smallHeight = 68, 52
)

func newPhotos(s *Screen) *photos {
	p := &photos{s: s, strip: w.Flow(8, 8), problem: w.NewHint("")}
	p.large = w.NewThumb(largeWidth, largeHeight, func() { s.viewer.open(p.shown, p.at) })
	p.content = w.Col(8, p.large, p.problem, p.strip)
	return p
}

// draw shows the pictures of a report; the one that was chosen stays so.
func (p *photos) draw(d *present.Details) {
	same := p.report == d.ID
	if same && reflect.DeepEqual(p.shown, d.Photos) {
		return
	}
	if !same || p.at >= len(d.Photos) {
		p.at = 0
	}
	p.report, p.shown = d.ID, d.Photos
	p.content.Hidden = len(d.Photos) == 0
	p.strip.Objects = nil
	if len(d.Photos) > 1 {
		for i, photo := range d.Photos {
			t := w.NewThumb(smallWidth, smallHeight, func() { p.show(i) })
			preview(t, photo)
			t.SetName(p.s.photoName(i, len(d.Photos)))
			p.strip.Add(t)
		}
	}
	if len(d.Photos) > 0 {
		p.show(p.at)
	}
}

// show shows one of the pictures large: its preview at once, then itself.
func (p *photos) show(i int) {
	p.at = i
	photo := p.shown[i]
	preview(p.large, photo)
	caption := p.s.photoName(i, len(p.shown))
	p.large.SetName(caption)
	if len(p.shown) == 1 {
		caption = ""
	}
	caption = joined(caption, photo.Tag)
	p.large.SetCaption(caption)
	p.problem.SetText(photo.Problem)
	w.Show(p.problem, photo.Problem != "")
	report := p.report
	p.s.p.Picture(photo.ID, func(picture image.Image) {
		if picture != nil && p.report == report && p.at == i {
			p.large.SetImage(picture)
		}
	})
}

// preview shows what is there at once.
func preview(t *w.Thumb, photo present.Photo) {
	switch {
	case len(photo.Preview) > 0:
		_ = t.SetBytes(photo.Preview, photo.Problem)
	case photo.Problem != "":
		t.SetUnreadable("")
	case photo.Away:
		t.SetAway()
	default:
		t.SetLoading()
	}
}
