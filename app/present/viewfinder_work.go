package present

import (
	"context"
	"errors"
	"fmt"
	"image"
	"sync/atomic"
	"time"

	"golang.org/x/image/draw"

	"priyom/durable"
	"priyom/photo"
)

const (
	viewSide  = 1024                  // pixels of the longer side of what is shown
	viewEvery = 50 * time.Millisecond // between two pictures that are shown
	unread    = 60                    // broken ones in a row that are too many
)

// lensWork is the work of having a lens: it belongs to one goroutine.
type lensWork struct {
	f       *Viewfinder
	round   int
	lens    string // wanted; "" takes the first
	path    string
	shutter <-chan photo.Orientation
	shown   atomic.Bool // what was shown last may be drawn over
	panes   [2]*image.RGBA
	turned  photo.Orientation // of the picture that is to be taken; 0 until the shutter is pressed
}

// run looks until ctx is done, the picture is taken, or the lens fails.
func (l *lensWork) run(ctx context.Context) {
	err := l.look(ctx)
	if err == nil || ctx.Err() != nil {
		return
	}
	l.tell(func() { l.f.failed(err) })
}

// tell says something on the goroutine of the screens, unless it is old.
func (l *lensWork) tell(say func()) {
	l.f.p.env.Post(func() {
		if l.round == l.f.round {
			say()
		}
	})
}

func (l *lensWork) look(ctx context.Context) error {
	list := l.f.p.env.Lenses.List()
	if len(list) == 0 {
		l.tell(func() { l.f.lenses = nil })
		return ErrCameraNone
	}
	id := list[0].ID
	for _, one := range list {
		if one.ID == l.lens {
			id = one.ID
		}
	}
	l.tell(func() {
		l.f.lenses, l.f.lens = list, id
		l.f.changed()
	})
	view, err := l.f.p.env.Lenses.Open(id)
	if err != nil {
		return err
	}
	defer func() {
		if err := view.Close(); err != nil {
			l.f.p.env.Log.Warn("camera not closed well", "error", errorKind(err))
		}
	}()
	l.shown.Store(true)
	broken, last := 0, time.Time{}
	for {
		sight, err := view.Next(ctx)
		if err != nil {
			return err
		}
		taken, err := l.expose(sight)
		switch {
		case taken:
			return nil
		case err == nil && l.shown.Load() && time.Since(last) >= viewEvery:
			last = time.Now()
			err = l.show(sight)
		case err == nil:
			continue
		}
		if broken++; err == nil {
			broken = 0
		} else if broken >= unread || !errors.Is(err, errSight) {
			return err
		}
	}
}

// errSight is a picture that can't be read: the next one may be whole.
var errSight = errors.New("present: a camera's picture isn't whole")

// show draws what is seen into the pane that isn't on the screen.
func (l *lensWork) show(sight Sight) error {
	m, err := sight.Image()
	if err != nil {
		return fmt.Errorf("%w: %w", errSight, err)
	}
	size := m.Bounds().Size()
	if longer := max(size.X, size.Y); longer > viewSide {
		size = image.Pt(max(1, size.X*viewSide/longer), max(1, size.Y*viewSide/longer))
	}
	l.panes[0], l.panes[1] = l.panes[1], l.panes[0]
	if l.panes[0] == nil || l.panes[0].Rect.Size() != size {
		l.panes[0] = image.NewRGBA(image.Rectangle{Max: size})
	}
	pane := l.panes[0]
	draw.ApproxBiLinear.Scale(pane, pane.Rect, m, m.Bounds(), draw.Src, nil)
	l.shown.Store(false)
	l.tell(func() {
		l.shown.Store(true)
		if !l.f.live {
			l.f.live = true
			l.f.changed()
		}
		if l.f.OnSight != nil {
			l.f.OnSight(pane)
		}
	})
	return nil
}

// expose takes the picture once the shutter was pressed, from the first sight that is whole, and says so when it is on the disk.
func (l *lensWork) expose(sight Sight) (taken bool, err error) {
	select {
	case l.turned = <-l.shutter:
	default:
	}
	if l.turned == 0 {
		return false, nil
	}
	content, err := sight.JPEG()
	if err == nil {
		content, err = photo.Stamp(content, l.f.p.env.Clock(), l.turned)
	}
	if err != nil {
		return false, fmt.Errorf("%w: %w", errSight, err)
	}
	if err := durable.Replace(l.path, content); err != nil {
		return false, err
	}
	l.tell(func() {
		l.f.taking = false
		l.f.finish(nil)
	})
	return true, nil
}
