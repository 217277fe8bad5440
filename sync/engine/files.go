package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

const (
	fileLanes = 3 // with two the photos of a lossy 20 kB/s line take a fifth longer: docs/benchmarks.md
	maxTurns  = 8 // requests for one file before it goes to the end of the line
)

// porter is one file lane.
type porter struct {
	*Engine
	shelf *shelf
	lane  int
	ask   chan<- struct{} // asks the text lane to look after the line, and where the portal stands
}

// run carries one file after the other until ctx ends.
func (p *porter) run(ctx context.Context) error {
	for {
		changed := p.shelf.watch()
		files, err := p.store.Files(ctx, filesLooked+p.shelf.size())
		if err != nil {
			return err
		}
		o := p.shelf.take(files)
		if o.ask {
			wake(p.ask)
		}
		if !o.ready {
			if err := pause(ctx, o.wait, changed); err != nil {
				return err
			}
			continue
		}
		if err := p.send(ctx, o.file, o.offset); err != nil {
			if err := p.failed(ctx, o.file, err); err != nil {
				return err
			}
		}
		p.happened()
	}
}

// pause waits for a time, 0 being for ever, or for a change.
func pause(ctx context.Context, wait time.Duration, changed <-chan struct{}) error {
	var due <-chan time.Time
	if wait > 0 {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		due = timer.C
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-changed:
	case <-due:
	}
	return nil
}

// send brings one file to the portal, or gives it up for good; the error says why it did neither.
func (p *porter) send(ctx context.Context, f store.File, offset int64) error {
	p.board.carry(p.lane, &Moving{SHA256: f.SHA256, Report: f.Report, Role: f.Role, Sent: offset, Size: f.Size})
	defer p.board.carry(p.lane, nil)
	c, _, err := p.connect(ctx)
	if err != nil {
		return err
	}
	for range maxTurns {
		state, err := p.turn(ctx, c, f, offset)
		switch {
		case errors.Is(err, store.ErrFileDamaged), IsCause(err, Cause(wire.ProblemHash.Key)) && !p.shelf.spoil(f.SHA256):
			p.log.Error("file given up", "file", f.SHA256.String(), "error", err)
			return p.finish(f, p.store.FileDamaged(ctx, f.SHA256))
		case IsCause(err, Cause(wire.ProblemHash.Key)):
			state.Offset = 0
		case IsCause(err, Cause(wire.ProblemTooLarge.Key)):
			return p.finish(f, p.store.FileRefused(ctx, f.SHA256, wire.ProblemTooLarge.Key))
		case err != nil && (!IsCause(err, Cause(wire.ProblemOffset.Key)) || state.Offset < 0 || state.Offset == offset):
			return err
		case err == nil && state.Receipt != nil:
			return p.delivered(ctx, f, *state.Receipt)
		case err == nil && state.Refused != "":
			return p.finish(f, p.store.FileRefused(ctx, f.SHA256, state.Refused))
		case err == nil && state.Offset <= offset:
			return &Failure{Cause: CauseUnreceipted, Link: LinkGood, Err: fmt.Errorf("file %s ends at %d", f.SHA256, state.Offset)}
		}
		offset = min(max(state.Offset, 0), f.Size)
		if err := p.store.FileSent(ctx, f.SHA256, offset); err != nil {
			return err
		}
	}
	return &Failure{Cause: CauseBroken, Link: LinkWeak, Err: fmt.Errorf("file %s: no end after %d requests", f.SHA256, maxTurns)}
}

// turn is one request. The file's content is hashed anew before it: what has changed on the disk is never sent.
func (p *porter) turn(ctx context.Context, c *client, f store.File, offset int64) (wire.BlobState, error) {
	file, err := p.store.OpenFile(f.SHA256)
	if err != nil && !errors.Is(err, store.ErrFileDamaged) {
		err = &Failure{Cause: CauseUnreadable, Err: err}
	}
	if err != nil {
		return wire.BlobState{}, err
	}
	if _, err := file.Seek(offset, io.SeekStart); err != nil {
		return wire.BlobState{}, errors.Join(&Failure{Cause: CauseUnreadable, Err: err}, file.Close())
	}
	return c.patch(ctx, f.SHA256, f.Size, offset, &uploadBody{file: file, at: offset, sent: func(n int64) { p.board.sent(p.lane, n) }})
}

// delivered takes the portal's receipt for exactly this file.
func (p *porter) delivered(ctx context.Context, f store.File, wired wire.BlobReceipt) error {
	err := p.store.TakeFileReceipt(ctx, wired.Journal(p.store.Device(), f.SHA256))
	if errors.Is(err, journal.ErrSignature) || errors.Is(err, store.ErrNotFound) {
		err = &Failure{Cause: CauseForged, Link: LinkGood, Err: err}
	}
	if err != nil {
		return err
	}
	p.board.filesWell()
	return p.finish(f, nil)
}

// finish puts a file aside that the store has marked as sent or given up.
func (p *porter) finish(f store.File, err error) error {
	if err == nil {
		p.shelf.done(f.SHA256)
	}
	return err
}

// failed lets a file rest, and asks for the line and the portal's offset to be looked after. The others go on, unless it
// is the portal that has no room or no time. The error is for what ends the engine.
func (p *porter) failed(ctx context.Context, f store.File, err error) error {
	fail, fatal := failure(ctx, err)
	if fatal != nil {
		return fatal
	}
	p.log.Info("file failed", "file", f.SHA256.String(), "cause", fail.Cause, "error", fail.Err)
	if fail.Cause == CausePortalFull || fail.After > 0 {
		p.shelf.restAll(fail.After)
	}
	p.shelf.failed(f.SHA256, fail.After)
	p.board.filesFailed(fail.Cause)
	if fail.Link != LinkGood && fail.Link != "" || fail.Cause == Cause(wire.ProblemUnknownBlob.Key) {
		wake(p.ask)
	}
	// No time is given: the store would hold the file back by the device's clock, which may be set back meanwhile.
	_, fatal = failure(ctx, p.store.FileTried(ctx, f.SHA256, string(fail.Cause), time.Time{}))
	return fatal
}
