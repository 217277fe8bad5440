package present

// DeskState is what stands around every page.
type DeskState struct {
	Page    Page
	Name    string // of the district; "" before enrolment
	Place   string // of the reception point; "" before enrolment
	Demo    bool
	Drafts  int  // reports still being written, the one on the screen left out
	Waiting int  // things in the queue
	ToHand  int  // answers that people wait for
	Late    bool // some of them should have been handed over
	Alarms  []Alarm
	Strip   Strip
	Worker  Worker // zero where nobody told who they are
}

// Strip is the outbox in one sentence.
type Strip struct {
	Icon     string
	Tone     Tone
	Sentence string
	Aside    string
}

// State is what stands around every page.
func (p *Point) State() DeskState {
	s := DeskState{Page: p.page, Demo: p.demo != nil, Drafts: p.Journal.otherDrafts(), Waiting: p.Outbox.waiting(), Strip: p.Outbox.strip(), Worker: p.Lock.worker()}
	s.ToHand, s.Late, s.Alarms = len(p.HandOver.waiting), p.HandOver.late() > 0, p.Alarms.State()
	if p.enrolled {
		s.Name, s.Place = p.enrolment.PortalName, p.enrolment.Place
	}
	return s
}
