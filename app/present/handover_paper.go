package present

import (
	"context"
	"time"

	"priyom/paper"
	"priyom/store"
)

// Letter prints the answer that is shown, as a letter to hand over or to post.
func (h *HandOver) Letter() {
	t, ok := h.current()
	if !ok {
		return
	}
	o := h.p.office()
	h.p.read.do(func(ctx context.Context) func() {
		report, err := h.p.store.Report(ctx, t.Answer.Report)
		var doc *paper.Document
		if err == nil {
			doc, err = o.Letter(t.Answer.Answer, report)
		}
		return func() {
			if err != nil {
				h.p.failed("make a letter", err)
				return
			}
			h.p.print(doc)
		}
	})
}

// CallList prints whom to call, with room for how each call ended.
func (h *HandOver) CallList() {
	if h.p.page == PageHandOver && !h.handed && len(h.list) > 0 {
		h.p.print(h.callList(h.list))
	}
}

func (h *HandOver) callList(list []store.ToHand) *paper.Document {
	v, now := h.p.Voice(), h.p.env.Clock()
	var rows [][]string
	for _, t := range list {
		if t.Who.Phone == "" {
			continue
		}
		due, _ := h.due(t.Answer.Came)
		name := t.Who.Name
		if name == "" {
			name = v.Say("handover.nameless")
		}
		rows = append(rows, []string{name, t.Who.Phone, join("\n", t.Number, h.p.categoryOf(t.Category).Title), v.Say("handover.way." + string(t.Who.Reply)), date(due), ""})
	}
	return paper.NewTable(paper.Sheet{Paper: paper.A4Landscape, Title: v.Say("handover.calls"), Voice: v, At: now, Foot: h.p.foot()},
		[]string{h.p.place(), date(now)}, []paper.TableColumn{
			{Title: v.Say("handover.column.who")},
			{Title: v.Say("details.phone")},
			{Title: v.Say("handover.column.about")},
			{Title: v.Say("handover.column.way")},
			{Title: v.Say("handover.column.when")},
			{Title: v.Say("handover.result"), Width: 70},
		}, rows, v.Say("handover.nobody"))
}

// place is where this point is, for papers; the program's name before enrolment.
func (p *Point) place() string {
	if p.enrolled {
		return join(", ", p.enrolment.PortalName, p.enrolment.Place)
	}
	return p.Voice().Say("app.name")
}

// foot says who printed a paper, and when.
func (p *Point) foot() string {
	return join(" \u00b7 ", p.place(), p.operatorName(p.store.Operator()), p.env.Clock().Local().Format("02.01.2006 15:04"))
}

func date(t time.Time) string { return t.Local().Format("02.01.2006") }
