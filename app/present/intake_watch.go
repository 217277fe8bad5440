package present

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"
)

// lookEvery is how often the watched folder is looked at. Asking beats being told: cards, network folders and old systems tell
// nothing.
const lookEvery = 2 * time.Second

// The preferences of the watched folder: where it is, and the time of the newest picture that was dealt with.
const (
	preferenceWatch      = "intake-watch"
	preferenceWatchSince = "intake-watch-since" // Unix milliseconds
)

// maxSubfolders is how many folders within the watched one are looked into: a camera's card has its pictures in some.
const maxSubfolders = 32

// FreshPictures are new pictures in the watched folder.
type FreshPictures struct {
	Folder string // its name; "" without one
	N      int
}

// scanner is the folder that a camera's card or a scanner puts pictures into. It belongs to the desk, not to one report.
type scanner struct {
	dir   string
	since time.Time
	known bool             // since is
	sizes map[string]int64 // at the look before: a file that still grows isn't offered
	fresh []freshFile
	timer func()
	busy  bool
}

type freshFile struct {
	path string
	size int64
	at   time.Time
}

// SetWatch watches a folder from now on; "" watches none any more. The pictures that are in it are old by then.
func (in *Intake) SetWatch(dir string) {
	in.scan.dir, in.scan.fresh, in.scan.sizes, in.scan.known = dir, nil, nil, false
	if dir == "" {
		in.keepWatch()
		in.changed()
		return
	}
	in.p.read.do(func(context.Context) func() {
		newest := newestOf(readPictures(dir, time.Time{}))
		return func() {
			if in.scan.dir == dir {
				in.scan.since, in.scan.known = newest, true
				in.keepWatch()
				in.watchFolder()
				in.changed()
			}
		}
	})
	in.changed()
}

// ChooseWatch lets choose the folder.
func (in *Intake) ChooseWatch() { in.p.Picker.OpenFolder(in.SetWatch) }

// keepWatch remembers folder and time for the next start.
func (in *Intake) keepWatch() {
	dir, since := in.scan.dir, in.scan.since
	in.p.write.do(func(ctx context.Context) func() {
		err := errors.Join(in.p.store.SetPreference(ctx, preferenceWatch, dir),
			in.p.store.SetPreference(ctx, preferenceWatchSince, strconv.FormatInt(since.UnixMilli(), 10)))
		if err != nil {
			return func() { in.p.failed("watched folder not kept", err) }
		}
		return nil
	})
}

// loadWatch goes on where the last start left off.
func (in *Intake) loadWatch(ctx context.Context) error {
	dir, err := in.p.store.Preference(ctx, preferenceWatch)
	if err != nil || dir == "" {
		return err
	}
	kept, err := in.p.store.Preference(ctx, preferenceWatchSince)
	if err != nil {
		return err
	}
	ms, err := strconv.ParseInt(kept, 10, 64)
	if err != nil {
		return nil // spoilt: nothing is watched, and a person can choose again
	}
	in.scan.dir, in.scan.since, in.scan.known = dir, time.UnixMilli(ms), true
	return nil
}

// watchFolder looks, now and again.
func (in *Intake) watchFolder() {
	if in.scan.timer != nil {
		in.scan.timer()
		in.scan.timer = nil
	}
	if in.scan.dir == "" || !in.scan.known || in.p.closed {
		return
	}
	in.scan.timer = in.p.env.After(lookEvery, in.watchFolder)
	if in.scan.busy || in.p.page != PageIntake {
		return
	}
	in.scan.busy = true
	dir, since := in.scan.dir, in.scan.since
	in.p.read.do(func(context.Context) func() {
		found := readPictures(dir, since)
		return func() {
			in.scan.busy = false
			if dir == in.scan.dir && since.Equal(in.scan.since) {
				in.looked(found)
			}
		}
	})
}

