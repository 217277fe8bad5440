package desk

import (
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/web/kit"
)

const queueLength = 40 // rows

// queueData is the moderators' page: what waits on the left, one of it on the right.
type queueData struct {
	Tabs   []tab
	Cards  []card
	Status civic.Status // "": all that is theirs
	More   string       // address of what came later; "" on the last page
	First  bool
	Detail *reportData
	Self   string // address of the list without a choice
	Done   string // what was just done
}

// tab is a kind of thing that waits.
type tab struct {
	Status civic.Status
	Href   string
	N      int // capped at queueLength
	Here   bool
}

// waiting is what waits for somebody, by role. Moderators of level 1 don't act on appeals. What is in work waits only if an inspection must
// be looked at.
func waiting(role civic.Role) []civic.Status {
	all := []civic.Status{civic.StatusModeration, civic.StatusReturned, civic.StatusRework, civic.StatusInWork, civic.StatusSolved}
	switch role {
	case civic.RoleModerator:
		return all
	case civic.RoleArbiter:
		return []civic.Status{civic.StatusArbitration, civic.StatusAppealed}
	}
	return append([]civic.Status{civic.StatusModeration, civic.StatusAppealed, civic.StatusArbitration}, all[1:]...)
}

func (d *Desk) queue(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Staff
	q := r.URL.Query()
	data := queueData{Status: civic.Status(q.Get("status"))}
	mine := waiting(me.Role)
	if !slices.Contains(mine, data.Status) {
		data.Status = ""
	}
	after, err := strconv.ParseInt(q.Get("after"), 10, 64)
	if err != nil || after < 0 {
		after = 0
	}
	data.First = after == 0
	chosen, err := civic.ParseReportID(q.Get("report"))
	picked := err == nil
	err = d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := d.drawer(tx, d.Kit.Language(r))
		if err != nil {
			return err
		}
		cases, err := w.waiting(&data, mine, me, after)
		if err != nil {
			return err
		}
		if data.Cards, err = w.rows(cases, me); err != nil {
			return err
		}
		for i, c := range cases {
			data.Cards[i].Destination = data.address(after, c.Report)
		}
		if !picked && len(data.Cards) > 0 {
			chosen, picked = data.Cards[0].ID, true
		}
		if !picked {
			return nil
		}
		for i := range data.Cards {
			data.Cards[i].Selected = data.Cards[i].ID == chosen
		}
		c, err := tx.Case(chosen)
		if err != nil || !sees(me, c) {
			return ignoreMissing(err)
		}
		detail, err := w.detail(c, me)
		detail.Queue, detail.Back = true, data.address(after, civic.ReportID{})
		data.Detail = &detail
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	if data.Detail != nil {
		data.Detail.Picked, data.Detail.HasMap = q.Get("report") != "", d.hasMap(r, data.Detail)
	}
	data.Done = done(r)
	data.Self = data.address(after, civic.ReportID{})
	d.pages.Show(rw, r, http.StatusOK, "queue", kit.Page{Section: queuePath, Data: data})
}

// address is where this page is with a report chosen, or none.
func (q queueData) address(after int64, report civic.ReportID) string {
	v := url.Values{}
	if q.Status != "" {
		v.Set("status", string(q.Status))
	}
	if after > 0 {
		v.Set("after", strconv.FormatInt(after, 10))
	}
	if !report.IsZero() {
		v.Set("report", report.String())
	}
	if len(v) == 0 {
		return queuePath
	}
	return queuePath + "?" + v.Encode()
}

// waiting reads what waits, emergencies first and then what is due first, and says how much there is of each kind.
func (w *drawer) waiting(data *queueData, mine []civic.Status, me *accounts.Staff, after int64) (cases []db.Case, err error) {
	data.Tabs = []tab{{Href: queuePath, Here: data.Status == ""}}
	seen := map[civic.ReportID]bool{}
	add := func(c db.Case) {
		if !seen[c.Report] && theirs(me.Role, c) {
			seen[c.Report] = true
			cases = append(cases, c)
		}
	}
	last := int64(0)
	for _, s := range mine {
		page, err := w.waitingIn(s, after)
		if err != nil {
			return nil, err
		}
		t := tab{Status: s, Href: queuePath + "?status=" + url.QueryEscape(string(s)), N: min(len(page), queueLength), Here: s == data.Status}
		data.Tabs[0].N = min(data.Tabs[0].N+t.N, queueLength)
		data.Tabs = append(data.Tabs, t)
		if data.Status != "" && data.Status != s {
			continue
		}
		if after == 0 && s != civic.StatusInWork {
			urgent, err := w.tx.Emergencies(s, queueLength)
			if err != nil {
				return nil, err
			}
			for _, c := range urgent {
				add(c)
			}
		}
		for i, c := range page {
			if i == queueLength {
				data.More = "more"
				break
			}
			add(c)
			last = max(last, c.Arrival)
		}
	}
	if data.More != "" {
		v := url.Values{"after": {strconv.FormatInt(last, 10)}}
		if data.Status == "" {
			data.More = "" // pages are of one kind: choose it
		} else {
			v.Set("status", string(data.Status))
			data.More = queuePath + "?" + v.Encode()
		}
	}
	slices.SortStableFunc(cases, func(a, b db.Case) int {
		return cmp.Or(cmp.Compare(w.rank(a), w.rank(b)), cmp.Compare(when(a), when(b)), cmp.Compare(a.Arrival, b.Arrival))
	})
	return cases[:min(len(cases), queueLength)], nil
}

