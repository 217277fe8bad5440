package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/lang"
	"priyom/register"
	"priyom/store"
)

// listing is what `report list` is told.
type listing struct {
	text, due, from, until, sort, theme string
	states, settlements, categories     []string
	operators                           []uint
	down, asJSON, personal              bool
	csv, xlsx, pdf, language            string
}

func (t *terminal) listCommand() *cobra.Command {
	var l listing
	c := &cobra.Command{
		Use: "list", Short: "list the reports taken here, the newest first; write them as a table", Args: cobra.NoArgs,
		Long: "List the reports taken here, the newest first. All filters together must hold; of one given several times, any.\n" +
			"With --csv, --xlsx or --pdf they are written into a file instead, without anything about the citizens unless --personal is given.",
		RunE: func(cmd *cobra.Command, _ []string) error { return t.list(cmd.Context(), l) },
	}
	f := c.Flags()
	f.BoolVar(&l.asJSON, "json", false, "as JSON")
	f.StringVar(&l.text, "find", "", "only those with these words")
	f.StringArrayVar(&l.states, "state", nil, "only in this state, such as queued; may be given several times")
	f.StringArrayVar(&l.settlements, "settlement", nil, "only of this settlement, as it is written; may be given several times")
	f.StringArrayVar(&l.categories, "category", nil, "only of this category; may be given several times")
	f.StringVar(&l.theme, "theme", "", "only of this theme")
	f.UintSliceVar(&l.operators, "operator", nil, "only taken by this operator's number; 0 is nobody")
	f.StringVar(&l.due, "due", "", "only with a running deadline: overdue, today, 3-days or week")
	f.StringVar(&l.from, "from", "", "only received on this day or later, as 2026-11-24")
	f.StringVar(&l.until, "until", "", "only received on this day or before")
	f.StringVar(&l.sort, "sort", "", "in this order: "+strings.Join(sortNames(), ", "))
	f.BoolVar(&l.down, "reverse", false, "the other way round")
	f.StringVar(&l.csv, "csv", "", "write them into this file as CSV")
	f.StringVar(&l.xlsx, "xlsx", "", "write them into this file as XLSX")
	f.StringVar(&l.pdf, "pdf", "", "write them into this file as a list on paper")
	f.BoolVar(&l.personal, "personal", false, "with names, phones and addresses in the file")
	f.StringVar(&l.language, "lang", string(civic.LangRU), "language of the file: ru, uk or en")
	c.MarkFlagsMutuallyExclusive("json", "csv", "xlsx", "pdf")
	return c
}

func sortNames() (names []string) {
	for _, s := range store.Sorts() {
		if s != store.SortTaken {
			names = append(names, string(s))
		}
	}
	return names
}

// query is the listing as a question to the store.
func (l listing) query(known *civic.Classifier, now time.Time) (q store.Query, err error) {
	q = store.Query{Text: l.text, Settlements: l.settlements, Sort: store.Sort(l.sort), Down: l.down}
	if !slices.Contains(store.Sorts(), q.Sort) {
		return q, fmt.Errorf("no order %q: give one of %s", l.sort, strings.Join(sortNames(), ", "))
	}
	for _, s := range l.states {
		if !civic.Status(s).Known() {
			return q, fmt.Errorf("no state %q", s)
		}
		q.Statuses = append(q.Statuses, civic.Status(s))
	}
	for _, s := range l.categories {
		q.Categories = append(q.Categories, civic.CategorySlug(s))
	}
	if l.theme != "" {
		theme, ok := known.Theme(civic.ThemeSlug(l.theme))
		if !ok {
			return q, fmt.Errorf("no theme %q", l.theme)
		}
		for _, c := range theme.Categories {
			q.Categories = append(q.Categories, c.Slug)
		}
	}
	for _, n := range l.operators {
		q.Operators = append(q.Operators, civic.OperatorID(min(n, 1<<16-1)))
	}
	switch l.due {
	case "":
	case "overdue":
		q.Due = store.Overdue(now)
	case "today":
		q.Due = store.DueWithin(0, now)
	case "3-days":
		q.Due = store.DueWithin(3, now)
	case "week":
		q.Due = store.DueWithin(7, now)
	default:
		return q, fmt.Errorf("--due %s: give overdue, today, 3-days or week", l.due)
	}
	if q.Taken.From, err = parseDay(l.from, 0); err == nil {
		q.Taken.Until, err = parseDay(l.until, 1)
	}
	return q, err
}

// parseDay is the midnight of a day, so many days later; the zero time for "".
func parseDay(s string, later int) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, s, time.Local)
	if err != nil {
		return day, fmt.Errorf("%q is no day: write it like 2026-11-24", s)
	}
	return day.AddDate(0, 0, later), nil
}

func (t *terminal) list(ctx context.Context, l listing) error {
	known, err := classifier()
	if err != nil {
		return err
	}
	q, err := l.query(known, time.Now())
	if err != nil {
		return err
	}
	s, err := t.open(ctx)
	if err != nil {
		return err
	}
	ids, err := s.Find(ctx, q)
	if err != nil {
		return err
	}
	switch {
	case l.csv != "":
		return t.export(ctx, s, known, ids, l, l.csv, register.CSV)
	case l.xlsx != "":
		return t.export(ctx, s, known, ids, l, l.xlsx, register.XLSX)
	case l.pdf != "":
		return t.export(ctx, s, known, ids, l, l.pdf, register.PDF)
	}
	rows, err := s.Summaries(ctx, ids)
	if err != nil {
		return err
	}
	if l.asJSON {
		list := []reportJSON{}
		for _, row := range rows {
			list = append(list, rowJSON(row))
		}
		return t.printJSON(list)
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", row.Number, row.CapturedAt.Local().Format(time.DateTime), row.Status, row.Category, oneLine(row.Text))
	}
	return w.Flush()
}

// export writes reports into a file.
func (t *terminal) export(ctx context.Context, s *store.Store, known *civic.Classifier, ids []civic.ReportID, l listing, path string, f register.Format) error {
	book, err := newBook(ctx, s, known, l.language)
	if err != nil {
		return err
	}
	if f == register.PDF {
		doc, err := book.List(ctx, ids, l.personal, nil, time.Now())
		if err == nil {
			err = register.SavePDF(path, doc)
		}
		if err != nil {
			return err
		}
	} else if err := register.Save(path, book.Sheet(ctx, ids, l.personal, nil), f); err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%d reports in %s\n", len(ids), path)
	return nil
}

// newBook is the journal as it is written in a language.
func newBook(ctx context.Context, s *store.Store, known *civic.Classifier, language string) (b register.Book, err error) {
	catalogue, err := lang.Load()
	if err != nil {
		return b, err
	}
	b = register.Book{Store: s, Known: known, Voice: catalogue.Voice(civic.Lang(language)), Operators: map[civic.OperatorID]string{}}
	operators, err := s.Operators(ctx)
	if err != nil {
		return b, err
	}
	for _, o := range operators {
		b.Operators[o.ID] = o.Name
	}
	return b, nil
}
