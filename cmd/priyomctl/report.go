package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/register"
	"priyom/store"
)

func (t *terminal) reportCommand() *cobra.Command {
	c := &cobra.Command{Use: "report", Short: "take, list and show reports"}
	c.AddCommand(t.addCommand(), t.listCommand(), t.showCommand())
	return c
}

// addition is what `report add` is told.
type addition struct {
	category, text, address, settlement string
	lat, lon                            float64
	photos                              []string
	reporter                            civic.Reporter
	reply                               string
}

func (t *terminal) addCommand() *cobra.Command {
	var a addition
	c := &cobra.Command{
		Use: "add --category SLUG --text T", Short: "take a report; it is durable once its number is printed", Args: cobra.NoArgs,
		Long: "Take a report. Giving a name, phone or address states that the person agreed to the processing of these data.\n" +
			"With --reply post and no --reply-address the answer goes to --address.",
		RunE: func(cmd *cobra.Command, _ []string) error { return t.add(cmd.Context(), a, cmd.Flags().Changed("lat")) },
	}
	f := c.Flags()
	f.StringVar(&a.category, "category", "", "category, as `priyomctl categories` lists them")
	f.StringVar(&a.text, "text", "", "in the citizen's words")
	f.StringVar(&a.address, "address", "", "where the problem is")
	f.StringVar(&a.settlement, "settlement", "", "village or town of the problem")
	f.Float64Var(&a.lat, "lat", 0, "latitude, degrees north")
	f.Float64Var(&a.lon, "lon", 0, "longitude, degrees east")
	f.StringArrayVar(&a.photos, "photo", nil, "picture file; may be given several times")
	f.StringVar(&a.reporter.Name, "name", "", "who reports")
	f.StringVar(&a.reporter.Phone, "phone", "", "phone of who reports")
	f.StringVar(&a.reporter.Address, "reply-address", "", "postal address for the answer")
	f.StringVar(&a.reply, "reply", "", "how the answer goes: post, phone or pickup")
	f.StringVar(&a.reporter.Consent.Sheet, "consent-sheet", "", "number of the signed consent sheet")
	c.MarkFlagsRequiredTogether("lat", "lon")
	for _, name := range []string{"category", "text"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // the flag is declared above
		}
	}
	return c
}

// refusal is a file that was not attached.
type refusal struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

func (t *terminal) add(ctx context.Context, a addition, located bool) error {
	known, err := classifier()
	if err != nil {
		return err
	}
	s, err := t.open(ctx)
	if err != nil {
		return err
	}
	r, err := s.NewReport()
	if err != nil {
		return err
	}
	a.fill(&r, located)
	if problems := r.Validate(known); len(problems) > 0 {
		return fmt.Errorf("not saved: %w", problems)
	}
	files, err := openAll(a.photos) // before anything is saved: a mistyped name is the caller's to mend
	defer closeAll(files)
	if err != nil {
		return fmt.Errorf("not saved: %w", err)
	}
	if err := s.SaveDraft(ctx, r); err != nil {
		return err
	}
	refused, err := t.attach(ctx, s, &r, files)
	if err != nil {
		return fmt.Errorf("kept as a draft: %w", err)
	}
	if r, err = s.Capture(ctx, r); err != nil {
		return fmt.Errorf("kept as a draft: %w", err)
	}
	if err := t.printJSON(struct {
		ID         civic.ReportID `json:"id"`
		Number     string         `json:"number"`
		CapturedAt time.Time      `json:"captured_at"`
		Refused    []refusal      `json:"refused,omitempty"`
	}{r.ID, r.Number, r.CapturedAt, refused}); err != nil {
		return err
	}
	if _, err := s.PreparePhotos(ctx); err != nil { // the report is safe: the next sync goes on with this
		fmt.Fprintln(t.err, "priyomctl: copies of the photos will be made later:", err)
	}
	return nil
}

func (a addition) fill(r *civic.Report, located bool) {
	r.Category, r.Text = civic.CategorySlug(a.category), a.text
	r.Place = civic.Place{Address: a.address, Settlement: a.settlement}
	if located {
		r.Place.Position, r.Place.Source = civic.Position{Lat: civic.Degrees(a.lat), Lon: civic.Degrees(a.lon)}, civic.SourceMap
	}
	r.Reporter = a.reporter
	r.Reporter.Reply = civic.ReplyBy(a.reply)
	if r.Reporter.Reply == civic.ReplyPost && r.Reporter.Address == "" {
		r.Reporter.Address = a.address
	}
	if !r.Reporter.IsZero() {
		r.Reporter.Consent.Given = true
	}
}

func openAll(names []string) (files []*os.File, err error) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return files, err
		}
		files = append(files, f)
		if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
			return files, errors.Join(err, fmt.Errorf("%s is no file", name))
		}
	}
	return files, nil
}

func closeAll(files []*os.File) {
	for _, f := range files {
		_ = f.Close() // only read
	}
}

// attach takes the pictures in; what is no picture is named and left out. The first picture that knows where it was
// taken gives the report its position, if nobody said another.
func (t *terminal) attach(ctx context.Context, s *store.Store, r *civic.Report, files []*os.File) (refused []refusal, err error) {
	for _, f := range files {
		p, err := s.AttachPhoto(ctx, r.ID, filepath.Base(f.Name()), f)
		var no *store.RefusedError
		switch {
		case errors.As(err, &no):
			fmt.Fprintf(t.err, "priyomctl: %s not attached: %s\n", f.Name(), no.Key)
			refused = append(refused, refusal{f.Name(), no.Key})
			continue
		case err != nil:
			return refused, err
		case p.State == civic.PhotoUnreadable:
			fmt.Fprintf(t.err, "priyomctl: %s attached as an unreadable original: %s\n", f.Name(), p.Problem)
		}
		if p.Located && r.Place.Source == civic.SourceNone {
			r.Place.Position, r.Place.Source = p.Position, civic.SourcePhoto
		}
	}
	return refused, nil
}

func (t *terminal) showCommand() *cobra.Command {
	var asJSON bool
	var card, language string
	c := &cobra.Command{
		Use: "show ID", Short: "show one report, by its id or number", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			id, err := civic.ParseReportID(args[0])
			if err != nil {
				if id, err = s.ByNumber(cmd.Context(), args[0]); err != nil {
					return err
				}
			}
			r, err := s.Report(cmd.Context(), id)
			if err != nil {
				return err
			}
			if asJSON {
				return t.printJSON(wholeJSON(r))
			}
			if card != "" {
				return t.card(cmd.Context(), s, id, card, language)
			}
			fmt.Fprintf(t.out, "%s  %s  %s\n%s\n%s %s\n", r.Number, r.Status, r.Category, r.Text, r.Place.Settlement, r.Place.Address)
			for _, p := range r.Photos {
				fmt.Fprintf(t.out, "photo %s  %s  %d bytes %s\n", p.Name, p.State, p.Original.Size, p.Problem)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.Flags().StringVar(&card, "pdf", "", "write its card into this file")
	c.Flags().StringVar(&language, "lang", string(civic.LangRU), "language of the card: ru, uk or en")
	return c
}

// card writes one report on paper.
func (t *terminal) card(ctx context.Context, s *store.Store, id civic.ReportID, path, language string) error {
	known, err := classifier()
	if err != nil {
		return err
	}
	book, err := newBook(ctx, s, known, language)
	if err != nil {
		return err
	}
	doc, err := book.Card(ctx, id, time.Now())
	if err != nil {
		return err
	}
	return register.SavePDF(path, doc)
}

func oneLine(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return s
}
