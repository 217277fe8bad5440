package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/db"
	"priyom/portal/deadlines"
)

func (o *office) deadlinesCommand() *cobra.Command {
	return o.ruleCommand("deadlines", deadlines.RuleDeadlines, "say by when what must be done; without a file, print the table in force",
		"The table is JSON as this command prints it: the classes of deadlines, the moderators' own clock, the ladder that overdue reports climb, and\n"+
			"how long citizens are waited for. It is a new version, in force at once in all processes; all open reports are counted anew.")
}

func (o *office) calendarCommand() *cobra.Command {
	return o.ruleCommand("calendar", deadlines.RuleCalendar, "say when the district works; without a file, print the calendar in force",
		"The calendar is JSON as this command prints it: a week, and the days that differ from it. Instead of a file a name may be given of a\n"+
			"calendar that came with the portal: ru, uk or five-day.")
}

func (o *office) ruleCommand(use string, name db.RuleName, short, long string) *cobra.Command {
	var note string
	c := &cobra.Command{
		Use: use + " [FILE]", Short: short, Long: long, Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(p *portal.Portal) error {
				if len(args) == 0 {
					body, err := p.Rule(c.Context(), name)
					if err == nil {
						_, err = fmt.Fprintf(o.out, "%s\n", body)
					}
					return err
				}
				body, err := portal.Preset(name, args[0])
				if err != nil {
					body, err = os.ReadFile(args[0])
				}
				if err != nil {
					return err
				}
				version, err := p.PutRule(c.Context(), name, body, note)
				if err == nil {
					_, err = fmt.Fprintf(o.out, "version %d\n", version)
				}
				return err
			})
		},
	}
	c.Flags().StringVar(&note, "note", "", "why, for whoever looks back")
	return c
}
