package present

import (
	"context"
	"strconv"
	"time"

	"priyom/lang"
	"priyom/paper"
	"priyom/store"
)

// preferenceRetention is for how many months personal data stays here after the last thing has happened; "" is for ever.
const preferenceRetention = "retention-months"

// retentionMonths are what may be chosen; 0 is for ever.
var retentionMonths = []int{0, 3, 6, 12, 24, 36}

// RetentionState is the settings' part about how long personal data stays on this computer.
type RetentionState struct {
	Choices []string
	Chosen  int
	Under   string // how much is due, and when it was last done
	Due     bool   // there is something to purge
	Sure    bool   // the next Purge purges
	Busy    bool
	Act     *Purged // of the purge just made
}

// Purged is what a purge did.
type Purged struct {
	Title   string
	Facts   []Fact
	Numbers []string
}

// Retention purges personal data that isn't needed here any more, when somebody says so, and makes an act of it.
type Retention struct {
	OnChange func()

	p      *Point
	months int
	due    int
	last   time.Time
	sure   bool
	unsure func()
	busy   bool
	act    store.PurgeAct
	purged bool
}

func newRetention(p *Point) *Retention { return &Retention{p: p} }

// State is what to show.
func (r *Retention) State() RetentionState {
	v, now := r.p.Voice(), r.p.env.Clock()
	s := RetentionState{Due: r.due > 0, Sure: r.sure, Busy: r.busy}
	for i, m := range retentionMonths {
		if m == r.months {
			s.Chosen = i
		}
		if m == 0 {
			s.Choices = append(s.Choices, v.Say("retention.ever"))
		} else {
			s.Choices = append(s.Choices, v.Count("retention.months", m, nil))
		}
	}
	switch {
	case r.months == 0:
		s.Under = v.Say("retention.under-ever")
	case r.due > 0:
		s.Under = v.Count("retention.due", r.due, nil)
	default:
		s.Under = v.Say("retention.none")
	}
	if !r.last.IsZero() {
		s.Under += " " + v.With("retention.last", lang.Args{"When": v.Moment(r.last, now)})
	}
	if r.purged {
		s.Act = r.words()
	}
	return s
}

// words are the act as it is read and printed.
func (r *Retention) words() *Purged {
	v, now := r.p.Voice(), r.p.env.Clock()
	return &Purged{
		Title: v.Count("retention.act", len(r.act.Numbers), nil),
		Facts: []Fact{
			{Label: v.Say("retention.act-at"), Value: v.Moment(r.act.At, now)},
			{Label: v.Say("retention.act-before"), Value: v.Day(r.act.Before, now)},
			{Label: v.Say("retention.act-photos"), Value: v.Number(int64(r.act.Photos))},
			{Label: v.Say("retention.act-entry"), Value: r.act.Entry.String(), Copy: true},
		},
		Numbers: r.act.Numbers,
	}
}

// Refresh counts what is due.
func (r *Retention) Refresh() {
	r.p.read.do(func(ctx context.Context) func() {
		said, err := r.p.store.Preference(ctx, preferenceRetention)
		months, _ := strconv.Atoi(said) // never set: for ever
		due := 0
		if err == nil && months > 0 {
			due, err = r.p.store.Expired(ctx, r.before(months))
		}
		last, lastErr := r.p.store.LastPurge(ctx)
		return func() {
			if err != nil || lastErr != nil {
				r.p.env.Log.Error("retention", "error", err, "last", lastErr)
				return
			}
			r.months, r.due, r.last = months, due, last
			r.changed()
		}
	})
}

// before is the time since which nothing may have happened.
func (r *Retention) before(months int) time.Time { return r.p.env.Clock().AddDate(0, -months, 0) }

// SetMonths chooses for how long.
func (r *Retention) SetMonths(choice int) {
	if choice < 0 || choice >= len(retentionMonths) || !r.p.Guard.allows() {
		return
	}
	r.settle()
	r.p.write.do(func(ctx context.Context) func() {
		err := r.p.store.SetPreference(ctx, preferenceRetention, strconv.Itoa(retentionMonths[choice]))
		return func() {
			if err != nil {
				r.p.failed("retention not kept", err)
			}
			r.Refresh()
		}
	})
}

// Purge asks once whether one is sure, and then purges everything that is due.
func (r *Retention) Purge() {
	if r.busy || r.due == 0 || r.months == 0 || !r.p.Guard.allows() {
		return
	}
	if !r.sure {
		r.sure = true
		r.unsure = r.p.env.After(sureFor, func() {
			r.settle()
			r.changed()
		})
		r.changed()
		return
	}
	r.settle()
	r.busy = true
	r.changed()
	before := r.before(r.months)
	r.p.write.do(func(ctx context.Context) func() {
		act, err := r.purge(ctx, before)
		return func() { r.done(act, err) }
	})
}

// purge makes as many acts as it takes, and one of them.
func (r *Retention) purge(ctx context.Context, before time.Time) (all store.PurgeAct, err error) {
	for {
		act, err := r.p.store.Purge(ctx, before)
		if err != nil || len(act.Reports) == 0 {
			return all, err
		}
		act.Reports, act.Numbers, act.Photos = append(all.Reports, act.Reports...), append(all.Numbers, act.Numbers...), all.Photos+act.Photos
		if all = act; !act.Left {
			return all, nil
		}
	}
}

func (r *Retention) done(act store.PurgeAct, err error) {
	r.busy = false
	if err != nil {
		r.p.failed("not purged", err)
	}
	if len(act.Reports) > 0 {
		r.act, r.purged = act, true
		r.p.engine.Kick()
		r.p.Journal.Reload()
		r.p.Outbox.Refresh()
	}
	r.Refresh()
	r.changed()
}

// Print shows the act as it will be printed and signed.
func (r *Retention) Print() {
	if !r.purged {
		return
	}
	v, now := r.p.Voice(), r.p.env.Clock()
	act := r.words()
	var under []string
	for _, f := range act.Facts {
		under = append(under, f.Label+": "+f.Value)
	}
	var rows [][]string
	for i, number := range act.Numbers {
		rows = append(rows, []string{strconv.Itoa(i + 1), number})
	}
	doc := paper.NewTable(paper.Sheet{Paper: paper.A4, Title: act.Title, Voice: v, At: now}, under,
		[]paper.TableColumn{{Title: "\u2116", Width: 20}, {Title: v.Say("register.field.number")}}, rows, "")
	doc.Signature(v.Say("retention.act-signed"), v.Say("register.card.date"))
	r.p.print(doc)
}

// Forget puts the act away.
func (r *Retention) Forget() {
	r.act, r.purged = store.PurgeAct{}, false
	r.changed()
}

func (r *Retention) settle() {
	if r.unsure != nil {
		r.unsure()
	}
	r.sure, r.unsure = false, nil
}

func (r *Retention) changed() {
	if r.OnChange != nil {
		r.OnChange()
	}
}
