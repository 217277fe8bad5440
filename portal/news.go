package portal

import (
	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/deadlines"
	"priyom/portal/follow"
	"priyom/portal/notify"
	"priyom/portal/own"
)

// tellPeople lets everybody who is to hear of something hear of it.
func (p *Portal) tellPeople(o Options, classifier *civic.Classifier) (err error) {
	if p.news, err = notify.New(notify.Config{
		DB: p.db, Keys: p.keys, Rand: o.Rand, Log: o.Log, Location: o.Location, Classifier: classifier, URL: o.URL,
		Directory: directory{}, Book: book{p.follow, p.own},
	}); err != nil {
		return err
	}
	p.follow.MailBy(p.news)
	p.cases.Follow(p.news.Follow)
	p.deadlines.Tell(p.late)
	p.news.Work(p.jobs)
	return nil
}

// late tells those whose turn it is on the ladder.
func (p *Portal) late(tx *db.Tx, c db.Case, e db.Escalation) error {
	level := deadlines.Level(e.Level)
	return p.news.Overdue(tx, c, e, notify.Rung{Above: level == deadlines.LevelAbove, Staff: func(a notify.Account) bool {
		switch level {
		case deadlines.LevelExecutor:
			switch {
			case !c.Executor.IsZero():
				return a.ID == c.Executor
			case c.Department == "":
				return a.Role == civic.RoleModerator
			}
			return a.Role == civic.RoleDepartment && a.Department == c.Department
		case deadlines.LevelDepartment:
			return a.Role == civic.RoleSenior || a.Role == civic.RoleDepartment && a.Department == c.Department && c.Department != ""
		case deadlines.LevelDistrict, deadlines.LevelAbove:
			return a.Role == civic.RoleHead
		}
		return false
	}})
}

// book knows who follows without an account.
type book struct {
	*follow.Book
	own *own.Journal
}

// Home is the secret link of an author who showed that the address is theirs.
func (b book) Home(f db.Follower) string {
	if !f.Author {
		return ""
	}
	return "/r/" + b.own.Link(f.Report)
}

// News is who tells people.
func (p *Portal) News() *notify.Office { return p.news }

// directory finds accounts for letters.
type directory struct{}

func (directory) Citizen(tx *db.Tx, id db.Account) (notify.Account, error) {
	c, err := tx.Citizen(id)
	if err == nil && !c.Disabled.IsZero() {
		err = db.ErrNotFound
	}
	return notify.Account{ID: c.ID, Email: c.Email, Lang: c.Lang, Role: civic.RoleCitizen}, err
}

// Staff are told in the language that they signed in with last, until they choose another.
func (directory) Staff(tx *db.Tx) (found []notify.Account, err error) {
	all, err := tx.AllStaff()
	for _, s := range all {
		if s.Disabled.IsZero() {
			found = append(found, colleague(s))
		}
	}
	return found, err
}

func (directory) Colleague(tx *db.Tx, id db.Account) (notify.Account, error) {
	s, err := tx.Staff(id)
	if err == nil && !s.Disabled.IsZero() {
		err = db.ErrNotFound
	}
	return colleague(s), err
}

func colleague(s db.Staff) notify.Account {
	lang := s.Lang
	if lang == "" {
		lang = civic.LangRU
	}
	return notify.Account{ID: s.ID, Email: s.Email, Lang: lang, Department: s.Department, Role: s.Role}
}
