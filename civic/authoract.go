package civic

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// ActID is an act's of a report's author, a UUIDv7 made where it was done.
type ActID [16]byte

func (id ActID) String() string { return formatUUID(id) }

// IsZero says that no id was given.
func (id ActID) IsZero() bool { return id == ActID{} }

// AuthorAct is what the author of a report does about it once it is at the portal. What comes of it is Workflow's: an act may come
// too late, and then it stays as something that was said.
type AuthorAct struct {
	ID       ActID
	Report   ReportID
	Act      Action
	Rating   int        // 1 to 5 with ActRate; else 0
	Comment  string     // in the author's words; "" if it is sealed elsewhere, or was erased
	At       time.Time  // by the writer's clock
	Operator OperatorID // of a point that acts in the author's name
}

// AuthorActs are what an author can do afterwards.
func AuthorActs() []Action {
	return []Action{ActConfirm, ActRate, ActRework, ActAppeal, ActWithdraw}
}

// Commented says that an author's act is nothing without words.
func (a Action) Commented() bool { return a == ActRework || a == ActAppeal }

// CheckPublic names what is wrong with an act apart from its words, as translation keys; none if nothing is.
func (a AuthorAct) CheckPublic() (wrong []string) {
	if !slices.Contains(AuthorActs(), a.Act) {
		wrong = append(wrong, "act.unknown")
	}
	if rated := a.Act == ActRate; rated && (a.Rating < 1 || a.Rating > 5) || !rated && a.Rating != 0 {
		wrong = append(wrong, "act.rating")
	}
	return wrong
}

// Check names what is wrong with an act that somebody did, as translation keys; none if nothing is.
func (a AuthorAct) Check() (wrong []string) {
	wrong = a.CheckPublic()
	switch n := utf8.RuneCountInString(a.Comment); {
	case !utf8.ValidString(a.Comment), a.Act.Commented() && strings.TrimSpace(a.Comment) == "":
		wrong = append(wrong, "act.comment.missing")
	case n > MaxText:
		wrong = append(wrong, "act.comment.long")
	}
	return wrong
}
