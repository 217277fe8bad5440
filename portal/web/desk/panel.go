package desk

import (
	"errors"
	"slices"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
)

// panel is what somebody may do with a case: made from civic's table, their role and their rights.
type panel struct {
	Acts        []action // the usual one first
	ForCitizen  []action // what staff do for a citizen who asks them to
	Suggested   []suggested
	Departments []choice
	Reasons     []civic.Reason
	Executors   []person
	Themes      []themeChoice
	Claimed     string // somebody else is at it
	Mine        bool   // whoever asks is
	MayClaim    bool
	MayRaise    bool
	MayEdit     bool
	MayShow     bool // let the public see it
	MayHide     bool
	MayEntrust  bool
	MayAdd      bool // photos of what was done
	MayTalk     bool
}

// action is something that somebody may do, and what it takes.
type action struct {
	Act        civic.Action
	Word       string // its translation key
	Department bool
	Reason     bool
	Comment    bool
	Target     bool
	Rating     bool
	Photo      bool
	Main       bool
	Danger     bool
	Publishes  bool // what isn't public may become so
	Hides      bool // what is public may be hidden
}

type suggested struct {
	Slug    civic.DepartmentSlug
	Title   string
	Share   int
	Rule    bool
	Checked bool
}

type person struct {
	ID   string
	Name string
	Here bool
}

type themeChoice struct {
	Title      string
	Categories []choiceOf
}

type choiceOf struct{ Slug, Title string }

func (w *drawer) panel(c db.Case, me *accounts.Staff) (p panel, err error) {
	actor := casework.Staff(me)
	for _, t := range civic.Actions(c.Status, me.Role) {
		if right, ok := casework.RightFor(t.Act); ok && me.May(right) && !has(p.Acts, t.Act) && actor.Reaches(c) {
			if t.Act == civic.ActSolve && moderates(me) {
				if after, err := w.tx.AfterPhotos(c.Report); err != nil || len(after) == 0 {
					continue // there is nothing to look at
				}
			}
			p.Acts = append(p.Acts, newAction(t, c, me))
		}
	}
	slices.SortStableFunc(p.Acts, func(a, b action) int { return weight(a.Act) - weight(b.Act) })
	for i := range p.Acts {
		p.Acts[i].Main = i == 0
	}
	if me.May(accounts.RightEdit) && moderates(me) {
		for _, t := range civic.Actions(c.Status, civic.RolePoint) {
			if !has(p.Acts, t.Act) && !has(p.ForCitizen, t.Act) && t.Act != civic.ActCapture {
				p.ForCitizen = append(p.ForCitizen, newAction(t, c, me))
			}
		}
	}
	if p.Claimed, p.Mine, err = w.claim(c, me); err != nil {
		return p, err
	}
	p.MayClaim = moderates(me) && me.May(accounts.RightRoute) && p.Claimed == "" && len(p.Acts) > 0
	p.MayRaise = c.Status == civic.StatusModeration && c.Level == 1 && moderates(me) && me.May(accounts.RightRoute)
	p.MayEdit = me.May(accounts.RightEdit) && moderates(me) && actor.Reaches(c)
	p.MayHide = me.May(accounts.RightPublish) && moderates(me) && c.Public()
	p.MayShow = me.May(accounts.RightPublish) && moderates(me) && casework.MayBePublic(c) && !c.Public()
	p.MayEntrust = me.May(accounts.RightEdit) && me.Role == civic.RoleDepartment && open(c.Status)
	p.MayAdd = (me.Role == civic.RoleDepartment || me.Role == civic.RoleInspector) && me.May(accounts.RightEdit) && open(c.Status)
	p.MayTalk = me.May(accounts.RightEdit)
	return p, w.choices(&p, c)
}

// open says that a department works on it.
func open(s civic.Status) bool {
	return s == civic.StatusAssigned || s == civic.StatusInWork || s == civic.StatusRework
}

func has(acts []action, act civic.Action) bool {
	return slices.ContainsFunc(acts, func(a action) bool { return a.Act == act })
}

func newAction(t civic.Transition, c db.Case, me *accounts.Staff) action {
	a := action{Act: t.Act, Word: "act." + string(t.Act)}
	for _, need := range t.Needs {
		switch need {
		case civic.NeedDepartment:
			a.Department = true
		case civic.NeedReason:
			a.Reason = true
		case civic.NeedComment:
			a.Comment = true
		case civic.NeedTarget:
			a.Target = true
		case civic.NeedRating:
			a.Rating = true
		case civic.NeedAfterPhoto:
			a.Photo = true
		}
	}
	a.Danger = t.Act == civic.ActReject || t.Act == civic.ActWithdraw || t.Act == civic.ActUphold || t.Act == civic.ActClose
	a.Publishes = t.Act == civic.ActAssign && c.Status == civic.StatusModeration && me.May(accounts.RightPublish)
	a.Hides = t.Act == civic.ActReject && c.Public()
	if t.Act == civic.ActAssign && c.Status != civic.StatusModeration {
		a.Word = "act.assign.again"
	}
	if t.Act == civic.ActSolve && moderates(me) {
		a.Word = "act.accept"
	}
	return a
}

// weight puts what people mostly do first.
func weight(act civic.Action) int {
	order := []civic.Action{
		civic.ActConfirm, civic.ActSolve, civic.ActStart, civic.ActProgress, civic.ActAssign, civic.ActReopen, civic.ActUphold, civic.ActRefuse, civic.ActReject,
		civic.ActClose, civic.ActReturn, civic.ActEscalate, civic.ActMerge, civic.ActSplit,
	}
	return slices.Index(order, act)
}

// choices are what the panel's forms offer.
func (w *drawer) choices(p *panel, c db.Case) error {
	if slices.ContainsFunc(p.Acts, func(a action) bool { return a.Department }) {
		found, err := w.Cases.Suggest(w.tx, c)
		if err != nil {
			return err
		}
		for i, s := range found {
			p.Suggested = append(p.Suggested, suggested{s.Slug, s.Title.In(w.lang), s.Share, s.Rule, i == 0})
		}
		for _, d := range w.departments {
			p.Departments = append(p.Departments, choice{d.Slug, d.Title.In(w.lang)})
		}
	}
	p.Reasons = civic.Reasons()
	if p.MayEdit {
		for _, t := range w.Kit.Classifier.Themes() {
			v := themeChoice{Title: t.Title.In(w.lang)}
			for _, category := range t.Categories {
				v.Categories = append(v.Categories, choiceOf{string(category.Slug), category.Title.In(w.lang)})
			}
			p.Themes = append(p.Themes, v)
		}
	}
	if !p.MayEntrust {
		return nil
	}
	all, err := w.tx.AllStaff()
	if err != nil && !errors.Is(err, db.ErrNotFound) {
		return err
	}
	for _, s := range all {
		if s.Disabled.IsZero() && s.Department == c.Department && (s.Role == civic.RoleDepartment || s.Role == civic.RoleInspector) {
			p.Executors = append(p.Executors, person{s.ID.String(), s.Name, s.ID == c.Executor})
		}
	}
	return nil
}
