package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"priyom/sync/engine"
)

func (t *terminal) enrollCommand() *cobra.Command {
	return &cobra.Command{
		Use: "enroll URL CODE", Short: "make this device a portal's, with a one-time code", Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			e, err := engine.Enroll(cmd.Context(), s, t.line(), args[0], args[1])
			if err != nil {
				return err
			}
			fmt.Fprintf(t.out, "enrolled at %s as %s, %s; numbers begin with %s\n", e.PortalName, e.Role, e.Place, e.Code)
			return nil
		},
	}
}
