package deadlines

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"priyom/civic"
	"priyom/portal/db"
)

// The rules' names in the database.
const (
	RuleDeadlines db.RuleName = "deadlines"
	RuleCalendar  db.RuleName = "calendar"
)

// ErrRules is returned for rules that make no sense; it says which.
var ErrRules = errors.New("deadlines: bad rules")

// Level is a rung's name: who is told.
type Level string

// The levels, from below.
const (
	LevelExecutor   Level = "executor"        // who deals with it, or the moderators on duty
	LevelDepartment Level = "department-head" // or the senior moderator
	LevelDistrict   Level = "district-head"
	LevelAbove      Level = "higher-body"
)

// Levels lists all levels in their order.
func Levels() []Level { return []Level{LevelExecutor, LevelDepartment, LevelDistrict, LevelAbove} }

// Rung is one rung of the ladder: who is told how long after the deadline. A zero span is at once.
type Rung struct {
	Level Level      `json:"level"`
	After civic.Span `json:"after,omitzero"`
}

// Rules are a municipality's deadlines as data. A zero span is none.
type Rules struct {
	Classes []civic.DeadlineClass         `json:"classes"`
	Kinds   map[string]civic.DeadlineSlug `json:"kinds,omitempty"` // categories and themes that have another class than the classifier's

	Moderate civic.Span `json:"moderate,omitzero"` // a moderator's look at what came, and at what a department sent back
	Senior   civic.Span `json:"senior,omitzero"`   // the same of a senior moderator, and at an appeal against a refusal
	Arbiter  civic.Span `json:"arbiter,omitzero"`

	Rating civic.Span `json:"rating,omitzero"` // how long a citizen may rate or send back what is solved, until it closes itself
	Appeal civic.Span `json:"appeal,omitzero"` // how long a refusal may be appealed against, until it closes itself

	Ladder []Rung `json:"ladder"`
	Alarm  []Rung `json:"alarm"` // the ladder of what runs by the wall clock: emergencies
}

// AppealClass is the class of official appeals, whose clocks follow from the law for everything.
const AppealClass civic.DeadlineSlug = "appeal"

// usual are the rules of a municipality that hasn't decided anything, but for its classes.
func usual(classes []civic.DeadlineClass) Rules {
	span := func(n int, u civic.Unit) civic.Span { return civic.Span{N: n, Unit: u} }
	return Rules{
		Classes: classes, Moderate: span(4, civic.UnitWorkingHour), Senior: span(1, civic.UnitWorkingDay), Arbiter: span(3, civic.UnitWorkingDay),
		Rating: span(14, civic.UnitDay), Appeal: span(30, civic.UnitDay),
		Ladder: []Rung{
			{Level: LevelExecutor},
			{LevelDepartment, span(1, civic.UnitWorkingDay)},
			{LevelDistrict, span(3, civic.UnitWorkingDay)},
			{LevelAbove, span(10, civic.UnitWorkingDay)},
		},
		Alarm: []Rung{{Level: LevelExecutor}, {LevelDepartment, span(1, civic.UnitHour)}, {LevelDistrict, span(3, civic.UnitHour)}, {LevelAbove, span(24, civic.UnitHour)}},
	}
}

// ParseRules reads rules and checks that they make sense with a classifier: every class that it names is there, and that of
// appeals with its registration and its answer. The error wraps ErrRules.
func ParseRules(body []byte, known *civic.Classifier) (Rules, error) {
	var r Rules
	if err := json.Unmarshal(body, &r); err != nil {
		return r, fmt.Errorf("%w: %w", ErrRules, err)
	}
	raw, err := json.Marshal(r.Classes)
	if err != nil {
		return r, fmt.Errorf("%w: %w", ErrRules, err)
	}
	if _, err := civic.ParseDeadlines(raw); err != nil {
		return r, fmt.Errorf("%w: %w", ErrRules, err)
	}
	if appeal, ok := r.class(AppealClass); !ok || appeal.Register.IsZero() || appeal.Resolve.IsZero() {
		return r, fmt.Errorf("%w: class %s needs a registration and an answer", ErrRules, AppealClass)
	}
	for _, theme := range known.Themes() {
		for _, c := range theme.Categories {
			if _, ok := r.class(c.Deadline); !ok {
				return r, fmt.Errorf("%w: category %s needs class %s", ErrRules, c.Slug, c.Deadline)
			}
		}
	}
	if err := r.checkKinds(known); err != nil {
		return r, err
	}
	for name, s := range map[string]civic.Span{"moderate": r.Moderate, "senior": r.Senior, "arbiter": r.Arbiter, "rating": r.Rating, "appeal": r.Appeal} {
		if err := s.Check(); err != nil {
			return r, fmt.Errorf("%w: %s: %w", ErrRules, name, err)
		}
	}
	return r, errors.Join(checkLadder("ladder", r.Ladder), checkLadder("alarm", r.Alarm))
}

func (r Rules) checkKinds(known *civic.Classifier) error {
	for kind, class := range r.Kinds {
		_, category := known.Category(civic.CategorySlug(kind))
		_, theme := known.Theme(civic.ThemeSlug(kind))
		if _, ok := r.class(class); !ok || !category && !theme {
			return fmt.Errorf("%w: %s: %s: unknown", ErrRules, kind, class)
		}
	}
	return nil
}

func checkLadder(name string, rungs []Rung) error {
	at := -1
	for i, rung := range rungs {
		level := slices.Index(Levels(), rung.Level)
		if level <= at {
			return fmt.Errorf("%w: %s: %q isn't above the rung before it", ErrRules, name, rung.Level)
		}
		at = level
		if i == 0 && rung.After.IsZero() {
			continue
		}
		if err := rung.After.Check(); err != nil {
			return fmt.Errorf("%w: %s: %s: %w", ErrRules, name, rung.Level, err)
		}
	}
	if len(rungs) == 0 {
		return fmt.Errorf("%w: %s: nobody is told", ErrRules, name)
	}
	return nil
}

// class finds a class by its slug.
func (r Rules) class(slug civic.DeadlineSlug) (civic.DeadlineClass, bool) {
	for _, c := range r.Classes {
		if c.Slug == slug {
			return c, true
		}
	}
	return civic.DeadlineClass{}, false
}

// classOf is the class of a kind of problem: its own, else its theme's, else the classifier's, else that of appeals.
func (r Rules) classOf(category civic.Category) civic.DeadlineClass {
	for _, slug := range []civic.DeadlineSlug{r.Kinds[string(category.Slug)], r.Kinds[string(category.Theme)], category.Deadline, AppealClass} {
		if c, ok := r.class(slug); ok && slug != "" {
			return c
		}
	}
	return civic.DeadlineClass{}
}
