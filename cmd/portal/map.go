package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/maps"
	"priyom/store/journal"
)

func (o *office) mapCommand() *cobra.Command {
	return &cobra.Command{
		Use: "map [PACK]", Short: "offer a district pack to all devices; without one, say which is offered", Args: cobra.MaximumNArgs(1),
		Long: "Offer a district pack, as `priyomctl map build` makes it, to all devices. It is read from end to end first.\n" +
			"Devices fetch it when they have nothing more urgent to say, and go on where a broken line left off.",
		RunE: func(c *cobra.Command, args []string) error {
			return o.with(func(p *portal.Portal) error {
				if len(args) == 1 {
					if _, err := p.PutMap(c.Context(), args[0]); err != nil {
						return err
					}
				}
				offer, err := p.Map(c.Context())
				if errors.Is(err, maps.ErrNone) {
					fmt.Fprintln(o.out, "no map is offered")
					return nil
				}
				if err != nil {
					return err
				}
				of := "of an unknown date"
				if offer.DataAt != 0 {
					of = "of " + time.UnixMilli(offer.DataAt).UTC().Format(time.DateOnly)
				}
				fmt.Fprintf(o.out, "%s  %d bytes  %s, %s\n", journal.Hash(offer.SHA256), offer.Size, offer.Name, of)
				return nil
			})
		},
	}
}
