package demo

import (
	"context"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
)

// life is what staff do with one report. Each step plans the next.
type life struct {
	*stage
	story
	category civic.Category
	reworked int
	returned int
}

// live plans the first look at a report that was delivered just now.
func (s *stage) live(i int) {
	l := &life{stage: s, story: s.plan.stories[i]}
	l.category, _ = s.classifier.Category(l.subject.Category)
	at := atWork(s.clock.read().Add(s.dice.about(100 * time.Minute)))
	if l.category.Emergency {
		at = s.clock.read().Add(s.dice.about(14 * time.Minute))
	}
	if s.dice.chance(0.015) {
		s.agenda.add(s.clock.read().Add(s.dice.about(8*time.Hour)), func(context.Context) error { return l.author(civic.ActWithdraw, "", 0) })
	}
	s.agenda.add(at, l.moderate)
}

// moderate decides what becomes of it.
func (l *life) moderate(ctx context.Context) error {
	id := l.report.ID
	if l.same >= 0 && l.dice.chance(0.8) {
		done, err := l.act(ctx, casework.Deed{Report: id, Act: civic.ActMerge, By: l.any(civic.RoleModerator), Into: l.plan.stories[l.same].report.ID})
		if err != nil || done {
			return err
		}
	}
	if !l.category.Emergency && l.dice.chance(0.05) {
		why := among(l.dice, l.material.phrases.Rejects)
		if _, err := l.act(ctx, casework.Deed{Report: id, Act: civic.ActReject, By: l.any(civic.RoleSenior), Reason: why.Reason, Comment: why.Text}); err != nil {
			return err
		}
		if l.dice.chance(0.35) && !l.report.Reporter.IsZero() {
			l.later(30*time.Hour, func(context.Context) error {
				return l.author(civic.ActAppeal, among(l.dice, l.material.phrases.Appeals), 0)
			})
			l.agenda.add(atWork(l.clock.read().Add(80*time.Hour)), l.judge)
		}
		return nil
	}
	to := l.category.Department
	if l.dice.chance(0.05) {
		to = among(l.dice, l.material.bureaus).Slug // somebody guessed
	}
	return l.assign(ctx, to, "")
}

// judge looks at an appeal.
func (l *life) judge(ctx context.Context) error {
	d := casework.Deed{Report: l.report.ID, Act: civic.ActUphold, By: l.any(civic.RoleSenior), Reason: civic.ReasonNotOurs, Comment: l.material.phrases.Upheld}
	if l.dice.chance(0.55) {
		d.Act, d.Reason, d.Comment = civic.ActReopen, "", l.material.phrases.Reopened
	}
	done, err := l.act(ctx, d)
	if err != nil || !done || d.Act == civic.ActUphold {
		return err
	}
	return l.assign(ctx, l.category.Department, "")
}

// assign gives it to a department; a senior moderator does where a moderator may not.
func (l *life) assign(ctx context.Context, to civic.DepartmentSlug, comment string) error {
	for _, role := range []civic.Role{civic.RoleModerator, civic.RoleSenior, civic.RoleArbiter} {
		done, err := l.act(ctx, casework.Deed{Report: l.report.ID, Act: civic.ActAssign, By: l.any(role), Department: to, Comment: comment})
		if err != nil {
			return err
		}
		if !done {
			continue
		}
		if l.dice.chance(0.06) {
			l.ask()
		}
		at := l.staff.bureaus[to]
		if to != l.category.Department && l.dice.chance(0.9) || l.dice.chance(at.Returns) {
			l.laterAtWork(at.begins(l.dice), func(ctx context.Context) error { return l.sendBack(ctx, at) })
			return nil
		}
		if l.dice.chance(at.Forget) {
			l.laterAtWork(25*24*time.Hour, func(ctx context.Context) error { return l.begin(ctx, at) })
			return nil // it lies there until it has climbed the ladder
		}
		wait := at.begins(l.dice)
		if l.category.Emergency {
			l.later(min(wait, 40*time.Minute), func(ctx context.Context) error { return l.begin(ctx, at) })
			return nil
		}
		l.laterAtWork(wait, func(ctx context.Context) error { return l.begin(ctx, at) })
		return nil
	}
	return nil
}

