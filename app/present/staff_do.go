package present

import (
	"context"
	"errors"
	"strings"

	"priyom/civic"
	"priyom/store"
)

// Submit does what the form is for. Fields that it hasn't are ignored.
func (s *Staff) Submit(name, own, pin, again string) {
	if s.busy || s.form == StaffNone {
		return
	}
	v := s.p.Voice()
	s.wrong = map[string]string{}
	if s.form != StaffPIN && strings.TrimSpace(name) == "" {
		s.wrong[StaffFieldName] = v.Say("trouble.operator-name")
	}
	if s.asksOwn() && own == "" {
		s.wrong[StaffFieldOwn] = v.Say("lock.empty")
	}
	if s.form != StaffRename && pin != again {
		s.wrong[StaffFieldAgain] = v.Say("staff.differ")
	}
	if len(s.wrong) > 0 {
		s.changed()
		return
	}
	if !s.asksOwn() {
		own = ""
	}
	form, of, me := s.form, s.of, s.p.Lock.me()
	s.work(func(ctx context.Context) error {
		if own != "" {
			if _, err := s.p.store.CheckPIN(ctx, me, own); err != nil {
				return &ownPINError{err}
			}
		}
		switch form {
		case StaffAdd:
			id, err := s.p.store.AddOperator(ctx, name, pin)
			if err == nil && me == civic.NoOperator { // the first one is who is sitting here
				_, err = s.p.store.BeginShift(ctx, id)
			}
			return err
		case StaffRename:
			return s.p.store.RenameOperator(ctx, of, name)
		case StaffPIN:
			return s.p.store.SetPIN(ctx, of, pin)
		case StaffNone:
		}
		return nil
	}, v.Say("staff."+string(form)+".done"))
}

// ownPINError says that it is one's own PIN that was wrong, and not the new one.
type ownPINError struct{ error }

func (e *ownPINError) Unwrap() error { return e.error }

// Retire says that somebody no longer works here: the second of two presses does.
func (s *Staff) Retire(id civic.OperatorID) {
	if s.busy || !s.p.Guard.allows() {
		return
	}
	if s.sure != id {
		s.notSure()
		s.sure = id
		s.unsure = s.p.env.After(sureFor, func() {
			s.notSure()
			s.changed()
		})
		s.changed()
		return
	}
	s.notSure()
	s.work(func(ctx context.Context) error { return s.p.store.SetOperatorActive(ctx, id, false) }, s.p.Voice().Say("staff.retire.done"))
}

// Return says that somebody works here again. They need a PIN that they know: the old one holds.
func (s *Staff) Return(id civic.OperatorID) {
	if !s.busy {
		s.work(func(ctx context.Context) error { return s.p.store.SetOperatorActive(ctx, id, true) }, s.p.Voice().Say("staff.return.done"))
	}
}

func (s *Staff) notSure() {
	if s.unsure != nil {
		s.unsure()
	}
	s.sure, s.unsure = civic.NoOperator, nil
}

// work changes who works here, and shows how it is then.
func (s *Staff) work(job func(ctx context.Context) error, done string) {
	s.busy = true
	s.changed()
	s.p.write.do(func(ctx context.Context) func() {
		err := job(ctx)
		people, readErr := s.p.store.Operators(ctx)
		shift, shiftErr := s.p.store.OpenShift(ctx)
		return func() { s.worked(people, shift, err, errors.Join(readErr, shiftErr), done) }
	})
}

func (s *Staff) worked(people []store.Operator, shift store.Shift, err, readErr error, done string) {
	s.busy = false
	k := s.p.Lock
	if readErr != nil {
		s.p.failed("staff", readErr)
		s.changed()
		return
	}
	left := k.me() != civic.NoOperator && shift.N == 0 // whoever was working here has left
	k.setPeople(people)
	if !k.Locked() {
		k.shift = shift
	}
	if err != nil {
		s.refused(err)
		s.changed()
		return
	}
	s.form, s.of, s.wrong = StaffNone, civic.NoOperator, nil
	s.p.notice(ToneGood, done)
	s.changed()
	s.p.changed()
	switch {
	case k.Locked():
		k.changed()
	case left && len(k.people) > 0:
		k.close(true)
		k.busy = false
	case left:
		k.idle.stop()
	default:
		k.Touch()
	}
	s.p.Outbox.Refresh()
}

// refused says what is wrong, at the field it is about.
func (s *Staff) refused(err error) {
	v := s.p.Voice()
	s.p.env.Log.Warn("staff", "error", err)
	words := trouble(v, err)
	var own *ownPINError
	var early *store.PINWaitError
	if errors.As(err, &early) {
		words = waitWords(v, early.Until.Sub(s.p.env.Clock()))
	}
	field := StaffFieldPIN
	switch {
	case errors.As(err, &own):
		field = StaffFieldOwn
	case errors.Is(err, store.ErrOperatorName), s.form == StaffRename:
		field = StaffFieldName
	}
	if s.form == StaffNone {
		s.p.notice(ToneAlarm, words)
		return
	}
	s.wrong = map[string]string{field: words}
}
