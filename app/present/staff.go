package present

import (
	"slices"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// StaffForm is what is being written about who works here.
type StaffForm string

// The forms.
const (
	StaffNone   StaffForm = ""
	StaffAdd    StaffForm = "add"
	StaffRename StaffForm = "rename"
	StaffPIN    StaffForm = "pin"
)

// The fields of a form about who works here.
const (
	StaffFieldName  = "name"
	StaffFieldOwn   = "own" // the PIN of who is writing
	StaffFieldPIN   = "pin"
	StaffFieldAgain = "again"
)

// StaffRow is somebody who works here, or did.
type StaffRow struct {
	Worker
	Under  string
	Active bool
	Me     bool
	Sure   bool // the next Retire does it
}

// StaffState is what the settings show of who works here.
type StaffState struct {
	People []StaffRow
	Form   StaffForm
	Title  string // of the form
	Name   string // what its name field begins with
	Own    bool   // it asks for one's own PIN too
	Busy   bool
	Wrong  map[string]string // by field, in words
	After  []string          // when the screen locks itself
	Chosen int
	Works  bool // somebody works here: the screen can be locked
}

// Staff is who works at this computer.
type Staff struct {
	OnChange func()

	p      *Point
	people []store.Operator // those who left, too
	form   StaffForm
	of     civic.OperatorID
	busy   bool
	wrong  map[string]string
	sure   civic.OperatorID
	unsure func()
}

func newStaff(p *Point) *Staff { return &Staff{p: p} }

// State is what to show.
func (s *Staff) State() StaffState {
	v, k := s.p.Voice(), s.p.Lock
	st := StaffState{Form: s.form, Busy: s.busy, Wrong: s.wrong, Own: s.asksOwn(), Works: len(k.people) > 0}
	for _, o := range s.people {
		row := StaffRow{Worker: k.workerOf(o), Active: o.Active, Me: o.ID == k.me(), Sure: s.sure == o.ID}
		row.Under = v.With("staff.number", lang.Args{"Number": int(o.ID)})
		switch {
		case !o.Active:
			row.Under += " \u00b7 " + v.Say("staff.left")
		case row.Since != "":
			row.Under += " \u00b7 " + row.Since
		}
		st.People = append(st.People, row)
	}
	name := ""
	if o, ok := s.about(); ok {
		name = o.Name
	}
	switch s.form {
	case StaffAdd:
		st.Title = v.Say("staff.add.title")
		if len(s.people) == 0 {
			st.Title = v.Say("staff.first.title")
		}
	case StaffRename, StaffPIN:
		st.Title = v.With("staff."+string(s.form)+".title", lang.Args{"Name": name})
	case StaffNone:
	}
	if s.form == StaffRename {
		st.Name = name
	}
	for _, minutes := range idleChoices {
		label := v.Say("staff.never")
		if minutes > 0 {
			label = v.With("staff.minutes", lang.Args{"Minutes": minutes})
		}
		st.After = append(st.After, label)
	}
	st.Chosen = slices.Index(idleChoices, k.idle.minutes)
	return st
}

// asksOwn says that a form wants to know who is writing: somebody may have left the screen open.
func (s *Staff) asksOwn() bool {
	return (s.form == StaffAdd || s.form == StaffPIN) && s.p.Lock.me() != civic.NoOperator
}

func (s *Staff) about() (store.Operator, bool) {
	for _, o := range s.people {
		if o.ID == s.of {
			return o, true
		}
	}
	return store.Operator{}, false
}

// Add begins the form for somebody new.
func (s *Staff) Add() {
	if s.p.Guard.allows() {
		s.begin(StaffAdd, civic.NoOperator)
	}
}

// Rename begins the form for another name.
func (s *Staff) Rename(id civic.OperatorID) { s.begin(StaffRename, id) }

// ChangePIN begins the form for another PIN, one's own or that of somebody who forgot theirs.
func (s *Staff) ChangePIN(id civic.OperatorID) { s.begin(StaffPIN, id) }

// Cancel gives the form up.
func (s *Staff) Cancel() { s.begin(StaffNone, civic.NoOperator) }

func (s *Staff) begin(f StaffForm, id civic.OperatorID) {
	if s.busy {
		return
	}
	s.form, s.of, s.wrong = f, id, nil
	s.notSure()
	s.changed()
}

// SetAfter is when the screen locks itself.
func (s *Staff) SetAfter(i int) {
	if i >= 0 && i < len(idleChoices) {
		s.p.Lock.setIdle(idleChoices[i])
		s.changed()
	}
}

func (s *Staff) changed() {
	if s.OnChange != nil {
		s.OnChange()
	}
}
