package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Message is something said about a report, as it lies here.
type Message struct {
	civic.Message
	Came    time.Time // by this device's clock
	Unseen  bool      // nobody here has read it yet
	Waiting bool      // said here, and not safely at the portal
	Erased  bool      // its words were destroyed by law
}

// messageBox is what of a message lies encrypted.
type messageBox struct {
	Author string `cbor:"1,keyasint,omitempty"`
	Text   string `cbor:"2,keyasint"`
}

func messageContext(id civic.MessageID) string { return "message " + id.String() }

// Say says something about a report to the portal's staff: in the journal and here, in one transaction; what was kept of its writing goes. Report, Text and Private are
// the caller's, the rest is filled in. The errors are ErrNotEnrolled, and ErrNotFound for a report that isn't here or is a draft.
func (s *Store) Say(ctx context.Context, m civic.Message) (civic.Message, error) {
	err := s.append(ctx, "say", func(tx *sql.Tx) error {
		if _, err := s.enrolment(ctx, tx); err != nil {
			return err
		}
		if err := s.speakable(ctx, tx, m.Report); err != nil {
			return err
		}
		id, err := s.newID()
		if err != nil {
			return err
		}
		m.ID, m.Side, m.Author, m.Operator, m.At = civic.MessageID(id), civic.SidePoint, "", s.Operator(), s.now().UTC().Truncate(time.Millisecond)
		public, personal, err := journal.EncodeMessage(m)
		if err != nil {
			return err
		}
		e, err := s.newEntry(ctx, tx, journal.KindMessage, public, personal, nil)
		if err != nil {
			return err
		}
		e.Time = m.At
		if err := s.chain(ctx, tx, m.Report, e); err != nil {
			return err
		}
		if err := s.putMessage(ctx, tx, m); err != nil {
			return err
		}
		return dropWords(ctx, tx, Words{Report: m.Report, Operator: m.Operator})
	})
	return m, err
}

// speakable is ErrNotFound for a report of which this device has nothing to say: one that isn't here, or is a draft, and that its account
// doesn't have elsewhere either.
func (s *Store) speakable(ctx context.Context, tx *sql.Tx, id civic.ReportID) error {
	status, err := s.status(ctx, tx, id)
	if errors.Is(err, ErrNotFound) {
		_, err = s.elsewhere(ctx, tx, id)
		return err
	}
	if err == nil && status == civic.StatusDraft {
		err = fmt.Errorf("%w: report %s", ErrNotFound, id)
	}
	return err
}

// takeMessage is putMessage for what came from the portal, and says whether it is new.
func (s *Store) takeMessage(ctx context.Context, tx *sql.Tx, m civic.Message) (fresh bool, err error) {
	var known bool
	if err := tx.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM message WHERE id = ?)", m.ID[:]).Scan(&known); err != nil || known {
		return false, err
	}
	return true, s.putMessage(ctx, tx, m)
}

// putMessage keeps a message; one that is here already stays as it is. The report need not be here.
func (s *Store) putMessage(ctx context.Context, tx *sql.Tx, m civic.Message) error {
	box, err := s.box(messageContext(m.ID), messageBox{m.Author, m.Text})
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO message (id, n, report, side, private, at, came_at, operator, seen, body_box)
		VALUES (?, (SELECT coalesce(max(n), 0) + 1 FROM message), ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		m.ID[:], m.Report[:], string(m.Side), m.Private, millis(m.At), millis(s.now()), int64(m.Operator), m.Side == civic.SidePoint, box)
	return err
}

// messageColumns tell by the time of an entry whether it is this message's: an entry is made in the millisecond that it tells.
const messageColumns = `id, report, side, private, at, came_at, operator, seen, body_box, side = 'point' AND EXISTS (
	SELECT 1 FROM entry JOIN epoch USING (epoch) WHERE entry.report = message.report AND entry.kind = 'report.message'
	AND entry.time = message.at AND entry.seq > acked_seq AND retold = 0)`

// Messages are what was said about a report, in the order in which it came here or was written.
func (s *Store) Messages(ctx context.Context, report civic.ReportID) ([]Message, error) {
	all, err := collect(ctx, s.reader, s.scanMessage, "SELECT "+messageColumns+" FROM message WHERE report = ? ORDER BY n", report[:])
	return all, dbError("messages", err)
}

func (s *Store) scanMessage(scan func(...any) error) (m Message, err error) {
	var id, report, box []byte
	var side string
	var at, came, operator int64
	var seen bool
	if err := scan(&id, &report, &side, &m.Private, &at, &came, &operator, &seen, &box, &m.Waiting); err != nil {
		return m, err
	}
	if len(id) != 16 || len(report) != 16 {
		return m, fmt.Errorf("%w: message id", ErrDamaged)
	}
	m.ID, m.Report, m.Side, m.Operator = civic.MessageID(id), civic.ReportID(report), civic.Side(side), civic.OperatorID(operator)
	m.At, m.Came, m.Unseen = fromMillis(at), fromMillis(came), !seen
	if len(box) == 0 {
		m.Erased = true
		return m, nil
	}
	var b messageBox
	if err := s.unbox(messageContext(m.ID), box, &b); err != nil {
		return m, err
	}
	m.Author, m.Text = b.Author, b.Text
	return m, nil
}

// SeeMessages notes that somebody here has read all that was said about a report up to one message.
func (s *Store) SeeMessages(ctx context.Context, report civic.ReportID, last civic.MessageID) error {
	return s.write(ctx, "see messages", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, "UPDATE message SET seen = 1 WHERE report = ?1 AND seen = 0 AND n <= (SELECT n FROM message WHERE id = ?2)",
			report[:], last[:])
		return err
	})
}

// Unseen tells about which reports here something was said that nobody here has read yet, and how much.
func (s *Store) Unseen(ctx context.Context) (map[civic.ReportID]int, error) {
	rows, err := s.reader.QueryContext(ctx, `SELECT message.report, count(*) FROM message JOIN report ON report.id = message.report
		WHERE seen = 0 GROUP BY message.report`)
	if err != nil {
		return nil, dbError("unseen messages", err)
	}
	defer rows.Close()
	all := map[civic.ReportID]int{}
	for rows.Next() {
		var id []byte
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, dbError("unseen messages", err)
		}
		if len(id) != 16 {
			return nil, dbError("unseen messages", fmt.Errorf("%w: report id", ErrDamaged))
		}
		all[civic.ReportID(id)] = n
	}
	return all, dbError("unseen messages", rows.Err())
}
