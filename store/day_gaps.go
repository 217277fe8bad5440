package store

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"priyom/civic"
	"priyom/store/journal"
)

// GapReason says why a number isn't among a day's.
type GapReason string

// The reasons.
const (
	GapClock    GapReason = "clock"    // it is here, dated another day: the clock was changed
	GapRestored GapReason = "restored" // this database is a copy of an older one; the number was given in between
	GapLost     GapReason = "lost"     // the journal tells of it, and it is nowhere: the database is damaged
	GapUnknown  GapReason = "unknown"
)

// Gap is a stretch of numbers that were counted and aren't among a day's.
type Gap struct {
	From, To int64 // counts, both included
	Why      GapReason
}

// gaps finds the counts that are missing between the last report before the day and the last of it.
func (s *Store) gaps(ctx context.Context, d Day) (gaps []Gap, err error) {
	if len(d.Reports) == 0 {
		return nil, nil
	}
	here := map[int64]bool{}
	for _, r := range d.Reports {
		here[r.Ord] = true
	}
	first, last := d.Reports[0].Ord, d.Reports[len(d.Reports)-1].Ord
	var before int64
	if err := s.reader.QueryRowContext(ctx, "SELECT coalesce(max(ord), 0) FROM report WHERE status <> ? AND ord < ?",
		string(civic.StatusDraft), first).Scan(&before); err != nil {
		return nil, err
	}
	var lost map[int64]bool
	for at := before + 1; at < last; at++ {
		if here[at] {
			continue
		}
		if lost == nil {
			if lost, err = s.lostCounts(ctx); err != nil {
				return nil, err
			}
		}
		why, err := s.gapReason(ctx, at, lost)
		if err != nil {
			return nil, err
		}
		if n := len(gaps); n > 0 && gaps[n-1].To == at-1 && gaps[n-1].Why == why {
			gaps[n-1].To = at
			continue
		}
		gaps = append(gaps, Gap{at, at, why})
	}
	return gaps, nil
}

func (s *Store) gapReason(ctx context.Context, ord int64, lost map[int64]bool) (GapReason, error) {
	var there bool
	if err := s.reader.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM report WHERE ord = ? AND status <> ?)", ord, string(civic.StatusDraft)).Scan(&there); err != nil {
		return "", err
	}
	switch {
	case there:
		return GapClock, nil
	case lost[ord]:
		return GapLost, nil
	}
	switch _, err := getSetting(ctx, s.reader, settingTag); {
	case errors.Is(err, ErrNotFound):
		return GapUnknown, nil
	case err != nil:
		return "", err
	}
	return GapRestored, nil
}

// lostCounts are the counts of reports that the journal tells of and that aren't here.
func (s *Store) lostCounts(ctx context.Context) (map[int64]bool, error) {
	lost := map[int64]bool{}
	entries, err := s.entries(ctx, s.reader, "SELECT "+prefixed("entry.", strings.ReplaceAll(entryColumns, "entry.", ""))+
		" FROM entry LEFT JOIN report ON report.id = entry.report WHERE kind = ? AND report.id IS NULL", string(journal.KindReport))
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		r, err := journal.DecodeReport(e.Public)
		if err != nil {
			continue // of a later version
		}
		if n, err := strconv.ParseInt(r.Number[strings.LastIndex(r.Number, "-")+1:], 10, 64); err == nil {
			lost[n] = true
		}
	}
	return lost, nil
}

// prefixed puts a table's name before each column of a list.
func prefixed(table, columns string) string {
	return table + strings.ReplaceAll(columns, ", ", ", "+table)
}
