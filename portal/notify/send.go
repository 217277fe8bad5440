package notify

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/jobs"
)

// jobSweep is a job of every hour: what was left behind goes again, what is old is forgotten.
const jobSweep db.JobKind = "notify.sweep"

// How long it is tried, and how long what became of it is remembered.
const (
	triesNews   = 3 * 24 * time.Hour
	triesLetter = 24 * time.Hour
	remembers   = 400 * 24 * time.Hour
)

// Work says what jobs of ours are to be done.
func (o *Office) Work(r *jobs.Runner) {
	r.Handle(JobSend, o.send, jobs.Policy{Attempts: 1000, First: 30 * time.Second, Most: time.Hour, Lease: 2 * time.Minute})
	r.HandleTx(jobSweep, o.sweep)
	r.Every(jobSweep, time.Hour)
	r.Handle(jobListen, o.listen, jobs.Policy{Attempts: 3, Lease: 2 * time.Minute})
	r.Every(jobListen, time.Minute)
}

// send sends one parcel: whatever waits for one person by one way at one time.
func (o *Office) send(ctx context.Context, job db.Job) error {
	parcel, err := parseNoticeID(job.Key)
	if err != nil {
		return jobs.Hopeless(err)
	}
	var waiting []db.Notice
	var m Message
	var g Gateway
	var later time.Time
	err = o.db.Write(ctx, func(tx *db.Tx) error {
		s, err := o.read(tx)
		if err != nil {
			return err
		}
		if waiting, err = tx.NoticesInParcel(parcel); err != nil || len(waiting) == 0 {
			return err
		}
		first := waiting[0]
		c, _ := o.unlock(first) // what can't be opened has no hours, and pack gives it up
		if later = c.quiet(s).until(tx.Now, first.Way, o.clock); !first.Urgent && later.After(tx.Now) {
			return each(waiting, func(n db.Notice) error { return tx.DelayNotice(n.ID, string(CauseQuiet), "", later, false) })
		}
		later = time.Time{}
		if g, err = o.gateway(s, first.Way); err != nil {
			return err
		}
		waiting, m, err = o.pack(tx, s, parcel, waiting)
		return err
	})
	switch {
	case err != nil:
		return err
	case !later.IsZero():
		return jobs.Later(later)
	case len(waiting) == 0:
		return nil
	case g == nil:
		return o.failed(ctx, waiting, &Refusal{Cause: CauseUnset})
	}
	sendErr := g.Send(ctx, m)
	if sendErr == nil {
		return o.sent(context.WithoutCancel(ctx), waiting)
	}
	var refusal *Refusal
	if !errors.As(sendErr, &refusal) {
		return sendErr
	}
	if ctx.Err() != nil {
		return ctx.Err() // it was us who ended it: no attempt
	}
	return o.failed(ctx, waiting, refusal)
}

// pack opens what waits and makes one message of it. What can't be opened is given up.
func (o *Office) pack(tx *db.Tx, s Settings, parcel db.NoticeID, waiting []db.Notice) (packed []db.Notice, m Message, err error) {
	name, err := district(tx)
	if err != nil {
		return nil, m, err
	}
	m = Message{ID: parcel.String(), Sender: name}
	for _, n := range waiting {
		c, err := o.unlock(n)
		if err != nil {
			o.log.Error("notify: a notice can't be opened", "notice", n.ID.String())
			if err := tx.EndNotice(n.ID, db.NoticeFailed, string(CauseLost), ""); err != nil {
				return nil, m, err
			}
			continue
		}
		packed = append(packed, n)
		m.To, m.Lang, m.Subject = c.To, c.Lang, c.Subject
		m.Items = append(m.Items, c.Item)
		if c.News && m.Unsubscribe == "" {
			m.Foot, m.UnsubText = o.words.say(c.Lang, foot(n), "District", name), o.words.say(c.Lang, "unsubscribe")
			if base := o.Base(s); base != "" && n.Way == db.WayEmail {
				if m.Unsubscribe = base + c.Stop; c.Stop == "" {
					m.Unsubscribe = base + UnsubscribePath + o.UnsubscribeToken(n.Person, n.Way)
				}
			}
		}
	}
	if len(packed) > 1 {
		m.Subject = o.words.say(m.Lang, several(packed), "N", len(packed))
	} else if len(packed) == 1 {
		m.Items[0].Title = "" // the subject says it
	}
	return packed, m, nil
}

func forWork(n db.Notice) bool { return n.News == db.NewsAssigned || n.News == db.NewsOverdue }

// foot is the word that says why somebody gets a notice.
func foot(n db.Notice) string {
	switch {
	case n.Way == db.WayEmail && forWork(n):
		return "foot.work"
	case n.Way == db.WayEmail && n.News == db.NewsPetition:
		return "foot.petition"
	}
	return "foot." + string(n.Way)
}

// several is the word for the subject of several notices in one message.
func several(all []db.Notice) string {
	for _, n := range all {
		if forWork(n) {
			return "subject.work"
		}
		if n.News == db.NewsPetition {
			return "subject.news"
		}
	}
	return "subject.several"
}

