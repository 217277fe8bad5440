package register

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"priyom/civic"
	"priyom/durable"
	"priyom/lang"
	"priyom/paper"
	"priyom/store"
)

// PDF is the register on paper.
const PDF Format = "pdf"

// MaxPrinted is how many reports are printed at once: some 250 pages.
const MaxPrinted = 5000

// ErrLong is returned for a list that nobody would print.
var ErrLong = errors.New("register: too long to print")

// List is these reports as a list on paper; under are lines that say what is listed.
func (b Book) List(ctx context.Context, ids []civic.ReportID, personal bool, under []string, now time.Time) (*paper.Document, error) {
	if len(ids) > MaxPrinted {
		return nil, fmt.Errorf("%w: %d reports", ErrLong, len(ids))
	}
	fields := []Field{FieldNumber, FieldReceived, FieldCategory, FieldAddress}
	if personal {
		fields = append(fields, FieldName, FieldPhone)
	}
	fields = append(fields, FieldStatus, FieldDue, FieldOperator)
	columns := make([]paper.TableColumn, len(fields))
	for i, f := range fields {
		columns[i].Title = b.Voice.Say("register.field." + string(f))
	}
	var rows [][]string
	for from := 0; from < len(ids); from += rowsRead {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		some, err := b.Store.Summaries(ctx, ids[from:min(from+rowsRead, len(ids))])
		if err != nil {
			return nil, err
		}
		for _, s := range some {
			row := make([]string, len(fields))
			for i, f := range fields {
				row[i] = b.printed(f, s)
			}
			rows = append(rows, row)
		}
	}
	v := b.Voice
	sheet := paper.Sheet{Paper: paper.A4Landscape, Title: v.Say("register.sheet"), Voice: v, At: now, Foot: v.With("register.print.foot", lang.Args{"Day": day(now)})}
	under = append(under, v.Count("count.reports", len(ids), nil))
	return paper.NewTable(sheet, under, columns, rows, v.Say("journal.empty.kind.title")), nil
}

// printed is a field as it stands on paper.
func (b Book) printed(f Field, s store.Summary) string {
	if f == FieldAddress {
		return commaed(s.Place.Settlement, s.Place.Address)
	}
	if at, ok := b.cell(f, s).(time.Time); ok {
		return day(at)
	}
	return text(b.cell(f, s))
}

func commaed(parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, ", ")
}

// day is a date as it is written on paper; "" without one.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("02.01.2006")
}

// Card is one report on paper: all that is known here of it, and what became of it.
func (b Book) Card(ctx context.Context, id civic.ReportID, now time.Time) (*paper.Document, error) {
	r, err := b.Store.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	rows, err := b.Store.Summaries(ctx, []civic.ReportID{id})
	if err != nil {
		return nil, err
	}
	history, err := b.Store.History(ctx, id)
	if err != nil {
		return nil, err
	}
	said, err := b.Store.Messages(ctx, id)
	if err != nil {
		return nil, err
	}
	v, s := b.Voice, rows[0]
	d := paper.New(paper.Sheet{
		Paper: paper.A4, Title: v.With("register.card.title", lang.Args{"Number": s.Number}), Voice: v, At: now, Foot: v.With("register.print.foot", lang.Args{"Day": day(now)}),
	})
	d.Heading(d.Sheet().Title)
	d.Subheading(text(b.cell(FieldCategory, s)))
	pairs := []paper.Pair{}
	for _, f := range []Field{
		FieldOrigin, FieldReceived, FieldChannel, FieldAddress, FieldStatus, FieldDue, FieldDelivered, FieldOperator, FieldName, FieldPhone, FieldReplyTo, FieldSheet,
	} {
		if value := b.printed(f, s); value != "" {
			pairs = append(pairs, paper.Pair{Label: v.Say("register.field." + string(f)), Value: value})
		}
	}
	d.Pairs(pairs...)
	d.Subheading(v.Say("register.field.text"))
	d.Paragraph(r.Text)
	if len(history) > 0 {
		d.Subheading(v.Say("details.history"))
		lines := make([][]string, 0, len(history))
		for _, e := range history {
			lines = append(lines, []string{e.At.Local().Format("02.01.2006 15:04"), b.word("status.", string(e.Status)), e.Note})
		}
		d.Table([]paper.TableColumn{{Title: v.Say("register.card.when"), Width: 34}, {Title: v.Say("register.field.status"), Width: 40}, {Title: v.Say("register.card.note")}}, lines)
	}
	if len(said) > 0 {
		d.Subheading(v.Say("dialogue.title"))
		lines := make([][]string, 0, len(said))
		for _, m := range said {
			lines = append(lines, b.message(m))
		}
		d.Table([]paper.TableColumn{{Title: v.Say("register.card.when"), Width: 34}, {Title: v.Say("register.card.who"), Width: 40}, {Title: v.Say("register.field.text")}}, lines)
	}
	d.Signature(v.Say("register.card.signature"), v.Say("register.card.date"))
	return d, nil
}

// message is one line of the dialogue: when, who, what.
func (b Book) message(m store.Message) []string {
	who, open := m.Author, "dialogue.public"
	switch {
	case m.Side == civic.SidePoint:
		who = b.Voice.Say("dialogue.point")
	case who == "":
		who = b.Voice.Say("dialogue.office")
	}
	if m.Private {
		open = "dialogue.private"
	}
	text := m.Text
	if m.Erased {
		text = b.Voice.Say("dialogue.erased")
	}
	return []string{m.At.Local().Format("02.01.2006 15:04"), who + " (" + b.Voice.Say(open) + ")", text}
}

// SavePDF writes a document into a file that is there whole, or not at all.
func SavePDF(path string, d *paper.Document) error {
	var b bytes.Buffer
	if err := d.PDF(&b); err != nil {
		return fmt.Errorf("register: print: %w", err)
	}
	return durable.Replace(path, b.Bytes())
}
