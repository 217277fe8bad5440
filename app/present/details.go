package present

import (
	"context"
	"errors"
	"image"
	_ "image/jpeg" // what copies and previews are
	"slices"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/tiles"
)

// Details is one report whole.
type Details struct {
	ID       civic.ReportID
	Number   string
	Draft    bool
	Category Category
	Status   civic.Status
	Word     string // of the status
	Text     string
	Where    string // address and settlement
	Spot     Spot
	At       tiles.Point // on the map, if Spot is set
	Captured string
	Due      Due
	Photos   []Photo
	Facts    []Fact // who reported and how the answer goes
	History  []Step // the latest first
	Refused  Refusal
	Queue    []Item // what of it isn't safely at the portal
	Answers  []AnswerCard
	Dialogue Dialogue
}

// Step is one step of a report's history.
type Step struct{ What, When string }

// loadDetails reads the selected report again. While it reads, the arrows may run on: then only the last one is read.
func (j *Journal) loadDetails() {
	id := j.selected
	if id.IsZero() {
		return
	}
	if j.looking {
		j.lookMore = true
		return
	}
	j.looking, j.lookMore = true, false
	j.p.read.do(func(ctx context.Context) func() {
		w, err := j.whole(ctx, id)
		return func() {
			if j.looking = false; j.lookMore {
				j.loadDetails()
			}
			switch {
			case id != j.selected:
			case err != nil:
				j.p.failed("show report", err)
			default:
				j.details = j.view(w)
				j.takeWords(w.words)
				j.changed()
			}
		}
	})
}

// whole is what the store knows of one report.
type whole struct {
	report   civic.Report
	history  []store.Event
	queue    []store.Item
	due      civic.Due
	previews map[civic.PhotoID][]byte
	joined   joined
	answers  []store.Answer
	messages []store.Message
	words    store.Words
	tried    []civic.Handing

	dropped   int          // photos whose originals made room
	more      []albumPhoto // its pictures beside those it was handed in with here
	told      []civic.ToldWords
	elsewhere bool // another device of the account took it, or a browser
}

func (j *Journal) whole(ctx context.Context, id civic.ReportID) (w whole, err error) {
	s := j.p.store
	if w.report, err = s.Report(ctx, id); errors.Is(err, store.ErrNotFound) {
		err = j.wholeElsewhere(ctx, id, &w)
	} else if err == nil {
		if w.history, err = s.History(ctx, id); err != nil {
			return w, err
		}
		w.due, err = s.Due(ctx, w.report)
	}
	if err != nil {
		return w, err
	}
	queue, err := s.QueueOf(ctx, id)
	if err != nil {
		return w, err
	}
	if w.joined, err = j.joined(ctx, id); err != nil {
		return w, err
	}
	if w.answers, err = s.Answers(ctx, id); err != nil {
		return w, err
	}
	if w.tried, err = s.Handings(ctx, id); err != nil {
		return w, err
	}
	if w.messages, err = s.Messages(ctx, id); err != nil {
		return w, err
	}
	if w.words, err = s.KeptWords(ctx, id); err != nil {
		return w, err
	}
	dropped, err := s.DroppedOf(ctx, id)
	if err != nil {
		return w, err
	}
	w.dropped = len(dropped)
	w.queue = together(queue)
	w.previews = map[civic.PhotoID][]byte{}
	if w.more, err = j.p.morePhotos(ctx, id, w.report.Photos); err != nil {
		return w, err
	}
	w.more = slices.DeleteFunc(w.more, func(p albumPhoto) bool { return p.draft.here() })
	if w.told, err = s.ToldWords(ctx, id); err != nil {
		return w, err
	}
	for _, p := range w.more {
		if small := j.p.smallPicture(ctx, p.Photo); small != nil {
			w.previews[p.ID] = small
		}
	}
	for _, p := range w.report.Photos {
		if p.Preview.IsZero() {
			continue
		}
		content, err := s.ReadFile(p.Preview)
		if err != nil {
			j.p.env.Log.Warn("preview not read", "error", err)
			content = []byte{}
		}
		w.previews[p.ID] = content
	}
	return w, nil
}

// wholeElsewhere is what the portal told of a report of the account that wasn't taken here. Its pictures are those that can be fetched; who
// reported isn't here.
func (j *Journal) wholeElsewhere(ctx context.Context, id civic.ReportID, w *whole) error {
	e, err := j.p.store.OneElsewhere(ctx, id)
	if err != nil {
		return err
	}
	w.report, w.history, w.elsewhere = e.Report, e.Steps, true
	w.report.Photos = nil
	return nil
}

