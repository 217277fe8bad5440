package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
)

// dayJSON is the end-of-day sheet as scripts read it.
type dayJSON struct {
	Date         string                   `json:"date"`
	Received     int                      `json:"received"`
	Sent         int                      `json:"sent"` // acknowledged or failed: the portal has them for certain
	Acknowledged int                      `json:"acknowledged"`
	Failed       int                      `json:"failed"`
	Waiting      int                      `json:"waiting"` // without a receipt; received = acknowledged + failed + waiting
	Channels     map[civic.Channel]int    `json:"channels"`
	Operators    map[civic.OperatorID]int `json:"operators"` // 0 where nobody told who they are
	First        string                   `json:"first"`
	Last         string                   `json:"last"`
	Gaps         []gapJSON                `json:"gaps"`
	Photos       dayPhotosJSON            `json:"photos"`
	Earlier      int                      `json:"earlier_waiting"` // reports of earlier days that aren't at the portal
	Entries      map[journal.Kind]int     `json:"entries"`         // of the journal
	Head         string                   `json:"head"`            // hash of the day's last entry; "" without one
	Paper        *int                     `json:"paper"`           // in the paper book; null until somebody counted
	Reports      []dayReportJSON          `json:"reports"`
}

type gapJSON struct {
	From int64           `json:"from"`
	To   int64           `json:"to"`
	Why  store.GapReason `json:"why"`
}

type dayPhotosJSON struct {
	All       int `json:"all"`
	Delivered int `json:"delivered"`
	Waiting   int `json:"waiting"`
	Failed    int `json:"failed"`
}

type dayReportJSON struct {
	Number    string           `json:"number"`
	ID        civic.ReportID   `json:"id"`
	At        time.Time        `json:"captured_at"`
	Channel   civic.Channel    `json:"channel"`
	Operator  civic.OperatorID `json:"operator"`
	State     store.DayState   `json:"state"`
	Cause     string           `json:"cause"`
	Hash      string           `json:"hash"` // of its journal entry; "" before enrolment
	Delivered *time.Time       `json:"delivered_at"`
	Photos    int              `json:"photos"`
	Checked   bool             `json:"checked"` // against the paper book
}

func (t *terminal) dayCommand() *cobra.Command {
	var date string
	var asJSON bool
	c := &cobra.Command{
		Use: "day", Short: "a day's reports by number and hash, to be compared with the paper book", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			at := time.Now()
			if date != "" {
				var err error
				if at, err = time.ParseInLocation(time.DateOnly, date, time.Local); err != nil {
					return fmt.Errorf("--date %s: write it as 2026-11-26", date)
				}
			}
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			from := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.Local)
			d, err := s.Day(cmd.Context(), store.Range{From: from, Until: from.AddDate(0, 0, 1)})
			if err != nil {
				return err
			}
			book, err := s.DayBook(cmd.Context(), from.Format(time.DateOnly))
			if err != nil {
				return err
			}
			if asJSON {
				return t.printJSON(newDayJSON(d, book))
			}
			return t.printDay(newDayJSON(d, book))
		},
	}
	c.Flags().StringVar(&date, "date", "", "the day, such as 2026-11-26; otherwise today")
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func newDayJSON(d store.Day, book store.DayBook) dayJSON {
	p := d.Photos()
	j := dayJSON{
		Date: d.From.Format(time.DateOnly), Received: d.Count(), Sent: d.Count(store.DayAcknowledged, store.DayFailed),
		Acknowledged: d.Count(store.DayAcknowledged), Failed: d.Count(store.DayFailed), Waiting: d.Count(store.DayTried, store.DayWaiting),
		Channels: d.Channels(), Operators: d.Operators(), Gaps: []gapJSON{}, Reports: []dayReportJSON{}, Earlier: d.Earlier, Entries: d.Entries,
		Photos: dayPhotosJSON{p.All, p.Delivered, p.Waiting, p.Failed},
	}
	if !d.Head.Hash.IsZero() {
		j.Head = d.Head.Hash.String()
	}
	if book.Counted {
		j.Paper = &book.Paper
	}
	for _, g := range d.Gaps {
		j.Gaps = append(j.Gaps, gapJSON{g.From, g.To, g.Why})
	}
	for _, r := range d.Reports {
		row := dayReportJSON{
			Number: r.Number, ID: r.ID, At: r.Captured, Channel: r.Channel, Operator: r.Operator, State: r.State, Cause: r.Cause,
			Photos: r.Photos.All, Checked: book.Checked[r.ID],
		}
		if !r.Hash.IsZero() {
			row.Hash = r.Hash.String()
		}
		if !r.Delivered.IsZero() {
			row.Delivered = &r.Delivered
		}
		j.Reports = append(j.Reports, row)
	}
	if n := len(d.Reports); n > 0 {
		j.First, j.Last = d.Reports[0].Number, d.Reports[n-1].Number
	}
	return j
}

func (t *terminal) printDay(d dayJSON) error {
	fmt.Fprintf(t.out, "%s: %d received, %d sent, %d acknowledged, %d failed, %d waiting; %d photos, %d of them at the portal\n",
		d.Date, d.Received, d.Sent, d.Acknowledged, d.Failed, d.Waiting, d.Photos.All, d.Photos.Delivered)
	if d.Paper != nil {
		fmt.Fprintf(t.out, "the paper book has %d\n", *d.Paper)
	}
	if d.Earlier > 0 {
		fmt.Fprintf(t.out, "%d of earlier days still wait\n", d.Earlier)
	}
	for _, g := range d.Gaps {
		fmt.Fprintf(t.out, "numbers %d to %d are missing: %s\n", g.From, g.To, g.Why)
	}
	w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
	for _, r := range d.Reports {
		fmt.Fprintf(w, "%s\t%s\t%s\t%.16s\n", r.Number, r.At.Local().Format(time.TimeOnly), r.State, r.Hash)
	}
	return w.Flush()
}
