package present

import (
	"context"
	"strconv"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// OwnWay is how far a citizen is from signing the chosen petition on their own device.
type OwnWay string

// The ways.
const (
	OwnOpen      OwnWay = "open"      // the form is there
	OwnSigned    OwnWay = "signed"    // they did
	OwnShut      OwnWay = "shut"      // nobody may sign it now
	OwnLoose     OwnWay = "loose"     // the device is no portal's
	OwnNameless  OwnWay = "nameless"  // it belongs to no account: nobody knows whose signature it would be
	OwnElsewhere OwnWay = "elsewhere" // the petition takes no signatures from people's own devices
)

// OwnState is what a citizen sees beneath the text of the chosen petition.
type OwnState struct {
	Way        OwnWay
	Title, Why string // of what stands in the way, or of what became of their signature
	Icon       string
	Tone       Tone
	Again      string // why they may sign once more: it was taken back, or the portal couldn't use it
	Account    string // whose the device is
	Drawn      bool   // it asks for a drawing
	Places     []string
	AsksBirth  civic.BirthRule
	Draft      SignDraft
	Wrong      map[string]string
	Terms      string // what is agreed to, and its version
	Tell       string // what comes of it
	Sure       bool   // they were asked whether they take it back
	Busy       bool
	Link       string // the portal's page; "" where it can't be signed there either
}

// Own is what to show on a citizen's own device.
func (s *Petitions) Own() OwnState {
	p, ok := s.current()
	if !ok {
		return OwnState{Way: OwnShut}
	}
	v := s.p.Voice()
	o := OwnState{
		Way: s.way(p), Account: s.p.enrolment.Account, Places: p.Settlements, AsksBirth: p.Birth, Draft: s.draft, Busy: s.busy,
		Icon: "info", Tone: ToneAccent, Sure: s.back, Link: s.Link(), Terms: v.With("signing.terms", lang.Args{"Version": SigningVersion()}),
	}
	proof, _ := p.OnOwnDevice()
	o.Drawn = proof.Drawn()
	switch o.Way {
	case OwnOpen:
		o.Wrong = s.wrongOwn(p)
		o.Tell = v.With("signing.own.tell", lang.Args{"Day": s.dayMonth(p.To)})
		o.Again = s.again()
	case OwnSigned:
		s.fate(&o, p)
	case OwnShut:
		o.Title = s.shut(p)
	case OwnLoose, OwnNameless, OwnElsewhere:
		o.Title, o.Why = v.Say("signing."+string(o.Way)+".title"), v.Say("signing."+string(o.Way)+".why")
		if o.Way == OwnElsewhere && o.Link == "" {
			o.Why = v.Say("signing.how.point")
		}
	}
	return o
}

func (s *Petitions) way(p store.Petition) OwnWay {
	_, admits := p.OnOwnDevice()
	switch {
	case s.mine != nil && s.mine.WithdrawnAt.IsZero() && s.mine.Verdict == "":
		return OwnSigned
	case s.shut(p) != "":
		return OwnShut
	case !s.p.enrolled:
		return OwnLoose
	case !admits:
		return OwnElsewhere
	case s.p.enrolment.Account == "":
		return OwnNameless
	}
	return OwnOpen
}

// shut says why nobody can sign now. At a point sheets that were signed in time are still keyed in; here nothing is.
func (s *Petitions) shut(p store.Petition) string {
	if p.Phase(s.today()) == civic.PhaseOver {
		return s.p.Voice().Say("petitions.closed.over")
	}
	return s.closed(p)
}

// again is why somebody who signed here may do so once more.
func (s *Petitions) again() string {
	v := s.p.Voice()
	switch {
	case s.mine == nil:
		return ""
	case s.mine.Verdict != "":
		return v.With("signing.refused", lang.Args{"Why": causeWords(v, s.mine.Verdict)})
	}
	return v.With("signing.taken-back", lang.Args{"Day": s.day(civic.DateOf(s.mine.WithdrawnAt.Local()))})
}

// fate is what became of a signature that was given here.
func (s *Petitions) fate(o *OwnState, p store.Petition) {
	v := s.p.Voice()
	day := lang.Args{"Day": s.day(s.mine.SignedOn)}
	o.Icon, o.Tone = "cloud-upload", ToneAccent
	o.Title, o.Why = v.With("signing.signed", day), v.Say("signing.waits")
	if s.mine.Delivered {
		o.Icon, o.Tone, o.Why = "circle-check", ToneGood, v.Say("signing.there")
	}
	if s.shut(p) == "" {
		o.Tell = v.With("signing.own.until", lang.Args{"Day": s.dayMonth(p.To)})
	}
}

// dayMonth is a day of the next months, for which nobody asks the year.
func (s *Petitions) dayMonth(d civic.Date) string {
	if s.today().DaysUntil(d) > 300 {
		return s.day(d)
	}
	v := s.p.Voice()
	return v.With("date.day", lang.Args{"Day": d.Day, "Month": v.Say("month." + strconv.Itoa(int(d.Month)))})
}

// ownDraft is the form of somebody who signs on their own device: who they are here is filled in.
func (s *Petitions) ownDraft(p store.Petition) {
	proof, ok := p.OnOwnDevice()
	if !ok || s.p.Role() != civic.RoleCitizen {
		return
	}
	s.draft.Proof, s.draft.Checked = proof, civic.CheckedAccount
	s.p.Self.ensure()
	if who := s.p.Self.who; who.Named {
		s.draft.Name, s.draft.Address = who.Name, who.Address
	}
	s.resume()
}

// loadMine reads what was signed here last.
func (s *Petitions) loadMine() {
	if s.p.Role() != civic.RoleCitizen {
		return
	}
	id := s.chosen
	s.p.read.do(func(ctx context.Context) func() {
		last, err := s.p.store.Signatures(ctx, id, 0, 1)
		return func() {
			if err != nil {
				s.p.failed("signature not read", err)
			}
			if err == nil && id == s.chosen {
				if s.mine = nil; len(last) > 0 {
					s.mine = &last[0]
				}
				s.changed()
			}
		}
	})
}

// wrongOwn is what is wrong with the form, in words for who signs themselves.
func (s *Petitions) wrongOwn(p store.Petition) map[string]string {
	wrong := s.wrong(p)
	for field, key := range map[string]string{SignConsent: "signing.wrong.consent", SignDrawing: "signing.wrong.drawing"} {
		if wrong[field] != "" {
			wrong[field] = s.p.Voice().Say(key)
		}
	}
	if wrong[SignSettlement] != "" && s.draft.Settlement == "" {
		wrong[SignSettlement] = s.p.Voice().Say("signing.wrong.settlement")
	}
	return wrong
}

// TakeBack asks whether they are sure, and then takes the signature back.
func (s *Petitions) TakeBack() {
	if s.mine == nil || s.busy {
		return
	}
	if !s.back {
		s.back = true
		s.changed()
		return
	}
	s.back, s.busy = false, true
	id := s.mine.ID
	s.changed()
	s.p.write.do(func(ctx context.Context) func() {
		err := s.p.store.Withdraw(ctx, id, civic.CheckedAccount)
		return func() {
			s.busy = false
			if err != nil {
				s.p.failed("signature not taken back", err)
			}
			s.after()
			s.changed()
		}
	})
}

// LeaveIt is second thoughts about taking it back.
func (s *Petitions) LeaveIt() {
	s.back = false
	s.changed()
}
