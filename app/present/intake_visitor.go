package present

import (
	"context"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper/handout"
	"priyom/store"
	"priyom/tiles/places"
)

// visitorsOffered is how many people are offered under what one types.
const visitorsOffered = 6

// VisitorChoice is somebody who was here before, as a list shows them.
type VisitorChoice struct{ Title, Under string }

// meeting is the search for who stands at the desk, beside the form. It goes with the form, and so with the person.
type meeting struct {
	query  string // what is looked for
	busy   bool
	offers []store.Visitor
	taken  civic.Reporter // what the choice filled in; zero without one
	called bool           // the answer goes by phone because they called
	chosen bool           // a person chose how the answer goes
	same   bool           // their consent is to the text of today

	places []places.Place // for the postal address
	asked  int            // searches for them so far
}

// SetNameQuery is what somebody types as a name: it is the name, and what people who were here before are looked for by.
func (in *Intake) SetNameQuery(text string) {
	if text == in.report.Reporter.Name {
		return
	}
	if text == "" {
		in.unmeet()
	}
	in.SetName(text)
	in.meetBy(text)
}

// SetPhoneQuery is the same for the phone.
func (in *Intake) SetPhoneQuery(text string) {
	if text != in.report.Reporter.Phone {
		in.SetPhone(text)
		in.callBack()
		in.meetBy(text)
	}
}

// meetBy looks for people who were here before. While one search runs, only the last thing typed waits.
func (in *Intake) meetBy(text string) {
	in.meet.query = text
	if text == "" {
		in.meet.offers = nil
		in.changed()
		return
	}
	if in.meet.busy {
		return
	}
	in.meet.busy = true
	report := in.report.ID
	in.p.read.do(func(ctx context.Context) func() {
		found, err := in.p.store.Visitors(ctx, text, visitorsOffered)
		return func() {
			if report != in.report.ID {
				return
			}
			in.meet.busy = false
			switch {
			case in.meet.query != text:
				in.meetBy(in.meet.query)
			case err != nil:
				in.p.env.Log.Warn("visitors not looked for", "error", err)
			default:
				in.meet.offers = found
				in.changed()
			}
		}
	})
}

// visitorChoices are the people offered: name and phone, and under it where they live, how often they were here and when.
func (in *Intake) visitorChoices() []VisitorChoice {
	v := in.p.Voice()
	choices := make([]VisitorChoice, len(in.meet.offers))
	for i, o := range in.meet.offers {
		where := o.Reporter.Address
		if where == "" {
			where = join(", ", o.Place.Settlement, o.Place.Address)
		}
		often := v.With("intake.visitor.often", lang.Args{"Reports": v.Count("count.reports", o.Reports, nil), "Day": v.Day(o.Last, in.p.env.Clock())})
		choices[i] = VisitorChoice{
			Title: join(" \u00b7 ", o.Reporter.Name, civic.GroupPhone(o.Reporter.Phone)), Under: join(" \u00b7 ", where, often),
		}
	}
	return choices
}

// ChooseVisitor fills in who was here before. Consent holds only for the text that it was given to.
func (in *Intake) ChooseVisitor(i int) {
	if i < 0 || i >= len(in.meet.offers) {
		return
	}
	who := in.meet.offers[i].Reporter
	who.Name, who.Phone = civic.TidyName(who.Name), civic.GroupPhone(who.Phone)
	in.meet.same = who.Consent.Given && who.Consent.Version == in.p.consentVersion()
	if !in.meet.same {
		who.Consent = civic.Consent{}
	}
	in.report.Reporter, in.meet.taken = who, who
	in.meet.offers, in.meet.query = nil, ""
	in.edited()
	in.filled()
}

// unmeet takes back what a choice filled in and nobody changed since: the name was wiped, so it was somebody else.
func (in *Intake) unmeet() {
	if in.meet.taken == (civic.Reporter{}) {
		return
	}
	taken, who := in.meet.taken, &in.report.Reporter
	in.meet.taken, in.meet.same = civic.Reporter{}, false
	for field, was := range map[*string]string{&who.Phone: taken.Phone, &who.Address: taken.Address, &who.Consent.Sheet: taken.Consent.Sheet} {
		if *field == was {
			*field = ""
		}
	}
	if who.Reply == taken.Reply {
		who.Reply = civic.ReplyNone
	}
	who.Consent.Given = false
	in.filled()
}

// Tidy writes name and phone as people read them, once somebody has left the field.
func (in *Intake) Tidy() {
	who := in.report.Reporter
	in.meet.offers = nil
	if name, phone := civic.TidyName(who.Name), civic.GroupPhone(who.Phone); name != who.Name || phone != who.Phone {
		in.report.Reporter.Name, in.report.Reporter.Phone = name, phone
		in.edited()
		in.filled()
	}
}

// filled says that fields about the person were filled in by the program.
func (in *Intake) filled() {
	if in.OnFill != nil {
		in.OnFill()
	}
	in.changed()
}

// consentVersion is the text of consent that people agree to now.
func (p *Point) consentVersion() string { return handout.ConsentVersion() }

// SetReplyQuery is what somebody types as the postal address: it is the address, and what the map is asked for.
func (in *Intake) SetReplyQuery(text string) {
	if text == in.report.Reporter.Address {
		return
	}
	in.SetReplyTo(text)
	l := in.p.Maps.places()
	if l == nil {
		return
	}
	in.meet.asked++
	if text == "" {
		in.meet.places = nil
		in.changed()
		return
	}
	asked, report := in.meet.asked, in.report.ID
	o := places.SearchOptions{Lang: in.p.look.Lang, Limit: placesOffered}
	if home, ok := in.p.Maps.Home(); ok {
		o.Near = &home
	} else if middle, ok := in.p.Maps.middle(); ok {
		o.Near = &middle
	}
	in.p.Maps.lane.do(func(ctx context.Context) func() {
		found, err := l.Search(ctx, text, o)
		return func() {
			switch {
			case err != nil:
				in.p.env.Log.Warn("places not searched", "error", err)
			case report == in.report.ID && asked == in.meet.asked:
				in.meet.places = found
				in.changed()
			}
		}
	})
}

// ChooseReplyTo takes one of the places offered as the postal address.
func (in *Intake) ChooseReplyTo(i int) {
	if i < 0 || i >= len(in.meet.places) {
		return
	}
	chosen := in.meet.places[i]
	address := join(", ", chosen.Settlement, chosen.Address)
	if chosen.Address == "" {
		address = chosen.Label
	}
	in.meet.places = nil
	in.meet.asked++
	in.SetReplyTo(address)
	in.filled()
}

// forget puts away what is in the form, as a draft, and leaves nothing of it or of its person here: the screen is about to
// be another person's. The draft can be opened again by its id; it is zero if there was none.
func (in *Intake) forget() (draft civic.ReportID) {
	if in.begun {
		draft = in.report.ID
	}
	if in.saving { // if that fails, what was typed last isn't on the disk yet
		in.dirty, in.saving = true, false
	}
	in.flush()
	in.done = Done{}
	if err := in.reset(); err != nil {
		in.p.failed("new report", err)
		return draft
	}
	in.loaded()
	return draft
}
