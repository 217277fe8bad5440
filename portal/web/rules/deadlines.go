package rules

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/web/kit"
)

// class is one class in the form.
type class struct {
	Slug  civic.DeadlineSlug
	Word  string // translation key of its name; "" for one of the municipality's own
	Spans []span
	Empty bool // it has no span at all, and is needed
}

// step is one rung in the form.
type step struct {
	Level deadlines.Level
	Word  string
	Span  span
}

type deadlinesData struct {
	history
	Classes       []class
	New           string // slug of a class to add
	NewProblem    string
	Looks         []span
	Windows       []span
	Ladder, Alarm []step
	Kinds         string // lines "what = class"
	KindProblem   string // the line that can't be read
	Preview       []promise
	Now           time.Time
}

// promise is what a class means for a report that comes now.
type promise struct {
	Slug                      civic.DeadlineSlug
	Word                      string
	Register, Reply, Resolved time.Time
}

// knownClasses have a name in the catalogue.
var knownClasses = []civic.DeadlineSlug{"emergency", "high", "ordinary", "snow-ice", "rubbish", "potholes", deadlines.AppealClass}

func classWord(slug civic.DeadlineSlug) string {
	if slices.Contains(knownClasses, slug) {
		return "class." + string(slug)
	}
	return ""
}

// kindsOf are the deadlines that a class decides: registration and forwarding follow from the law and are those of appeals for all.
func kindsOf(slug civic.DeadlineSlug) []civic.DeadlineKind {
	if slug == deadlines.AppealClass {
		return []civic.DeadlineKind{civic.DeadlineRegister, civic.DeadlineForward, civic.DeadlineFirstReply, civic.DeadlineResolve}
	}
	return []civic.DeadlineKind{civic.DeadlineFirstReply, civic.DeadlineResolve}
}

// fill puts rules into the form.
func (d *deadlinesData) fill(r deadlines.Rules) {
	d.Classes = nil
	for _, c := range r.Classes {
		row := class{Slug: c.Slug, Word: classWord(c.Slug)}
		for _, kind := range kindsOf(c.Slug) {
			must := c.Slug == deadlines.AppealClass && (kind == civic.DeadlineRegister || kind == civic.DeadlineResolve)
			row.Spans = append(row.Spans, spanOf(fmt.Sprintf("class.%s.%s", c.Slug, kind), "due.kind."+string(kind), must, c.Span(kind)))
		}
		d.Classes = append(d.Classes, row)
	}
	d.Looks = []span{
		spanOf("moderate", "rules.moderate", true, r.Moderate), spanOf("senior", "rules.senior", true, r.Senior), spanOf("arbiter", "rules.arbiter", true, r.Arbiter),
	}
	d.Windows = []span{spanOf("rating", "rules.rating", true, r.Rating), spanOf("appeal", "rules.appeal", true, r.Appeal)}
	d.Ladder, d.Alarm = steps("ladder", r.Ladder), steps("alarm", r.Alarm)
	var lines []string
	for _, what := range slices.Sorted(maps.Keys(r.Kinds)) {
		lines = append(lines, what+" = "+string(r.Kinds[what]))
	}
	d.Kinds = strings.Join(lines, "\n")
}

func steps(name string, rungs []deadlines.Rung) (all []step) {
	for _, level := range deadlines.Levels() {
		s := step{Level: level, Word: "rung." + string(level), Span: spanOf(name+"."+string(level), "rung."+string(level), false, civic.Span{})}
		for _, rung := range rungs {
			if rung.Level == level {
				s.Span = spanOf(s.Span.Name, s.Word, false, rung.After)
			}
		}
		all = append(all, s)
	}
	return all
}

var slugPattern = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// read reads the form over the rules that it began from.
func (d *deadlinesData) read(r *http.Request, base deadlines.Rules) (rules deadlines.Rules, ok bool) {
	ok = true
	take := func(f *span) civic.Span {
		s, fine := f.read(r)
		ok = ok && fine
		return s
	}
	if d.New = strings.TrimSpace(r.PostForm.Get("new")); d.New != "" {
		slug := civic.DeadlineSlug(d.New)
		switch {
		case !slugPattern.MatchString(d.New) || len(d.New) > 40:
			d.NewProblem, ok = "rules.class.slug", false
		case slices.ContainsFunc(base.Classes, func(c civic.DeadlineClass) bool { return c.Slug == slug }):
			d.NewProblem, ok = "rules.class.twice", false
		default:
			base.Classes = append(slices.Clone(base.Classes), civic.DeadlineClass{Slug: slug})
		}
	}
	d.fill(base)
	for i := range d.Classes {
		row := &d.Classes[i]
		c := civic.DeadlineClass{Slug: row.Slug}
		to := map[civic.DeadlineKind]*civic.Span{
			civic.DeadlineRegister: &c.Register, civic.DeadlineForward: &c.Forward, civic.DeadlineFirstReply: &c.FirstReply, civic.DeadlineResolve: &c.Resolve,
		}
		for j, kind := range kindsOf(c.Slug) {
			*to[kind] = take(&row.Spans[j])
		}
		switch {
		case c != civic.DeadlineClass{Slug: c.Slug}:
			rules.Classes = append(rules.Classes, c)
		case row.Word != "" || string(c.Slug) == d.New: // a class of its own goes when it is emptied
			row.Empty, ok = true, false
		}
	}
	for i, to := range []*civic.Span{&rules.Moderate, &rules.Senior, &rules.Arbiter} {
		*to = take(&d.Looks[i])
	}
	for i, to := range []*civic.Span{&rules.Rating, &rules.Appeal} {
		*to = take(&d.Windows[i])
	}
	rules.Ladder, rules.Alarm = climb(d.Ladder, take), climb(d.Alarm, take)
	d.readKinds(r, &rules, &ok)
	return rules, ok
}

