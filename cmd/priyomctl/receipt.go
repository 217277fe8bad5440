package main

import (
	"context"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/lang"
	"priyom/paper"
	"priyom/paper/handout"
	"priyom/receipt"
	"priyom/store"
)

// errAsked ends a check that couldn't be made, for whatever reason: it says nothing about the receipt.
var errAsked = errors.New("not checked")

func (t *terminal) receiptCommand() *cobra.Command {
	var file, language string
	var roll, stub bool
	c := &cobra.Command{
		Use: "receipt ID -o FILE.pdf", Short: "make a report's paper receipt, by its id or number; check one", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			on := paper.A5Landscape
			switch {
			case roll:
				on = paper.Roll80
			case stub:
				on = paper.A4
			}
			return t.receipt(cmd.Context(), args[0], file, civic.Lang(language), on)
		},
	}
	c.Flags().StringVarP(&file, "output", "o", "", "PDF file to write")
	c.Flags().BoolVar(&roll, "roll", false, "for a receipt printer, 80 mm wide; otherwise half of an A4 sheet")
	c.Flags().BoolVar(&stub, "stub", false, "a whole A4 sheet: the receipt, and below it the stub that the point keeps")
	c.Flags().StringVar(&language, "lang", string(civic.LangRU), "language: ru, uk or en")
	c.MarkFlagsMutuallyExclusive("roll", "stub")
	if err := c.MarkFlagRequired("output"); err != nil {
		panic(err) // the flag is declared above
	}
	c.AddCommand(t.checkCommand())
	return c
}

// receipt writes a report's receipt. Without a certificate from the portal it has no code, and that is said.
func (t *terminal) receipt(ctx context.Context, which, file string, l civic.Lang, on paper.Paper) error {
	s, err := t.open(ctx)
	if err != nil {
		return err
	}
	r, err := find(ctx, s, which)
	if err != nil {
		return err
	}
	if r.Status == civic.StatusDraft {
		return fmt.Errorf("%s is a draft: it has no receipt yet", which)
	}
	office, err := t.office(ctx, s, l)
	if err != nil {
		return err
	}
	code, err := s.ReceiptText(ctx, r.ID)
	if err != nil {
		return err
	}
	if code == "" {
		fmt.Fprintln(t.err, "priyomctl: no code on it: the portal hasn't certified this computer yet; sync and make it again")
	}
	d, err := office.Receipt(on, r, code)
	if err != nil {
		return err
	}
	if err := writePrivate(file, d.PDF); err != nil {
		return err
	}
	return t.printJSON(struct {
		Number string `json:"number"`
		File   string `json:"file"`
		Pages  int    `json:"pages"`
		Code   string `json:"code"` // of the QR code; "" without
	}{r.Number, file, len(d.Pages()), code})
}

func find(ctx context.Context, s *store.Store, which string) (civic.Report, error) {
	id, err := civic.ParseReportID(which)
	if err != nil {
		if id, err = s.ByNumber(ctx, which); err != nil {
			return civic.Report{}, err
		}
	}
	return s.Report(ctx, id)
}

// office is this computer as it stands on papers.
func (t *terminal) office(ctx context.Context, s *store.Store, l civic.Lang) (o handout.Office, err error) {
	known, err := classifier()
	if err != nil {
		return o, err
	}
	words, err := lang.Load()
	if err != nil {
		return o, err
	}
	e, err := s.Enrolment(ctx)
	if err != nil && !errors.Is(err, store.ErrNotEnrolled) {
		return o, err
	}
	routing, err := s.Routing(ctx)
	if err != nil {
		return o, err
	}
	offices, err := s.Offices(ctx)
	return handout.Office{
		District: e.PortalName, Place: e.Place, Voice: words.Voice(l), Known: known, Routing: routing, Reach: offices.At(e.Place), Now: time.Now(),
	}, err
}

