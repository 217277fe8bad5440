package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"priyom/portal/demo"
)

func (o *office) demoCommand() *cobra.Command {
	d := demo.Options{Reports: 3000, Seed: 1, Name: "Zarechny district"}
	quiet := false
	c := &cobra.Command{
		Use: "demo", Short: "fill a new portal with a made-up year, to try things out", Args: cobra.NoArgs,
		Long: "A year in the practice district: devices that were enrolled and sign what they say, photos, petitions, and what became of the reports.\n" +
			"Nobody in it lives. It is only made in a portal that has no reports yet, and can't be taken out again: use a folder of its own.",
		RunE: func(c *cobra.Command, _ []string) error {
			if o.home == "" {
				return errNoHome
			}
			d.Home, d.Until = o.home, time.Now()
			begun := d.Until
			if !quiet {
				d.Progress = func(done, of int) {
					if done%100 == 0 {
						fmt.Fprintf(o.err, "%d of %d reports\n", done, of)
					}
				}
			}
			r, err := demo.Make(c.Context(), d)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(o.out, "%d reports with %d photos, %d signatures; %d reports still wait at devices (%.1f s)\n", r.Reports, r.Photos, r.Signatures,
				r.Waiting, time.Since(begun).Seconds())
			if err == nil {
				_, err = fmt.Fprintf(o.out, "staff sign in as moderator, senior, arbiter, head, administrator, or a department such as roads; password %s\n", r.Password)
			}
			return err
		},
	}
	f := c.Flags()
	f.IntVar(&d.Reports, "reports", d.Reports, "how many reports")
	f.Uint64Var(&d.Seed, "seed", d.Seed, "the same makes the same")
	f.StringVar(&d.Name, "name", d.Name, "the district's name, for people")
	f.StringVar(&d.Password, "password", "", "of all staff; one is drawn and printed otherwise")
	f.BoolVarP(&quiet, "quiet", "q", false, "without progress")
	return c
}
