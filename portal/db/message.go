package db

import (
	"time"

	"priyom/civic"
)

// Message is something said about a report, and when it came here.
type Message struct {
	civic.Message
	Came    time.Time
	Arrival int64 // of the entry that says it; 0 if it was written here
}

const messageColumns = "id, report, side, private, author, operator, words, at, came, arrival"

func readMessage(row scanner) (m Message, err error) {
	err = row.Scan(fixed(m.ID[:]), fixed(m.Report[:]), &m.Side, &m.Private, &m.Author, &m.Operator, &m.Text, moment{&m.At}, moment{&m.Came}, &m.Arrival)
	return m, err
}

// AddMessage keeps a message; one that is here already, told again, stays as it is.
func (t *Tx) AddMessage(m Message) error {
	_, err := t.exec("add message to "+m.Report.String(), "INSERT INTO message (n, "+messageColumns+`)
		VALUES ((SELECT COALESCE(MAX(n), 0) + 1 FROM message), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
		ON CONFLICT (id) DO NOTHING`, m.ID[:], m.Report[:], string(m.Side), m.Private, m.Author, int64(m.Operator), m.Text, m.At.UnixMilli(),
		m.Came.UnixMilli(), m.Arrival)
	return err
}

// Messages lists what was said about a report, in the order in which it came here.
func (t *Tx) Messages(report civic.ReportID) ([]Message, error) {
	return all(t, "read messages of "+report.String(), readMessage, "SELECT "+messageColumns+" FROM message WHERE report = $1 ORDER BY n", report[:])
}

// EntryAt finds an entry by its arrival; the error wraps ErrNotFound.
func (t *Tx) EntryAt(arrival int64) (Entry, error) {
	return one(t, "read entry", readEntry, "SELECT "+entryColumns+" FROM entry WHERE arrival = $1", arrival)
}
