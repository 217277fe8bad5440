package handout

import (
	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
)

// Appeal is the paper original of a report, to be signed by hand: addressee, full name, postal address for the reply,
// substance, signature and date (59-FZ, article 7). What isn't known is a line to be filled in.
func (o Office) Appeal(r civic.Report) (*paper.Document, error) {
	s := o.sheet(paper.A4, o.with("appeal.title", lang.Args{"Number": r.Number}), o.with("appeal.foot", lang.Args{"Number": r.Number}))
	s.Serif, s.Size = true, 12
	d := paper.New(s)
	title, theme, department, _ := o.category(r)
	d.Columns(0, paper.Column{Share: 0.8}, paper.Column{Fill: func(f *paper.Flow) {
		f.Paragraph(o.with("appeal.to", lang.Args{"Whom": joined(", ", or(o.District, 34), department)}))
		f.Paragraph(o.with("appeal.from", lang.Args{"Name": or(r.Reporter.Name, 32)}))
		f.Paragraph(o.with("appeal.address", lang.Args{"Address": or(r.Reporter.Address, 64)}))
		f.Paragraph(o.with("appeal.phone", lang.Args{"Phone": or(r.Reporter.Phone, 20)}))
	}})
	d.Space(8)
	d.Styled(o.say("appeal.name"), paper.Style{Face: paper.SerifBold, Size: 15, Align: paper.Middle})
	d.Styled(joined(" \u00b7 ", theme, title), paper.Style{Face: paper.Serif, Size: 11, Align: paper.Middle, Ink: paper.InkGrey})
	d.Space(4)
	d.Paragraph(r.Text)
	if place := where(r.Place); place != "" {
		d.Paragraph(o.with("appeal.where", lang.Args{"Place": place}))
	}
	if n := len(r.Photos); n > 0 {
		d.Paragraph(o.Voice.Count("handout.appeal.photos", n, nil))
	}
	d.Space(2)
	d.Paragraph(o.with("appeal.reply", lang.Args{"Address": or(r.Reporter.Address, 60)}))
	d.Keep(func(f *paper.Flow) {
		f.Signature(joined(" / ", o.say("sign.citizen"), o.say("sign.name")), o.say("sign.date"))
		f.Space(3)
		f.Frame(func(f *paper.Flow) {
			f.Styled(o.say("appeal.law"), paper.Style{Face: paper.Serif, Size: 9.5})
		})
	})
	return d, nil
}
