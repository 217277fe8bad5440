package civic

import (
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// life walks one report at random through people who try whatever they like.
type life struct {
	status  Status
	returns int
	past    []Status
}

func TestLifeOfAReport(t *testing.T) {
	acts := []Action{"fly"}
	for _, row := range Workflow() {
		if !slices.Contains(acts, row.Act) {
			acts = append(acts, row.Act)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		l := &life{status: StatusDraft, past: []Status{StatusDraft}}
		t.Repeat(map[string]func(*rapid.T){
			"anybody tries anything": func(t *rapid.T) {
				l.act(t, rapid.SampledFrom(acts).Draw(t, "act"), rapid.SampledFrom(Roles()).Draw(t, "who"), drawCase(t))
			},
			"somebody does what is open": func(t *rapid.T) {
				var open []Transition
				for _, who := range Roles() {
					open = append(open, Actions(l.status, who)...)
				}
				if len(open) == 0 {
					t.Skip("it is over")
				}
				row := rapid.SampledFrom(open).Draw(t, "row")
				l.act(t, row.Act, row.Who, fullCase())
			},
			"": l.check,
		})
	})
}

func (l *life) act(t *rapid.T, act Action, who Role, c Case) {
	c.Returns = l.returns
	row, err := Next(l.status, act, who, c)
	if err != nil {
		if errors.Is(err, ErrNoTransition) == errors.Is(err, ErrNeeds) || row.To != "" {
			t.Fatalf("%s by %s from %s: %+v, %v", act, who, l.status, row, err)
		}
		return
	}
	if act == ActReturn {
		want := StatusReturned
		if l.returns > 0 {
			want = StatusArbitration
		}
		if row.To != want {
			t.Fatalf("return no. %d leads to %s", l.returns+1, row.To)
		}
		l.returns++
	}
	if row.To == StatusSolved && c.proofMissing() != nil {
		t.Fatalf("solved without proof: %+v", c.After)
	}
	l.status = row.To
	l.past = append(l.past, row.To)
}

// check holds what no sequence of rows may break.
func (l *life) check(t *rapid.T) {
	before := map[Status][]Status{
		StatusDelivered:   {StatusQueued},
		StatusModeration:  {StatusDelivered},
		StatusAssigned:    {StatusModeration},
		StatusSolved:      {StatusInWork},
		StatusRated:       {StatusSolved, StatusConfirmed},
		StatusAppealed:    {StatusRejected},
		StatusArbitration: {StatusAssigned},
	}
	for _, s := range before[l.status] {
		if !slices.Contains(l.past, s) {
			t.Fatalf("%s was never %s: %v", l.status, s, l.past)
		}
	}
	for i, s := range l.past[:len(l.past)-1] {
		if s.Final() && (s != StatusMerged || l.past[i+1] != StatusModeration) {
			t.Fatalf("%s was not the end: %v", s, l.past)
		}
	}
}

// drawCase is a case that leaves some things out.
func drawCase(t *rapid.T) Case {
	c := fullCase()
	part := func(name string) bool { return rapid.Bool().Draw(t, name) }
	c.Valid, c.Receipt, c.TimeUp = part("valid"), part("receipt"), part("time up")
	if part("no department") {
		c.Department = ""
	}
	if part("no comment") {
		c.Comment = ""
	}
	if part("no after-photo") {
		c.After = nil
	}
	c.Rating = rapid.IntRange(-1, 7).Draw(t, "rating")
	return c
}