func (o *Office) sent(ctx context.Context, all []db.Notice) error {
	return o.db.Write(ctx, func(tx *db.Tx) error {
		return each(all, func(n db.Notice) error { return tx.EndNotice(n.ID, db.NoticeSent, "", "") })
	})
}

// failed writes down why a parcel wasn't taken: it is given up, or the error puts the job off.
func (o *Office) failed(ctx context.Context, all []db.Notice, why *Refusal) error {
	var again error
	err := o.db.Write(ctx, func(tx *db.Tx) error {
		again = nil
		for _, n := range all {
			limit := triesNews
			if n.News == db.NewsLetter {
				limit = triesLetter
			}
			final := why.Final || n.News == db.NewsTest || tx.Now.Sub(n.Made) > limit
			if final {
				if err := tx.EndNotice(n.ID, db.NoticeFailed, string(why.Cause), why.Detail); err != nil {
					return err
				}
				continue
			}
			again = why
			if err := tx.DelayNotice(n.ID, string(why.Cause), why.Detail, n.Due, true); err != nil {
				return err
			}
		}
		if why.Cause == CauseBlocked {
			return o.forgetContact(tx, all[0])
		}
		return nil
	})
	if err != nil {
		return err
	}
	return again
}

// forgetContact is for who blocked our bot: nobody is told there any more.
func (o *Office) forgetContact(tx *db.Tx, n db.Notice) error {
	if n.Way != db.WayTelegram {
		return nil
	}
	return tx.DropContact(n.Person, n.Way)
}

// sweep puts what was left behind into a parcel of its own, and forgets the old log.
func (o *Office) sweep(tx *db.Tx, _ db.Job) error {
	stray, err := tx.StrayNotices(tx.Now.Add(-15*time.Minute), 500)
	if err != nil {
		return err
	}
	for _, n := range stray {
		j, err := tx.Job(JobSend, n.Parcel.String())
		if err == nil && j.State == db.JobWaiting {
			continue // it is being tried
		}
		if err != nil && !errors.Is(err, db.ErrNotFound) {
			return err
		}
		parcel, err := o.newID()
		if err != nil {
			return err
		}
		if err := tx.PackNotice(n.ID, parcel, n.Due); err != nil {
			return err
		}
		if err := tx.AddJob(db.Job{Kind: JobSend, Key: parcel.String()}); err != nil {
			return err
		}
	}
	_, err = tx.ForgetNotices(tx.Now.Add(-remembers))
	return err
}

func each(all []db.Notice, f func(db.Notice) error) error {
	for _, n := range all {
		if err := f(n); err != nil {
			return err
		}
	}
	return nil
}

func parseNoticeID(s string) (id db.NoticeID, err error) {
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != len(id) {
		return id, fmt.Errorf("notify: no such parcel")
	}
	copy(id[:], raw)
	return id, nil
}

// Test sends a few words to an address by a way, as the settings stand, and waits for what the other side says. It is written
// into the log as everything is. The error is a *Refusal, ErrNoWay, ErrAddress or the database's.
func (o *Office) Test(ctx context.Context, way db.Way, to string, lang civic.Lang) error {
	if !goodFor(way, to) {
		return ErrAddress
	}
	var g Gateway
	var n db.Notice
	var m Message
	err := o.db.Write(ctx, func(tx *db.Tx) error {
		s, err := o.read(tx)
		if err != nil {
			return err
		}
		if g, err = o.gateway(s, way); err != nil {
			return err
		}
		if g == nil {
			return ErrNoWay
		}
		name, err := district(tx)
		if err != nil {
			return err
		}
		if n.ID, err = o.newID(); err != nil {
			return err
		}
		n.Event, n.Way, n.News, n.Urgent, n.Due, n.Parcel = "test/"+n.ID.String(), way, db.NewsTest, true, tx.Now, n.ID
		copy(n.Person[:], o.mark("address", to))
		item := Item{Paragraphs: []string{o.words.say(lang, "test.text", "District", name)}, Brief: o.words.say(lang, "test.text", "District", name)}
		m = Message{ID: n.ID.String(), To: to, Lang: lang, Sender: name, Subject: o.words.say(lang, "test.subject"), Items: []Item{item}}
		_, err = tx.AddNotice(n)
		return err
	})
	if err != nil {
		return err
	}
	sendErr := g.Send(ctx, m)
	var why *Refusal
	switch {
	case sendErr == nil:
		return o.sent(context.WithoutCancel(ctx), []db.Notice{n})
	case errors.As(sendErr, &why):
		if err := o.failed(context.WithoutCancel(ctx), []db.Notice{n}, why); err != nil && !errors.Is(err, why) {
			return err
		}
	}
	return sendErr
}

// goodFor says that a text is an address of a way.
func goodFor(way db.Way, to string) bool {
	switch way {
	case db.WayEmail:
		return goodAddress(to)
	case db.WaySMS:
		_, ok := goodPhone(to)
		return ok
	case db.WayTelegram:
		return goodChat(to)
	}
	return false
}
