package present

import (
	"context"

	"priyom/lang"
	"priyom/paper"
	"priyom/paper/handout"
)

// PrintConsent shows what whoever is in the form agrees to, to be read, printed and signed on paper.
func (s *Petitions) PrintConsent() {
	p, ok := s.current()
	if !ok {
		return
	}
	v, o, g := s.p.Voice(), s.p.office(), s.signature(p)
	args := lang.Args{"Number": p.Number}
	s.p.Preview.Open(Paperwork{
		Title: v.With("petitions.consent.title", args), File: v.With("petitions.consent.file", args), Papers: []paper.Paper{paper.A4},
		Make: func(context.Context, paper.Paper) (*paper.Document, error) { return o.SigningConsent(p.Petition, g) },
	})
}

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
