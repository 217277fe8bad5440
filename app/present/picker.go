package present

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Root is a place where pictures may be, by its name.
type Root struct{ Key, Path string } // Key of its name: "pictures", "drive", …

// Wanted is what is looked for in the folders.
type Wanted string

// What may be wanted.
const (
	WantPhotos Wanted = "photos" // as many as one likes
	WantMap    Wanted = "map"    // one file: pressing it takes it
	WantTable  Wanted = "table"  // likewise, of rows
	WantFolder Wanted = "folder" // the one that is shown
)

// PickerState is a folder to choose files from.
type PickerState struct {
	Wanted  Wanted
	Roots   []string // names of places one may go to
	Path    string   // of the folder
	Rows    int      // they are asked for one by one
	Chosen  int      // how many pictures are
	Add     string   // the words for taking them
	Ready   bool     // there is something to take
	Loading bool
	Empty   bool   // there is neither a picture nor a folder
	Problem string // the folder can't be read
}

// Entry is a picture or a folder.
type Entry struct {
	Folder  bool
	Up      bool   // the folder above
	Icon    string // of a file that has no preview
	Name    string
	Under   string
	Chosen  bool
	Preview []byte // nil until it is made; empty if there is none to be had
}

// Picker lets a person choose files from this machine's folders, the newest first.
type Picker struct {
	OnChange func()
	OnLoad   func() // another folder is shown
	OnRows   func() // previews have come

	p        *Point
	wanted   Wanted
	back     Page // where it was asked for
	take     func(paths []string)
	roots    []Root
	dir      string
	found    []found
	chosen   []string // paths, in the order in which they were chosen
	loading  bool
	closed   bool // the folder can't be read
	previews map[string][]byte
	asked    map[string]bool
	stop     context.CancelFunc // ends the making of previews
	eyes     *lane
	ctx      context.Context
}

func newPicker(p *Point) *Picker { return &Picker{p: p, wanted: WantPhotos, back: PageIntake} }

// State is what to show.
func (k *Picker) State() PickerState {
	v := k.p.Voice()
	s := PickerState{
		Wanted: k.wanted, Path: k.dir, Rows: k.rows(), Chosen: len(k.chosen), Loading: k.loading, Add: v.Say("picker.none"),
		Empty: !k.loading && !k.closed && len(k.found) == 0 && k.wanted != WantFolder, Ready: len(k.chosen) > 0,
	}
	if k.wanted == WantFolder {
		s.Add, s.Ready = v.Say("picker.folder.take"), !k.loading && !k.closed
	}
	if k.closed {
		s.Problem = v.Say("picker.unreadable")
	}
	if s.Chosen > 0 {
		s.Add = v.Count("picker.add", s.Chosen, nil)
	}
	for _, r := range k.roots {
		name := v.Say("picker.root." + r.Key)
		if r.Key == "drive" {
			name = filepath.Base(r.Path)
		}
		s.Roots = append(s.Roots, name)
	}
	return s
}

// Back is the page where something was asked for.
func (k *Picker) Back() Page { return k.back }

// Open lets choose pictures, at a desk for the report, on a phone for whatever page asks; take hears which.
func (k *Picker) Open(take func([]PhotoFile)) {
	back := PageIntake
	if k.p.Shell.tabs != nil {
		back = k.p.page
	}
	k.open(WantPhotos, back, func(paths []string) {
		files := make([]PhotoFile, len(paths))
		for i, path := range paths {
			files[i] = PhotoFile{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }}
		}
		take(files)
	})
}

// OpenMap lets choose a file with a map; take hears its path.
func (k *Picker) OpenMap(take func(path string)) {
	k.open(WantMap, k.p.page, func(paths []string) { take(paths[0]) })
}

// OpenTable lets choose a file with a table of rows; take hears its path.
func (k *Picker) OpenTable(take func(path string)) {
	k.open(WantTable, k.p.page, func(paths []string) { take(paths[0]) })
}

// OpenFolder lets choose a folder; take hears its path.
func (k *Picker) OpenFolder(take func(path string)) {
	k.open(WantFolder, k.p.page, func(paths []string) { take(paths[0]) })
}

// open shows the place where something was chosen last, or the first one there is.
func (k *Picker) open(wanted Wanted, back Page, take func([]string)) {
	k.wanted, k.back, k.take = wanted, back, take
	if k.p.env.Roots != nil {
		k.roots = k.p.env.Roots()
	}
	k.chosen = nil
	k.p.Go(PagePicker)
	switch {
	case k.dir != "":
		k.show(k.dir)
	case len(k.roots) > 0:
		k.show(k.roots[0].Path)
	default:
		k.show(string(filepath.Separator))
	}
}

// Root goes to a place.
func (k *Picker) Root(i int) {
	if i >= 0 && i < len(k.roots) {
		k.show(k.roots[i].Path)
	}
}

// GoTo goes to a folder that somebody typed; a file's path chooses that file.
func (k *Picker) GoTo(path string) {
	path = filepath.Clean(strings.TrimSpace(path))
	if info, err := os.Stat(path); err == nil && !info.IsDir() && k.wanted != WantFolder {
		k.chosen = append(k.chosen, path)
		k.Add()
		return
	}
	k.show(path)
}

// Up goes to the folder above.
func (k *Picker) Up() { k.show(filepath.Dir(k.dir)) }

// show reads a folder.
func (k *Picker) show(dir string) {
	if k.stop != nil {
		k.stop()
	}
	k.ctx, k.stop = context.WithCancel(k.p.ctx)
	k.eyes = newLane(k.ctx, k.p.env.Post)
	k.dir, k.loading, k.closed, k.found = dir, true, false, nil
	k.previews, k.asked = map[string][]byte{}, map[string]bool{}
	k.changed()
	endings := k.wanted.endings()
	ctx := k.ctx
	k.eyes.do(func(context.Context) func() {
		list, err := readFolder(dir, endings)
		return func() {
			if ctx.Err() != nil { // something else is shown by now
				return
			}
			k.loading, k.found, k.closed = false, list, err != nil
			if err != nil {
				k.p.env.Log.Warn("folder not read", "error", errorKind(err))
			}
			if k.OnLoad != nil {
				k.OnLoad()
			}
			k.changed()
		}
	})
}

// Cancel goes back to where something was asked for.
func (k *Picker) Cancel() {
	if k.stop != nil {
		k.stop()
	}
	k.p.Go(k.back)
}

// end stops what is under way.
func (k *Picker) end() {
	if k.stop != nil {
		k.stop()
		k.eyes.wait()
	}
}

func (k *Picker) changed() {
	if k.OnChange != nil {
		k.OnChange()
	}
}