// looked offers what is there and has stopped growing.
func (in *Intake) looked(found []freshFile) {
	sizes := map[string]int64{}
	var fresh []freshFile
	for _, f := range found {
		sizes[f.path] = f.size
		if before, seen := in.scan.sizes[f.path]; seen && before == f.size && f.size > 0 {
			fresh = append(fresh, f)
		}
	}
	in.scan.sizes = sizes
	if !slices.Equal(fresh, in.scan.fresh) {
		in.scan.fresh = fresh
		in.changed()
	}
}

// AddFresh takes the new pictures into the report.
func (in *Intake) AddFresh() {
	if in.saving || in.pending || len(in.scan.fresh) == 0 {
		return
	}
	files := make([]PhotoFile, len(in.scan.fresh))
	for i, f := range in.scan.fresh {
		files[i] = PhotoFile{Name: filepath.Base(f.path), Open: func() (io.ReadCloser, error) { return os.Open(f.path) }}
	}
	in.DismissFresh()
	in.AddPhotos(files)
}

// DismissFresh says that the new pictures belong to nothing here.
func (in *Intake) DismissFresh() {
	if len(in.scan.fresh) == 0 {
		return
	}
	in.scan.since = newestOf(in.scan.fresh)
	in.scan.fresh = nil
	in.keepWatch()
	in.changed()
}

// ErrClipboardEmpty and ErrClipboardTool are why Env.Clipboard has nothing: there is no picture, or nothing to read it with.
var (
	ErrClipboardEmpty = errors.New("present: no picture on the clipboard")
	ErrClipboardTool  = errors.New("present: pictures on the clipboard can't be read here")
)

// Paste takes the picture or the files on the clipboard into the report.
func (in *Intake) Paste() {
	if in.p.env.Clipboard == nil {
		return
	}
	in.p.read.do(func(ctx context.Context) func() {
		files, err := in.p.env.Clipboard(ctx)
		return func() {
			v := in.p.Voice()
			switch {
			case errors.Is(err, ErrClipboardTool):
				in.p.notice(ToneWarn, v.Say("intake.paste.tool"))
			case err != nil || len(files) == 0:
				in.p.notice(ToneWarn, v.Say("intake.paste.empty"))
			default:
				in.AddPhotos(files)
			}
		}
	})
}

func (in *Intake) freshPictures() FreshPictures {
	if in.scan.dir == "" || !in.scan.known {
		return FreshPictures{}
	}
	return FreshPictures{Folder: filepath.Base(in.scan.dir), N: len(in.scan.fresh)}
}

// FreshWords says how many new pictures there are.
func (in *Intake) FreshWords() string {
	return in.p.Voice().Count("count.pictures", len(in.scan.fresh), nil)
}

// readPictures lists the pictures of a folder and of the folders right within it that are newer than a time, the oldest first.
// A folder that isn't there has none: the card isn't in.
func readPictures(dir string, since time.Time) (all []freshFile) {
	if dir == "" {
		return nil
	}
	list, _ := readFolder(dir, WantPhotos.endings()) // what can't be read isn't offered
	folders := 0
	for _, f := range list {
		path := filepath.Join(dir, f.name)
		if !f.folder {
			all = append(all, freshFile{path, f.size, f.at})
			continue
		}
		if folders++; folders > maxSubfolders {
			continue
		}
		inner, _ := readFolder(path, WantPhotos.endings())
		for _, g := range inner {
			if !g.folder {
				all = append(all, freshFile{filepath.Join(path, g.name), g.size, g.at})
			}
		}
	}
	all = slices.DeleteFunc(all, func(f freshFile) bool { return f.at.UnixMilli() <= since.UnixMilli() })
	slices.SortStableFunc(all, func(a, b freshFile) int { return a.at.Compare(b.at) })
	return all
}

func newestOf(files []freshFile) (newest time.Time) {
	for _, f := range files {
		if f.at.After(newest) {
			newest = f.at
		}
	}
	return newest
}
