package present

import (
	"context"
	"time"

	"priyom/civic"
	"priyom/store"
)

// LockStep is what the lock screen asks for.
type LockStep string

// The steps.
const (
	LockOff    LockStep = ""       // the screen isn't locked
	LockPIN    LockStep = "pin"    // who works here, and their PIN
	LockPhrase LockStep = "phrase" // the PIN is forgotten: the home folder's passphrase
	LockRenew  LockStep = "renew"  // another PIN, typed twice
)

// Worker is somebody who works here, as the rail and the lock screen name them.
type Worker struct {
	ID       civic.OperatorID
	Name     string
	Initials string
	Since    string // of their shift, in words; "" without one
}

// LockState is what the lock screen shows: nothing of any citizen.
type LockState struct {
	Step    LockStep
	Time    string
	Date    string
	Place   string // of the point; the program's name before enrolment
	Name    string // of the district
	People  []Worker
	Chosen  int
	Busy    bool
	Wait    bool   // no PIN is looked at yet; Problem says until when
	Problem string // in words
	Shift   *ShiftEnd
}

// Lock closes the screen and opens it for whoever works here. While nobody was ever entered as working here, it stays
// open.
//
// Its invariant: while it is locked, no presenter holds anything of a citizen, and none can read it.
type Lock struct {
	OnChange func()

	p       *Point
	step    LockStep
	people  []store.Operator // who may come in
	chosen  int
	busy    bool
	problem string
	until   time.Time   // when the next PIN is looked at
	shift   store.Shift // under way
	ended   *ShiftEnd   // the one handed over last
	last    civic.OperatorID
	left    map[civic.OperatorID]civic.ReportID // what was in whose form
	came    map[civic.OperatorID]bool           // since the program was started
	ticking func()
	idle    idle
}

func newLock(p *Point) *Lock {
	return &Lock{p: p, left: map[civic.OperatorID]civic.ReportID{}, came: map[civic.OperatorID]bool{}}
}

// load reads who works here, and locks the screen if anybody does.
func (k *Lock) load(ctx context.Context) error {
	if err := k.idle.load(ctx, k.p.store); err != nil {
		return err
	}
	people, err := k.p.store.Operators(ctx)
	if err != nil {
		return err
	}
	if k.shift, err = k.p.store.OpenShift(ctx); err != nil {
		return err
	}
	k.setPeople(people)
	if len(k.people) == 0 {
		return nil
	}
	k.step = LockPIN
	k.choose(k.shift.Operator)
	k.p.read.hold()
	return nil
}

// setPeople takes over who works here; the staff page shows the same.
func (k *Lock) setPeople(all []store.Operator) {
	k.p.Settings.Staff.people, k.people = all, nil
	for _, o := range all {
		if o.Active {
			k.people = append(k.people, o)
		}
	}
	k.chosen = min(k.chosen, max(0, len(k.people)-1))
}

func (k *Lock) choose(id civic.OperatorID) {
	for i, o := range k.people {
		if o.ID == id {
			k.chosen = i
		}
	}
}

// Locked says that the screen is.
func (k *Lock) Locked() bool { return k.step != LockOff }

// me is who works here now; civic.NoOperator while the screen is locked, or where nobody told.
func (k *Lock) me() civic.OperatorID {
	if k.Locked() {
		return civic.NoOperator
	}
	return k.shift.Operator
}

// Now locks the screen. The shift goes on.
func (k *Lock) Now() {
	if k.able() {
		k.close(false)
		k.p.write.do(func(ctx context.Context) func() {
			if err := k.p.store.SeeShift(ctx); err != nil {
				k.p.env.Log.Warn("shift not noted", "error", err)
			}
			return nil
		})
	}
}

// Handover ends the shift and locks the screen for the next one.
func (k *Lock) Handover() {
	if !k.able() {
		return
	}
	k.close(true)
	k.p.write.do(func(ctx context.Context) func() {
		shift, err := k.p.store.EndShift(ctx)
		var figures store.ShiftFigures
		if err == nil && shift.N > 0 {
			figures, err = k.p.store.ShiftFigures(ctx, shift)
		}
		return func() {
			k.busy = false
			if err != nil {
				k.p.env.Log.Error("shift not ended", "error", err)
				k.problem = trouble(k.p.Voice(), err)
			} else if shift.N > 0 {
				k.ended = k.endOf(shift, figures)
			}
			k.changed()
		}
	})
}

// able says whether the screen can be locked, and if nobody is there to unlock it, tells how that is mended.
func (k *Lock) able() bool {
	if len(k.people) == 0 {
		k.p.notice(ToneAccent, k.p.Voice().Say("lock.nobody"))
		return false
	}
	return !k.Locked()
}

// close locks the screen, also at the end of a shift, and forgets everything of citizens. What was typed is a draft on the
// disk.
func (k *Lock) close(over bool) {
	p := k.p
	k.last = k.shift.Operator
	k.came[k.last] = true
	p.Journal.keepWords()
	channel := p.Intake.report.Channel
	id := p.Intake.forget()
	p.Intake.report.Channel = channel
	if !id.IsZero() {
		k.left[k.last] = id
	} else {
		delete(k.left, k.last)
	}
	p.Picker.abandon()
	p.Viewfinder.abandon()
	p.Backup.Forget()
	p.Keeping.Forget()
	p.Guard.close()
	if p.page == PagePicker {
		p.page = p.Picker.Back()
	}
	k.step, k.problem, k.until, k.ended, k.busy = LockPIN, "", time.Time{}, nil, over
	if k.choose(k.last); over {
		k.shift = store.Shift{}
	}
	k.idle.stop()
	p.read.hold()
	if err := p.forgetful(); err != nil {
		p.env.Log.Error("form not made", "error", err) // no randomness: nothing works without it
	}
	p.write.do(func(context.Context) func() { // after the draft, and after what was being read
		p.read.wait()
		p.store.Forget()
		return nil
	})
	k.tick()
	k.lockChanged()
}

func (k *Lock) lockChanged() {
	if k.p.OnLock != nil {
		k.p.OnLock()
	}
}

func (k *Lock) changed() {
	if k.OnChange != nil {
		k.OnChange()
	}
}

// end is when the program ends.
func (k *Lock) end() {
	k.idle.stop()
	if k.ticking != nil {
		k.ticking()
	}
	if k.me() != civic.NoOperator {
		k.p.write.do(func(ctx context.Context) func() {
			if err := k.p.store.SeeShift(ctx); err != nil {
				k.p.env.Log.Warn("shift not noted", "error", err)
			}
			return nil
		})
	}
}
