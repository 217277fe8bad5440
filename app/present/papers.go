package present

import (
	"context"
	"errors"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
	"priyom/paper/handout"
	"priyom/store"
)

// PaperKind is one of the papers that a report has.
type PaperKind string

// The papers of a report.
const (
	PaperReceipt PaperKind = "receipt"
	PaperConsent PaperKind = "consent"
	PaperAppeal  PaperKind = "appeal"
	PaperCard    PaperKind = "card" // all that is known of it, for the point's own file
)

// office is this reception point as it stands on papers.
func (p *Point) office() handout.Office {
	return handout.Office{
		District: p.enrolment.PortalName, Place: p.enrolment.Place, Voice: p.Voice(), Known: p.env.Known, Routing: p.routing, Reach: p.offices.At(p.enrolment.Place), Now: p.env.Clock(),
	}
}

// Report shows one of a report's papers. What it says is read when it is shown, so that it is what lies on the disk.
func (r *Preview) Report(kind PaperKind, id civic.ReportID, number string) {
	v, o, s := r.p.Voice(), r.p.office(), r.p.store
	args := lang.Args{"Number": number}
	w := Paperwork{Title: v.With("papers."+string(kind)+".title", args), File: v.With("papers."+string(kind)+".file", args), Papers: []paper.Paper{paper.A4}}
	switch kind {
	case PaperReceipt:
		w.Papers, w.Kind = []paper.Paper{paper.A4, paper.A5Landscape, paper.Roll80}, "receipt"
		w.Make = func(ctx context.Context, on paper.Paper) (*paper.Document, error) {
			report, err := s.Report(ctx, id)
			if err != nil {
				return nil, err
			}
			code, err := s.ReceiptText(ctx, id)
			if err != nil {
				return nil, err
			}
			by := o
			if by.Operator, err = operatorOfReport(ctx, s, report.Operator); err != nil {
				return nil, err
			}
			return by.Receipt(on, report, code)
		}
	case PaperConsent:
		w.Make = func(ctx context.Context, _ paper.Paper) (*paper.Document, error) {
			report, err := s.Report(ctx, id)
			if err != nil {
				return nil, err
			}
			return o.Consent(report.Reporter, report.Reporter.Consent.Sheet)
		}
	case PaperAppeal:
		w.Make = func(ctx context.Context, _ paper.Paper) (*paper.Document, error) {
			report, err := s.Report(ctx, id)
			if err != nil {
				return nil, err
			}
			return o.Appeal(report)
		}
	case PaperCard:
		w.Make = func(ctx context.Context, _ paper.Paper) (*paper.Document, error) {
			book, err := r.p.book(ctx, v)
			if err != nil {
				return nil, err
			}
			return book.Card(ctx, id, o.Now)
		}
	}
	r.Open(w)
}

// operatorOfReport is the name of who took a report; "" if nobody told.
func operatorOfReport(ctx context.Context, s *store.Store, id civic.OperatorID) (string, error) {
	if id == civic.NoOperator {
		return "", nil
	}
	all, err := s.Operators(ctx)
	for _, o := range all {
		if o.ID == id {
			return o.Name, err
		}
	}
	return "", err
}

// ConsentNow shows the consent for whom is in the form: they sign it before the report is saved.
func (r *Preview) ConsentNow(who civic.Reporter) {
	v, o := r.p.Voice(), r.p.office()
	r.Open(Paperwork{
		Title: v.Say("papers.consent.blank"), File: v.Say("papers.consent.blank"), Papers: []paper.Paper{paper.A4},
		Make: func(context.Context, paper.Paper) (*paper.Document, error) { return o.Consent(who, who.Consent.Sheet) },
	})
}

// Blank shows the form for days without a computer.
func (r *Preview) Blank() {
	v, o := r.p.Voice(), r.p.office()
	r.Open(Paperwork{
		Title: v.Say("papers.blank.title"), File: v.Say("papers.blank.title"), Papers: []paper.Paper{paper.A4},
		Make: func(context.Context, paper.Paper) (*paper.Document, error) { return o.Blank() },
	})
}

// Letter shows an official answer to a report.
func (r *Preview) Letter(a civic.Answer) {
	v, o, s := r.p.Voice(), r.p.office(), r.p.store
	args := lang.Args{"Number": a.Number}
	r.Open(Paperwork{
		Title: v.With("papers.letter.title", args), File: v.With("papers.letter.file", args), Papers: []paper.Paper{paper.A4},
		Make: func(ctx context.Context, _ paper.Paper) (*paper.Document, error) {
			report, err := s.Report(ctx, a.Report)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, err
			}
			return o.Letter(a, report)
		},
	})
}

// Paper shows one of the papers of the report that is selected in the journal.
func (j *Journal) Paper(kind PaperKind) {
	if j.details != nil && !j.details.Draft {
		j.p.Preview.Report(kind, j.details.ID, j.details.Number)
	}
}

// PrintReceipt shows the receipt of the report that was saved last, and says whether there is one.
func (in *Intake) PrintReceipt() bool {
	if in.done.Number == "" || in.done.Elsewhere || in.done.Joined {
		return false
	}
	in.p.Preview.Report(PaperReceipt, in.done.ID, in.done.Number)
	return true
}

// PrintConsent shows the consent for whoever is in the form, to be signed.
func (in *Intake) PrintConsent() { in.p.Preview.ConsentNow(in.trimmed().Reporter) }
