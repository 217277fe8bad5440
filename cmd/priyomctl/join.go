package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/store"
	"priyom/sync/engine"
)

// joining is what a person says on the command line.
type joining struct {
	email, code, lang          string
	consent, browser, nameless bool
}

func (t *terminal) joinCommand() *cobra.Command {
	var j joining
	c := &cobra.Command{
		Use: "join URL", Short: "make this a citizen's own device: with a code by --email, by signing in with a --browser, --nameless, or with URL#CODE from the cabinet's QR code",
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			e, err := t.join(cmd.Context(), s, cmd.InOrStdin(), args[0], j)
			if err != nil {
				return err
			}
			t.tell(e)
			return nil
		},
	}
	c.Flags().StringVar(&j.email, "email", "", "address that the code is sent to")
	c.Flags().StringVar(&j.code, "code", "", "the code from the letter that was sent before")
	c.Flags().StringVar(&j.lang, "lang", string(civic.LangRU), "language of the letter")
	c.Flags().BoolVar(&j.consent, "consent", false, "agree to the processing of personal data, as the portal's text says")
	c.Flags().BoolVar(&j.browser, "browser", false, "sign in on the portal's page, on this computer")
	c.Flags().BoolVar(&j.nameless, "nameless", false, "join without an account, where the municipality lets people")
	c.MarkFlagsMutuallyExclusive("email", "browser", "nameless", "code")
	return c
}

func (t *terminal) join(ctx context.Context, s *store.Store, in io.Reader, to string, j joining) (store.Enrolment, error) {
	url, code := engine.Invitation(to)
	if j.code != "" {
		code = j.code
	}
	if code != "" {
		return engine.Enroll(ctx, s, t.line(), url, code)
	}
	offer, err := engine.AskOffer(ctx, t.line(), url)
	if err != nil {
		return store.Enrolment{}, err
	}
	a := engine.Asking{Lang: civic.Lang(j.lang)}
	switch {
	case j.browser:
		return t.joinInBrowser(ctx, s, url)
	case j.nameless:
		a.Way = engine.JoinNameless
	case j.email == "":
		return store.Enrolment{}, fmt.Errorf("how? The portal lets people in by %q: --email ADDRESS, --browser or --nameless", offer.Ways)
	case !j.consent:
		return store.Enrolment{}, fmt.Errorf("read %s and agree with --consent", offer.Text)
	default:
		a.Way, a.Address, a.Consent = engine.JoinMail, j.email, offer.Consent
	}
	asked, err := engine.AskJoin(ctx, s, t.line(), url, a)
	if err != nil {
		return store.Enrolment{}, err
	}
	if code = asked.Code; code == "" {
		fmt.Fprintf(t.out, "a letter was sent to %s; the code in it is good until %s\ncode: ", j.email, asked.Until.Local().Format("15:04"))
		line, err := bufio.NewReader(in).ReadString('\n')
		if code = strings.TrimSpace(line); code == "" {
			return store.Enrolment{}, errors.Join(fmt.Errorf("no code: when it came, say priyomctl join %s --code CODE", url), ignoreEOF(err))
		}
	}
	return engine.Enroll(ctx, s, t.line(), url, code)
}

func ignoreEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}

// joinInBrowser waits until the browser on this computer comes back.
func (t *terminal) joinInBrowser(ctx context.Context, s *store.Store, url string) (store.Enrolment, error) {
	door, err := engine.OpenBackDoor("Done: go back to the terminal")
	if err != nil {
		return store.Enrolment{}, err
	}
	defer func() { _ = door.Close() }() // the browser has its words, or nobody waits for them
	asked, err := engine.AskJoin(ctx, s, t.line(), url, engine.Asking{Way: engine.JoinBrowser, Back: door.Address})
	if err != nil {
		return store.Enrolment{}, err
	}
	fmt.Fprintf(t.out, "open %s in a browser on this computer and sign in; the page must show %s\n", asked.Page, asked.Mark)
	ctx, cancel := context.WithTimeout(ctx, browserPatience)
	defer cancel()
	code, err := door.Wait(ctx, path.Base(asked.Page))
	if err != nil {
		return store.Enrolment{}, fmt.Errorf("nobody came back from the browser: %w", err)
	}
	return engine.Enroll(context.WithoutCancel(ctx), s, t.line(), url, code)
}

// browserPatience is somewhat longer than the page lives, and the code after it.
const browserPatience = 20 * time.Minute

func (t *terminal) leaveCommand() *cobra.Command {
	return &cobra.Command{
		Use: "leave", Short: "this device belongs to its account no more; it stays the portal's", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			if err := engine.Leave(cmd.Context(), s, t.line()); err != nil {
				return err
			}
			fmt.Fprintln(t.out, "this device is nobody's now")
			return nil
		},
	}
}
