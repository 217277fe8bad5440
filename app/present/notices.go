package present

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
)

// Notice is what became known of one report since somebody looked at it.
type Notice struct {
	Report    civic.ReportID
	Number    string
	Title     string // what it is about
	Words     string // what is new, the last first: its status, that there is an answer
	When      string
	Icon      string
	Tone      Tone
	Elsewhere bool // another device of the account took it, or a browser
	Waits     bool // for its author: to say whether it is done
}

// NoticesState is what the page of news shows.
type NoticesState struct {
	Notices   []Notice
	Count     int      // for the badge: reports with news
	Elsewhere []Notice // all reports of the account that weren't taken here, the last one first; Words say how they stand
}

// Notices says what changed while nobody looked. What is said by the system is said once.
type Notices struct {
	OnChange func()

	p     *Point
	state NoticesState
	heard heard
	again bool // something came while it was being read
	busy  bool
}

// heard is what the store knows for the page.
type heard struct {
	news  []store.News
	of    map[civic.ReportID]known
	other []store.Elsewhere
}

// known is what a notice says of its report.
type known struct {
	number    string
	category  civic.CategorySlug
	elsewhere bool
}

func newNotices(p *Point) *Notices { return &Notices{p: p} }

// State is what to show.
func (n *Notices) State() NoticesState { return n.state }

// News tells how much is new of a report.
func (n *Notices) News(id civic.ReportID) (count int) {
	for _, one := range n.heard.news {
		if one.Report == id {
			count++
		}
	}
	return count
}

func (n *Notices) load(ctx context.Context) (err error) {
	n.heard, err = n.read(ctx)
	n.draw()
	return err
}

// Reload reads the news, and has the system say what it hasn't said.
func (n *Notices) Reload() {
	if n.busy {
		n.again = true
		return
	}
	n.busy, n.again = true, false
	n.p.read.do(func(ctx context.Context) func() {
		heard, err := n.read(ctx)
		var untold []store.News
		if err == nil && n.p.env.Notify != nil {
			untold, err = n.p.store.UntoldNews(ctx)
		}
		e, enrolErr := n.p.store.Enrolment(ctx)
		return func() {
			n.busy = false
			if err != nil {
				n.p.env.Log.Error("news not read", "error", errorKind(err))
				return
			}
			n.heard = heard
			if enrolErr == nil && n.p.enrolled && e.Account != n.p.enrolment.Account { // sent away, or the account was erased
				n.p.enrolment = e
				n.p.Join.changed()
			}
			n.draw()
			n.announce(untold)
			n.changed()
			if n.again {
				n.Reload()
			}
		}
	})
}

func (n *Notices) read(ctx context.Context) (h heard, err error) {
	if h.news, err = n.p.store.News(ctx); err != nil {
		return heard{}, err
	}
	if h.other, err = n.p.store.AllElsewhere(ctx); err != nil {
		return heard{}, err
	}
	h.of = map[civic.ReportID]known{}
	for _, e := range h.other {
		h.of[e.ID] = known{e.Number, e.Category, true}
	}
	for _, one := range h.news {
		if _, ok := h.of[one.Report]; ok {
			continue
		}
		switch r, err := n.p.store.Report(ctx, one.Report); {
		case err == nil:
			h.of[one.Report] = known{r.Number, r.Category, false}
		case !errors.Is(err, store.ErrNotFound):
			return heard{}, err
		}
	}
	return h, nil
}

// draw puts the news into words, one notice for each report.
func (n *Notices) draw() {
	v := n.p.Voice()
	n.state = NoticesState{}
	at := map[civic.ReportID]int{}
	for _, one := range n.heard.news {
		k, ok := n.heard.of[one.Report]
		if !ok {
			continue // of a report that isn't here yet
		}
		words := newsWords(v, one)
		if i, known := at[one.Report]; known {
			if have := &n.state.Notices[i]; !slices.Contains(strings.Split(have.Words, " · "), words) {
				have.Words += " · " + words
			}
			continue
		}
		at[one.Report] = len(n.state.Notices)
		notice := Notice{
			Report: one.Report, Number: k.number, Title: string(k.category), Words: words, When: v.Moment(one.At.In(time.Local), n.p.env.Clock()), Elsewhere: k.elsewhere,
			Waits: one.Kind == store.NewsStatus && one.Status == civic.StatusSolved, Tone: ToneAccent, Icon: newsIcon(one.Kind),
		}
		if c, ok := n.p.env.Known.Category(k.category); ok {
			notice.Title = c.Title.In(v.Lang())
		}
		if notice.Waits {
			notice.Tone = ToneGood
		}
		n.state.Notices = append(n.state.Notices, notice)
	}
	n.state.Count = len(n.state.Notices)
	for _, e := range n.heard.other {
		c := n.p.categoryOf(e.Category)
		n.state.Elsewhere = append(n.state.Elsewhere, Notice{
			Report: e.ID, Number: e.Number, Title: c.Title, Words: n.p.statusWord(e.Status), When: v.Moment(e.Received.In(time.Local), n.p.env.Clock()), Icon: c.Icon,
			Tone: ToneCalm, Elsewhere: true, Waits: e.Status == civic.StatusSolved,
		})
	}
}

func newsIcon(k store.NewsKind) string {
	switch k {
	case store.NewsAnswer:
		return "file-text"
	case store.NewsMessage:
		return "message"
	}
	return "info"
}

// newsWords are what is new.
func newsWords(v *lang.Voice, one store.News) string {
	if one.Kind == store.NewsStatus {
		return v.Say("status." + string(one.Status))
	}
	return v.Say("news." + string(one.Kind))
}

// announce has the system say what is new: of one report what it is, of several how many. The number and the status say nothing of a person.
func (n *Notices) announce(untold []store.News) {
	if len(untold) == 0 || n.p.env.Notify == nil {
		return
	}
	v := n.p.Voice()
	reports := map[civic.ReportID]bool{}
	for _, one := range untold {
		if _, ok := n.heard.of[one.Report]; ok {
			reports[one.Report] = true
		}
	}
	last := untold[len(untold)-1]
	switch len(reports) {
	case 0:
	case 1:
		n.p.env.Notify(v.With("notify.one", lang.Args{"Number": n.heard.of[last.Report].number}), newsWords(v, last))
	default:
		n.p.env.Notify(v.Say("app.name"), v.Count("notify.many", len(reports), nil))
	}
}

// See notes that somebody looked at a report.
func (n *Notices) See(id civic.ReportID) {
	if n.News(id) == 0 {
		return
	}
	n.p.write.do(func(ctx context.Context) func() {
		err := n.p.store.SeeNews(ctx, id)
		return func() {
			if err != nil {
				n.p.env.Log.Error("news not seen", "error", errorKind(err))
			}
			n.Reload()
		}
	})
}

// SeeAll notes that somebody looked at everything.
func (n *Notices) SeeAll() {
	n.p.write.do(func(ctx context.Context) func() {
		err := n.p.store.SeeAllNews(ctx)
		return func() {
			if err != nil {
				n.p.failed("news not seen", err)
			}
			n.Reload()
		}
	})
}

func (n *Notices) changed() {
	if n.OnChange != nil {
		n.OnChange()
	}
	n.p.changed()
}
