package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"priyom/retry"
	"priyom/store"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// The budget of pictures of tasks: previews always, the others as somebody asks for them, or by themselves on a good line on which
// nothing else waits.
const (
	picturesKept    = 64 << 20 // bytes of large ones that are fetched by themselves
	pictureLargest  = 8 << 20  // bytes; the portal makes none that large
	picturesAtOnce  = 16
	pictureResumes  = 4                // times that a broken one goes on from where it was
	pictureAbsent   = 10 * time.Minute // the first pause after the portal hadn't a picture
	pictureAbsently = 6 * time.Hour    // the longest
)

// gallery fetches the pictures of an inspector's tasks. It does nothing by the clock: it looks when an exchange went well, and when
// somebody asks.
type gallery struct {
	*Engine
	pace *pace
}

// WantPictures says that pictures are wanted that may not be here: of tasks that came, or that somebody asks for.
func (e *Engine) WantPictures() { wake(e.pictures) }

// run fetches what is wanted until ctx ends. A line that breaks is nothing special here.
func (g *gallery) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-g.pictures:
		}
		f, err := failure(ctx, g.attempt(ctx))
		if err != nil {
			return err
		}
		if f != nil {
			g.log.Info("pictures failed", "cause", f.Cause, "error", f.Err)
			if err := pause(ctx, g.pace.next(f.After), nil); err != nil {
				return err
			}
			continue // the next good exchange says that there is a line again
		}
		g.pace.reset()
		g.happened()
	}
}

// attempt fetches all that is wanted now.
func (g *gallery) attempt(ctx context.Context) error {
	for {
		want, err := g.wanted(ctx)
		if err != nil || len(want) == 0 {
			return err
		}
		c, _, err := g.connect(ctx)
		if err != nil {
			return err
		}
		for _, w := range want {
			if err := g.fetch(ctx, c, w); err != nil {
				return err
			}
		}
	}
}

// wanted lists pictures that may be fetched now: none as long as there is no line.
func (g *gallery) wanted(ctx context.Context) ([]store.WantedPicture, error) {
	s := g.State()
	if s.Link != LinkGood && s.Link != LinkWeak {
		return nil, nil
	}
	large := false
	if s.Link == LinkGood {
		totals, err := g.store.Totals(ctx)
		if err != nil {
			return nil, err
		}
		kept, err := g.store.PictureBytes(ctx)
		if err != nil {
			return nil, err
		}
		large = totals.Clear() && kept < picturesKept && (g.opt.Roomy == nil || g.opt.Roomy())
	}
	return g.store.WantedPictures(ctx, large, picturesAtOnce)
}

// fetch brings one picture here, or notes when to ask for it again. The error is the line's or the store's.
func (g *gallery) fetch(ctx context.Context, c *client, w store.WantedPicture) error {
	later := func(after time.Duration) error {
		return g.store.PictureTried(ctx, w.SHA256, g.opt.Clock().Add(after))
	}
	if w.Size > pictureLargest {
		return later(pictureAbsently)
	}
	content, err := c.picture(ctx, w.SHA256, w.Size)
	var f *Failure
	switch {
	case errors.As(err, &f) && f.Cause == Cause(wire.ProblemUnknownBlob.Key):
		return later(min(pictureAbsently, pictureAbsent<<min(w.Attempts, 6)))
	case err != nil:
		return errors.Join(err, later(g.limits.FirstRetry))
	}
	if err := g.store.TakePicture(ctx, w.BlobRef, bytes.NewReader(content)); errors.Is(err, store.ErrOtherFile) {
		return later(pictureAbsently) // somebody else answered, or the portal's disk is bad
	} else if err != nil {
		return err
	}
	g.board.change(func(s *State) { s.Pictures++ })
	return nil
}

// picture asks for a picture, and goes on with one that breaks off. What is longer than it should be isn't read to its end.
func (c *client) picture(ctx context.Context, sum journal.Hash, size int64) ([]byte, error) {
	var got bytes.Buffer
	for try := 0; ; try++ {
		err := c.pictureFrom(ctx, sum, &got, size)
		if err == nil || try == pictureResumes || ctx.Err() != nil {
			return got.Bytes(), err
		}
		var f *Failure
		if errors.As(err, &f) && f.Cause != CauseBroken && f.Cause != CauseStalled {
			return nil, err
		}
	}
}

func (c *client) pictureFrom(ctx context.Context, sum journal.Hash, got *bytes.Buffer, size int64) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+wire.PathBlobs+sum.String(), nil)
	if err != nil {
		return badURL(err)
	}
	req.Header.Set("User-Agent", "")
	at := int64(got.Len())
	if at > 0 {
		req.Header.Set("Range", "bytes="+strconv.FormatInt(at, 10)+"-")
	}
	wire.SignRequest(req, c.portal, nil, c.device, c.key)
	res, err := c.http.Do(req)
	if err != nil {
		return lineFailure(err, false)
	}
	body := watchBody(res.Body, c.stall, cancel)
	defer func() { _ = body.Close() }() // what came of it is in the buffer
	switch {
	case at == 0 && res.StatusCode == http.StatusOK:
	case at > 0 && res.StatusCode == http.StatusPartialContent && startsAt(res.Header.Get("Content-Range"), at):
	default:
		p := wire.ReadProblem(res)
		if p.Key == keyNotPortal {
			return notPortal(res, p)
		}
		return problemFailure(p, retry.After(res.Header, maxPatience))
	}
	if _, err := io.Copy(got, io.LimitReader(body, size+1-at)); err != nil {
		if errors.Is(context.Cause(ctx), errNothingMoves) {
			err = errNothingMoves
		}
		return lineFailure(err, true)
	}
	if int64(got.Len()) < size {
		return &Failure{Cause: CauseBroken, Link: LinkWeak, Err: fmt.Errorf("picture ends at %d of %d bytes", got.Len(), size)}
	}
	return nil
}
