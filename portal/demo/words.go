package demo

import (
	"context"
	"errors"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/store/journal"
)

// late says that somebody else was faster.
func late(err error) bool { return errors.Is(err, casework.ErrForbidden) }

// author lets the device that took a report act for its author; it travels with a session of its own.
func (l *life) author(act civic.Action, comment string, rating int) error {
	now := l.clock.read()
	at := l.plan.posts[l.device].line(now, l.dice)
	if at.After(l.lastContact(l.device)) {
		return nil
	}
	public, personal, err := journal.EncodeAct(civic.AuthorAct{ID: civic.ActID(l.dice.id(now)), Report: l.report.ID, Act: act, Rating: rating, Comment: comment, At: now})
	if err != nil {
		return err
	}
	if err := l.devices[l.device].tell(now, journal.KindAct, public, personal); err != nil {
		return err
	}
	l.agenda.add(at, func(ctx context.Context) error { return l.session(ctx, l.device) })
	return nil
}

// ask lets a moderator ask the point something, and somebody there reply.
func (l *life) ask() {
	n := l.dice.IntN(len(l.material.phrases.Questions))
	l.laterAtWork(2*time.Hour, func(ctx context.Context) error {
		if err := l.say(ctx, l.material.phrases.Staff[0].Name, l.material.phrases.Questions[n], true); err != nil {
			return err
		}
		l.later(20*time.Hour, func(context.Context) error { return l.reply(l.material.phrases.Replies[n]) })
		return nil
	})
}

func (l *life) say(ctx context.Context, author, text string, private bool) error {
	_, err := l.portal.Message(ctx, l.report.Number, civic.Message{Text: text, Author: author, Private: private})
	return err
}

// reply is what the point says to it.
func (l *life) reply(text string) error {
	now := l.clock.read()
	at := l.plan.posts[l.device].line(now, l.dice)
	if at.After(l.lastContact(l.device)) {
		return nil
	}
	public, personal, err := journal.EncodeMessage(civic.Message{ID: civic.MessageID(l.dice.id(now)), Report: l.report.ID, Side: civic.SidePoint, Text: text, Private: true, At: now})
	if err != nil {
		return err
	}
	if err := l.devices[l.device].tell(now, journal.KindMessage, public, personal); err != nil {
		return err
	}
	l.agenda.add(at, func(ctx context.Context) error { return l.session(ctx, l.device) })
	return nil
}
