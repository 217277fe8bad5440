package present

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// ActsState is what the author may do about the report that is shown, and what they did.
type ActsState struct {
	Offered []ActChoice
	Rate    bool // one to five stars may be given
	Rating  int  // chosen; 0 for none
	Writing civic.Action
	Title   string // of what is being written
	Hint    string
	Words   string // being written
	Bad     string
	Busy    bool
	Done    []ActDone // what was done here, the latest last
	Waits   bool      // the last of it is still to be dealt with at the portal

	Photos   []Photo // to be added
	Taking   bool
	Full     bool // no more may be added
	Camera   bool
	Shooting bool
	Refused  []string
}

// ActDone is something that was done.
type ActDone struct {
	Said
	Photos []Photo // that were added with it
}

// ActChoice is something to do.
type ActChoice struct {
	Act   civic.Action
	Label string
	Icon  string
	Grave bool
}

// Acts is what an author does about a report that was handed in: rate it, send it back, appeal, add to it, take it back.
type Acts struct {
	OnChange func()

	p       *Point
	report  civic.ReportID
	status  civic.Status
	done    []store.Done
	read    bool
	rating  int
	writing civic.Action
	words   string
	bad     string
	busy    bool
	enclosed
}

func newActs(p *Point) *Acts { return &Acts{p: p} }

// actIcons are the icons of the acts.
func actIcon(a civic.Action) string {
	switch a {
	case civic.ActRework:
		return "refresh"
	case civic.ActAppeal:
		return "message"
	case civic.ActWithdraw:
		return "minus"
	case civic.ActRate, civic.ActConfirm:
		return "star"
	}
	return "plus"
}

// Show is for another report, or for the same one with more known about it.
func (a *Acts) Show(id civic.ReportID, status civic.Status) {
	if id != a.report {
		*a = Acts{OnChange: a.OnChange, p: a.p, report: id, status: status}
	}
	if a.status != status {
		a.status = status
	}
	a.reload()
}

func (a *Acts) reload() {
	id := a.report
	a.p.read.do(func(ctx context.Context) func() {
		done, err := a.p.store.DoneTo(ctx, id)
		var photos []store.AddedPhoto
		var previews map[civic.PhotoID][]byte
		var told []civic.ToldWords
		if err == nil {
			photos, previews, told, err = a.enclose(ctx, id)
		}
		return func() {
			if err != nil {
				a.p.failed("author's acts not read", err)
				return
			}
			if id != a.report {
				return
			}
			same := a.read && slices.Equal(done, a.done) && reflect.DeepEqual(photos, a.photos) && reflect.DeepEqual(previews, a.previews) && reflect.DeepEqual(told, a.told)
			a.done, a.photos, a.previews, a.told, a.read = done, photos, previews, told, true
			if a.lookOn(); !same {
				a.changed()
			}
		}
	})
}

// may says whether the workflow lets the author do something now.
func (a *Acts) may(act civic.Action) bool {
	return slices.ContainsFunc(civic.Workflow(), func(t civic.Transition) bool {
		return t.From == a.status && t.Act == act && t.Who == civic.RoleCitizen
	})
}

// acted says that something was done that the portal has not answered yet: nothing else is offered until then.
func (a *Acts) acted() bool {
	for _, d := range a.done {
		if d.Act != store.ActSupplement && a.may(d.Act) {
			return true
		}
	}
	return false
}

