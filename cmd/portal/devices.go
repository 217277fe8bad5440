package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
)

func (o *office) inviteCommand() *cobra.Command {
	var role, place, department string
	var asJSON bool
	c := &cobra.Command{
		Use: "invite", Short: "make a one-time code for a device", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				invite := func() (string, time.Time, error) { return p.Invite(c.Context(), civic.Role(role), place) }
				if department != "" {
					if civic.Role(role) != civic.RoleInspector {
						return errors.New("--department is of inspectors' devices: add --role inspector")
					}
					invite = func() (string, time.Time, error) {
						return p.InviteInspector(c.Context(), place, civic.DepartmentSlug(department), db.Account{})
					}
				}
				code, expires, err := invite()
				if err != nil {
					return err
				}
				if asJSON {
					return o.json(map[string]any{"code": code, "role": role, "place": place, "expires_at": expires})
				}
				fmt.Fprintln(o.out, code)
				fmt.Fprintf(o.err, "good until %s, for one device\n", expires.Local().Format(time.TimeOnly))
				return nil
			})
		},
	}
	c.Flags().StringVar(&role, "role", "", "point, inspector or citizen")
	c.Flags().StringVar(&department, "department", "", "whose tasks an inspector's device hears of; without it those of its place")
	c.Flags().StringVar(&place, "place", "", "where the device will be, such as a village; its numbers begin with its first letters")
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return required(c, "role", "place")
}

// required marks flags that must be given.
func required(c *cobra.Command, names ...string) *cobra.Command {
	for _, name := range names {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // a flag that isn't there: a mistake of ours, seen by any test
		}
	}
	return c
}

func (o *office) devicesCommand() *cobra.Command {
	var asJSON, citizens bool
	var after string
	limit := 0
	c := &cobra.Command{
		Use: "devices", Short: "list devices, when they were here and what waits there", Args: cobra.NoArgs,
		Long: "Reception points' and inspectors' devices, in the order of their codes; with --citizens those of citizens, which may be many: the\n" +
			"list goes on with --after and the last code.",
		RunE: func(c *cobra.Command, _ []string) error {
			if limit < 1 {
				return errors.New("--limit is at least 1")
			}
			return o.with(func(p *portal.Portal) error {
				list, err := p.Devices(c.Context())
				if citizens {
					list, err = p.OwnDevices(c.Context(), after, limit+1)
				}
				if err != nil {
					return err
				}
				more := citizens && len(list) > limit
				if more {
					list = list[:limit]
				}
				if asJSON {
					err = o.json(list)
				} else {
					err = o.deviceTable(list)
				}
				if more {
					fmt.Fprintf(o.err, "there are more: add --after %s\n", list[limit-1].Code)
				}
				count, failed := p.CountDevices(c.Context())
				if !citizens && count.Own > 0 {
					fmt.Fprintf(o.err, "and %d of citizens: --citizens lists them\n", count.Own)
				}
				return errors.Join(err, failed)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	c.Flags().BoolVar(&citizens, "citizens", false, "citizens' own devices in place of those that the district gave out")
	c.Flags().StringVar(&after, "after", "", "with --citizens: only those behind this code")
	c.Flags().IntVar(&limit, "limit", 500, "with --citizens: at most so many")
	return c
}

func (o *office) deviceTable(list []portal.Device) error {
	w := tabwriter.NewWriter(o.out, 0, 4, 2, ' ', 0)
	for _, d := range list {
		state := "seen " + d.Seen.Local().Format(time.DateTime)
		if d.Revoked != nil {
			state = "revoked " + d.Revoked.Local().Format(time.DateTime)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\tsaid then that %d entries and %d files wait\n", d.Code, d.Role, d.Place, d.ID, state, d.Queue.Entries, d.Queue.Files)
	}
	return w.Flush()
}

func (o *office) revokeCommand() *cobra.Command {
	return &cobra.Command{
		Use: "revoke DEVICE", Short: "end a device's trust, from its next request on", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			id, err := civic.ParseDeviceID(args[0])
			if err != nil {
				return fmt.Errorf("%w: %q; devices lists them", err, args[0])
			}
			return o.with(func(p *portal.Portal) error { return p.Revoke(c.Context(), id) })
		},
	}
}

func (o *office) json(v any) error {
	e := json.NewEncoder(o.out)
	e.SetIndent("", "\t")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
