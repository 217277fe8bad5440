package handout

import (
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
)

// Letter is an official answer on paper, for who has no internet. Below the text is what the citizen signs when it is handed
// over; it stays at the point.
func (o Office) Letter(a civic.Answer, r civic.Report) (*paper.Document, error) {
	s := o.sheet(paper.A4, o.with("letter.title", lang.Args{"Number": a.Number}), o.with("letter.foot", lang.Args{"Place": or(o.Place, 20), "Date": o.date(o.Now)}))
	s.Serif, s.Size = true, 12
	d := paper.New(s)
	d.Styled(or(o.District, 40), paper.Style{Face: paper.SerifBold, Size: 13, Align: paper.Middle})
	d.Rule()
	d.Columns(8, paper.Column{Fill: func(f *paper.Flow) {
		f.Paragraph(o.with("letter.number", lang.Args{"Number": a.Number, "Date": o.date(a.At)}))
		if r.Number != "" {
			f.Paragraph(o.with("letter.to-appeal", lang.Args{"Number": r.Number, "Date": o.date(r.AtPoint())}))
		}
		if a.Revision > 1 {
			f.Paragraph(o.with("letter.revision", lang.Args{"N": a.Revision}))
		}
	}}, paper.Column{Fill: func(f *paper.Flow) {
		f.Paragraph(or(r.Reporter.Name, 34))
		f.Paragraph(r.Reporter.Address)
	}})
	d.Space(6)
	name := "letter.name"
	if !a.Final {
		name = "letter.interim"
	}
	d.Styled(o.say(name), paper.Style{Face: paper.SerifBold, Size: 14, Align: paper.Middle})
	d.Space(3)
	for paragraph := range strings.SplitSeq(strings.TrimSpace(a.Text), "\n") {
		d.Paragraph(strings.TrimSpace(paragraph))
	}
	d.Space(5)
	d.Keep(func(f *paper.Flow) {
		f.Paragraph(a.Signatory)
		f.Small(o.say("letter.copy"))
		f.Cut()
		f.Small(o.with("letter.got", lang.Args{"Number": a.Number, "Report": r.Number}))
		f.Signature(joined(" / ", o.say("sign.citizen"), o.say("sign.name")), o.say("sign.date"))
	})
	return d, nil
}
