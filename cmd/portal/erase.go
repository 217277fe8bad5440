package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"priyom/portal"
)

func (o *office) eraseCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use: "erase NUMBER", Short: "destroy the personal data of a report for good, with an act", Args: cobra.ExactArgs(1),
		Long: "Destroys who reported, who joined in, private messages and who follows the report with that number. What was published stays, and all\n" +
			"chains still verify. Backups keep what they hold until they are thrown away.",
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(p *portal.Portal) error {
				act, err := p.Erase(c.Context(), args[0], why)
				if err != nil {
					return unsent(args[0], err)
				}
				fmt.Fprintf(o.out, "act %d: %d reports, %d sealed parts\n", act.N, act.Reports, act.Parts)
				return nil
			})
		},
	}
	c.Flags().StringVar(&why, "why", "", "on what grounds; it stands in the act")
	return required(c, "why")
}
