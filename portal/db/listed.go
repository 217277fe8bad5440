package db

import (
	"priyom/civic"
)

// Listed is what lists tell of reports besides their cases, read for all rows of a page at once: a statement for each row would be most
// of what such a page takes.
type Listed struct {
	reports map[civic.ReportID]Report
	photos  map[civic.ReportID][]Photo
}

// Listed reads what lists tell of some reports.
func (t *Tx) Listed(cases []Case) (l Listed, err error) {
	l = Listed{map[civic.ReportID]Report{}, map[civic.ReportID][]Photo{}}
	err = inList(1, reportsOf(cases), idArg, func(marks string, args []any) error {
		reports, err := all(t, "list reports", readReport, "SELECT "+reportColumns+" FROM report WHERE id IN ("+marks+")", args...)
		if err != nil {
			return err
		}
		for _, r := range reports {
			l.reports[r.ID] = r
		}
		return each(t, "list photos", readPhoto, func(p Photo) error {
			if of := l.photos[p.Report]; len(of) < maxPhotos && p.Device == l.reports[p.Report].Device {
				l.photos[p.Report] = append(of, p)
			}
			return nil
		}, photoQuery+"WHERE p.report IN ("+marks+") ORDER BY p.report, COALESCE(p.ord, 1000000), p.id", args...)
	})
	return l, err
}

// Report is the report of a case, as it was told.
func (l Listed) Report(id civic.ReportID) Report { return l.reports[id] }

// Photos are its photos, as Tx.Photos lists them.
func (l Listed) Photos(id civic.ReportID) []Photo { return l.photos[id] }

// UnreadOf is how many messages of the point's about some reports nobody here has read; what isn't named has none.
func (t *Tx) UnreadOf(cases []Case) (unread map[civic.ReportID]int, err error) {
	type row struct {
		report civic.ReportID
		n      int
	}
	unread = map[civic.ReportID]int{}
	return unread, inList(1, reportsOf(cases), idArg, func(marks string, args []any) error {
		return each(t, "count unread", func(s scanner) (r row, err error) {
			err = s.Scan(fixed(r.report[:]), &r.n)
			return r, err
		}, func(r row) error {
			unread[r.report] = r.n
			return nil
		}, `SELECT m.report, COUNT(*) FROM message m LEFT JOIN message_read r ON r.report = m.report
			WHERE m.report IN (`+marks+`) AND m.side = 'point' AND m.n > COALESCE(r.n, 0) GROUP BY m.report`, args...)
	})
}

// ClaimsOf tells who is at which of some reports.
func (t *Tx) ClaimsOf(cases []Case) (claims map[civic.ReportID]Claim, err error) {
	type row struct {
		report civic.ReportID
		Claim
	}
	claims = map[civic.ReportID]Claim{}
	return claims, inList(2, reportsOf(cases), idArg, func(marks string, args []any) error {
		return each(t, "list claims", func(s scanner) (r row, err error) {
			err = s.Scan(fixed(r.report[:]), fixed(r.Account[:]), moment{&r.Until})
			return r, err
		}, func(r row) error {
			claims[r.report] = r.Claim
			return nil
		}, "SELECT report, account, until FROM claim WHERE until > $1 AND report IN ("+marks+")", append([]any{t.Now.UnixMilli()}, args...)...)
	})
}

func reportsOf(cases []Case) []civic.ReportID {
	ids := make([]civic.ReportID, len(cases))
	for i, c := range cases {
		ids[i] = c.Report
	}
	return ids
}