// State is what to show.
func (a *Acts) State() ActsState {
	v := a.p.Voice()
	s := ActsState{
		Rating: a.rating, Writing: a.writing, Words: a.words, Bad: a.bad, Busy: a.busy, Taking: a.taking > 0, Full: a.full(),
		Camera: a.p.env.Camera != nil, Shooting: a.shooting, Refused: a.refused,
	}
	if a.writing == store.ActSupplement {
		s.Photos = a.shown(civic.SupplementID{})
		for range a.taking {
			s.Photos = append(s.Photos, Photo{})
		}
	}
	s.Done = a.toldActs()
	for _, d := range a.done {
		said := Said{Icon: actIcon(d.Act), Title: v.With("act.done."+string(d.Act), lang.Args{"Rating": d.Rating}), Under: d.Comment, Aside: v.Say("dialogue.there"), Tone: ToneGood}
		if d.Erased {
			said.Under = v.Say("dialogue.erased")
		}
		if s.Waits = d.Waiting; d.Waiting {
			said.Aside, said.Tone = v.Say("dialogue.waits"), ToneCalm
		}
		one := ActDone{Said: said}
		if d.Act == store.ActSupplement {
			one.Photos = a.shown(civic.SupplementID(d.ID))
		}
		s.Done = append(s.Done, one)
	}
	if a.writing != "" {
		s.Title, s.Hint = v.Say("act."+string(a.writing)+".title"), v.Say("act."+string(a.writing)+".hint")
	}
	if !a.p.enrolled || !a.read || a.acted() {
		return s
	}
	s.Rate = a.may(civic.ActRate) || a.status == civic.StatusSolved
	add := func(act civic.Action, grave bool) {
		s.Offered = append(s.Offered, ActChoice{act, v.Say("act." + string(act)), actIcon(act), grave})
	}
	if a.may(civic.ActRework) {
		add(civic.ActRework, false)
	}
	if a.may(civic.ActAppeal) {
		add(civic.ActAppeal, false)
	}
	if a.may(civic.ActWithdraw) && a.status != civic.StatusCaptured {
		add(store.ActSupplement, false)
		add(civic.ActWithdraw, true)
	}
	return s
}

// Stars chooses a rating.
func (a *Acts) Stars(n int) {
	a.rating, a.bad = n, ""
	a.changed()
}

// Begin opens what words are written for; "" closes it.
func (a *Acts) Begin(act civic.Action) {
	a.writing, a.bad = act, ""
	a.changed()
}

// SetWords is what is being written.
func (a *Acts) SetWords(text string) { a.words = text }

// Rate gives the stars that were chosen. What is solved is confirmed by that.
func (a *Acts) Rate() {
	if a.rating < 1 {
		a.bad = a.p.Voice().Say("act.rate.none")
		a.changed()
		return
	}
	var acts []civic.AuthorAct
	if a.status == civic.StatusSolved {
		acts = append(acts, civic.AuthorAct{Report: a.report, Act: civic.ActConfirm})
	}
	acts = append(acts, civic.AuthorAct{Report: a.report, Act: civic.ActRate, Rating: a.rating})
	a.do("act.told.rate", func(ctx context.Context) error { return a.p.store.ActOn(ctx, acts...) })
}

// Finish does what was written for.
func (a *Acts) Finish() {
	act, words, report := a.writing, strings.TrimSpace(a.words), a.report
	if act == "" {
		return
	}
	enclosed := act == store.ActSupplement && (len(a.waiting()) > 0 || a.taking > 0) // those on their way in are in the lane before it
	if words == "" && act != civic.ActWithdraw && !enclosed {
		a.bad = a.p.Voice().Say("act.words.none")
		a.changed()
		return
	}
	if act == store.ActSupplement {
		a.do("act.told.supplement", func(ctx context.Context) error { return a.p.store.Supplement(ctx, report, words) })
		return
	}
	one := civic.AuthorAct{Report: report, Act: act, Comment: words}
	a.do("act.told."+string(act), func(ctx context.Context) error { return a.p.store.ActOn(ctx, one) })
}

func (a *Acts) do(told string, job func(ctx context.Context) error) {
	if a.busy {
		return
	}
	a.busy = true
	a.changed()
	report := a.report
	a.p.write.do(func(ctx context.Context) func() {
		err := job(ctx)
		return func() {
			if report == a.report {
				a.busy = false
			}
			if err != nil {
				a.p.failed("author's act not kept", err)
				a.changed()
				return
			}
			if report == a.report {
				a.writing, a.words, a.rating, a.bad, a.refused = "", "", 0, "", nil
			}
			a.p.captured()
			a.p.notice(ToneGood, a.p.Voice().Say(told))
			a.reload()
			a.changed()
		}
	})
}

// Kept and Resume are what is being written, for when the program has to begin again.
func (a *Acts) Kept() (act civic.Action, words string, rating int) {
	return a.writing, a.words, a.rating
}

// Resume goes on writing.
func (a *Acts) Resume(id civic.ReportID, act civic.Action, words string, rating int) {
	if id != a.report {
		*a = Acts{OnChange: a.OnChange, p: a.p, report: id}
	}
	a.writing, a.words, a.rating = act, words, rating
}

func (a *Acts) changed() {
	if a.OnChange != nil {
		a.OnChange()
	}
}
