package present

import "priyom/civic"

// IntakeMode is how somebody sits before the form: it decides the order of the fields, and what is asked for.
type IntakeMode string

// The modes, in the order of the screen.
const (
	ModePerson   IntakeMode = "person"
	ModePhone    IntakeMode = "phone"    // the phone first; consent is said, not signed
	ModePaper    IntakeMode = "paper"    // keyed in from paper
	ModeDispatch IntakeMode = "dispatch" // a call that must be short: what, where, words, phone
)

// IntakeModes lists the modes in their order.
func IntakeModes() []IntakeMode { return []IntakeMode{ModePerson, ModePhone, ModePaper, ModeDispatch} }

// mode follows from the report's channel, and from whether this desk takes calls as a dispatcher does.
func (in *Intake) mode() IntakeMode {
	switch in.report.Channel {
	case civic.ChannelPhone:
		if in.quick {
			return ModeDispatch
		}
		return ModePhone
	case civic.ChannelPaper:
		return ModePaper
	case civic.ChannelPerson, civic.ChannelSelf:
	}
	return ModePerson
}

// SetMode changes the form. What was typed stays; it stays for the reports that follow, too.
func (in *Intake) SetMode(m IntakeMode) {
	if m == in.mode() {
		return
	}
	channel := civic.ChannelPerson
	switch m {
	case ModePhone, ModeDispatch:
		channel = civic.ChannelPhone
	case ModePaper:
		channel = civic.ChannelPaper
	case ModePerson:
	}
	in.quick = m == ModeDispatch
	if channel == in.report.Channel || !in.begun { // there is nothing to lose yet
		in.report.Channel = channel
		in.changed()
		return
	}
	in.SetChannel(channel)
}

// NextMode goes through the modes.
func (in *Intake) NextMode() {
	all := IntakeModes()
	for i, m := range all {
		if m == in.mode() {
			in.SetMode(all[(i+1)%len(all)])
			return
		}
	}
}

// callBack lets who called be called back, as long as nobody chose another way.
func (in *Intake) callBack() {
	who := &in.report.Reporter
	switch {
	case in.report.Channel != civic.ChannelPhone:
		return
	case who.Phone != "" && who.Reply == civic.ReplyNone && !in.meet.chosen:
		who.Reply, in.meet.called = civic.ReplyPhone, true
	case who.Phone == "" && in.meet.called && who.Reply == civic.ReplyPhone:
		who.Reply, in.meet.called = civic.ReplyNone, false
	default:
		return
	}
	in.filled()
}
