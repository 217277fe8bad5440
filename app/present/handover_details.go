package present

import (
	"context"
	"errors"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// AnswerCard is an official answer to be read.
type AnswerCard struct {
	Number    string
	Signatory string
	Text      string
	When      string
	Kind      string // final or interim, and its revision if it isn't the first
	Final     bool
	Earlier   []Step // what it said before: the text, and when
	Handed    string // how it was handed over, or that it wasn't
	Waits     bool   // somebody waits for it
}

// HandAct is one way an attempt may end, as a button.
type HandAct struct {
	Outcome civic.HandOutcome
	Words   string
	Icon    string
}

// HandDetails is an answer that somebody waits for, whole.
type HandDetails struct {
	Answer   civic.AnswerID
	Report   civic.ReportID
	Name     string
	Under    string // number, and what it is about
	Facts    []Fact // way, phone, address
	Due      Due    // none when it was handed over
	Card     AnswerCard
	Tried    []Step // the latest first
	Open     bool
	Main     HandAct   // what usually ends it
	Others   []HandAct // the other ways
	Note     string
	Track    string // of the post
	Date     string // when it was handed over or posted, such as 26.11.2026; "" is now
	DateBad  string // what is wrong with it
	WithPost bool   // track number and date are asked for
	Saving   bool
}

// handForm is what somebody writes about an attempt.
type handForm struct{ note, track, date, bad string }

// SetNote is what the person said.
func (h *HandOver) SetNote(text string) { h.form.note = text }

// SetTrack is the post's number.
func (h *HandOver) SetTrack(text string) { h.form.track = text }

// SetDate is when it was handed over, if that isn't now.
func (h *HandOver) SetDate(text string) { h.form.date, h.form.bad = text, "" }

func (h *HandOver) current() (t store.ToHand, ok bool) {
	i := h.at()
	if i < 0 {
		return t, false
	}
	return h.list[i], true
}

func (h *HandOver) details() *HandDetails {
	t, ok := h.current()
	if !ok {
		return nil
	}
	v, now := h.p.Voice(), h.p.env.Clock()
	row := h.Row(h.at())
	d := &HandDetails{
		Answer: t.Answer.ID, Report: t.Answer.Report, Name: row.Name, Under: row.Under, Card: h.p.answerCard([]store.Answer{t.Answer}, t.Tried, t.Who.Reply),
		Note: h.form.note, Track: h.form.track, Date: h.form.date, DateBad: h.form.bad, Saving: h.saving,
	}
	d.Facts = append(d.Facts, Fact{Label: v.Say("details.reply"), Value: v.Say("handover.way." + string(t.Who.Reply))})
	for _, f := range []Fact{{Label: v.Say("details.phone"), Value: t.Who.Phone}, {Label: v.Say("details.reply-to"), Value: t.Who.Address}} {
		if f.Value != "" {
			d.Facts = append(d.Facts, f)
		}
	}
	for i := len(t.Tried) - 1; i >= 0; i-- {
		a := t.Tried[i]
		what := v.Say("hand." + string(a.Outcome))
		d.Tried = append(d.Tried, Step{What: join(": ", what, join(", ", a.Note, a.Track)), When: join(" \u00b7 ", v.Moment(a.At, now), h.p.operatorName(a.Operator))})
	}
	if _, settled := t.Settled(); settled {
		return d
	}
	d.Open = true
	d.Due, d.Card.Handed = h.dueWords(t.Answer.Came), "" // that it waits is said already
	d.WithPost = t.Who.Reply == civic.ReplyPost
	d.Main, d.Others = h.acts(t.Who.Reply)
	return d
}

// acts are how an attempt may end: the usual end of the way is the main one.
func (h *HandOver) acts(by civic.ReplyBy) (usual HandAct, others []HandAct) {
	order := map[civic.ReplyBy][]civic.HandOutcome{
		civic.ReplyPost:   {civic.HandPosted, civic.HandGiven, civic.HandRefused},
		civic.ReplyPhone:  {civic.HandTold, civic.HandNoAnswer, civic.HandWrongNumber, civic.HandWillCome, civic.HandGiven, civic.HandPosted, civic.HandRefused},
		civic.ReplyPickup: {civic.HandGiven, civic.HandNoAnswer, civic.HandWrongNumber, civic.HandWillCome, civic.HandTold, civic.HandPosted, civic.HandRefused},
	}[by]
	icons := map[civic.HandOutcome]string{
		civic.HandPosted: "mail", civic.HandGiven: "check", civic.HandTold: "phone", civic.HandNoAnswer: "phone", civic.HandWrongNumber: "x",
		civic.HandWillCome: "clock", civic.HandRefused: "x",
	}
	for i, o := range order {
		act := HandAct{Outcome: o, Words: h.p.Voice().Say("hand.act." + string(o)), Icon: icons[o]}
		if i == 0 {
			usual = act
		} else {
			others = append(others, act)
		}
	}
	return usual, others
}

// Hand writes down how an attempt ended.
func (h *HandOver) Hand(o civic.HandOutcome) {
	t, ok := h.current()
	if _, settled := t.Settled(); !ok || settled || h.saving {
		return
	}
	a := civic.Handing{Answer: t.Answer.ID, Outcome: o, Note: h.form.note}
	if t.Who.Reply == civic.ReplyPost || o == civic.HandPosted {
		a.Track = h.form.track
	}
	if h.form.date != "" && o.Settles() {
		at, ok := letterDate(h.form.date)
		if now := h.p.env.Clock(); !ok || at.After(now) || at.Before(t.Answer.Came.AddDate(0, 0, -1)) {
			h.form.bad = h.p.Voice().Say("handover.date.bad")
			h.changed()
			return
		}
		a.At = at.Add(12 * time.Hour) // of that day; nobody wrote the hour
	}
	h.saving = true
	h.changed()
	h.p.write.do(func(ctx context.Context) func() {
		_, err := h.p.store.Hand(ctx, a)
		return func() { h.handedOver(o, err) }
	})
}

func (h *HandOver) handedOver(o civic.HandOutcome, err error) {
	h.saving = false
	if err != nil && !errors.Is(err, store.ErrHanded) { // what another window wrote down is shown after reading
		h.p.failed("hand over", err)
		h.changed()
		return
	}
	h.form = handForm{}
	v := h.p.Voice()
	h.p.notice(ToneGood, v.With("handover.saved", lang.Args{"Outcome": v.Say("hand." + string(o))}))
	h.p.engine.Kick()
	h.Reload()
	h.p.Outbox.Refresh()
}

// answerCard shows the revisions of one answer, the newest last.
func (p *Point) answerCard(revisions []store.Answer, tried []civic.Handing, by civic.ReplyBy) AnswerCard {
	v, now := p.Voice(), p.env.Clock()
	a := revisions[len(revisions)-1]
	c := AnswerCard{Number: a.Number, Signatory: a.Signatory, Text: a.Text, When: v.Moment(a.At, now), Final: a.Final, Kind: v.Say("answer.interim")}
	if a.Final {
		c.Kind = v.Say("answer.final")
	}
	if a.Revision > 1 {
		c.Kind += ", " + v.With("answer.revision", lang.Args{"N": a.Revision})
	}
	if a.Erased {
		c.Text = v.Say("answer.erased")
	}
	for i := len(revisions) - 2; i >= 0; i-- {
		c.Earlier = append(c.Earlier, Step{What: revisions[i].Text, When: v.With("answer.earlier", lang.Args{"N": revisions[i].Revision, "When": v.Moment(revisions[i].At, now)})})
	}
	for _, h := range tried {
		if h.Answer == a.ID && h.Revision == a.Revision && h.Outcome.Settles() {
			c.Handed = join(", ", v.Say("hand."+string(h.Outcome)), v.Moment(h.At, now), p.operatorName(h.Operator))
		}
	}
	if c.Waits = c.Handed == "" && by != civic.ReplyNone; c.Waits {
		c.Handed = v.Say("answer.waits")
	}
	return c
}

// answerCards shows all answers to a report, the newest first.
func (p *Point) answerCards(all []store.Answer, tried []civic.Handing, by civic.ReplyBy) (cards []AnswerCard) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].ID == all[0].ID {
			n++
		}
		cards = append([]AnswerCard{p.answerCard(all[:n], tried, by)}, cards...)
		all = all[n:]
	}
	return cards
}
