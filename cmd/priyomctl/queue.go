package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/store"
)

type itemJSON struct {
	ID          string          `json:"id"`
	Kind        store.ItemKind  `json:"kind"`
	Report      string          `json:"report"`
	Number      string          `json:"number"`
	State       store.ItemState `json:"state"`
	Cause       string          `json:"cause"`
	Attempts    int             `json:"attempts"`
	NextAttempt *time.Time      `json:"next_attempt"`
	BytesSent   int64           `json:"bytes_sent"`
	BytesTotal  int64           `json:"bytes_total"`
}

func (t *terminal) queueCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "queue", Short: "what the portal hasn't acknowledged yet, and why", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			items, err := s.Queue(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				list := []itemJSON{}
				for _, i := range items {
					list = append(list, newItemJSON(i))
				}
				return t.printJSON(list)
			}
			w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
			for _, i := range items {
				fmt.Fprintf(w, "%s\t%s\t%s\t%d of %d bytes\t%d attempts\t%s\n", i.Number, i.Kind, i.State, i.BytesSent, i.BytesTotal, i.Attempts, i.Cause)
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func newItemJSON(i store.Item) itemJSON {
	j := itemJSON{
		ID: i.ID, Kind: i.Kind, Report: i.Report.String(), Number: i.Number, State: i.State, Cause: i.Cause,
		Attempts: i.Attempts, BytesSent: i.BytesSent, BytesTotal: i.BytesTotal,
	}
	if !i.NextAttempt.IsZero() {
		j.NextAttempt = &i.NextAttempt
	}
	return j
}
