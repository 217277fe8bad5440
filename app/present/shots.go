package present

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/durable"
	"priyom/store"
)

// shotsFolder holds pictures that a camera has made and nobody has taken in yet: shots/<what>-<id>/<name>.jpg.
const shotsFolder = "shots"

// reportShots is what the pictures of a report are for.
const reportShots = "report"

// shotPath makes a place for the next picture of something. Its folder says what it is for, so that a program that is killed while
// the camera is in front finds it at the next start. No name is given twice, also after a kill: a camera that is late would put its picture
// into another one's place. Names sort in the order in which they were given.
func shotPath(home, what, id string) (string, error) {
	name, err := uuid.NewV7()
	if err != nil {
		return "", err
	}
	dir := filepath.Join(home, shotsFolder, what+"-"+id)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	if err := errors.Join(durable.SyncDir(filepath.Join(home, shotsFolder)), durable.SyncDir(home)); err != nil {
		return "", err
	}
	return filepath.Join(dir, name.String()+".jpg"), nil
}

// shotsOf are the pictures that wait to be taken in, by what they are for.
func shotsOf(home, what string) (found map[string][]string) {
	paths, err := filepath.Glob(filepath.Join(home, shotsFolder, what+"-*", "*.jpg"))
	if err != nil {
		return nil
	}
	found = map[string][]string{}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || info.Size() == 0 {
			continue // left without a picture
		}
		id := strings.TrimPrefix(filepath.Base(filepath.Dir(path)), what+"-")
		found[id] = append(found[id], path)
	}
	return found
}

// dropShot removes a picture that was taken in, and its folder after the last one.
func dropShot(path string) error {
	err := os.Remove(path)
	if rest := os.Remove(filepath.Dir(path)); rest != nil && !errors.Is(rest, os.ErrNotExist) {
		return err // others are in it
	}
	return err
}

// shotName is what a picture is called: when it was taken. A name that a person gave it there is none.
func shotName(f *os.File) string {
	info, err := f.Stat()
	if err != nil {
		return filepath.Ext(f.Name())
	}
	return info.ModTime().Format("2006-01-02 15.04.05") + filepath.Ext(f.Name())
}

// takeShot takes a picture into the draft that it was made for; if that was handed in or thrown away meanwhile, into a new one. A
// picture that was taken in, but not removed before the program was killed, isn't taken in again.
func (p *Point) takeShot(ctx context.Context, report civic.ReportID, path string) (into civic.ReportID, photo civic.Photo, err error) {
	into = report
	r, err := p.store.Report(ctx, report)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return into, photo, err
	}
	if err != nil || r.Status != civic.StatusDraft {
		if r, err = p.store.NewReport(); err != nil {
			return into, photo, err
		}
		r.Channel = civic.ChannelSelf
		into = r.ID
		if err := p.store.SaveDraft(ctx, r); err != nil {
			return into, photo, err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return into, photo, err
	}
	photo, err = p.store.AttachPhotoOnce(ctx, into, shotName(f), f)
	if err = errors.Join(err, f.Close()); err != nil {
		return into, photo, err
	}
	return into, photo, dropShot(path)
}
