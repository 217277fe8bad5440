package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func (t *terminal) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "verify", Short: "check the whole journal, every report and every file", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			v, err := s.Verify(cmd.Context())
			if err != nil {
				return err
			}
			for _, f := range v.Findings {
				fmt.Fprintln(t.err, f)
			}
			if len(v.Findings) > 0 {
				return errors.New("verification failed")
			}
			fmt.Fprintf(t.out, "ok: %d entries, %d reports, %d signatures, %d files\n", v.Entries, v.Reports, v.Signatures, v.Files)
			return nil
		},
	}
}
