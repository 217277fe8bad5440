package present

import (
	"context"
	"time"

	"priyom/civic"
)

// sureFor is how long Clear waits for its second press.
const sureFor = 4 * time.Second

// saveAgain is when a draft that couldn't be saved is tried again.
const saveAgain = 5 * time.Second

// SetChannel is how the report comes in.
func (in *Intake) SetChannel(c civic.Channel) { set(in, &in.report.Channel, c) }

// SetName is who reports.
func (in *Intake) SetName(s string) { set(in, &in.report.Reporter.Name, s) }

// SetPhone is the phone of who reports.
func (in *Intake) SetPhone(s string) { set(in, &in.report.Reporter.Phone, s) }

// SetReplyTo is the postal address for the answer.
func (in *Intake) SetReplyTo(s string) { set(in, &in.report.Reporter.Address, s) }

// SetReply is how the answer travels.
func (in *Intake) SetReply(r civic.ReplyBy) {
	in.meet.chosen = true
	set(in, &in.report.Reporter.Reply, r)
}

// SetConsent says that the person agreed to the processing of their data.
func (in *Intake) SetConsent(given bool) { set(in, &in.report.Reporter.Consent.Given, given) }

// SetSheet is the number of the signed consent sheet.
func (in *Intake) SetSheet(s string) { set(in, &in.report.Reporter.Consent.Sheet, s) }

// SetText is the report in the citizen's words.
func (in *Intake) SetText(s string) { set(in, &in.report.Text, s) }

// SetAddress is where the problem is, as people say it.
func (in *Intake) SetAddress(s string) { set(in, &in.report.Place.Address, s) }

// SetSettlement is the village or town of the problem.
func (in *Intake) SetSettlement(s string) { set(in, &in.report.Place.Settlement, s) }

// SetUrgency is what the person at the desk thinks of it.
func (in *Intake) SetUrgency(u civic.Urgency) {
	in.forced = false
	set(in, &in.report.Urgency, u)
}

// ClearPosition forgets the position.
func (in *Intake) ClearPosition() {
	in.report.Place.Position, in.report.Place.Source = civic.Position{}, civic.SourceNone
	in.edited()
}

// SetQuery looks for a category by what somebody types. A text that isn't the chosen category's title is no choice: what
// stands in the field and what is saved must never be two things.
func (in *Intake) SetQuery(text string) {
	if text == in.query {
		return
	}
	in.query, in.found = text, nil
	for _, m := range in.p.env.Known.Search(text, in.p.look.Lang, suggestions) {
		in.found = append(in.found, in.p.category(m.Category, m.Said))
	}
	if in.report.Category == "" {
		in.changed()
		return
	}
	in.report.Category = ""
	in.unforce()
	in.edited()
}

// Choose takes a category.
func (in *Intake) Choose(slug civic.CategorySlug) {
	c := in.p.categoryOf(slug)
	in.query, in.found = c.Title, nil
	switch {
	case c.Emergency && in.report.Urgency != civic.UrgencyEmergency:
		in.report.Urgency, in.forced = civic.UrgencyEmergency, true
	case !c.Emergency:
		in.unforce()
	}
	in.report.Category = slug
	in.edited()
}

// unforce takes back the urgency that an emergency's category gave the report, unless somebody has set it since.
func (in *Intake) unforce() {
	if in.forced {
		in.report.Urgency, in.forced = civic.UrgencyOrdinary, false
	}
}

// set changes a field of the report.
func set[T comparable](in *Intake, field *T, value T) {
	if *field != value {
		*field = value
		in.edited()
	}
}

// edited is after every change: the draft is saved soon, and what was said of the report before may be untrue.
func (in *Intake) edited() {
	in.begun, in.dirty, in.done, in.formBad, in.restored = true, true, Done{}, "", false
	in.notSure()
	in.lookNear()
	if in.timer == nil && !in.saving {
		in.timer = in.p.env.After(DraftWithin, func() {
			in.timer = nil
			in.saveDraft()
		})
	}
	in.changed()
}

// saveDraft brings the disk up to the keyboard.
func (in *Intake) saveDraft() {
	if !in.dirty || in.saving {
		return
	}
	in.dirty = false
	r := in.report
	in.p.write.do(func(ctx context.Context) func() {
		err := in.p.store.SaveDraft(ctx, r)
		at := in.p.env.Clock()
		return func() {
			if in.p.page == PageJournal || r.ID != in.report.ID {
				in.p.Journal.Reload() // it is listed there
			}
			if r.ID != in.report.ID || captured(err) {
				return // another report is in the form
			}
			if err == nil && in.savedBad {
				in.formBad = "" // there is room again
			}
			in.savedBad = err != nil
			if err == nil {
				in.savedAt = at
			} else {
				in.dirty = true
				in.p.env.Log.Error("draft not saved", "error", err)
				in.formBad = trouble(in.p.Voice(), err)
				in.p.Space.filled(err)
				in.saveLater()
			}
			in.changed()
		}
	})
}

// saveLater tries again to bring the disk up to the keyboard.
func (in *Intake) saveLater() {
	if in.timer == nil && !in.saving {
		in.timer = in.p.env.After(saveAgain, func() {
			in.timer = nil
			in.saveDraft()
		})
	}
}

// flush saves at once what a timer would have saved later.
func (in *Intake) flush() {
	in.stopTimers()
	in.saveDraft()
}

// Shelve puts the report away as a draft and begins another.
func (in *Intake) Shelve() {
	if !in.begun || in.saving || in.pending || in.taking > 0 {
		return
	}
	in.flush()
	in.begin()
	in.p.notice(ToneGood, in.p.Voice().Say("intake.shelved"))
}

// Clear throws the report away: the second of two presses does. Where there is nothing to lose the first one is enough.
func (in *Intake) Clear() {
	if in.saving || in.pending || in.taking > 0 {
		return
	}
	if !in.begun {
		in.begin()
		return
	}
	if !in.sure {
		in.sure = true
		in.unsure = in.p.env.After(sureFor, func() {
			in.notSure()
			in.changed()
		})
		in.changed()
		return
	}
	id := in.report.ID
	in.p.write.do(func(ctx context.Context) func() {
		if err := in.p.store.DiscardDraft(ctx, id); err != nil && !captured(err) {
			return func() { in.p.failed("discard draft", err) }
		}
		return in.p.Journal.Reload
	})
	in.begin()
}

func (in *Intake) notSure() {
	if in.unsure != nil {
		in.unsure()
	}
	in.sure, in.unsure = false, nil
}

// begin puts an empty report into the form.
func (in *Intake) begin() {
	if err := in.reset(); err != nil {
		in.p.failed("new report", err)
		return
	}
	in.loaded()
	in.p.changed()
}