func (j *Journal) view(w whole) *Details {
	r, v, now := w.report, j.p.Voice(), j.p.env.Clock()
	d := &Details{
		ID: r.ID, Number: r.Number, Draft: r.Status == civic.StatusDraft, Status: r.Status, Word: j.p.statusWord(r.Status), Text: r.Text,
		Where: join(", ", r.Place.Settlement, r.Place.Address), Facts: append(j.facts(r), j.taking(r)...), Due: j.p.due(w.due),
	}
	if w.elsewhere {
		d.Facts = []Fact{{Label: v.Say("mine.elsewhere.label"), Value: v.Say("mine.elsewhere.fact")}}
	}
	if r.Category != "" {
		d.Category = j.p.categoryOf(r.Category)
	} else {
		d.Category = Category{Icon: "pen", Title: v.Say("journal.draft.untitled")}
	}
	d.Refused = j.p.refusal(r.Status, w.history)
	d.Answers = j.p.answerCards(w.answers, w.tried, r.Reporter.Reply)
	d.Dialogue = j.dialogue(r, withTold(w.messages, w.told))
	if !r.CapturedAt.IsZero() {
		d.Captured = v.Moment(r.CapturedAt, now)
	}
	if d.Spot = j.p.spot(r.Place); d.Spot.Set {
		d.At = tiles.Project(r.Place.Position.Lat, r.Place.Position.Lon)
	}
	for _, p := range r.Photos {
		d.Photos = append(d.Photos, Photo{ID: p.ID, Name: p.Name, State: p.State, Preview: w.previews[p.ID], Problem: causeWords(v, p.Problem), Located: p.Located})
	}
	for _, p := range w.more {
		d.Photos = append(d.Photos, Photo{ID: p.ID, State: p.State, Preview: w.previews[p.ID], Problem: causeWords(v, p.Problem), Tag: p.tag, Away: w.previews[p.ID] == nil && p.State == civic.PhotoPrepared})
	}
	for i := len(w.history) - 1; i >= 0; i-- {
		e := w.history[i]
		what := v.Say("history.unknown")
		if key := "history." + string(e.Status); v.Has(key) {
			what = v.Say(key)
		}
		what = join(": ", what, join(". ", j.p.reasonWords(e.Reason), e.Note))
		d.History = append(d.History, Step{What: what, When: v.Moment(e.At, now)})
	}
	if w.dropped > 0 {
		d.Facts = append(d.Facts, Fact{Label: v.Say("details.dropped"), Value: v.Count("details.dropped.under", w.dropped, nil)})
	}
	j.tellJoined(w, d)
	for _, item := range w.queue {
		d.Queue = append(d.Queue, j.p.Outbox.item(item))
	}
	return d
}

// taking is how the report came, and who took it.
func (j *Journal) taking(r civic.Report) (facts []Fact) {
	v := j.p.Voice()
	if r.Status == civic.StatusDraft {
		return nil
	}
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{Label: v.Say(key), Value: value})
		}
	}
	add("journal.column.channel", j.p.channelWord(r.Channel))
	if !r.ReceivedAt.IsZero() {
		add("journal.column.received", v.Day(r.ReceivedAt, j.p.env.Clock()))
	}
	add("details.origin", r.Origin)
	add("journal.column.operator", j.p.operatorName(r.Operator))
	return facts
}

// facts are who reported and how the answer goes.
func (j *Journal) facts(r civic.Report) []Fact {
	v, who := j.p.Voice(), r.Reporter
	var facts []Fact
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, Fact{Label: v.Say(key), Value: value})
		}
	}
	if who.IsZero() {
		add("details.who", v.Say("details.anonymous"))
		return facts
	}
	add("details.who", who.Name)
	add("details.phone", who.Phone)
	add("details.reply-to", who.Address)
	if who.Reply != civic.ReplyNone {
		add("details.reply", v.Say("reply."+string(who.Reply)))
	}
	if who.Consent.Given {
		consent := v.Say("details.consent.given")
		if r.Channel == civic.ChannelPhone {
			consent = v.Say("details.consent.spoken")
		}
		if who.Consent.Sheet != "" {
			consent = v.With("details.consent.sheet", lang.Args{"Sheet": who.Consent.Sheet})
		}
		add("details.consent.label", consent)
	}
	return facts
}

// Picture reads a photo of the shown report, large, and hands it to show; nil if there is none to be seen.
func (j *Journal) Picture(id civic.PhotoID, show func(image.Image)) {
	report := j.selected
	j.p.read.do(func(ctx context.Context) func() {
		picture, err := j.picture(ctx, report, id)
		if err != nil {
			j.p.env.Log.Warn("photo not shown", "error", err)
		}
		return func() {
			if report == j.selected {
				show(picture)
			}
		}
	})
}

func (j *Journal) picture(ctx context.Context, report civic.ReportID, id civic.PhotoID) (image.Image, error) {
	return j.p.largeOf(ctx, report, id)
}

func join(between string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, between)
}

// containsWords says that each word of the query begins a word of the report, as in the journal's own search.
func containsWords(r civic.Report, title, query string) bool {
	words := " " + strings.Join(civic.Words(join(" ", title, r.Text, r.Place.Address, r.Place.Settlement, r.Reporter.Name, r.Reporter.Phone)), " ")
	for _, w := range civic.Words(query) {
		if !strings.Contains(words, " "+w) {
			return false
		}
	}
	return true
}
