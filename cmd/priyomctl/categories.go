package main

import (
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"priyom/civic"
)

func (t *terminal) categoriesCommand() *cobra.Command {
	var asJSON bool
	var language string
	c := &cobra.Command{
		Use: "categories", Short: "list what can be reported", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			known, err := classifier()
			if err != nil {
				return err
			}
			list := categoryList(known, civic.Lang(language))
			if asJSON {
				return t.printJSON(list)
			}
			w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
			for _, c := range list {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", c.Slug, c.Title, c.Department, c.Deadline)
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	c.Flags().StringVar(&language, "lang", "ru", "language of the titles: ru, uk or en")
	return c
}
