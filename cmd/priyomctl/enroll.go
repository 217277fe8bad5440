package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"priyom/store"
	"priyom/sync/engine"
)

func (t *terminal) enrollCommand() *cobra.Command {
	return &cobra.Command{
		Use: "enroll URL CODE", Short: "make this device a portal's, with a one-time code, or with what a sheet's QR code says: URL#CODE", Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			url, code := engine.Invitation(args[0])
			if len(args) > 1 {
				code = args[1]
			}
			if code == "" {
				return errors.New("which code? Give URL CODE, or URL#CODE from a sheet")
			}
			e, err := engine.Enroll(cmd.Context(), s, t.line(), url, code)
			if err != nil {
				return err
			}
			t.tell(e)
			return nil
		},
	}
}

func (t *terminal) enrolmentCommand() *cobra.Command {
	return &cobra.Command{
		Use: "enrolment", Short: "tell whose this device is", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			e, err := s.Enrolment(cmd.Context())
			if err != nil {
				return err
			}
			t.tell(e)
			return nil
		},
	}
}

func (t *terminal) tell(e store.Enrolment) {
	where := e.URL
	if e.PortalName != "" {
		where = e.PortalName + " (" + e.URL + ")"
	}
	fmt.Fprintf(t.out, "enrolled at %s as %s, %s; numbers begin with %s\n", where, e.Role, e.Place, e.Code)
	if e.Account != "" {
		fmt.Fprintf(t.out, "belongs to %s\n", e.Account)
	}
}
