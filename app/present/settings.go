package present

import (
	"context"

	"priyom/lang"
	"priyom/store"
)

// CheckState is how far the check of everything on this computer is.
type CheckState string

// The states of the check.
const (
	CheckIdle    CheckState = "idle"
	CheckRunning CheckState = "running"
	CheckGood    CheckState = "good"
	CheckBad     CheckState = "bad"
	CheckFailed  CheckState = "failed" // it couldn't look
)

// Fact is a line of a table: what it is called and what it is.
type Fact struct {
	Label, Value string
	Copy         bool // one may want it elsewhere, and nobody types it by hand
}

// SettingsState is what the settings page shows.
type SettingsState struct {
	Look     Look
	Enrolled bool
	Demo     bool
	Busy     bool // leaving the demo district
	Device   []Fact
	Check    CheckState
	Checked  string   // the result in words
	Findings []string // what was found wrong
}

// Settings is the program's look, and what this computer is.
type Settings struct {
	OnChange func()
	Staff    *Staff

	p       *Point
	check   CheckState
	checked store.Verification
	err     error
	busy    bool
}

func newSettings(p *Point) *Settings { return &Settings{p: p, check: CheckIdle, Staff: newStaff(p)} }

// State is what to show.
func (s *Settings) State() SettingsState {
	v := s.p.Voice()
	st := SettingsState{Look: s.p.look, Enrolled: s.p.enrolled, Demo: s.p.demo != nil, Busy: s.busy, Check: s.check, Device: s.device()}
	switch s.check {
	case CheckGood:
		st.Checked = v.With("settings.check-good", lang.Args{
			"Entries": v.Count("count.entries", s.checked.Entries, nil),
			"Reports": v.Count("count.reports", s.checked.Reports, nil), "Files": v.Count("count.files", s.checked.Files, nil),
		})
	case CheckBad:
		st.Checked = v.Count("settings.check-bad", len(s.checked.Findings), nil)
		for _, f := range s.checked.Findings {
			st.Findings = append(st.Findings, f.What)
		}
	case CheckFailed:
		st.Checked = trouble(v, s.err)
	case CheckIdle, CheckRunning:
	}
	return st
}

func (s *Settings) device() []Fact {
	v, e := s.p.Voice(), s.p.enrolment
	facts := []Fact{}
	url := e.URL
	if s.p.demo != nil {
		url = s.p.demo.Page()
	}
	if s.p.enrolled {
		facts = append(facts, Fact{Label: v.Say("settings.district"), Value: e.PortalName}, Fact{Label: v.Say("settings.place"), Value: e.Place},
			Fact{Label: v.Say("settings.portal"), Value: url, Copy: true}, Fact{Label: v.Say("settings.code"), Value: e.Code},
			Fact{Label: v.Say("settings.since"), Value: v.Moment(e.At, s.p.env.Clock())})
		reach := s.p.offices.At(e.Place)
		if reach.Phone != "" {
			facts = append(facts, Fact{Label: v.Say("settings.phone"), Value: reach.Phone})
		}
		if reach.Hours != "" {
			facts = append(facts, Fact{Label: v.Say("settings.hours"), Value: reach.Hours})
		}
	}
	return append(facts, Fact{Label: v.Say("settings.folder"), Value: s.p.home, Copy: true},
		Fact{Label: v.Say("settings.device"), Value: s.p.store.Device().String(), Copy: true})
}

// SetLook changes language, variant or text size, at once and for good.
func (s *Settings) SetLook(l Look) {
	l = l.mended()
	if l == s.p.look {
		return
	}
	s.p.look = l
	if err := l.save(s.p.env.Home); err != nil {
		s.p.failed("look not kept", err)
	}
	s.p.Intake.reword()
	s.p.Journal.reword()
	s.Staff.wrong = nil // it was said in another language
	if s.p.OnLook != nil {
		s.p.OnLook()
	}
}

// Verify checks the whole journal, all reports and all files.
func (s *Settings) Verify() {
	if s.check == CheckRunning {
		return
	}
	s.check = CheckRunning
	s.changed()
	s.p.workers.Go(func() { // it may take long, and everything else goes on meanwhile
		result, err := s.p.store.Verify(s.p.ctx)
		if s.p.ctx.Err() == nil {
			s.p.env.Post(func() { s.verified(result, err) })
		}
	})
}

func (s *Settings) verified(result store.Verification, err error) {
	s.checked, s.err = result, err
	switch {
	case err != nil:
		s.check = CheckFailed
		s.p.env.Log.Error("not verified", "error", err)
	case len(result.Findings) > 0:
		s.check = CheckBad
	default:
		s.check = CheckGood
	}
	s.changed()
}

// LeaveDemo goes back from the demo district.
func (s *Settings) LeaveDemo() {
	if s.p.demo == nil || s.busy {
		return
	}
	s.busy = true
	s.changed()
	s.p.write.do(func(ctx context.Context) func() {
		to, err := s.p.leaveDemo(ctx)
		return func() {
			s.busy = false
			if err != nil {
				s.p.failed("demo not left", err)
				s.changed()
				return
			}
			s.p.moveTo(to)
		}
	})
}

// Connect shows where this computer gets its portal.
func (s *Settings) Connect() { s.p.Go(PageEnroll) }

func (s *Settings) changed() {
	if s.OnChange != nil {
		s.OnChange()
	}
}
