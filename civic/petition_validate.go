package civic

import (
	"fmt"
	"slices"
	"strings"
)

// Validate is all that is wrong with a petition that is to be published. Its id, number and times are the portal's to give.
func (p Petition) Validate() Problems {
	var found Problems
	switch {
	case CanonicalText(p.Title) == "":
		found.add("title", "petition-title.empty")
	case strings.Contains(CanonicalText(p.Title), "\n"):
		found.add("title", "petition-title.lines")
	}
	found.checkText("title", "petition-title", p.Title, MaxPetitionTitle, "\n\r")
	if strings.TrimSpace(p.Text) == "" {
		found.add("text", "petition-text.empty")
	}
	found.checkText("text", "petition-text", p.Text, MaxPetitionText, "\n\r\t")
	found.checkTerritory(p.Settlements)
	found.checkWindow(p.From, p.To)
	found.checkThreshold(p.Threshold)
	if len(p.Proofs) == 0 {
		found.add("proofs", "proofs.missing")
	}
	for i, proof := range p.Proofs {
		checkEnum(&found, fmt.Sprintf("proofs.%d", i), proof, Proofs()...)
		if slices.Contains(p.Proofs[:i], proof) {
			found.add(fmt.Sprintf("proofs.%d", i), "proofs.twice")
		}
	}
	checkEnum(&found, "birth", p.Birth, BirthNone, BirthYear, BirthDate)
	switch {
	case p.MinAge < 0 || p.MinAge > MaxAge:
		found.add("min_age", "min-age.range", "Max", MaxAge)
	case p.MinAge > 0 && p.Birth == BirthNone:
		found.add("min_age", "min-age.birth")
	}
	return found
}

func (p *Problems) checkTerritory(settlements []string) {
	if len(settlements) > MaxPetitionSettlements {
		p.add("settlements", "settlements.many", "Max", MaxPetitionSettlements)
	}
	for i, s := range settlements {
		field := fmt.Sprintf("settlements.%d", i)
		if SettlementName(s) == "" {
			p.add(field, "settlement.empty")
		}
		p.checkText(field, "settlement", s, MaxAddress, "")
	}
}

func (p *Problems) checkWindow(from, to Date) {
	whole := func(d Date) bool { return !d.IsZero() && d.Valid() }
	switch {
	case !whole(from):
		p.add("from", "window.from")
	case !whole(to):
		p.add("to", "window.to")
	case to.Before(from):
		p.add("to", "window.order")
	case from.DaysUntil(to) > MaxPetitionDays:
		p.add("to", "window.long", "Max", MaxPetitionDays)
	}
}

func (p *Problems) checkThreshold(t Threshold) {
	share := t.PerMille != 0 || t.Base != 0
	switch {
	case t.Count != 0 && share:
		p.add("threshold", "threshold.both")
	case t.Count == 0 && !share:
		p.add("threshold", "threshold.missing")
	case share && (t.PerMille < 1 || t.PerMille > 1000):
		p.add("threshold", "threshold.share")
	case share && (t.Base < 1 || t.Base > MaxThreshold):
		p.add("threshold", "threshold.base")
	case !share && (t.Count < 1 || t.Count > MaxThreshold):
		p.add("threshold", "threshold.range", "Max", MaxThreshold)
	}
}