// writePrivate writes a file that only its owner reads, or leaves what was there if anything goes wrong.
func writePrivate(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".priyom-*") // 0600
	if err != nil {
		return err
	}
	err = errors.Join(write(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func (t *terminal) checkCommand() *cobra.Command {
	var key string
	c := &cobra.Command{
		Use: "check QR-TEXT", Short: "check a receipt by its QR code's text, without a network: 0 genuine, 1 not, 2 couldn't be checked", Args: asked(cobra.ExactArgs(1)),
		Long: "Check the text of a receipt's QR code; - reads it from standard input. The key is that of the portal this home folder is\n" +
			"enrolled at, or the one given. Whether the device has been revoked since, only the portal knows.",
		RunE: func(cmd *cobra.Command, args []string) error {
			text := args[0]
			if text == "-" {
				raw, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), 64<<10))
				if err != nil {
					return fmt.Errorf("%w: %w", errAsked, err)
				}
				text = string(raw)
			}
			return t.check(cmd.Context(), text, key)
		},
	}
	c.Flags().StringVar(&key, "portal-key", "", "the portal's signing key, 32 bytes in hex or base64")
	c.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return fmt.Errorf("%w: %w", errAsked, err) })
	return c
}

// asked makes a wrong command line a check that wasn't made.
func asked(args cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if err := args(cmd, given); err != nil {
			return fmt.Errorf("%w: %w", errAsked, err)
		}
		return nil
	}
}

// checkJSON is what a genuine receipt says.
type checkJSON struct {
	Genuine    bool           `json:"genuine"`
	Reason     receipt.Reason `json:"reason,omitempty"` // why not
	Number     string         `json:"number,omitempty"`
	Report     string         `json:"report,omitempty"`
	CapturedAt *time.Time     `json:"captured_at,omitempty"`
	Place      string         `json:"place,omitempty"`
	Portal     string         `json:"portal,omitempty"` // its id
	Content    string         `json:"content,omitempty"`
}

// What is known of the report that a receipt is of.
const (
	contentSame    = "same"    // it is in this home folder, just as the receipt says
	contentChanged = "changed" // it is here and isn't what the receipt says
)

func (t *terminal) check(ctx context.Context, text, key string) error {
	c, err := t.checked(ctx, text, key)
	if reason := receipt.ReasonOf(err); reason != "" {
		if err := t.printJSON(checkJSON{Reason: reason}); err != nil {
			return fmt.Errorf("%w: %w", errAsked, err)
		}
		return fmt.Errorf("not genuine: %s", reasons[reason])
	}
	if err != nil {
		return fmt.Errorf("%w: %w", errAsked, err)
	}
	j := checkJSON{
		Genuine: !c.Changed, Number: c.Number, Report: c.Report.String(), CapturedAt: &c.CapturedAt, Place: c.Device.Place, Portal: c.Device.Portal,
	}
	switch {
	case c.Own:
		j.Content = contentSame
	case c.Changed:
		j.Content = contentChanged
	}
	if err := t.printJSON(j); err != nil {
		return fmt.Errorf("%w: %w", errAsked, err)
	}
	if c.Changed {
		return errors.New("not genuine: the report in this home folder has other content")
	}
	return nil
}

func (t *terminal) checked(ctx context.Context, text, key string) (c store.Checked, err error) {
	if key != "" {
		public, err := readKey(key)
		if err != nil {
			return c, err
		}
		if c.Receipt, err = receipt.Parse(text); err != nil {
			return c, err
		}
		return c, c.Verify("", public)
	}
	if _, err := receipt.Parse(text); err != nil { // needs no home folder
		return c, err
	}
	s, err := t.open(ctx)
	if err != nil {
		return c, err
	}
	return s.CheckReceipt(ctx, text)
}

func readKey(text string) (ed25519.PublicKey, error) {
	text = strings.TrimSpace(text)
	for _, decode := range []func(string) ([]byte, error){hex.DecodeString, base64.StdEncoding.DecodeString, base64.RawURLEncoding.DecodeString} {
		if raw, err := decode(text); err == nil && len(raw) == ed25519.PublicKeySize {
			return raw, nil
		}
	}
	return nil, errors.New("--portal-key is 32 bytes in hex or base64")
}

// reasons are for people at a terminal.
var reasons = map[receipt.Reason]string{
	receipt.ReasonForm:        "this isn't the text of a receipt, or not all of it: scan it again",
	receipt.ReasonVersion:     "the receipt is of a newer version: update this program",
	receipt.ReasonPortal:      "another portal certified it: check it there, or give its --portal-key",
	receipt.ReasonCertificate: "the portal never certified the device that made it",
	receipt.ReasonSignature:   "it was changed after it was signed",
	receipt.ReasonNumber:      "its number is another device's",
	receipt.ReasonExpired:     "its device's certificate had ended when it says it was taken",
}
