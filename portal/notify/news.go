package notify

import (
	"fmt"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// piece is something that happened, in the words of each language.
type piece struct {
	event  string
	news   db.News
	report civic.ReportID
	urgent bool
	say    func(lang civic.Lang, author bool) (subject string, item Item)
}

// tell keeps a notice for each hearer and way.
func (o *Office) tell(tx *db.Tx, s Settings, p piece, to []hearer) error {
	for _, h := range to {
		subject, item := p.say(h.lang, h.author)
		if base := o.Base(s); h.home != "" && base != "" {
			item.Link = base + h.home
			if h.office {
				item.LinkText = o.words.say(h.lang, "link.log")
			}
		}
		for _, way := range []db.Way{db.WayEmail, db.WaySMS, db.WayTelegram} {
			address, ok := h.to[way]
			if !ok {
				continue
			}
			n := db.Notice{Event: p.event, Person: h.person, Way: way, News: p.news, Report: p.report, Urgent: p.urgent}
			c := content{To: address, Lang: h.lang, Subject: subject, Item: item, News: !h.office, Stop: h.stop, Quiet: h.quiet}
			if err := o.put(tx, s, n, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// Follow is for casework: whoever is to hear of a step hears of it.
func (o *Office) Follow(tx *db.Tx, before, after db.Case, step db.Step) error {
	if step.Act == "" || !told(before.Status, step) {
		return nil
	}
	s, err := o.read(tx)
	if err != nil {
		return err
	}
	to, err := o.hearers(tx, s, after, db.NewsStatus, step.Actor)
	if err != nil {
		return err
	}
	event := fmt.Sprintf("step/%s/%d", after.Report, after.Version)
	p := piece{event: event, news: db.NewsStatus, report: after.Report, urgent: emergency(after), say: func(lang civic.Lang, author bool) (string, Item) {
		text := []string{o.words.say(lang, "status."+string(step.Status)+".text", "Department", o.department(lang, after))}
		if step.Note != "" && !step.Private {
			text = append(text, o.words.say(lang, "note", "Note", step.Note))
		}
		return o.about(s, lang, after, author, o.words.say(lang, "status."+string(step.Status)+".subject", "Number", after.Number), text)
	}}
	if err := o.tell(tx, s, p, to); err != nil {
		return err
	}
	if step.Act == civic.ActAssign {
		if err := o.assigned(tx, s, after, event); err != nil {
			return err
		}
	}
	return o.pointStep(tx, after, step, event)
}

// told says that civic's table wants the citizen told of a step.
func told(from civic.Status, step db.Step) bool {
	for _, row := range civic.Actions(from, step.Role) {
		if row.Act == step.Act && row.To == step.Status {
			return !row.Silent && row.Act != civic.ActDeliver
		}
	}
	return false
}

func emergency(c db.Case) bool { return c.Urgency == civic.UrgencyEmergency }

func (o *Office) department(lang civic.Lang, c db.Case) string {
	d, ok := o.known.Department(c.Department)
	if !ok {
		return string(c.Department)
	}
	return d.Title.In(lang)
}

// about makes an item about a report. Its text isn't in it: letters travel far, and it may be personal.
func (o *Office) about(s Settings, lang civic.Lang, c db.Case, author bool, subject string, text []string) (string, Item) {
	category := string(c.Category)
	if known, ok := o.known.Category(c.Category); ok {
		category = known.Title.In(lang)
	}
	item := Item{Title: subject, Brief: subject, Paragraphs: append([]string{o.words.say(lang, "about", "Number", c.Number, "Category", category)}, text...)}
	if base := o.Base(s); base != "" {
		switch {
		case author:
			item.Link = base + "/me/reports/" + c.Report.String()
		case c.Public():
			item.Link = base + "/reports/" + c.Report.String()
		}
		item.LinkText = o.words.say(lang, "link.report")
	}
	return subject, item
}

// assigned tells whoever is to work on a report.
func (o *Office) assigned(tx *db.Tx, s Settings, c db.Case, event string) error {
	to, err := o.staff(tx, s, db.NewsAssigned, func(a Account) bool {
		if !c.Executor.IsZero() {
			return a.ID == c.Executor
		}
		return a.Role == civic.RoleDepartment && a.Department == c.Department
	})
	if err != nil {
		return err
	}
	return o.tell(tx, s, o.forStaff(s, c, event, db.NewsAssigned, func(lang civic.Lang) (string, []string) {
		return o.words.say(lang, "assigned.subject", "Number", c.Number), []string{o.words.say(lang, "assigned.text")}
	}), to)
}

func (o *Office) forStaff(s Settings, c db.Case, event string, news db.News, words func(civic.Lang) (subject string, text []string)) piece {
	return piece{event: event, news: news, report: c.Report, urgent: emergency(c), say: func(lang civic.Lang, _ bool) (string, Item) {
		subject, text := words(lang)
		subject, item := o.about(s, lang, c, false, subject, text)
		if base := o.Base(s); base != "" {
			item.Link, item.LinkText = base+"/staff/reports/"+c.Report.String(), o.words.say(lang, "link.report")
		}
		return subject, item
	}}
}

func (o *Office) day(at time.Time) string { return at.In(o.clock).Format("02.01.2006 15:04") }

// Answered tells that there is an official answer. Who has no internet gets it by the feed.
func (o *Office) Answered(tx *db.Tx, a civic.Answer) error {
	return o.happened(tx, a.Report, fmt.Sprintf("answer/%s/%d", a.ID, a.Revision), db.NewsAnswer, func(lang civic.Lang, c db.Case) (string, string) {
		return o.words.say(lang, "answer.subject", "Number", c.Number), o.words.say(lang, "answer.text", "Signatory", a.Signatory)
	})
}

// Said tells that staff wrote in the dialogue. A private word is for the author alone.
func (o *Office) Said(tx *db.Tx, m civic.Message) error {
	if m.Side != civic.SideOffice {
		return nil
	}
	return o.happened(tx, m.Report, "message/"+m.ID.String(), db.NewsMessage, func(lang civic.Lang, c db.Case) (string, string) {
		return o.words.say(lang, "message.subject", "Number", c.Number), o.words.say(lang, "message.text", "Author", m.Author)
	})
}

// happened tells the author of what is for them alone.
func (o *Office) happened(tx *db.Tx, report civic.ReportID, event string, news db.News, words func(civic.Lang, db.Case) (subject, text string)) error {
	s, err := o.read(tx)
	if err != nil {
		return err
	}
	c, err := tx.Case(report)
	if err != nil {
		return err
	}
	var author []hearer
	if err := o.addAccount(tx, s, &author, map[db.Account]bool{{}: true}, c.Author, news, true); err != nil {
		return err
	}
	followers, err := tx.Followers(report)
	if err != nil {
		return err
	}
	for _, f := range followers {
		if f.Author && f.Account.IsZero() {
			if err := o.addAddress(s, &author, f); err != nil {
				return err
			}
		}
	}
	p := piece{event: event, news: news, report: report, urgent: emergency(c), say: func(lang civic.Lang, author bool) (string, Item) {
		subject, text := words(lang, c)
		return o.about(s, lang, c, author, subject, []string{text})
	}}
	return o.tell(tx, s, p, author)
}

// byPoint are the statuses that somebody without internet is to be told of in person: those that they may do something about, or
// that end the matter. The others stand on the point's list of reports anyway.
func byPoint(s civic.Status, by civic.Role) bool {
	return s == civic.StatusRejected || s == civic.StatusSolved || s == civic.StatusClosed && by != civic.RoleSystem
}

// pointStep puts a step on the list of what the reception point hands over, if it took the report of somebody without an account.
// It is of the kind of an answer, so that points of every version show it and tell us what came of it; its id is the notice's.
func (o *Office) pointStep(tx *db.Tx, c db.Case, step db.Step, event string) error {
	if !byPoint(step.Status, step.Role) || !c.Author.IsZero() {
		return nil
	}
	r, err := tx.Report(c.Report)
	if err != nil {
		return err
	}
	device, err := tx.Device(r.Device)
	if err != nil || device.Role != civic.RolePoint {
		return err
	}
	name, err := district(tx)
	if err != nil {
		return err
	}
	before, err := tx.NoticesByPoint(c.Report)
	if err != nil {
		return err
	}
	n := db.Notice{Event: event, Way: db.WayPoint, News: db.NewsStatus, Report: c.Report, Due: tx.Now}
	if n.ID, err = o.newID(); err != nil {
		return err
	}
	n.Parcel = n.ID
	copy(n.Person[:], o.mark("report", c.Report.String()))
	if added, err := tx.AddNotice(n); err != nil || !added {
		return err
	}
	if err := tx.EndNotice(n.ID, db.NoticeSent, "", ""); err != nil {
		return err
	}
	lang := civic.LangRU // of the letter that is printed; the district's people speak it
	text := o.words.say(lang, "status."+string(step.Status)+".subject", "Number", c.Number) + "\n\n" +
		o.words.say(lang, "status."+string(step.Status)+".text", "Department", o.department(lang, c))
	if step.Note != "" && !step.Private {
		text += "\n\n" + o.words.say(lang, "note", "Note", step.Note)
	}
	a := civic.Answer{
		ID: civic.AnswerID(n.ID), Report: c.Report, Revision: 1, Number: o.words.say(lang, "point.number", "Number", c.Number, "Place", before+1),
		Signatory: o.words.say(lang, "point.signatory", "District", name), Text: text, At: tx.Now,
	}
	body, err := journal.Encode(wire.NewAnswer(a, o.keys.Sign))
	if err != nil {
		return err
	}
	return tx.AddChange(db.Scope{Device: r.Device}, wire.Change{Kind: wire.ChangeAnswer, Body: body})
}
