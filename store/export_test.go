package store

import (
	"context"
	"errors"
)

// Pragma reads a pragma back from the connection that writes.
func Pragma(s *Store, name string) (value string, err error) {
	err = s.writer.QueryRow("PRAGMA " + name).Scan(&value)
	return value, err
}

// QueuePlans are the steps by which SQLite counts and lists what waits.
func QueuePlans(ctx context.Context, s *Store) (steps []string, err error) {
	for _, query := range append(queueQueries(true), totalsQuery) {
		rows, err := s.reader.QueryContext(ctx, "EXPLAIN QUERY PLAN "+query)
		if err != nil {
			return nil, err
		}
		for rows.Next() {
			var id, parent, unused int
			var step string
			if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
				return nil, errors.Join(err, rows.Close())
			}
			steps = append(steps, step)
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			return nil, err
		}
	}
	return steps, nil
}

// Counted is how often the queue was counted.
func Counted(s *Store) int { return s.counted.times }
