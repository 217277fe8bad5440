package store

import (
	"context"
	"fmt"
	"time"

	"priyom/civic"
)

// Report is one draft or report whole, with its photos; ErrNotFound if it isn't here.
func (s *Store) Report(ctx context.Context, id civic.ReportID) (civic.Report, error) {
	r, err := s.report(ctx, s.reader, id)
	return r, dbError("read", err)
}

// Summary is a report as a row of a list.
type Summary struct {
	ID         civic.ReportID
	Number     string
	Category   civic.CategorySlug
	Text       string
	Place      civic.Place
	Status     civic.Status
	CapturedAt time.Time
	Preview    civic.BlobRef // of its first picture; zero without one
	Photos     int

	Urgency   civic.Urgency
	Channel   civic.Channel
	Operator  civic.OperatorID
	Origin    string
	AtPoint   time.Time // when the point received it
	Delivered time.Time // when the portal signed for it; zero until then
	Due       civic.Due // zero if the store knows no deadlines
	Reporter  civic.Reporter
	Answered  Answered
	Unseen    int // messages that nobody here has read
}

// Summaries are the rows for these reports, in their order; one that isn't here is left out.
func (s *Store) Summaries(ctx context.Context, ids []civic.ReportID) ([]Summary, error) {
	rows := make([]Summary, 0, len(ids))
	for _, id := range ids {
		r, err := s.Report(ctx, id)
		if err != nil {
			return nil, err
		}
		row := Summary{
			ID: id, Number: r.Number, Category: r.Category, Text: r.Text, Place: r.Place, Status: r.Status,
			CapturedAt: r.CapturedAt, Photos: len(r.Photos), Urgency: r.Urgency, Channel: r.Channel, Operator: r.Operator, Origin: r.Origin,
			AtPoint: r.AtPoint(), Reporter: r.Reporter,
		}
		if row.Delivered, row.Due, err = s.standing(ctx, r); err != nil {
			return nil, err
		}
		if row.Answered, err = s.answered(ctx, r); err != nil {
			return nil, err
		}
		if err := s.reader.QueryRowContext(ctx, "SELECT count(*) FROM message WHERE report = ? AND seen = 0", id[:]).Scan(&row.Unseen); err != nil {
			return nil, dbError("unseen messages", err)
		}
		for _, p := range r.Photos {
			if !p.Preview.IsZero() {
				row.Preview = p.Preview
				break
			}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// Due is the deadline of a report that matters at the moment.
func (s *Store) Due(ctx context.Context, r civic.Report) (civic.Due, error) {
	_, due, err := s.standing(ctx, r)
	return due, err
}

// standing is what a report's history says: when the portal signed for it, and what is due.
func (s *Store) standing(ctx context.Context, r civic.Report) (delivered time.Time, due civic.Due, err error) {
	events, err := s.reader.QueryContext(ctx, "SELECT status, at FROM event WHERE report = ? ORDER BY n", r.ID[:])
	if err != nil {
		return delivered, due, dbError("history", err)
	}
	defer events.Close()
	var at stamp
	for events.Next() {
		var status string
		var ms int64
		if err := events.Scan(&status, &ms); err != nil {
			return delivered, due, dbError("history", err)
		}
		at.note(civic.Status(status), ms)
	}
	return fromMillis(at.delivered), s.due(r, at), dbError("history", events.Err())
}

// due is the zero Due where no deadlines are known.
func (s *Store) due(r civic.Report, at stamp) civic.Due {
	if s.opt.Deadlines == nil {
		return civic.Due{}
	}
	return s.opt.Deadlines.Of(civic.Timeline{
		Category: r.Category, Status: r.Status, Received: r.AtPoint(), Registered: fromMillis(at.registered), Solved: fromMillis(at.solved),
	})
}

// Event is one step of a report's history.
type Event struct {
	Status civic.Status
	At     time.Time
	Note   string
	Reason civic.Reason // of a refusal; it may be one that a later version knows
}

// History is what became of a report, the oldest step first.
func (s *Store) History(ctx context.Context, id civic.ReportID) ([]Event, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT status, at, note_box, reason FROM event WHERE report = ? ORDER BY n", id[:])
	if err != nil {
		return nil, dbError("history", err)
	}
	defer rows.Close()
	var events []Event
	for rows.Next() {
		var status, reason string
		var at int64
		var box []byte
		if err := rows.Scan(&status, &at, &box, &reason); err != nil {
			return nil, dbError("history", err)
		}
		e := Event{Status: civic.Status(status), At: fromMillis(at), Reason: civic.Reason(reason)}
		if box != nil {
			note, err := s.vault.Open(eventContext(id), box)
			if err != nil {
				return nil, dbError("history", err)
			}
			e.Note = string(note)
		}
		events = append(events, e)
	}
	return events, dbError("history", rows.Err())
}

// ByNumber finds the report with a number; ErrNotFound if there is none.
func (s *Store) ByNumber(ctx context.Context, number string) (civic.ReportID, error) {
	ids, err := reportIDs(ctx, s.reader, "SELECT id FROM report WHERE number = ?", number)
	if err != nil {
		return civic.ReportID{}, dbError("read", err)
	}
	if len(ids) == 0 {
		return civic.ReportID{}, fmt.Errorf("%w: number %s", ErrNotFound, number)
	}
	return ids[0], nil
}
