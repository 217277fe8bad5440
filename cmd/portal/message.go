package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/portal"
)

func (o *office) messageCommand() *cobra.Command {
	var text, file, by string
	var private bool
	c := &cobra.Command{
		Use: "message NUMBER", Short: "say something about a report to the point that took it", Args: cobra.ExactArgs(1),
		Long: "Tells the reception point that took the report with that number something, at its next exchange; what it replies is on the report's page. The same again, with nothing said in between, changes nothing.",
		RunE: func(c *cobra.Command, args []string) error {
			text, err := readText(c.InOrStdin(), text, file)
			if err != nil {
				return err
			}
			return o.with(func(p *portal.Portal) error {
				m, err := p.Message(c.Context(), args[0], civic.Message{Text: text, Author: by, Private: private})
				if err != nil {
					return unsent(args[0], err)
				}
				fmt.Fprintln(o.out, m.ID)
				return nil
			})
		},
	}
	f := c.Flags()
	f.StringVar(&text, "text", "", "what is said")
	f.StringVar(&file, "file", "", "a file with the text instead; - reads it from the terminal")
	f.StringVar(&by, "by", "", "who says it: name and office")
	f.BoolVar(&private, "private", false, "for the point and the citizen only; else it may be published with the report")
	c.MarkFlagsMutuallyExclusive("text", "file")
	return c
}
