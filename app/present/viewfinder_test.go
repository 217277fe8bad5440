package present_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/photo"
)

// bench is a row of lenses; each shows a picture of its own until something happens to it.
type bench struct {
	mu     sync.Mutex
	names  []string
	fails  map[string]error // opening them
	breaks map[string]error // looking through them
	open   map[string]int
	most   int
	torn   int // sights that can't be read come first
}

func (b *bench) Any() bool { return true }

func (b *bench) List() (all []present.Lens) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, name := range b.names {
		all = append(all, present.Lens{ID: "/dev/" + name, Name: name})
	}
	return all
}

func (b *bench) Open(id string) (present.View, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if err := b.fails[id]; err != nil {
		return nil, err
	}
	b.open[id]++
	b.most = max(b.most, b.open[id])
	return &glass{of: b, id: id}, nil
}

func (b *bench) opened() (n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, k := range b.open {
		n += k
	}
	return n
}

type glass struct {
	of *bench
	id string
}

func (g *glass) Next(ctx context.Context) (present.Sight, error) {
	g.of.mu.Lock()
	defer g.of.mu.Unlock()
	if g.of.torn > 0 {
		g.of.torn--
		return torn{}, ctx.Err()
	}
	return sight(len(g.id)), errors.Join(ctx.Err(), g.of.breaks[g.id])
}

func (g *glass) Close() error {
	g.of.mu.Lock()
	defer g.of.mu.Unlock()
	g.of.open[g.id]--
	return nil
}

// sight is a picture as large as its number.
type sight int

func (s sight) Image() (image.Image, error) {
	m := image.NewYCbCr(image.Rect(0, 0, 200*int(s), 100*int(s)), image.YCbCrSubsampleRatio422)
	return m, nil
}

func (s sight) JPEG() ([]byte, error) {
	m, _ := s.Image()
	var b bytes.Buffer
	err := jpeg.Encode(&b, m, nil)
	return b.Bytes(), err
}

type torn struct{}

func (torn) Image() (image.Image, error) { return nil, errors.New("half a picture") }
func (torn) JPEG() ([]byte, error)       { return nil, errors.New("half a picture") }

// finder is a point with lenses, and what its viewfinder said.
func finder(t *testing.T, lenses *bench) (*present.Point, *presenttest.Loop, *told) {
	t.Helper()
	if lenses.open == nil {
		lenses.open = map[string]int{}
	}
	loop := presenttest.NewLoop(t)
	env := presenttest.Env(t, loop)
	env.Lenses = lenses
	p := presenttest.Open(t, loop, env)
	said := &told{home: env.Home}
	p.Viewfinder.OnSight = func(m image.Image) { said.size = m.Bounds().Size() }
	p.Viewfinder.OnOpen, p.Viewfinder.OnClose = func() { said.opened++ }, func() { said.closed++ }
	return p, loop, said
}

type told struct {
	home           string
	opened, closed int
	size           image.Point
	done           []error
}

// aim opens the viewfinder for a picture.
func aim(t *testing.T, p *present.Point, said *told) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "report-1", "1.jpg")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	p.Viewfinder.Take(path, func(err error) { said.done = append(said.done, err) })
	return path
}

func TestViewfinderTakesAPicture(t *testing.T) {
	lenses := &bench{names: []string{"one", "second"}, torn: 5}
	p, loop, said := finder(t, lenses)
	f := p.Viewfinder
	path := aim(t, p, said)
	f.Shoot() // nothing is seen yet: nothing is taken
	loop.Until("something is seen", func() bool { return f.State().Live })
	if s := f.State(); said.opened != 1 || s.Lens != 0 || strings.Join(s.Lenses, " ") != "one second" || s.Trouble.Title != "" || s.Guide != nil {
		t.Errorf("%+v", s)
	}
	loop.Until("it is shown", func() bool { return said.size == image.Pt(1024, 512) }) // smaller than it is
	f.Choose(1)
	loop.Until("the second lens", func() bool { return f.State().Lens == 1 && f.State().Live })
	f.Turn()
	f.Shoot()
	f.Shoot() // once is enough
	f.Leave() // it is being written: it counts
	loop.Until("the picture is taken", func() bool { return len(said.done) == 1 })
	if said.done[0] != nil || said.closed != 1 || f.Open() {
		t.Errorf("%v, closed %d times", said.done, said.closed)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	info, err := photo.Inspect(bytes.NewReader(content), int64(len(content)))
	if err != nil || info.Orientation != 6 || info.Width != 200*len("/dev/second") || info.TakenAt.IsZero() {
		t.Errorf("%+v, %v", info, err)
	}
	loop.Until("both lenses are free", func() bool { return lenses.opened() == 0 })
	if lenses.most != 1 {
		t.Errorf("a lens was opened %d times at once", lenses.most)
	}
	path = aim(t, p, said) // the lens is remembered, how it was turned isn't
	loop.Until("the second lens again", func() bool { return f.State().Live && f.State().Lens == 1 && f.State().Turned == 0 })
	f.File()
	if len(said.done) != 2 || !errors.Is(said.done[1], present.ErrCameraFile) {
		t.Errorf("%v", said.done)
	}
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Error("a picture that nobody took")
	}
}

