package notify

import (
	"fmt"

	"priyom/civic"
	"priyom/portal/db"
)

// Rung is whom one rung of the ladder tells.
type Rung struct {
	Staff func(Account) bool
	Above bool // the body above the district, whose address the settings have
}

// Overdue tells those whose turn it is that a deadline has passed. Where nobody of them can be told anything, those in the district are
// told in their place who are above them, and at last its administrators: a lateness that nobody hears of would be none.
func (o *Office) Overdue(tx *db.Tx, c db.Case, e db.Escalation, turn Rung) error {
	s, err := o.read(tx)
	if err != nil {
		return err
	}
	var to []hearer
	if turn.Above {
		to = o.above(s)
	}
	for _, choose := range []func(Account) bool{turn.Staff, is(civic.RoleHead), is(civic.RoleAdministrator)} {
		more, err := o.staff(tx, s, db.NewsOverdue, choose)
		if err != nil {
			return err
		}
		if to = append(to, more...); len(to) > 0 {
			break
		}
	}
	if len(to) == 0 {
		o.log.Warn("notify: nobody can be told that a deadline has passed", "report", e.Report.String(), "level", e.Level)
	}
	event := fmt.Sprintf("overdue/%s/%s/%d/%d", e.Report, e.Kind, e.Start.UnixMilli(), e.Rung)
	words := func(lang civic.Lang) (subject string, text []string) {
		return o.words.say(lang, "overdue.subject", "Number", c.Number), []string{
			o.words.say(lang, "overdue.text", "What", o.words.say(lang, "overdue.what."+string(e.Kind)), "Day", o.day(e.Due)),
			o.words.say(lang, "overdue.level."+e.Level),
		}
	}
	p := o.forStaff(s, c, event, db.NewsOverdue, words)
	inside := p.say
	p.say = func(lang civic.Lang, author bool) (string, Item) {
		subject, item := inside(lang, author)
		item.Brief += ": " + o.words.say(lang, "overdue.what."+string(e.Kind))
		return subject, item
	}
	return o.tell(tx, s, p, to)
}

func is(role civic.Role) func(Account) bool { return func(a Account) bool { return a.Role == role } }

// above is the body above the district. It has no account: its link is the public log, and there is nothing that it could end.
func (o *Office) above(s Settings) []hearer {
	h := hearer{lang: s.Above.Lang, to: map[db.Way]string{}, office: true}
	if s.Above.Email != "" && s.Mail.On {
		h.to[db.WayEmail] = s.Above.Email
	}
	if number, ok := goodPhone(s.Above.Phone); ok && s.SMS.On {
		h.to[db.WaySMS] = number
	}
	if len(h.to) == 0 {
		return nil
	}
	copy(h.person[:], o.mark("above"))
	if base := o.Base(s); base != "" {
		h.home = "/overdue"
	}
	return []hearer{h}
}
