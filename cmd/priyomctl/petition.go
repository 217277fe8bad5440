package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/paper/handout"
	"priyom/store"
)

func (t *terminal) petitionCommand() *cobra.Command {
	c := &cobra.Command{Use: "petition", Short: "petitions that the portal told of, and blank sheets for them"}
	c.AddCommand(t.petitionListCommand(), t.sheetCommand())
	return c
}

// petition is one as programs read it.
type petition struct {
	ID       civic.PetitionID `json:"id"`
	Number   string           `json:"number"`
	Title    string           `json:"title"`
	Text     string           `json:"text"`
	TextHash string           `json:"text_sha256"`
	From     civic.Date       `json:"from"`
	To       civic.Date       `json:"to"`
	Phase    civic.Phase      `json:"phase"`
	Where    []string         `json:"settlements"` // none: the whole district
	Proofs   []civic.Proof    `json:"proofs"`
	Birth    civic.BirthRule  `json:"birth"`
	MinAge   int              `json:"min_age"`
	Needed   int              `json:"threshold"`
	Valid    int              `json:"valid"` // as the portal counted, all three
	Arrived  int              `json:"collected"`
	Again    int              `json:"duplicate"`
	AsOf     *time.Time       `json:"as_of"`
	Here     int              `json:"here"` // taken at this computer
	Unsent   int              `json:"unsent"`
}

func newPetition(p store.Petition) petition {
	hash := p.Hash()
	out := petition{
		ID: p.ID, Number: p.Number, Title: p.Title, Text: p.Text, TextHash: hash.String(), From: p.From, To: p.To, Where: append([]string{}, p.Settlements...),
		Phase: p.Phase(civic.DateOf(time.Now())), Proofs: p.Proofs, Birth: p.Birth, MinAge: p.MinAge, Needed: p.Threshold.Needed(),
		Valid: p.Tally.Valid, Arrived: p.Tally.Collected, Again: p.Tally.Duplicate, Here: p.Here, Unsent: p.Fresh,
	}
	if !p.Tally.AsOf.IsZero() {
		out.AsOf = &p.Tally.AsOf
	}
	return out
}

func (t *terminal) petitionListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "list them, the last published first", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			all, err := s.Petitions(cmd.Context())
			if err != nil {
				return err
			}
			list := make([]petition, 0, len(all))
			for _, p := range all {
				list = append(list, newPetition(p))
			}
			if asJSON {
				return t.printJSON(list)
			}
			w := tabwriter.NewWriter(t.out, 0, 4, 2, ' ', 0)
			for _, p := range list {
				fmt.Fprintf(w, "%s\t%s\tuntil %s\t%d of %d valid\t%d here\t%s\n", p.Number, p.Phase, p.To, p.Valid, p.Needed, p.Here, p.Title)
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

func (t *terminal) sheetCommand() *cobra.Command {
	var file, language string
	c := &cobra.Command{
		Use: "sheet PETITION -o FILE.pdf", Short: "make a blank sheet for signatures by hand, with an id of its own", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			s, err := t.open(ctx)
			if err != nil {
				return err
			}
			p, err := findPetition(ctx, s, args[0])
			if err != nil {
				return err
			}
			office, err := t.office(ctx, s, civic.Lang(language))
			if err != nil {
				return err
			}
			sheet, err := s.NewSheet(ctx, p.ID, handout.SheetRows)
			if err != nil {
				return err
			}
			d, err := office.SignatureSheet(p.Petition, sheet.ID, sheet.Rows)
			if err != nil {
				return err
			}
			if err := writePrivate(file, d.PDF); err != nil {
				return err
			}
			return t.printJSON(struct {
				Sheet string `json:"sheet"`
				Rows  int    `json:"rows"`
				File  string `json:"file"`
				Code  string `json:"code"`
			}{sheet.ID, sheet.Rows, file, handout.SheetCode(p.Petition, sheet.ID, sheet.Rows)})
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "PDF file to write")
	c.Flags().StringVar(&language, "lang", string(civic.LangRU), "language: ru, uk or en")
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err) // the flag is declared above
	}
	return c
}

// findPetition finds one by its number or id.
func findPetition(ctx context.Context, s *store.Store, which string) (store.Petition, error) {
	all, err := s.Petitions(ctx)
	if err != nil {
		return store.Petition{}, err
	}
	for _, p := range all {
		if p.Number == which || p.ID.String() == which {
			return p, nil
		}
	}
	return store.Petition{}, fmt.Errorf("no petition %s here: `priyomctl sync` fetches what the portal published, `priyomctl petition list` shows it", which)
}