func TestViewfinderLeft(t *testing.T) {
	lenses := &bench{names: []string{"one"}}
	p, loop, said := finder(t, lenses)
	for range 5 {
		aim(t, p, said)
		p.Viewfinder.Again()
		p.Viewfinder.Leave()
	}
	if len(said.done) != 5 || !errors.Is(said.done[4], present.ErrCameraLeft) || said.closed != 5 {
		t.Errorf("%v", said.done)
	}
	loop.Until("the lens is free", func() bool { return lenses.opened() == 0 })
	aim(t, p, said)
	aim(t, p, said) // who asks last gets it
	if len(said.done) != 6 || !errors.Is(said.done[5], present.ErrCameraLeft) || !p.Viewfinder.Open() {
		t.Errorf("%v", said.done)
	}
	loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	if lenses.most != 1 {
		t.Errorf("the lens was opened %d times at once", lenses.most)
	}
}

func TestViewfinderSaysWhatIsTheMatter(t *testing.T) {
	for of, want := range map[error]string{
		present.ErrCameraNone: "none", present.ErrCameraDenied: "denied", present.ErrCameraBusy: "busy", errors.New("the driver is broken"): "failed",
	} {
		lenses := &bench{names: []string{"one"}, fails: map[string]error{"/dev/one": fmt.Errorf("test: %w", of)}}
		p, loop, said := finder(t, lenses)
		aim(t, p, said)
		loop.Until(want, func() bool { return p.Viewfinder.State().Trouble.Title == p.Voice().Say("lens."+want) })
		if s := p.Viewfinder.State(); s.Trouble.Under != p.Voice().Say("lens.under."+want) || s.Live {
			t.Errorf("%+v", s)
		}
		p.Viewfinder.Shoot()
		lenses.mu.Lock()
		lenses.fails = nil
		lenses.mu.Unlock()
		p.Viewfinder.Again()
		loop.Until("it works again", func() bool { s := p.Viewfinder.State(); return s.Live && s.Trouble.Title == "" })
	}
}

func TestViewfinderWithoutLenses(t *testing.T) {
	p, loop, said := finder(t, &bench{})
	aim(t, p, said)
	loop.Until("none is there", func() bool { return p.Viewfinder.State().Trouble.Title == p.Voice().Say("lens.none") })
	p.Viewfinder.Leave()
	if len(said.done) != 1 || !errors.Is(said.done[0], present.ErrCameraLeft) {
		t.Errorf("%v", said.done)
	}
}

func TestLensPulledOut(t *testing.T) {
	lenses := &bench{names: []string{"one", "second"}}
	p, loop, said := finder(t, lenses)
	aim(t, p, said)
	loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	lenses.mu.Lock()
	lenses.breaks = map[string]error{"/dev/one": present.ErrCameraGone}
	lenses.mu.Unlock()
	loop.Until("it is gone", func() bool { return p.Viewfinder.State().Trouble.Title == p.Voice().Say("lens.gone") })
	loop.Until("the lens is free", func() bool { return lenses.opened() == 0 })
	lenses.mu.Lock()
	lenses.names = lenses.names[1:]
	lenses.mu.Unlock()
	p.Viewfinder.Again()
	loop.Until("the other one", func() bool { s := p.Viewfinder.State(); return s.Live && len(s.Lenses) == 1 && s.Lens == 0 })
}

func TestSightsThatCannotBeRead(t *testing.T) {
	p, loop, said := finder(t, &bench{names: []string{"one"}, torn: 1 << 30})
	aim(t, p, said)
	loop.Until("it gives up", func() bool { return p.Viewfinder.State().Trouble.Title == p.Voice().Say("lens.failed") })
}

func TestClosedWithTheViewfinderOpen(t *testing.T) {
	lenses := &bench{names: []string{"one"}}
	p, loop, said := finder(t, lenses)
	p.Viewfinder.Guide([]byte("how it was"), "18 Nov")
	aim(t, p, said)
	loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	if s := p.Viewfinder.State(); string(s.Guide) != "how it was" || s.Tag != "18 Nov" {
		t.Errorf("%+v", s)
	}
	if err := p.Close(); err != nil { // the lens is let go of
		t.Error(err)
	}
	if lenses.opened() != 0 || len(said.done) > 0 || said.closed != 1 {
		t.Errorf("%d open, %v", lenses.opened(), said.done)
	}
}

// A picture from the viewfinder gets into a report; the guide of one picture isn't the next one's.
func TestReportWithTheViewfinder(t *testing.T) {
	lenses := &bench{names: []string{"one"}, open: map[string]int{}}
	p, loop, said := finder(t, lenses)
	if s := p.Capture.State(); !s.Camera || !p.Intake.State().Camera {
		t.Errorf("no camera: %+v", s)
	}
	if !p.Intake.Shoot() {
		t.Fatal("no camera")
	}
	loop.Until("something is seen", func() bool { return p.Viewfinder.State().Live })
	p.Viewfinder.Shoot()
	loop.Until("the picture is in the report", func() bool { s := p.Intake.State(); return len(s.Photos) == 1 && s.Photos[0].Preview != nil })
	if left, err := filepath.Glob(filepath.Join(said.home, "shots", "*", "*")); err != nil || len(left) > 0 {
		t.Errorf("left: %v, %v", left, err)
	}
	p.Intake.Shoot()
	loop.Until("something is seen again", func() bool { return p.Viewfinder.State().Live })
	p.Viewfinder.File()
	loop.Until("files are to choose from", func() bool { return p.State().Page == present.PagePicker })
}
