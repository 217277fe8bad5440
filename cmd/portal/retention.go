package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
	"priyom/portal/retention"
)

func (o *office) retentionCommand() *cobra.Command {
	var run bool
	c := &cobra.Command{
		Use: "retention", Short: "say what personal data's time is over, and destroy it", Args: cobra.NoArgs,
		Long: "Says how much the daily job would destroy now. With --run it is destroyed at once, with an act.",
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				rule, reports, signatures, err := p.Retention().Due(c.Context())
				if err != nil {
					return err
				}
				fmt.Fprintf(o.out, "rule: who reported %s, who signed %s\ndue now: %d reports, %d signatures\n",
					after(rule.Reports), after(rule.Signatures), reports, signatures)
				if !run {
					return nil
				}
				act, err := p.Retention().Run(c.Context())
				if err != nil || act.N == 0 {
					return err
				}
				fmt.Fprintf(o.out, "act %d: %d reports, %d signatures, %d sealed parts\n", act.N, act.Reports, act.Signatures, act.Parts)
				return nil
			})
		},
	}
	c.Flags().BoolVar(&run, "run", false, "destroy it, for good")
	c.AddCommand(o.retentionSet())
	return c
}

func (o *office) retentionSet() *cobra.Command {
	var rule retention.Rule
	var note string
	c := &cobra.Command{
		Use: "set", Short: "decide after how many days personal data is destroyed", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				version, err := p.RetentionVersion(c.Context())
				if err == nil {
					err = p.Retention().Put(c.Context(), rule, version, note, db.Account{}, civic.RoleAdministrator)
				}
				return err
			})
		},
	}
	c.Flags().IntVar(&rule.Reports, "reports", 0, "days after a report was closed: who reported it; 0 is never")
	c.Flags().IntVar(&rule.Signatures, "signatures", 0, "days after a petition was closed: who signed it; 0 is never")
	c.Flags().StringVar(&note, "note", "", "why, for whoever looks back")
	return required(c, "reports", "signatures", "note")
}

func after(days int) string {
	if days == 0 {
		return "never"
	}
	return fmt.Sprintf("after %d days", days)
}
