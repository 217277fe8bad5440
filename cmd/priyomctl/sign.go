package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/paper/handout"
	"priyom/store"
)

// signing is what `sign` is told.
type signing struct {
	name, address, settlement, birth, method, strokes, sheet, date, checked, paper string
	row                                                                            int
	consent, again                                                                 bool
}

func (t *terminal) signCommand() *cobra.Command {
	var a signing
	c := &cobra.Command{
		Use: "sign PETITION", Short: "take a signature under a petition; it is durable once its id is printed", Args: cobra.ExactArgs(1),
		Long: "Take a signature under a petition, by its number or id. A drawn one is a JSON file: {\"width\": W, \"height\": H,\n" +
			"\"strokes\": [[[x, y, milliseconds], …], …]}.",
		RunE: func(cmd *cobra.Command, args []string) error { return t.sign(cmd.Context(), args[0], a) },
	}
	f := c.Flags()
	f.StringVar(&a.name, "name", "", "full name")
	f.StringVar(&a.address, "address", "", "street, house, flat")
	f.StringVar(&a.settlement, "settlement", "", "village or town; may be left out where the petition is for one alone")
	f.StringVar(&a.birth, "birth", "", "year or date of birth, such as 1961 or 09.05.1961")
	f.StringVar(&a.method, "method", "", "drawn or wet")
	f.StringVar(&a.strokes, "strokes", "", "with drawn: the file of the drawing")
	f.StringVar(&a.sheet, "sheet", "", "with wet: the sheet's id")
	f.IntVar(&a.row, "row", 0, "with wet: the row, from 1")
	f.StringVar(&a.date, "date", "", "with wet: the day it was signed; without it today")
	f.StringVar(&a.checked, "checked", "", "how it was known who signs: passport, document, known or sheet")
	f.BoolVar(&a.consent, "consent", false, "the person agreed to the text of the consent for signing petitions (text "+handout.SigningVersion()+")")
	f.StringVar(&a.paper, "consent-sheet", "", "number of the signed consent sheet")
	f.BoolVar(&a.again, "again", false, "even if the same person seems to have signed here, or the row was keyed in before")
	return c
}

func (t *terminal) sign(ctx context.Context, which string, a signing) error {
	s, err := t.open(ctx)
	if err != nil {
		return err
	}
	p, err := findPetition(ctx, s, which)
	if err != nil {
		return err
	}
	g, err := a.signature(p)
	if err != nil {
		return fmt.Errorf("not saved: %w", err)
	}
	if wrong := g.Validate(p.Petition, civic.DateOf(time.Now())); len(wrong) > 0 {
		return fmt.Errorf("not saved: %w", signError(wrong))
	}
	if !a.again {
		if err := unsigned(ctx, s, p, g); err != nil {
			return fmt.Errorf("not saved: %w", err)
		}
	}
	fresh, err := s.NewSignature(p.ID)
	if err != nil {
		return err
	}
	g.ID = fresh.ID
	if g, err = s.Sign(ctx, g); err != nil {
		return err
	}
	return t.printJSON(struct {
		ID         civic.SignatureID `json:"id"`
		Petition   string            `json:"petition"`
		TextHash   string            `json:"text_sha256"`
		Method     civic.Proof       `json:"method"`
		Consent    string            `json:"consent"`
		CapturedAt time.Time         `json:"captured_at"`
	}{g.ID, p.Number, g.Text.String(), g.Proof, g.Consent.Version, g.CapturedAt})
}

// signError names the fields that are wrong, with nothing that was typed.
func signError(wrong civic.Problems) error {
	said := make([]string, len(wrong))
	for i, p := range wrong {
		said[i] = p.Field + ": " + strings.TrimPrefix(p.Key, "validate.")
	}
	return errors.New(strings.Join(said, "; "))
}

// unsigned looks whether the row was keyed in before, and whether the same person seems to have signed here.
func unsigned(ctx context.Context, s *store.Store, p store.Petition, g civic.Signature) error {
	if g.Proof == civic.ProofWet {
		taken, err := s.RowTaken(ctx, g.Sheet, g.Row)
		if err != nil {
			return err
		}
		if taken {
			return fmt.Errorf("row %d of sheet %s was keyed in before; --again saves it all the same", g.Row, g.Sheet)
		}
	}
	same, err := s.SameSigner(ctx, p.Petition, g.Signatory)
	if err == nil && len(same) > 0 {
		err = fmt.Errorf("the same person seems to have signed here on %s; --again saves it all the same", same[0].SignedOn)
	}
	return err
}

func (a signing) signature(p store.Petition) (g civic.Signature, err error) {
	g = civic.Signature{
		Petition: p.ID, Text: p.Hash(), Proof: civic.Proof(a.method), SignedOn: civic.DateOf(time.Now()), Settlement: a.settlement,
		Checked: civic.Checked(a.checked), Sheet: a.sheet, Row: a.row,
		Consent:   civic.Consent{Given: a.consent, Sheet: a.paper, Version: handout.SigningReference()},
		Signatory: civic.Signatory{Name: a.name, Address: a.address},
	}
	if g.Settlement == "" && len(p.Settlements) == 1 {
		g.Settlement = p.Settlements[0]
	}
	if g.Signatory.Birth, err = civic.ParseDate(a.birth); err != nil {
		return g, fmt.Errorf("--birth: %w; write it as 1961 or 09.05.1961", err)
	}
	if a.date != "" {
		if g.SignedOn, err = civic.ParseDate(a.date); err != nil {
			return g, fmt.Errorf("--date: %w; write it as 24.11.2026", err)
		}
	}
	if a.strokes != "" {
		g.Signatory.Drawing, err = readStrokes(a.strokes)
		g.Signatory.Drawing.Text = p.Hash()
	}
	return g, err
}

// readStrokes reads a drawing from its file.
func readStrokes(name string) (d civic.Drawing, err error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return d, err
	}
	var f struct {
		Width   int        `json:"width"`
		Height  int        `json:"height"`
		Strokes [][][3]int `json:"strokes"`
	}
	if err := json.Unmarshal(raw, &f); err != nil {
		return d, fmt.Errorf("%s is no drawing: %w", name, err)
	}
	d.Width, d.Height = f.Width, f.Height
	for _, line := range f.Strokes {
		var s civic.Stroke
		for _, p := range line {
			s = append(s, civic.InkPoint{X: p[0], Y: p[1], At: time.Duration(p[2]) * time.Millisecond})
		}
		d.Strokes = append(d.Strokes, s)
	}
	if _, err := civic.ParseDrawing(d.Bytes()); err != nil {
		return civic.Drawing{}, fmt.Errorf("%s: %w", name, err)
	}
	return d, nil
}
