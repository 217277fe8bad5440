package present

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/store"
	"priyom/store/vault"
)

// Choose is who wants to come in.
func (k *Lock) Choose(i int) {
	if k.busy || i == k.chosen || i < 0 || i >= len(k.people) {
		return
	}
	k.chosen, k.problem = i, ""
	k.until = k.p.env.Clock()
	k.lookAtWait(k.people[i].ID)
	k.changed()
}

// lookAtWait finds out whether wrong PINs have made somebody wait.
func (k *Lock) lookAtWait(id civic.OperatorID) {
	k.p.write.do(func(ctx context.Context) func() {
		until, err := k.p.store.PINWait(ctx, id)
		return func() {
			if err == nil && k.chosenID() == id {
				k.until = until
				k.tick()
				k.changed()
			}
		}
	})
}

func (k *Lock) chosenID() civic.OperatorID {
	if k.chosen >= len(k.people) {
		return civic.NoOperator
	}
	return k.people[k.chosen].ID
}

// Enter tries a PIN.
func (k *Lock) Enter(pin string) {
	id := k.chosenID()
	switch {
	case k.step != LockPIN || k.busy || id == civic.NoOperator || k.waits():
		return
	case pin == "":
		k.say("lock.empty")
		return
	}
	k.work(func(ctx context.Context) func() {
		wrong, err := k.p.store.CheckPIN(ctx, id, pin)
		if err != nil {
			until, waitErr := k.p.store.PINWait(ctx, id)
			if waitErr != nil {
				k.p.env.Log.Warn("PIN", "error", waitErr)
			}
			return func() {
				k.until = until
				k.failed(err)
				k.tick()
			}
		}
		return k.admit(ctx, id, wrong)
	})
}

// work does something that takes a moment, while the screen says so.
func (k *Lock) work(job func(ctx context.Context) func()) {
	k.busy, k.problem = true, ""
	k.changed()
	k.p.write.do(func(ctx context.Context) func() {
		then := job(ctx)
		return func() {
			k.busy = false
			then()
		}
	})
}

// failed says what went wrong. A PIN that came too early is said by its wait.
func (k *Lock) failed(err error) {
	var early *store.PINWaitError
	if !errors.As(err, &early) {
		k.problem = trouble(k.p.Voice(), err)
	}
	k.p.env.Log.Warn("not unlocked", "error", err)
	k.changed()
}

func (k *Lock) say(key string) {
	k.problem = k.p.Voice().Say(key)
	k.changed()
}

// admit begins a shift, and reads what the first screen needs.
func (k *Lock) admit(ctx context.Context, id civic.OperatorID, wrong int) func() {
	shift, err := k.p.store.BeginShift(ctx, id)
	var people []store.Operator
	var drafts []store.Draft
	if err == nil {
		people, err = k.p.store.Operators(ctx)
	}
	if err == nil {
		drafts, err = k.p.store.Drafts(ctx)
	}
	return func() {
		if err != nil {
			k.failed(err)
			return
		}
		k.setPeople(people)
		k.open(shift, drafts, wrong)
	}
}

// open unlocks the screen for whoever's shift it is. The draft that was in their form is in it again; other people's are
// in the list.
func (k *Lock) open(shift store.Shift, drafts []store.Draft, wrong int) {
	p, id := k.p, shift.Operator
	k.step, k.problem, k.ended, k.shift = LockOff, "", nil, shift
	if id != k.last && p.enrolled {
		p.page = PageIntake
	}
	if err := p.forgetful(); err != nil {
		p.env.Log.Error("form not made", "error", err)
	}
	p.Journal.drafts = drafts
	if d, ok := k.own(id, drafts); ok {
		p.Intake.restore(d)
		if !p.enrolled && !k.came[id] {
			p.page = PageIntake
		}
	}
	k.came[id] = true
	if k.ticking != nil {
		k.ticking()
	}
	p.read.release()
	p.Intake.watchPhotos()
	p.Intake.watchFolder()
	p.Journal.Reload()
	p.Outbox.Refresh()
	p.arrive()
	p.workers.Go(p.warming)
	k.lockChanged()
	k.Touch()
	if wrong > 0 {
		p.notice(ToneWarn, p.Voice().Count("lock.wrong-before", wrong, nil))
	}
}

// own is the draft that somebody was at: when they left the screen, or before the program was started.
func (k *Lock) own(id civic.OperatorID, drafts []store.Draft) (store.Draft, bool) {
	left, known := k.left[id]
	for _, d := range drafts {
		mine := d.Operator == id || d.Operator == civic.NoOperator // begun before anybody told who they are
		if known && d.ID == left && mine || !known && !k.came[id] && d.Operator == id {
			return d, true
		}
	}
	return store.Draft{}, false
}

// Forgot asks for what mends a forgotten PIN: the home folder's passphrase, or its recovery code. Where the key comes from
// the system's keyring and there is no code, a colleague does.
func (k *Lock) Forgot() {
	if k.step != LockPIN || k.busy {
		return
	}
	k.work(func(context.Context) func() {
		source, err := vault.Status(k.p.home)
		coded, codeErr := vault.HasRecovery(k.p.home)
		return func() {
			switch {
			case errors.Join(err, codeErr) != nil:
				k.failed(errors.Join(err, codeErr))
			case source != vault.SourcePassphrase && !coded:
				k.say("lock.ask-colleague")
			default:
				k.step = LockPhrase
				k.changed()
			}
		}
	})
}

// Passphrase tries the home folder's passphrase, or its recovery code.
func (k *Lock) Passphrase(phrase string) {
	switch {
	case k.step != LockPhrase || k.busy:
		return
	case phrase == "":
		k.say("gate.empty")
		return
	}
	k.work(func(context.Context) func() {
		_, err := vault.Open(k.p.home, vault.Secrets{Passphrase: phrase})
		return func() {
			switch {
			case errors.Is(err, vault.ErrKeyring): // it is no recovery code
				k.failed(vault.ErrWrongPassphrase)
			case err != nil:
				k.failed(err)
			default:
				k.step = LockRenew
				k.changed()
			}
		}
	})
}

// Renew gives whoever is chosen another PIN and lets them in.
func (k *Lock) Renew(pin, again string) {
	id := k.chosenID()
	switch {
	case k.step != LockRenew || k.busy || id == civic.NoOperator:
		return
	case pin != again:
		k.say("staff.differ")
		return
	}
	k.work(func(ctx context.Context) func() {
		if err := k.p.store.SetPIN(ctx, id, pin); err != nil {
			return func() { k.failed(err) }
		}
		return k.admit(ctx, id, 0)
	})
}

// Back returns to asking for a PIN.
func (k *Lock) Back() {
	if k.busy || k.step != LockPhrase && k.step != LockRenew {
		return
	}
	k.step, k.problem = LockPIN, ""
	k.changed()
}
