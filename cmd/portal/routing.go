package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"priyom/portal"
)

func (o *office) routingCommand() *cobra.Command {
	return &cobra.Command{
		Use: "routing [FILE]", Short: "say who deals with what where, and tell all devices; without a file, print the table", Args: cobra.MaximumNArgs(1),
		Long: "The table is a JSON list of routes; what a route leaves out it doesn't ask for, and the one that asks for most decides:\n\n" +
			`  [{"settlements": ["Zarechye"], "themes": ["roads"], "department": "roads"},` + "\n" +
			`   {"settlements": ["Zarechye"], "title": {"ru": "...", "uk": "...", "en": "Village office"}}]` + "\n\n" +
			"Without a route that fits, the classifier's department is responsible.",
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(p *portal.Portal) error {
				if len(args) == 0 {
					table, err := p.Routing(c.Context())
					if err == nil && len(table) > 0 {
						_, err = fmt.Fprintf(o.out, "%s\n", table)
					}
					return err
				}
				table, err := os.ReadFile(args[0])
				if err != nil {
					return err
				}
				r, err := p.PutRouting(c.Context(), table)
				if err == nil {
					_, err = fmt.Fprintf(o.out, "%d routes\n", r.Len())
				}
				return err
			})
		},
	}
}
