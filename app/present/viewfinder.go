package present

import (
	"context"
	"image"
	"path/filepath"
	"strings"

	"priyom/photo"
)

// usualGhost is how much of the picture before shines through at first.
const usualGhost = 0.35

// Viewfinder shows what a lens of this machine sees, and takes the picture: a Camera made of Lenses. While it is open, one worker has the
// lens; the picture is on the disk, whole, before anybody hears of it.
type Viewfinder struct {
	OnOpen   func() // show it in the place of everything else
	OnClose  func() // show again what was there
	OnChange func()
	OnSight  func(image.Image) // what is seen now; good until the next one

	p       *Point
	path    string
	done    func(error) // nil while it is closed
	guide   []byte      // how it was before: a JPEG
	tag     string      // when that was
	next    guided      // what the next picture is to be like
	ghost   float64
	grid    bool
	turned  int // by quarters, clockwise
	lenses  []Lens
	lens    string // its ID
	live    bool
	taking  bool
	trouble error
	round   int // what an earlier worker says is old
	stop    context.CancelFunc
	shutter chan photo.Orientation
	closed  chan struct{} // by the last worker: the lens is free
}

type guided struct {
	picture []byte
	tag     string
}

func newViewfinder(p *Point) *Viewfinder { return &Viewfinder{p: p, ghost: usualGhost, grid: true} }

// Guide shows how it was before, for the next picture alone, so that it can be taken from the same place.
func (f *Viewfinder) Guide(picture []byte, tag string) { f.next = guided{picture, tag} }

// Take implements Camera. It is called on the goroutine of the screens.
func (f *Viewfinder) Take(path string, done func(error)) {
	if f.finish(ErrCameraLeft); f.done != nil { // one is being written
		done(ErrCameraLeft)
		return
	}
	f.path, f.done, f.guide, f.tag, f.next = path, done, f.next.picture, f.next.tag, guided{}
	f.turned = 0
	f.Again()
	if f.OnOpen != nil {
		f.OnOpen()
	}
}

// Again looks for lenses anew.
func (f *Viewfinder) Again() {
	if f.done == nil {
		return
	}
	f.rest()
	ctx, stop := context.WithCancel(f.p.ctx)
	f.stop, f.taking, f.trouble = stop, false, nil
	f.shutter = make(chan photo.Orientation, 1)
	look := &lensWork{f: f, round: f.round, lens: f.lens, path: f.path, shutter: f.shutter}
	before, closed := f.closed, make(chan struct{})
	f.closed = closed
	f.p.workers.Go(func() {
		defer close(closed)
		if before != nil {
			<-before // it may have the same lens
		}
		look.run(ctx)
	})
	f.changed()
}

// Choose looks through another lens.
func (f *Viewfinder) Choose(i int) {
	if i < 0 || i >= len(f.lenses) || f.lenses[i].ID == f.lens && f.trouble == nil || f.taking {
		return
	}
	f.lens, f.turned = f.lenses[i].ID, 0
	f.Again()
}

// Turn turns the picture by a quarter, clockwise: a camera may stand on its side.
func (f *Viewfinder) Turn() {
	f.turned = (f.turned + 1) % 4
	f.changed()
}

// SetGhost is how much of the picture before shines through, from 0 to 1.
func (f *Viewfinder) SetGhost(share float64) { f.ghost = min(max(share, 0), 1) }

// SetGrid shows the lines that divide the picture into thirds, or not.
func (f *Viewfinder) SetGrid(on bool) {
	f.grid = on
	f.changed()
}

// orientations are the quarters, as a file says them.
var orientations = [4]photo.Orientation{photo.Upright, 6, 3, 8}

// Shoot takes the picture that is seen next.
func (f *Viewfinder) Shoot() {
	if f.done == nil || !f.live || f.taking || f.trouble != nil {
		return
	}
	f.taking = true
	f.shutter <- orientations[f.turned] // there is room for one
	f.changed()
}

// File lets one choose a picture that is there already.
func (f *Viewfinder) File() { f.finish(ErrCameraFile) }

// Leave goes back without a picture.
func (f *Viewfinder) Leave() { f.finish(ErrCameraLeft) }

// Open says whether it is in front.
func (f *Viewfinder) Open() bool { return f.done != nil }

// finish lets go of the lens and says what came of it. A picture that is being written is awaited: it is the person's.
func (f *Viewfinder) finish(err error) {
	if f.done == nil || f.taking && err != nil && f.trouble == nil {
		return
	}
	f.rest()
	done := f.done
	f.done, f.guide, f.taking = nil, nil, false
	if f.OnClose != nil {
		f.OnClose()
	}
	done(err)
}

// rest lets go of the lens; nothing that it sees is heard of any more.
func (f *Viewfinder) rest() {
	if f.stop != nil {
		f.stop()
	}
	f.stop, f.live = nil, false
	f.round++
}

// abandon forgets all of it, and nobody hears: the screen is locked, or everything ends.
func (f *Viewfinder) abandon() {
	if f.done == nil {
		return
	}
	f.rest()
	delete(f.p.lent.waits, f.path)
	f.done, f.guide, f.taking, f.next = nil, nil, false, guided{}
	if f.OnClose != nil {
		f.OnClose()
	}
}

func (f *Viewfinder) failed(err error) {
	f.p.env.Log.Warn("nothing seen", "error", errorKind(err))
	f.rest()
	f.taking, f.trouble = false, err
	f.changed()
}

func (f *Viewfinder) changed() {
	if f.OnChange != nil {
		f.OnChange()
	}
}

// what the picture is for: the first part of its folder's name.
func (f *Viewfinder) what() string {
	what, _, _ := strings.Cut(filepath.Base(filepath.Dir(f.path)), "-")
	return what
}
