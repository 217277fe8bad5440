package blobs

import (
	"context"
	"errors"
	"fmt"
	"os"

	"priyom/civic"
	"priyom/portal/db"
)

// finish brings a file that has all its bytes to its place, if they are the right ones: read back, put on the shelf to stay,
// and then said in the database. Killed in between, it is done again by the next request.
func (s *Store) finish(ctx context.Context, device civic.DeviceID, st State) (State, error) {
	path := s.incoming(device, st.SHA256)
	if err := check(path, st.SHA256, st.Size); err != nil {
		if !errors.Is(err, ErrHash) {
			return st, err
		}
		st.Offset = 0
		// The row goes first: a row without a file stands at 0, a wrong file that is believed would not.
		if err := s.db.Write(ctx, func(tx *db.Tx) error { return tx.DropUpload(device, st.SHA256) }); err != nil {
			return st, full(err)
		}
		if err := os.Remove(path); err != nil {
			return st, fmt.Errorf("blobs: %w", err)
		}
		return st, err
	}
	if err := s.shelf.Put(ctx, st.SHA256, st.Size, path); err != nil {
		return st, full(err)
	}
	return s.record(ctx, device, st)
}

// record says in the database that a file is at its place, and what may be shown of it.
func (s *Store) record(ctx context.Context, device civic.DeviceID, st State) (State, error) {
	seen, err := s.look(ctx, st.SHA256, st.Size)
	if err != nil {
		return st, err
	}
	err = s.db.Write(ctx, func(tx *db.Tx) error {
		if err := s.here(tx); err != nil {
			return err
		}
		st.Offset, st.Completed = st.Size, tx.Now
		if err := tx.CompleteBlob(device, db.Blob{SHA256: st.SHA256, Size: st.Size, Picture: seen.picture}); err != nil {
			return err
		}
		return seen.keep(tx, st.SHA256)
	})
	if err != nil {
		return State{SHA256: st.SHA256, Size: st.Size}, full(err)
	}
	return st, nil
}
