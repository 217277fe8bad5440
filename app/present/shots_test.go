package present_test

import (
	"os"
	"path/filepath"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// away is a camera that goes to the front and never says what became of it.
type away struct{ path chan string }

func (a away) Take(path string, _ func(error)) { a.path <- path }

// No path is given twice, though the pictures that stood there are gone; what one is called sorts as it was taken.
func TestPathsOfPicturesAreNeverUsedAgain(t *testing.T) {
	home := t.TempDir()
	last := ""
	for range 20 {
		path, err := present.ShotPath(home, "report", "1")
		if err != nil || path <= last {
			t.Fatalf("%s after %s, %v", path, last, err)
		}
		last = path
	}
}

// A picture that comes when nobody waits any more is in the form; what is for something else, or nothing, changes nothing.
func TestArrived(t *testing.T) {
	photos, ok := presenttest.SharedPhotos()
	if !ok {
		t.Skip("no photographs in ../shared/photos")
	}
	loop := presenttest.NewLoop(t)
	env := presenttest.Env(t, loop)
	camera := away{make(chan string, 1)}
	env.Camera = camera
	p := presenttest.Open(t, loop, env)
	p.Capture.Shoot()
	var path string
	loop.Until("the camera is in front", func() bool {
		select {
		case path = <-camera.path:
		default:
		}
		return path != ""
	})
	files, err := filepath.Glob(filepath.Join(photos, "*.jpg"))
	if err != nil || len(files) == 0 {
		t.Skip("no photographs in ../shared/photos")
	}
	picture, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, other := range []string{"", "x.jpg", filepath.Join(filepath.Dir(filepath.Dir(path)), "task-1", "1.jpg")} {
		p.Arrived(other)
	}
	p.Arrived(path)
	loop.Until("the picture is in the form", func() bool {
		s := p.Capture.State()
		return len(s.Photos) == 1 && s.Photos[0].ID != civic.PhotoID{}
	})
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("it still waits: %v", err)
	}
}