// sendBack is a department that says it isn't theirs.
func (l *life) sendBack(ctx context.Context, at office) error {
	done, err := l.act(ctx, casework.Deed{Report: l.report.ID, Act: civic.ActReturn, By: among(l.dice, at.people), Comment: among(l.dice, l.material.phrases.Returns)})
	if err != nil || !done {
		return err
	}
	to, word := l.category.Department, l.material.phrases.Assigned
	if l.returned++; l.returned > 1 {
		word = l.material.phrases.Decided
	}
	l.laterAtWork(5*time.Hour, func(ctx context.Context) error { return l.assign(ctx, to, word) })
	return nil
}

// begin starts the work.
func (l *life) begin(ctx context.Context, at office) error {
	who := among(l.dice, at.people)
	done, err := l.act(ctx, casework.Deed{Report: l.report.ID, Act: civic.ActStart, By: who, Executor: who.Account})
	if err != nil || !done {
		return err
	}
	if l.dice.chance(0.6) {
		if err := l.say(ctx, at.Head, among(l.dice, l.material.phrases.Public), false); err != nil {
			return err
		}
	}
	work := at.works(l.dice, l.category.Deadline)
	if l.category.Emergency {
		l.later(work, func(ctx context.Context) error { return l.solve(ctx, at, who) })
		return nil
	}
	l.laterAtWork(work, func(ctx context.Context) error { return l.solve(ctx, at, who) })
	return nil
}

// solve shows a photo of what was done, and says so.
func (l *life) solve(ctx context.Context, at office, who casework.Actor) error {
	now := l.clock.read()
	v := l.view(0)
	v.at, v.after = now, true
	if at.Slug == fieldDepartment {
		return l.inspected(ctx, at, take(v))
	}
	content := withEXIF(take(v).photo, now.Add(-time.Minute), l.dice.beside(l.report.Place.Position, 8))
	if _, err := l.portal.Casework().AddPhoto(ctx, l.report.ID, who, content); err != nil {
		if late(err) {
			return nil
		}
		return err
	}
	word := l.material.phrases.did(l.dice, l.theme)
	if l.reworked > 0 {
		word = among(l.dice, l.material.phrases.Again)
	}
	done, err := l.act(ctx, casework.Deed{Report: l.report.ID, Act: civic.ActSolve, By: who, Comment: word})
	if err != nil || !done {
		return err
	}
	if l.dice.chance(0.3) {
		if _, err := l.portal.Answer(ctx, l.report.Number, civic.Answer{Text: l.material.phrases.Greeting + word, Signatory: l.material.phrases.Signatory, Final: true}); err != nil {
			return err
		}
	}
	l.judged(at)
	return nil
}

// judged is what the author makes of what was done.
func (l *life) judged(at office) {
	switch {
	case l.reworked < 2 && l.dice.chance(at.Rework):
		l.reworked++
		l.later(40*time.Hour, func(context.Context) error {
			return l.author(civic.ActRework, among(l.dice, l.material.phrases.Reworks), 0)
		})
		l.laterAtWork(80*time.Hour+at.begins(l.dice), func(ctx context.Context) error { return l.begin(ctx, at) })
	case l.dice.chance(0.45):
		stars := max(1, min(5, int(at.Rating+l.dice.NormFloat64()*0.9+0.5)))
		l.later(50*time.Hour, func(context.Context) error { return l.author(civic.ActRate, "", stars) })
	case l.dice.chance(0.3):
		l.laterAtWork(20*time.Hour, func(ctx context.Context) error {
			_, err := l.act(ctx, casework.Deed{Report: l.report.ID, Act: civic.ActConfirm, By: l.any(civic.RoleModerator)})
			return err
		})
	}
}

// later plans something after about a time.
func (l *life) later(typical time.Duration, do func(context.Context) error) {
	l.agenda.add(l.clock.read().Add(l.dice.about(typical)), do)
}

// laterAtWork plans something after about a time, when the office is open.
func (l *life) laterAtWork(typical time.Duration, do func(context.Context) error) {
	l.agenda.add(atWork(l.clock.read().Add(l.dice.about(typical))), do)
}
