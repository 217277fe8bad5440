package present

import (
	"slices"

	"priyom/civic"
	"priyom/store"
)

// Refusal is why a report was refused, by the portal's code and in its own words; zero for one that wasn't.
type Refusal struct{ Reason, Words string }

// reasonWords is a reason in words; "" for none, and for one that only a later version knows: the portal's own words stand beside it.
func (p *Point) reasonWords(r civic.Reason) string {
	if key := "reason." + string(r); r != "" && p.Voice().Has(key) {
		return p.Voice().Say(key)
	}
	return ""
}

// refused are the states in which somebody asks why.
var refused = []civic.Status{civic.StatusRejected, civic.StatusClosed}

// refusal is what the last step of a history says, if the report stands refused. An end has a reason only if the arbiter made it.
func (p *Point) refusal(status civic.Status, history []store.Event) Refusal {
	if !slices.Contains(refused, status) || len(history) == 0 {
		return Refusal{}
	}
	last := history[len(history)-1]
	r := Refusal{Reason: p.reasonWords(last.Reason), Words: last.Note}
	if last.Status != status || status == civic.StatusClosed && r.Reason == "" {
		return Refusal{}
	}
	return r
}
