package present

import (
	"context"

	"priyom/lang"
	"priyom/paper"
	"priyom/paper/handout"
)

// PrintSheet gives a blank sheet for signatures by hand its id and shows it before it is printed.
func (s *Petitions) PrintSheet() {
	p, ok := s.current()
	if !ok {
		return
	}
	s.p.write.do(func(ctx context.Context) func() {
		sheet, err := s.p.store.NewSheet(ctx, p.ID, handout.SheetRows)
		return func() {
			if err != nil {
				s.p.failed("no sheet", err)
				return
			}
			v, o := s.p.Voice(), s.p.office()
			args := lang.Args{"Number": p.Number, "Sheet": sheet.ID}
			s.loadSheets()
			s.p.Preview.Open(Paperwork{
				Title: v.With("petitions.print.title", lang.Args{"Number": p.Number}), File: v.With("petitions.print.file", args), Papers: []paper.Paper{paper.A4Landscape},
				Make: func(context.Context, paper.Paper) (*paper.Document, error) {
					return o.SignatureSheet(p.Petition, sheet.ID, sheet.Rows)
				},
			})
		}
	})
}
