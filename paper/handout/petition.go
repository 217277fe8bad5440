package handout

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
)

// SheetRows is how many people sign on one sheet.
const SheetRows = 10

// SheetCode is the text of a sheet's QR code: which petition, exactly which text, which sheet, how many rows. See docs/petitions.md.
func SheetCode(p civic.Petition, sheet string, rows int) string {
	return fmt.Sprintf("priyom-sheet 1 %s %s %s %d", p.ID, p.Hash(), sheet, rows)
}

// SignatureSheet is a blank sheet for signatures by hand: the exact text on top, numbered rows below.
func (o Office) SignatureSheet(p civic.Petition, sheet string, rows int) (*paper.Document, error) {
	modules, err := paper.Modules(SheetCode(p, sheet, rows))
	if err != nil {
		return nil, err
	}
	s := o.sheet(paper.A4Landscape, o.with("petition.title", lang.Args{"Number": p.Number}), joined(" \u00b7 ", o.name(), sheet))
	s.Size = 9.5
	d := paper.New(s)
	d.Columns(6, paper.Column{Share: 5, Fill: func(f *paper.Flow) {
		f.Small(o.with("petition.sheet", lang.Args{"Number": p.Number, "Sheet": sheet, "Version": p.Version}))
		f.Heading(p.Title)
		for part := range strings.SplitSeq(p.Text, "\n") {
			f.Paragraph(part)
		}
	}}, paper.Column{Share: 1, Fill: func(f *paper.Flow) {
		f.QR(modules, 30, paper.Middle)
	}})
	where := o.say("petition.district")
	if !p.WholeDistrict() {
		where = strings.Join(p.Settlements, ", ")
	}
	day := func(d civic.Date) string { return o.date(time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.Local)) }
	d.Small(o.with("petition.rule", lang.Args{"Where": where, "From": day(p.From), "To": day(p.To)}))
	d.Space(2)
	columns := []paper.TableColumn{
		{Title: o.say("petition.row"), Width: 9},
		{Title: o.say("petition.name"), Width: 78},
		{Title: o.say("petition.address"), Width: 86},
		{Title: o.say("petition.date"), Width: 24},
		{Title: o.say("petition.signature"), Width: 44},
	}
	if p.Birth != civic.BirthNone {
		birth := paper.TableColumn{Title: o.say("petition.birth." + string(p.Birth)), Width: 26}
		columns = append(columns[:2], append([]paper.TableColumn{birth}, columns[2:]...)...)
	}
	blanks := make([][]string, rows)
	for i := range blanks {
		blanks[i] = []string{strconv.Itoa(i+1) + "\n\u00a0"} // two lines high: people write by hand
	}
	d.Table(columns, blanks)
	d.Small(o.with("petition.consent", lang.Args{"Version": SigningVersion()}))
	d.Signature(o.say("petition.collected"), o.say("sign.date"))
	return d, nil
}
