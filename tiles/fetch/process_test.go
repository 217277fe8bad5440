package fetch_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"testing"
	"time"

	"priyom/tiles/fetch"
)

// noisyPicture differs for every place, pixel by pixel.
func noisyPicture(t testing.TB, x, y uint32) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, noise(x, y)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func noise(x, y uint32) *image.RGBA {
	r := rand.New(rand.NewPCG(uint64(x), uint64(y)))
	m := image.NewRGBA(image.Rect(0, 0, 64, 64))
	for i := range 64 * 64 {
		m.SetRGBA(i%64, i/64, color.RGBA{uint8(r.Uint32()), uint8(r.Uint32()), uint8(r.Uint32()), 255})
	}
	return m
}

// look wants a noisy tile, whole and of its place.
func look(s *fetch.Source, name string) error {
	r := request(name, 64)
	tile, err := s.Tile(context.Background(), r)
	if err == nil && !bytes.Equal(tile.Image.Pix, noise(r.X, r.Y).Pix) {
		err = fmt.Errorf("%s is another picture", name)
	}
	return err
}

// TestMain also is the other process: it looks at tiles of one server in a cache, over and over, until it is killed or has
// looked at enough.
func TestMain(m *testing.M) {
	url := os.Getenv("PRIYOM_FETCH_URL")
	if url == "" {
		os.Exit(m.Run())
	}
	var t testing.T
	w := &world{t: &t, url: url, path: os.Getenv("PRIYOM_FETCH_PATH"), now: time.Now(), timeout: time.Minute, budget: 400_000}
	s := w.open()
	chance := rand.New(rand.NewPCG(uint64(os.Getpid()), 1))
	fmt.Println("looking")
	for range 200 {
		x, y := chance.IntN(16), chance.IntN(16)
		if err := look(s, fmt.Sprintf("4/%d/%d", x, y)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	if err := s.Close(); err != nil || w.trouble != nil {
		fmt.Println(err, w.trouble)
		os.Exit(1)
	}
	os.Exit(0)
}

func other(t *testing.T, w *world) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "PRIYOM_FETCH_URL="+w.url, "PRIYOM_FETCH_PATH="+w.path)
	out := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = out, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// Three processes begin one cache at the same moment, and look at more than it may hold.
func TestProcessesShareACache(t *testing.T) {
	w := newWorld(t)
	noisy(w)
	type process struct {
		cmd *exec.Cmd
		out *bytes.Buffer
	}
	var all []process
	for range 3 {
		cmd, out := other(t, w)
		all = append(all, process{cmd, out})
	}
	for i, p := range all {
		if err := p.cmd.Wait(); err != nil {
			t.Errorf("process %d: %v\n%s", i, err, p.out)
		}
	}
	if n := w.times(); n < 200 || n >= 600 {
		t.Errorf("%d requests for 600 looks", n)
	}
	if info, err := os.Stat(w.path); err != nil || info.Size() > 600_000 {
		t.Errorf("%v, %v", info, err)
	}
}

// A killed process leaves a cache that the next one goes on with.
func TestKills(t *testing.T) {
	w := newWorld(t)
	noisy(w)
	chance := rand.New(rand.NewPCG(3, 3))
	for range 12 {
		cmd, _ := other(t, w)
		before := w.times()
		for w.times() < before+20+chance.IntN(40) && w.times() < 4000 {
			time.Sleep(time.Millisecond)
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
	}
	w.now = time.Now() // as those processes had it: what comes from a later time than now isn't believed
	s := w.open()      // with a budget in which all have room: else what is new takes the place of what survived
	before := w.times()
	for x := range 16 {
		for y := range 16 {
			if err := look(s, fmt.Sprintf("4/%d/%d", x, y)); err != nil {
				t.Fatal(err)
			}
		}
	}
	if fresh := w.times() - before; fresh == 256 || w.trouble != nil {
		t.Errorf("nothing survived (%d asked for), %v", fresh, w.trouble)
	}
}
