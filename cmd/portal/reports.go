package main

import (
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/backup"
)

func (o *office) reportsCommand() *cobra.Command {
	var asJSON, personal bool
	c := &cobra.Command{
		Use: "reports", Short: "list what came in", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				read := p.Reports
				if personal {
					read = p.PersonalReports
				}
				list, err := read(c.Context())
				if err != nil {
					return err
				}
				if asJSON {
					return o.json(list)
				}
				return o.reportTable(list)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	c.Flags().BoolVar(&personal, "personal", false, "with who reported, which is personal data; needs --json")
	c.PreRunE = func(*cobra.Command, []string) error {
		if personal && !asJSON {
			return errors.New("--personal needs --json")
		}
		return nil
	}
	return c
}

func (o *office) reportTable(list []portal.Report) error {
	w := tabwriter.NewWriter(o.out, 0, 4, 2, ' ', 0)
	for _, r := range list {
		whole := 0
		for _, photo := range r.Photos {
			if photo.Complete {
				whole++
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d of %d photos\n", r.Number, r.ReceivedAt.Local().Format(time.DateTime), r.Status, r.Category,
			r.Place, whole, len(r.Photos))
	}
	return w.Flush()
}

// errFindings makes the exit status tell that something was found.
var errFindings = errors.New("not everything is as the devices told it")

func (o *office) verifyCommand() *cobra.Command {
	var k opening
	var file string
	c := &cobra.Command{
		Use: "verify", Short: "check all chains, signatures, files and reports; name what was tampered with", Args: cobra.NoArgs,
		Long: "Checks everything that the portal holds against what devices signed, and the log of who did what; or, with --backup, that a backup\nis whole and opens.",
		RunE: func(c *cobra.Command, _ []string) error {
			if file != "" {
				m, err := k.opened(file, func(in io.Reader, by []age.Identity) (backup.Manifest, error) { return backup.Check(in, by...) })
				if err == nil {
					fmt.Fprintf(o.out, "%s as of %s: %d files, %d bytes, whole\n", m.Name, m.At.Format(time.RFC3339), m.Entries, m.Bytes)
				}
				return err
			}
			return o.with(func(p *portal.Portal) error {
				result, err := p.Verify(c.Context())
				for _, f := range result.Findings {
					fmt.Fprintln(o.out, f)
				}
				if err != nil {
					return err
				}
				fmt.Fprintf(o.out, "%d entries of %d devices, %d reports, %d signatures, %d files: %d findings\n", result.Entries, result.Devices,
					result.Reports, result.Signatures, result.Blobs, len(result.Findings))
				if !result.OK() {
					return errFindings
				}
				return nil
			})
		},
	}
	c.Flags().StringVar(&file, "backup", "", "a backup to check instead of the portal")
	k.flags(c)
	return c
}
