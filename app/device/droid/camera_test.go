//go:build jvm

package droid

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"priyom/app/device/jni"
	"priyom/app/present"
)

func picture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 64, 48)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTake(t *testing.T) {
	for name, c := range map[string]struct {
		camera string
		err    error
		slow   time.Duration
		left   int // files
	}{
		"taken":        {"take", nil, time.Minute, 0},
		"slow to disk": {"late", nil, time.Minute, 0},
		"left":         {"leave", present.ErrCameraLeft, time.Minute, 0},
		"none":         {"none", present.ErrCameraNone, time.Minute, 0},
		"denied":       {"denied", present.ErrCameraDenied, time.Minute, 0},
		"empty":        {"empty", present.ErrCameraLeft, time.Millisecond, 0},
		"half":         {"part", present.ErrCameraLeft, time.Millisecond, 2},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, started{})
			p.slow = c.slow
			jpg := picture(t)
			java(t, func(e *jni.Env) { camera(e, c.camera, jpg) })
			path := filepath.Join(p.Home(), "shots", "report-1", "1.jpg")
			done := make(chan error, 1)
			p.Take(path, func(err error) { done <- err })
			if err := soon(t, done); !errors.Is(err, c.err) || (err == nil) != (c.err == nil) {
				t.Fatalf("%v", err)
			}
			got, err := os.ReadFile(path)
			if c.err == nil && (err != nil || !bytes.Equal(got, jpg)) || c.err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Errorf("%d bytes at the path, %v", len(got), err)
			}
			if left, _ := os.ReadDir(p.handout); len(left) != c.left {
				t.Errorf("%d files are left behind: %v", len(left), left)
			}
		})
	}
}

