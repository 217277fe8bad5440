package present

import (
	"path/filepath"
	"slices"

	"priyom/lang"
)

// top is how many rows lead up.
func (k *Picker) top() int {
	if filepath.Dir(k.dir) == k.dir {
		return 0
	}
	return 1
}

func (k *Picker) rows() int {
	if k.loading {
		return 0
	}
	return k.top() + len(k.found)
}

// Row is a file or folder of the list.
func (k *Picker) Row(i int) Entry {
	v := k.p.Voice()
	if i < k.top() {
		return Entry{Folder: true, Up: true, Name: v.Say("picker.up"), Under: filepath.Dir(k.dir)}
	}
	if i -= k.top(); i < 0 || i >= len(k.found) {
		return Entry{}
	}
	f := k.found[i]
	if f.folder {
		return Entry{Folder: true, Name: f.name, Under: v.Moment(f.at, k.p.env.Clock())}
	}
	path := filepath.Join(k.dir, f.name)
	e := Entry{
		Name: f.name, Chosen: slices.Contains(k.chosen, path),
		Under: v.With("picker.file", lang.Args{"When": v.Moment(f.at, k.p.env.Clock()), "Size": v.Bytes(f.size)}),
	}
	switch k.wanted {
	case WantMap:
		e.Icon = "map"
		return e
	case WantTable:
		e.Icon = "list"
		return e
	case WantPhotos, WantFolder:
	}
	k.look(path)
	e.Preview = k.previews[path]
	return e
}

// Press opens a folder, takes a map, or chooses a picture or leaves it out again.
func (k *Picker) Press(i int) {
	if i < k.top() {
		k.Up()
		return
	}
	if i -= k.top(); i < 0 || i >= len(k.found) {
		return
	}
	path := filepath.Join(k.dir, k.found[i].name)
	switch at := slices.Index(k.chosen, path); {
	case k.found[i].folder:
		k.show(path)
		return
	case k.wanted != WantPhotos:
		k.chosen = []string{path}
		k.Add()
		return
	case at >= 0:
		k.chosen = slices.Delete(k.chosen, at, at+1)
	default:
		k.chosen = append(k.chosen, path)
	}
	k.changed()
}

// Add hands the chosen files over, or the folder, and goes back.
func (k *Picker) Add() {
	if k.wanted == WantFolder && !k.loading && !k.closed {
		k.chosen = []string{k.dir}
	}
	if len(k.chosen) == 0 {
		return
	}
	paths := k.chosen
	k.chosen = nil
	k.Cancel()
	k.take(paths)
}
