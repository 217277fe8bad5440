package demo

import (
	"fmt"

	"priyom/civic"
)

func errCategory(slug civic.CategorySlug) error {
	return fmt.Errorf("demo: the classifier has no category %q", slug)
}

// device is what a report of a settlement is told by: the reception point there, a phone of somebody who lives there, or
// another point, as people telephone those that answer.
func (p *planner) device(settlement string) int {
	return p.weighed(len(p.plan.posts), func(i int) float64 {
		at := p.plan.posts[i]
		switch here := at.Settlement == settlement; {
		case at.role == civic.RoleInspector:
			return 0.2
		case here && at.role == civic.RolePoint:
			return 10
		case here:
			return 8
		case at.Hours == rhythmOften:
			return 1.5
		case at.role == civic.RolePoint:
			return 0.3
		}
		return 0
	})
}

// urgency is what whoever takes it thinks of it.
func (p *planner) urgency(c civic.Category) civic.Urgency {
	switch {
	case c.Emergency:
		return civic.UrgencyEmergency
	case c.Deadline == "high" && p.chance(0.6), p.chance(0.05):
		return civic.UrgencyHigh
	}
	return civic.UrgencyOrdinary
}

func (p *planner) channel(device int) civic.Channel {
	switch at := p.plan.posts[device]; {
	case at.role != civic.RolePoint:
		return civic.ChannelSelf
	case p.chance(0.55):
		return civic.ChannelPerson
	case p.chance(0.75):
		return civic.ChannelPhone
	}
	return civic.ChannelPaper
}

// reporter is who reports; some don't say.
func (p *planner) reporter(device int, at civic.Place) (who civic.Reporter) {
	if p.plan.posts[device].role == civic.RoleInspector || p.chance(0.12) {
		return who
	}
	who.Name, who.Phone = p.person(p.people)
	who.Reply = among(p.dice, []civic.ReplyBy{civic.ReplyPhone, civic.ReplyPhone, civic.ReplyPickup, civic.ReplyPost})
	who.Consent = civic.Consent{Given: true, Version: "1"}
	if who.Reply == civic.ReplyPost {
		who.Address = at.Settlement + ", " + at.Address
	}
	return who
}
