package blobs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"priyom/civic"
	"priyom/durable"
	"priyom/portal/blobs/shelf"
	"priyom/portal/db"
	"priyom/store/journal"
)

const (
	chunk      = 64 << 10  // bytes read at a time
	checkpoint = 512 << 10 // bytes after which what came is made durable, should the program be killed
)

// Append writes what body brings to a file, from offset on, and tells how far that went. What came before an error
// is kept. Bytes beyond the file's size are not read. The errors are those of State, and:
//   - ErrOffset, and nothing was read: go on from the offset in the state;
//   - ErrHash: all came, and was something else; it begins again at 0;
//   - ErrFull: go on from the offset in the state when there is room;
//   - body's own, wrapped.
func (s *Store) Append(ctx context.Context, device civic.DeviceID, sum journal.Hash, offset int64, body Body) (State, error) {
	release, err := s.leases.take(ctx, key{device, sum}, body)
	if err != nil {
		return State{}, fmt.Errorf("blobs: wait for %s: %w", sum, err)
	}
	defer release()
	ctx = context.WithoutCancel(ctx) // the line breaking is no reason to forget what came over it
	st, err := s.settle(ctx, device, sum)
	if err != nil || st.Whole() {
		return st, err
	}
	if st.Offset != offset {
		return st, fmt.Errorf("%w: %s at %d, not %d", ErrOffset, sum, st.Offset, offset)
	}
	readErr, err := s.receive(ctx, device, &st, body)
	if err != nil {
		return st, full(fmt.Errorf("blobs: write %s: %w", sum, err))
	}
	if st.Offset == st.Size {
		return s.finish(ctx, device, st)
	}
	if readErr != nil {
		return st, fmt.Errorf("blobs: receive %s: %w", sum, readErr)
	}
	return st, nil
}

// Settled is State, but stops a request that still writes to the file first, so that the answer holds.
func (s *Store) Settled(ctx context.Context, device civic.DeviceID, sum journal.Hash) (State, error) {
	release, err := s.leases.take(ctx, key{device, sum}, noBody{})
	if err != nil {
		return State{}, fmt.Errorf("blobs: wait for %s: %w", sum, err)
	}
	defer release()
	return s.settle(context.WithoutCancel(ctx), device, sum)
}

type noBody struct{}

func (noBody) Read([]byte) (int, error) { return 0, io.EOF }
func (noBody) Stop()                    {}

// settle is State, and ends what a kill interrupted: a file that had come to its place already, or had all its bytes.
func (s *Store) settle(ctx context.Context, device civic.DeviceID, sum journal.Hash) (State, error) {
	st, err := s.State(ctx, device, sum)
	if err != nil || st.Whole() {
		return st, err
	}
	if err := shelf.Verify(ctx, s.shelf, sum, st.Size); err == nil {
		return s.record(ctx, device, st)
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, ErrHash) {
		return st, err // a shelf that doesn't answer is better noticed before the bytes travel
	}
	if st.Offset == st.Size && st.Size > 0 {
		if st, err = s.finish(ctx, device, st); errors.Is(err, ErrHash) {
			err = nil // it begins again at 0, and this request hasn't sent anything yet
		}
	}
	return st, err
}

// receive makes what body brings durable and moves st.Offset behind it. readErr is what ended the body before its end;
// err is what keeps the portal from writing.
func (s *Store) receive(ctx context.Context, device civic.DeviceID, st *State, body io.Reader) (readErr, err error) {
	path := s.incoming(device, st.SHA256)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if st.Offset == 0 {
		if err := durable.SyncDir(filepath.Dir(path)); err != nil {
			return nil, err
		}
	}
	// What lies behind the offset was written and never acknowledged: nobody knows whether it is right.
	if err := f.Truncate(st.Offset); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Truncate(st.Offset) // gives the room back; standsAt doesn't rely on it
		}
	}()
	buf := make([]byte, chunk)
	written := st.Offset
	for readErr == nil && written < st.Size {
		var n int
		n, readErr = body.Read(buf[:min(chunk, st.Size-written)])
		if _, err := f.WriteAt(buf[:n], written); err != nil {
			return readErr, err
		}
		written += int64(n)
		if written-st.Offset >= checkpoint || (readErr != nil || written == st.Size) && written > st.Offset {
			if err := s.checkpoint(ctx, device, st, f, written); err != nil {
				return readErr, err
			}
		}
	}
	if errors.Is(readErr, io.EOF) {
		readErr = nil
	}
	return readErr, nil
}

// checkpoint first syncs, then records, and only then says so.
func (s *Store) checkpoint(ctx context.Context, device civic.DeviceID, st *State, f *os.File, written int64) error {
	if err := f.Sync(); err != nil {
		return err
	}
	err := s.db.Write(ctx, func(tx *db.Tx) error { return tx.PutUpload(device, st.SHA256, written) })
	if err == nil {
		st.Offset = written
	}
	return err
}

// full tells a disk without room from other failures.
func full(err error) error {
	if durable.IsFull(err) || errors.Is(err, db.ErrFull) || errors.Is(err, shelf.ErrFull) {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}
