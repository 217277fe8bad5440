package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/portal"
)

func (o *office) petitionCommand() *cobra.Command {
	c := &cobra.Command{Use: "petition", Short: "petitions, and how their signatures count"}
	c.AddCommand(o.petitionAdd(), o.petitionList(), o.petitionShow(), o.petitionClose())
	return c
}

// petitionFlags are a new petition as it is said on the command line.
type petitionFlags struct {
	title, textFile, text, from, to, birth string
	settlements, proofs                    []string
	threshold, base, minAge                int
	share                                  float64
	json                                   bool
}

func (o *office) petitionAdd() *cobra.Command {
	var f petitionFlags
	c := &cobra.Command{
		Use: "add", Short: "publish a petition: its text can't be changed afterwards", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			p, err := f.petition()
			if err != nil {
				return err
			}
			return o.with(func(at *portal.Portal) error {
				published, err := at.Publish(c.Context(), p)
				var wrong civic.Problems
				if errors.As(err, &wrong) {
					return notPublished(wrong)
				}
				if err != nil {
					return err
				}
				if f.json {
					return o.json(published)
				}
				fmt.Fprintf(o.out, "%s\n", published.Number)
				return nil
			})
		},
	}
	s := c.Flags()
	s.StringVar(&f.title, "title", "", "its title, one line")
	s.StringVar(&f.text, "text", "", "the exact text")
	s.StringVar(&f.textFile, "text-file", "", "a file with the exact text, UTF-8")
	s.StringVar(&f.from, "from", "", "first day, such as 2026-12-01")
	s.StringVar(&f.to, "to", "", "last day")
	s.StringArrayVar(&f.settlements, "settlement", nil, "whose people may sign, once for each; without it the whole district")
	s.IntVar(&f.threshold, "threshold", 0, "how many valid signatures it takes")
	s.Float64Var(&f.share, "share", 0, "or: per cent of --base")
	s.IntVar(&f.base, "base", 0, "how many people --share is of")
	s.StringArrayVar(&f.proofs, "proof", []string{"drawn", "wet"}, "kinds of signature: drawn, wet, portal")
	s.StringVar(&f.birth, "birth", "year", "what is asked about birth: none, year, date")
	s.IntVar(&f.minAge, "min-age", 0, "whole years on the day of signing")
	s.BoolVar(&f.json, "json", false, "for programs")
	return c
}

func (f petitionFlags) petition() (civic.Petition, error) {
	p := civic.Petition{
		Title: f.title, Text: f.text, Settlements: f.settlements, Birth: civic.BirthRule(strings.TrimPrefix(f.birth, "none")), MinAge: f.minAge,
		Threshold: civic.Threshold{Count: f.threshold, PerMille: int(f.share*10 + 0.5), Base: f.base},
	}
	if f.textFile != "" {
		raw, err := os.ReadFile(f.textFile)
		if err != nil {
			return p, err
		}
		p.Text = string(raw)
	}
	var err error
	if p.From, err = civic.ParseDate(f.from); err != nil {
		return p, fmt.Errorf("--from %s: %w; write it as 2026-12-01", f.from, err)
	}
	if p.To, err = civic.ParseDate(f.to); err != nil {
		return p, fmt.Errorf("--to %s: %w; write it as 2026-12-01", f.to, err)
	}
	for _, proof := range f.proofs {
		p.Proofs = append(p.Proofs, civic.Proof(proof))
	}
	return p, nil
}

// notPublished says what is wrong, field by field.
func notPublished(wrong civic.Problems) error {
	said := make([]string, len(wrong))
	for i, problem := range wrong {
		said[i] = fmt.Sprintf("%s: %s", problem.Field, strings.TrimPrefix(problem.Key, "validate."))
		if most, ok := problem.Args["Max"]; ok {
			said[i] += fmt.Sprintf(" (at most %v)", most)
		}
	}
	return fmt.Errorf("not published: %s", strings.Join(said, "; "))
}

func (o *office) petitionList() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "list them, the last published first", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				list, err := p.Petitions(c.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return o.json(list)
				}
				w := tabwriter.NewWriter(o.out, 0, 4, 2, ' ', 0)
				for _, p := range list {
					fmt.Fprintf(w, "%s\t%s to %s\t%d of %d valid\t%s\n", p.Number, p.From, p.To, p.Valid, p.Threshold, p.Title)
				}
				return w.Flush()
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

func (o *office) petitionShow() *cobra.Command {
	var asJSON, signatures bool
	c := &cobra.Command{
		Use: "show NUMBER", Short: "show one, and with --signatures how each of its signatures counts", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(at *portal.Portal) error {
				p, err := at.Petition(c.Context(), args[0])
				if err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
				shown := struct {
					portal.Petition
					Signatures []portal.Signature `json:"signatures,omitempty"`
				}{Petition: p}
				if signatures {
					if shown.Signatures, err = at.Signatures(c.Context(), p.ID); err != nil {
						return err
					}
				}
				if asJSON {
					return o.json(shown)
				}
				o.showPetition(p, shown.Signatures)
				return nil
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	c.Flags().BoolVar(&signatures, "signatures", false, "with every signature's state; who signed is not told")
	return c
}

func (o *office) showPetition(p portal.Petition, signatures []portal.Signature) {
	fmt.Fprintf(o.out, "%s  %s\n\n%s\n\nSHA-256 of the text  %s\n", p.Number, p.Title, p.Text, p.TextHash)
	where := "the whole district"
	if len(p.Settlements) > 0 {
		where = strings.Join(p.Settlements, ", ")
	}
	fmt.Fprintf(o.out, "%s to %s, %s\n", p.From, p.To, where)
	fmt.Fprintf(o.out, "%d arrived, %d valid of %d needed, %d duplicates\n", p.Collected, p.Valid, p.Threshold, p.Duplicate)
	if p.ClosedAt != nil {
		fmt.Fprintf(o.out, "closed %s\n", p.ClosedAt.Local().Format("2006-01-02 15:04"))
	}
	for _, s := range slices.Backward(signatures) {
		fmt.Fprintf(o.out, "%s  %s  %s %s  %s  %s\n", s.ID, s.SignedOn, s.State, s.Reason, s.Proof, s.Place)
	}
}

func (o *office) petitionClose() *cobra.Command {
	return &cobra.Command{
		Use: "close NUMBER", Short: "end one: what arrives from now on counts no more", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(p *portal.Portal) error {
				if err := p.ClosePetition(c.Context(), args[0]); err != nil {
					return fmt.Errorf("%s: %w", args[0], err)
				}
				return nil
			})
		},
	}
}
