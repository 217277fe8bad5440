//go:build android || jvm

package droid

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"priyom/app/device/jni"
	"priyom/app/present"
	"priyom/durable"
)

// The results of an activity.
const resultOK = -1

// slow is how long a camera's picture may come after the camera said that it is there.
const slow = 5 * time.Second

// Take implements present.Camera with the camera app that the person has chosen. It writes into a file of our provider's; beside it stands for
// what path that is, so that the next start finishes what this one can't.
func (p *Phone) Take(path string, done func(error)) {
	result := make(chan int32, 1)
	request := p.number(func(request int32) {
		for _, err := os.Lstat(p.meant(request)); err == nil; _, err = os.Lstat(p.meant(request)) {
			request++ // one of an earlier start, whose picture may still come
		}
		p.last = request
		p.results[request], p.wanted[path] = result, true
	})
	go func() { done(p.take(request, path, result)) }()
}

func (p *Phone) take(request int32, path string, result <-chan int32) error {
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.results, request)
		delete(p.wanted, path)
	}()
	if err := p.prepare(request, path); err != nil {
		return errors.Join(err, p.forget(request))
	}
	if err := p.shoot(request); err != nil {
		return errors.Join(err, p.forget(request))
	}
	return p.settle(request, path, <-result)
}

// prepare makes the file that the camera fills, and says durably beside it for what path it is.
func (p *Phone) prepare(request int32, path string) error {
	if inside, err := filepath.Rel(p.home, path); err == nil && filepath.IsLocal(inside) {
		path = inside // the system may move an app's folder
	}
	if err := durable.Replace(p.shot(request), nil); err != nil {
		return err
	}
	return durable.Replace(p.meant(request), []byte(path))
}

// shoot brings the camera to the front.
func (p *Phone) shoot(request int32) error {
	err := p.do(func(e *jni.Env) error {
		uri := p.uri(e, filepath.Base(p.shot(request)))
		intent := e.New("android/content/Intent", "(Ljava/lang/String;)V", "android.media.action.IMAGE_CAPTURE")
		e.Object(intent, "putExtra", "(Ljava/lang/String;Landroid/os/Parcelable;)Landroid/content/Intent;", "output", uri)
		p.grant(e, intent, uri, grantRead|grantWrite)
		e.Void(e.Context(), "startActivityForResult", "(Landroid/content/Intent;I)V", intent, request)
		return e.Err()
	})
	switch {
	case jni.Is(err, "ActivityNotFoundException"):
		return fmt.Errorf("%w: %w", present.ErrCameraNone, err)
	case jni.Is(err, "SecurityException"):
		return fmt.Errorf("%w: %w", present.ErrCameraDenied, err)
	}
	return err
}

// result hears what became of a request. One of an earlier start has nobody who waits.
func (p *Phone) result(request, result int32) {
	p.mu.Lock()
	c := p.results[request]
	p.mu.Unlock()
	if c != nil {
		select {
		case c <- result:
		default:
		}
		return
	}
	go func() {
		path, err := p.path(request)
		if err != nil {
			return
		}
		if path = p.free(path); p.settle(request, path, result) == nil && p.opt.Late != nil {
			p.opt.Late(path)
		}
	}()
}

// settle brings a picture to its path, or clears away what became none.
func (p *Phone) settle(request int32, path string, result int32) error {
	if result != resultOK {
		return errors.Join(present.ErrCameraLeft, p.forget(request))
	}
	for end := time.Now().Add(p.slow); !whole(p.shot(request)); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			if info, err := os.Stat(p.shot(request)); err == nil && info.Size() > 0 {
				return fmt.Errorf("droid: the camera's picture isn't whole yet: %w", present.ErrCameraLeft) // it is looked for again
			}
			return errors.Join(present.ErrCameraLeft, p.forget(request))
		}
	}
	return p.deliver(request, path)
}

// deliver moves a whole picture to its path, durably. Another that came there meanwhile makes room, and keeps its meaning: its folder.
func (p *Phone) deliver(request int32, path string) error {
	shot := p.shot(request)
	f, err := os.OpenFile(shot, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		if err := os.Rename(path, p.free(path)); err != nil {
			return err
		}
	}
	if err := os.Rename(shot, path); err != nil {
		return err
	}
	return errors.Join(durable.SyncDir(filepath.Dir(path)), p.forget(request))
}

// free is a path, or one beside it if another picture is there, or will be: who asked then may ask for the same again now.
func (p *Phone) free(path string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	stem := strings.TrimSuffix(path, filepath.Ext(path))
	for n := 1; ; n++ {
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) && !p.wanted[path] {
			return path
		}
		path = fmt.Sprintf("%s-%d.jpg", stem, n)
	}
}

// forget takes away what a request left behind.
func (p *Phone) forget(request int32) (err error) {
	for _, path := range []string{p.shot(request), p.meant(request)} {
		if e := os.Remove(path); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// shot is the file that a request's picture is written into, meant the one that says for what path.
func (p *Phone) shot(request int32) string {
	return filepath.Join(p.handout, strconv.Itoa(int(request))+".jpg")
}

func (p *Phone) meant(request int32) string {
	return filepath.Join(p.handout, strconv.Itoa(int(request))+".for")
}

// path is what a request's picture is for.
func (p *Phone) path(request int32) (string, error) {
	said, err := os.ReadFile(p.meant(request))
	if err != nil {
		return "", err
	}
	path := string(said)
	if !filepath.IsAbs(path) {
		path = filepath.Join(p.home, path)
	}
	return path, nil
}
