package handout

import (
	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
)

// Receipt is what a citizen takes home. On A4 its lower half is the point's own copy, to be cut off; on half a sheet and on
// a roll there is only the citizen's. code is the text of its QR code; "" until the portal has certified this computer.
func (o Office) Receipt(p paper.Paper, r civic.Report, code string) (*paper.Document, error) {
	var modules [][]bool
	if code != "" {
		var err error
		if modules, err = paper.Modules(code); err != nil {
			return nil, err
		}
	}
	title := o.with("receipt.title", lang.Args{"Number": r.Number})
	switch p {
	case paper.Roll80:
		d := paper.New(o.sheet(p, title, ""))
		o.receiptRoll(&d.Flow, r, modules)
		return d, nil
	case paper.A4:
		d := paper.New(o.sheet(p, title, ""))
		const upper = 148.5 - 15 - 3 // to the middle of the sheet, less the margin above and half the cutting line
		d.Room(upper, func(f *paper.Flow) { o.receiptHalf(f, r, modules, upper) })
		d.Cut()
		o.stub(&d.Flow, r)
		return d, nil
	}
	d := paper.New(o.sheet(paper.A5Landscape, title, ""))
	o.receiptHalf(&d.Flow, r, modules, 148.5-10-14)
	return d, nil
}

// receiptHalf fits half a sheet: the longer the words, the less of them.
func (o Office) receiptHalf(f *paper.Flow, r civic.Report, modules [][]bool, height paper.Mm) {
	for _, letters := range []int{420, 300, 200, 120, 60} {
		try := f.Beside()
		o.half(try, r, modules, letters)
		if try.Height() <= height || letters == 60 {
			o.half(f, r, modules, letters)
			return
		}
	}
}

func (o Office) half(f *paper.Flow, r civic.Report, modules [][]bool, letters int) {
	o.letterhead(f, o.say("receipt.name"))
	f.Fitted("\u2116\u00a0"+r.Number, paper.Style{Face: paper.SansBold, Size: 22})
	f.Columns(8, paper.Column{Share: 2.5, Fill: func(f *paper.Flow) {
		f.Pairs(o.receiptPairs(r)...)
		f.Small(o.say("receipt.words"))
		f.Paragraph("\u00ab" + shortened(r.Text, letters) + "\u00bb")
	}}, paper.Column{Fill: func(f *paper.Flow) {
		if modules == nil {
			f.Frame(func(f *paper.Flow) { f.Small(o.say("receipt.no-code")) })
			return
		}
		f.QR(modules, f.Width(), paper.Middle)
		f.Small(o.say("receipt.code"))
	}})
	f.Rule()
	f.Fitted(o.with("receipt.state", lang.Args{"Number": r.Number}), paper.Style{Face: paper.SansBold, Size: 9.5}) // a number is read out: it isn't broken
	if reach := o.reach(); reach != "" {
		f.Styled(reach, paper.Style{Size: 9.5})
	}
	f.Small(o.say("receipt.law"))
}

// receiptRoll is the same below one another, on a receipt printer's paper.
func (o Office) receiptRoll(f *paper.Flow, r civic.Report, modules [][]bool) {
	f.Styled(o.name(), paper.Style{Size: 8, Align: paper.Middle})
	f.Styled(o.say("receipt.name"), paper.Style{Face: paper.SansBold, Size: 10, Align: paper.Middle})
	f.Fitted("\u2116\u00a0"+r.Number, paper.Style{Face: paper.SansBold, Size: 20, Align: paper.Middle})
	f.Rule()
	for _, p := range o.receiptPairs(r) {
		f.Stacked(p)
	}
	f.Stacked(paper.Pair{Label: o.say("receipt.words"), Value: "\u00ab" + shortened(r.Text, 160) + "\u00bb"})
	f.Rule()
	if modules != nil {
		f.QR(modules, 66, paper.Middle)
		f.Styled(o.say("receipt.code"), paper.Style{Size: 7.5, Align: paper.Middle})
	} else {
		f.Styled(o.say("receipt.no-code"), paper.Style{Size: 7.5})
	}
	f.Styled(o.with("receipt.state", lang.Args{"Number": r.Number}), paper.Style{Face: paper.SansBold, Size: 9})
	if reach := o.reach(); reach != "" {
		f.Styled(reach, paper.Style{Size: 9})
	}
	f.Styled(o.say("receipt.law"), paper.Style{Size: 7.5})
}

// letterhead is the office's name and the paper's.
func (o Office) letterhead(f *paper.Flow, name string) {
	small := paper.Style{Size: 9, Ink: paper.InkGrey}
	f.Columns(6, paper.Column{Share: 2, Fill: func(f *paper.Flow) { f.Styled(or(o.name(), 40), small) }},
		paper.Column{Fill: func(f *paper.Flow) {
			small.Align = paper.Right
			f.Styled(name, small)
		}})
	f.Rule()
}

func (o Office) receiptPairs(r civic.Report) []paper.Pair {
	title, theme, department, when := o.category(r)
	pairs := []paper.Pair{{Label: o.say("receipt.taken"), Value: joined(", ", o.moment(r.AtPoint()), o.Operator)}}
	if r.Origin != "" {
		pairs = append(pairs, paper.Pair{Label: o.say("receipt.origin"), Value: r.Origin})
	}
	reply := ""
	if r.Reporter.Reply != civic.ReplyNone && o.Voice.Has("handout.reply."+string(r.Reporter.Reply)) {
		reply = o.say("reply." + string(r.Reporter.Reply))
	}
	return append(pairs,
		paper.Pair{Label: o.say("receipt.about"), Value: joined(" \u00b7 ", theme, title)},
		paper.Pair{Label: o.say("receipt.where"), Value: where(r.Place)},
		paper.Pair{Label: o.say("receipt.who"), Value: department},
		paper.Pair{Label: o.say("receipt.when"), Value: when},
		paper.Pair{Label: o.say("receipt.reply"), Value: reply},
		paper.Pair{Label: o.say("receipt.photos"), Value: photos(o, r)})
}

func photos(o Office, r civic.Report) string {
	if len(r.Photos) == 0 {
		return ""
	}
	return o.Voice.Number(int64(len(r.Photos)))
}

// stub is what the point keeps: who took the receipt, by their own hand.
func (o Office) stub(f *paper.Flow, r civic.Report) {
	o.letterhead(f, o.say("stub.name"))
	f.Fitted("\u2116\u00a0"+r.Number, paper.Style{Face: paper.SansBold, Size: 16})
	title, theme, _, _ := o.category(r)
	f.Pairs(
		paper.Pair{Label: o.say("receipt.taken"), Value: joined(", ", o.moment(r.AtPoint()), o.Operator)},
		paper.Pair{Label: o.say("stub.who"), Value: r.Reporter.Name},
		paper.Pair{Label: o.say("receipt.about"), Value: joined(" \u00b7 ", theme, title)},
		paper.Pair{Label: o.say("receipt.where"), Value: where(r.Place)},
	)
	f.Paragraph(o.say("stub.got"))
	f.Signature(o.say("sign.citizen"), o.say("sign.date"))
	f.Small(o.say("stub.keep"))
}