// climb reads a ladder: the first rung is told at once, one without a span isn't told at all.
func climb(form []step, take func(*span) civic.Span) (rungs []deadlines.Rung) {
	for i := range form {
		if after := take(&form[i].Span); i == 0 || !after.IsZero() {
			rungs = append(rungs, deadlines.Rung{Level: form[i].Level, After: after})
		}
	}
	return rungs
}

func (d *deadlinesData) readKinds(r *http.Request, rules *deadlines.Rules, ok *bool) {
	d.Kinds = r.PostForm.Get("kinds")
	for line := range strings.Lines(d.Kinds) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		what, slug, fine := strings.Cut(line, "=")
		if rules.Kinds == nil {
			rules.Kinds = map[string]civic.DeadlineSlug{}
		}
		what = strings.TrimSpace(what)
		if _, twice := rules.Kinds[what]; !fine || twice {
			d.KindProblem, *ok = line, false
			return
		}
		rules.Kinds[what] = civic.DeadlineSlug(strings.TrimSpace(slug))
	}
}

func (p *Pages) showDeadlines(rw http.ResponseWriter, r *http.Request) {
	var data deadlinesData
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if data.history, err = p.history(tx, deadlines.RuleDeadlines); err != nil {
			return err
		}
		data.Shown, data.Saved = data.asked(r), r.URL.Query().Has("saved")
		body, err := p.deadlines.RulesBody(tx, data.Shown)
		if err != nil {
			return err
		}
		var rules deadlines.Rules
		if err := json.Unmarshal(body, &rules); err != nil {
			return err
		}
		data.fill(rules)
		return nil
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	p.pages.Show(rw, r, http.StatusOK, "deadlines", kit.Page{Section: section, Data: data})
}

// putDeadlines counts what the form would mean and shows it; once that was seen, it keeps it as a version.
func (p *Pages) putDeadlines(rw http.ResponseWriter, r *http.Request) {
	if !p.readForm(rw, r) {
		return
	}
	var data deadlinesData
	var book *deadlines.Book
	var base deadlines.Rules
	err := p.kit.DB.Read(r.Context(), func(tx *db.Tx) (err error) {
		if data.history, err = p.history(tx, deadlines.RuleDeadlines); err != nil {
			return err
		}
		if book, err = p.deadlines.Book(tx); err == nil {
			base, data.Now = book.Rules, tx.Now
		}
		return err
	})
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	latest := data.Version
	data.readNote(r)
	rules, ok := data.read(r, base)
	if ok && data.Version != latest {
		data.Problem = "rules.stale"
	}
	body, err := json.MarshalIndent(rules, "", " ")
	if err == nil && ok {
		if err := p.deadlines.Check(deadlines.RuleDeadlines, body); err != nil && data.KindProblem == "" {
			data.KindProblem, ok = lastPart(err), false
		}
	}
	if err == nil && ok && data.Problem == "" && r.PostForm.Get("act") == "save" {
		if err = p.put(r.Context(), deadlines.RuleDeadlines, &data.history, body); err == nil && data.Problem == "" {
			http.Redirect(rw, r, deadlinesPath+"?saved", http.StatusSeeOther)
			return
		}
	}
	if err != nil {
		p.kit.Fail(rw, r, err)
		return
	}
	status := http.StatusOK
	if data.Wrong = !ok; !ok || data.Problem != "" {
		status = http.StatusUnprocessableEntity
	}
	if ok {
		data.Preview = promises(rules, book.Calendar, data.Now)
	}
	p.pages.Show(rw, r, status, "deadlines", kit.Page{Section: section, Data: data})
}

// promises are what the classes mean for a report that comes and is registered now.
func promises(r deadlines.Rules, c *civic.Calendar, now time.Time) (all []promise) {
	for _, class := range r.Classes {
		p := promise{Slug: class.Slug, Word: classWord(class.Slug)}
		for kind, to := range map[civic.DeadlineKind]*time.Time{
			civic.DeadlineRegister: &p.Register, civic.DeadlineFirstReply: &p.Reply, civic.DeadlineResolve: &p.Resolved,
		} {
			if d, ok, err := class.Deadline(c, kind, now); ok && err == nil {
				*to = d.Due
			}
		}
		all = append(all, p)
	}
	return all
}

// lastPart is the part of an error that names what is wrong.
func lastPart(err error) string {
	text := err.Error()
	if _, rest, ok := strings.Cut(text, ": bad rules: "); ok {
		return rest
	}
	return text
}
