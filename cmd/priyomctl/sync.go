package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"priyom/store"
	"priyom/sync/engine"
)

func (t *terminal) syncCommand() *cobra.Command {
	var once bool
	var timeout time.Duration
	c := &cobra.Command{
		Use: "sync", Short: "exchange with the portal, until interrupted or --once", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			if _, err := s.Enrolment(cmd.Context()); errors.Is(err, store.ErrNotEnrolled) {
				return fmt.Errorf("%w: priyomctl enroll URL CODE", err)
			}
			e, err := engine.New(s, t.line())
			if err != nil {
				return err
			}
			if !once {
				if err := e.Run(cmd.Context()); !errors.Is(err, context.Canceled) {
					return err
				}
				return nil
			}
			ctx, cancel := context.WithTimeout(cmd.Context(), timeout)
			defer cancel()
			return t.report(e.Once(ctx))
		},
	}
	c.Flags().BoolVar(&once, "once", false, "until everything is acknowledged or nothing moves any more")
	c.Flags().DurationVar(&timeout, "timeout", 10*time.Minute, "with --once, at most so long")
	return c
}

// report tells how an exchange ended, in words and by the exit code.
func (t *terminal) report(r engine.Result, err error) error {
	if err != nil {
		return err
	}
	if r.Clear {
		fmt.Fprintln(t.out, "everything acknowledged")
		return nil
	}
	fmt.Fprintf(t.out, "still queued: %d entries, %d files (%d of %d bytes sent), %d need a person; %s\n",
		r.Totals.Entries, r.Totals.Files, r.Totals.BytesSent, r.Totals.Bytes, r.Totals.NeedPerson, r.LastCause)
	return errQueued
}