// The app is ended while the camera is in front: the picture that comes then is at its path at the next start, and nothing else is.
func TestEndedWhileTheCameraIsInFront(t *testing.T) {
	jpg := picture(t)
	for name, c := range map[string]struct {
		came []byte // what the camera wrote into the provider afterwards
		age  time.Duration
		want bool
		left int // files
	}{
		"taken":           {jpg, 0, true, 0},
		"left":            {nil, 0, false, 2},
		"half written":    {jpg[:len(jpg)/2], 0, false, 2},
		"left long ago":   {nil, 25 * time.Hour, false, 0},
		"taken long ago":  {jpg, 25 * time.Hour, true, 0},
		"another picture": {[]byte("a HEIC"), 0, true, 0},
	} {
		t.Run(name, func(t *testing.T) {
			p := start(t, started{})
			java(t, func(e *jni.Env) { camera(e, "die", nil) })
			path := filepath.Join(p.Home(), "shots", "report-1", "2.jpg")
			p.Take(path, func(error) {})
			uri := died(t)
			if c.came != nil {
				if err := os.WriteFile(filepath.Join(p.handout, filepath.Base(uri)), c.came, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			start(t, started{home: p.home, opt: Options{Clock: func() time.Time { return time.Now().Add(c.age) }}})
			got, err := os.ReadFile(path)
			if c.want != (err == nil) || c.want && !bytes.Equal(got, c.came) {
				t.Errorf("%d bytes at the path, %v", len(got), err)
			}
			if left, _ := os.ReadDir(p.handout); len(left) != c.left {
				t.Errorf("%d files are left: %v", len(left), left)
			}
		})
	}
}

// died waits until the camera is in front and the app ended, and says where the camera writes to.
func died(t *testing.T) (uri string) {
	t.Helper()
	for range 5000 {
		for _, what := range noted(t) {
			if uri, is := strings.CutPrefix(what, "died "); is {
				return uri
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatal("no camera")
	return ""
}

// The camera's answer reaches a process that never asked: the one that asked is gone.
func TestLateAnswer(t *testing.T) {
	jpg := picture(t)
	for name, c := range map[string]struct {
		result int32
		late   bool
	}{"ok": {-1, true}, "cancelled": {0, false}} {
		t.Run(name, func(t *testing.T) {
			p := start(t, started{})
			java(t, func(e *jni.Env) { camera(e, "die", nil) })
			path := filepath.Join(p.Home(), "shots", "task-7", "1.jpg")
			p.Take(path, func(error) {})
			uri := died(t)
			late := make(chan string, 1)
			q := start(t, started{home: p.home, opt: Options{Late: func(path string) { late <- path }}})
			if c.late { // the camera writes after the app has come back
				if err := os.WriteFile(filepath.Join(p.handout, filepath.Base(uri)), jpg, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			java(t, func(e *jni.Env) {
				e.StaticVoid("world/World", "result", "(II)V", q.last+1, c.result) // the first request's number again: no two requests share one
			})
			if c.late {
				if got := soon(t, late); got != path {
					t.Errorf("late: %s", got)
				}
			}
			for end := time.Now().Add(2 * time.Minute); ; time.Sleep(20 * time.Millisecond) {
				left, _ := os.ReadDir(q.handout)
				if len(left) == 0 {
					break
				}
				if time.Now().After(end) {
					t.Fatal("left behind: ", left)
				}
			}
		})
	}
}

// Two pictures at once, and one of an earlier start whose number must not be taken again.
func TestRequestsShareNoNumber(t *testing.T) {
	p := start(t, started{})
	java(t, func(e *jni.Env) { camera(e, "die", nil) })
	p.Take(filepath.Join(p.Home(), "a.jpg"), func(error) {})
	first := died(t)
	q := start(t, started{home: p.home})
	java(t, func(e *jni.Env) { camera(e, "die", nil) })
	q.Take(filepath.Join(p.Home(), "b.jpg"), func(error) {})
	if second := died(t); first == second {
		t.Errorf("both write to %s", first)
	}
}

// Whoever was ended behind the camera asks for the same path again: neither picture takes the other's place, whichever comes first.
func TestTheSamePathAgain(t *testing.T) {
	for name, early := range map[string]bool{"before the second is asked for": true, "before it is there": false} {
		t.Run(name, func(t *testing.T) {
			p := start(t, started{})
			java(t, func(e *jni.Env) { camera(e, "die", nil) })
			path := filepath.Join(p.Home(), "shots", "report-1", "1.jpg")
			p.Take(path, func(error) {})
			uri := died(t)
			q := start(t, started{home: p.home})
			jpg := picture(t)
			java(t, func(e *jni.Env) { camera(e, "late", append(jpg, "second"...)) })
			if err := os.WriteFile(filepath.Join(p.handout, filepath.Base(uri)), append(jpg, "first"...), 0o600); err != nil {
				t.Fatal(err)
			}
			if early {
				q.late()
			}
			done := make(chan error, 1)
			q.Take(path, func(err error) { done <- err })
			q.late() // the app comes to the front while the second isn't there yet
			if err := soon(t, done); err != nil {
				t.Fatal(err)
			}
			for name, want := range map[string]string{"1.jpg": "second", "1-1.jpg": "first"} {
				got, err := os.ReadFile(filepath.Join(filepath.Dir(path), name))
				if err != nil || !bytes.HasSuffix(got, []byte(want)) {
					t.Errorf("%s: %d bytes, %v", name, len(got), err)
				}
			}
		})
	}
}

// Only what lies there is let out, and only to read; the provider leads nowhere else.
func TestProvider(t *testing.T) {
	p := start(t, started{})
	if err := os.WriteFile(filepath.Join(p.home, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.handout, "a b.pdf"), []byte("paper"), 0o600); err != nil {
		t.Fatal(err)
	}
	for uri, want := range map[string]string{
		"/a%20b.pdf": "paper", "/..%2Fsecret": "FileNotFoundException", "/%2E%2E": "FileNotFoundException", "/": "FileNotFoundException", "/new.jpg": "FileNotFoundException", "": "FileNotFoundException",
	} {
		var got string
		err := jni.Do(machine.Run, func(e *jni.Env) error {
			got = e.Read(e.StaticObject("world/World", "read", "(Ljava/lang/String;)Ljava/lang/String;", "content://"+authority+uri))
			return e.Err()
		})
		if got != want && !jni.Is(err, want) {
			t.Errorf("%q: %q, %v", uri, got, err)
		}
	}
	java(t, func(e *jni.Env) {
		got := e.Read(e.StaticObject("world/World", "described", "(Ljava/lang/String;)Ljava/lang/String;", "content://"+authority+"/a%20b.pdf"))
		if got != "[_display_name, _size][a b.pdf, 5]application/pdf" {
			t.Errorf("%q", got)
		}
	})
}

func TestWholePicture(t *testing.T) {
	complete := picture(t)
	preview := append([]byte{0xff, 0xd8, 0xff, 0xe1, 0, byte(2 + 4), 1, 0xff, 0xd9, 2}, complete[2:]...) // an end within a segment isn't the picture's
	for _, jpg := range [][]byte{complete, preview} {
		for n := range len(jpg) + 1 {
			path := filepath.Join(t.TempDir(), "p")
			if err := os.WriteFile(path, jpg[:n], 0o600); err != nil {
				t.Fatal(err)
			}
			if got := whole(path); got != (n == len(jpg)) {
				t.Fatalf("%d of %d bytes: %v", n, len(jpg), got)
			}
		}
	}
}
