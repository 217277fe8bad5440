package present

import (
	"priyom/civic"
	"priyom/lang"
)

// State is what to show.
func (c *Capture) State() CaptureState {
	c.turn()
	in, v := c.p.Intake, c.p.Voice()
	form := in.State()
	s := CaptureState{
		Photos: form.Photos, Full: form.Full, Camera: c.p.camera() != nil, Shooting: c.shooting, Taking: form.Taking, Refused: form.Refused,
		Kinds: c.kinds(), Kind: form.Category, Text: in.report.Text, Near: form.Near, Who: c.p.Self.State().Said, Danger: form.Danger,
		Script: form.Script, Wrong: form.Wrong, Advice: form.Advice, Begun: form.Begun, Sure: form.Sure, Saving: form.Saving, Saved: form.Saved,
		Done: form.Done, Drafts: c.p.Journal.otherDrafts(),
	}
	if len(s.Near) > 1 {
		s.Near = s.Near[:1] // there is room for the likeliest
	}
	s.Answer = join(" \u00b7 ", form.Who, form.When)
	s.Place, s.Placed = c.place()
	s.MainIcon, s.Main = "check", v.Say("capture.save")
	s.Tell = v.Say("capture.tell.line")
	switch {
	case !c.p.enrolled:
		s.Tell = v.Say("capture.tell.loose")
	case c.p.Outbox.link().Tone == ToneGood:
		s.Main, s.MainIcon, s.Tell = v.Say("capture.send"), "arrow-up", v.Say("capture.tell.now")
	}
	if len(s.Photos) == 0 && !s.Begun {
		s.MainIcon, s.Main, s.Tell = "camera", v.Say("capture.shoot"), ""
	}
	if level := c.p.Space.level(); level == SpaceFull {
		s.Tell = c.p.Space.fullWords()
	}
	if s.Done.ID != (civic.ReportID{}) {
		s.DoneSaid = c.doneSaid(s.Done)
	}
	return s
}

// doneSaid is what was done, and what comes next.
func (c *Capture) doneSaid(d Done) Said {
	v := c.p.Voice()
	said := Said{Icon: "circle-check", Tone: ToneGood, Title: v.With("capture.done", lang.Args{"Number": d.Number}), Under: v.Say("capture.done.line")}
	switch {
	case d.Joined:
		said.Icon, said.Title, said.Under = "users", v.With("capture.joined", lang.Args{"Number": d.Number}), v.Say("capture.joined.under")
	case !c.p.enrolled:
		said.Under = v.Say("capture.done.loose")
	case c.p.Outbox.link().Tone == ToneGood:
		said.Under = v.Say("capture.done.now")
	}
	return said
}

// place is where the report is, in words, and how that is known.
func (c *Capture) place() (said Said, set bool) {
	v, place, where := c.p.Voice(), c.p.Intake.report.Place, c.p.Where.State()
	named := join(", ", place.Address, place.Settlement)
	switch {
	case place.Source != civic.SourceNone:
		said = Said{Icon: "locate", Tone: ToneGood, Title: named, Under: PlaceSaid(v, place)}
		if named == "" {
			said.Title = degrees(place.Position)
		}
		if place.Source == civic.SourceMock {
			said.Tone = ToneWarn
		}
		return said, true
	case named != "":
		return Said{Icon: "map-pin", Tone: ToneCalm, Title: named, Under: v.Say("capture.place.typed")}, true
	}
	said = where.Said
	if where.Step == WhereOff || where.Step == WhereDenied {
		said = Said{Icon: "map-pin", Tone: ToneWarn, Title: v.Say("capture.place.none"), Under: v.Say("capture.place.none-under")}
	}
	return said, false
}