// waitingIn is a page of what waits in a status. What inspectors handed in is soon looked at, and has one.
func (w *drawer) waitingIn(s civic.Status, after int64) ([]db.Case, error) {
	switch {
	case s != civic.StatusInWork:
		return w.tx.CasesIn(s, after, queueLength+1)
	case after > 0:
		return nil, nil
	}
	return w.tx.ForReview(queueLength)
}

func (w *drawer) rank(c db.Case) int {
	if _, _, emergency := w.category(c.Category); emergency || c.Urgency == civic.UrgencyEmergency {
		return 0
	}
	return 1
}

// when is by when something is due, what nobody waits for last.
func when(c db.Case) int64 {
	if c.DueAt.IsZero() {
		return c.StatusAt.UnixMilli() + 1<<44
	}
	return c.DueAt.UnixMilli()
}

// theirs says that a case before the moderators is for somebody's level. Seniors see both.
func theirs(role civic.Role, c db.Case) bool {
	return role != civic.RoleModerator || c.Status != civic.StatusModeration || c.Level == 1
}

// rows are the cards of the queue, with what a row tells besides.
func (w *drawer) rows(cases []db.Case, me *accounts.Staff) (cards []card, err error) {
	if cards, err = w.cards(cases); err != nil {
		return nil, err
	}
	unread, err := w.tx.UnreadOf(cases)
	if err != nil {
		return nil, err
	}
	claims, err := w.tx.ClaimsOf(cases)
	if err != nil {
		return nil, err
	}
	suggest, err := w.Cases.Suggester(w.tx)
	if err != nil {
		return nil, err
	}
	for i, c := range cases {
		v := &cards[i]
		if c.Status == civic.StatusModeration || c.Status == civic.StatusReturned {
			if s := suggest(c); len(s) > 0 {
				v.Suggestion = s[0].Title.In(w.lang)
			}
		}
		v.Unread = unread[c.Report]
		if claim, claimed := claims[c.Report]; claimed {
			v.ClaimedBy, _ = w.claimant(claim, me)
		}
	}
	return cards, nil
}

// claim tells who else is at a case, and whether it is who asks.
func (w *drawer) claim(c db.Case, me *accounts.Staff) (other string, mine bool, err error) {
	claim, err := w.tx.Claim(c.Report)
	switch {
	case errors.Is(err, db.ErrNotFound):
		return "", false, nil
	case err != nil:
		return "", false, err
	}
	other, mine = w.claimant(claim, me)
	return other, mine, nil
}

func (w *drawer) claimant(claim db.Claim, me *accounts.Staff) (other string, mine bool) {
	if claim.Account == me.ID {
		return "", true
	}
	if other = w.name(claim.Account); other == "" {
		other = "?"
	}
	return other, false
}

// next takes the first thing that waits and nobody is at, and opens it.
func (d *Desk) next(rw http.ResponseWriter, r *http.Request) {
	me := kit.Who(r.Context()).Staff
	var cases []db.Case
	err := d.Kit.DB.Read(r.Context(), func(tx *db.Tx) error {
		w, err := d.drawer(tx, d.Kit.Language(r))
		if err != nil {
			return err
		}
		data := queueData{}
		cases, err = w.waiting(&data, waiting(me.Role), me, 0)
		return err
	})
	if err != nil {
		d.Kit.Fail(rw, r, err)
		return
	}
	for _, c := range cases {
		err := d.Cases.Claim(r.Context(), c.Report, casework.Staff(me))
		if errors.Is(err, casework.ErrClaimed) {
			continue
		}
		if err != nil {
			d.Kit.Fail(rw, r, err)
			return
		}
		http.Redirect(rw, r, (queueData{}).address(0, c.Report), http.StatusSeeOther)
		return
	}
	http.Redirect(rw, r, queuePath, http.StatusSeeOther)
}

func ignoreMissing(err error) error {
	if errors.Is(err, db.ErrNotFound) {
		return nil
	}
	return err
}
