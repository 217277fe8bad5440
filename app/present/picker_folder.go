package present

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"priyom/photo"
)

// found is a file or a folder.
type found struct {
	name   string
	folder bool
	size   int64
	at     time.Time
}

// readFolder lists folders by name, then the files with one of the endings, the newest first. What is hidden stays so.
func readFolder(dir string, endings []string) (list []found, err error) {
	entries, err := os.ReadDir(dir)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, statErr := os.Stat(filepath.Join(dir, e.Name())) // follows links
		if statErr != nil {
			continue
		}
		if info.IsDir() || info.Mode().IsRegular() && ends(e, endings) {
			list = append(list, found{e.Name(), info.IsDir(), info.Size(), info.ModTime()})
		}
	}
	slices.SortFunc(list, func(a, b found) int {
		switch {
		case a.folder != b.folder && a.folder:
			return -1
		case a.folder != b.folder:
			return 1
		case a.folder:
			return cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name))
		}
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.name, a.name))
	})
	return list, err
}

// errorKind leaves the path out: what people call their folders doesn't belong in a log.
func errorKind(err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return path.Err
	}
	return err
}

func ends(e fs.DirEntry, endings []string) bool {
	return slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name())))
}

// look makes the preview of a picture that is on the screen.
func (k *Picker) look(path string) {
	if k.asked[path] {
		return
	}
	k.asked[path] = true
	dir := k.dir
	k.eyes.do(func(ctx context.Context) func() {
		if ctx.Err() != nil {
			return nil
		}
		preview := peek(ctx, path)
		return func() {
			if dir == k.dir {
				k.previews[path] = preview
				if k.OnRows != nil {
					k.OnRows()
				}
			}
		}
	})
}

// peek is a preview, or empty if there is none to be had; why, the form will say.
func peek(ctx context.Context, path string) []byte {
	file, err := os.Open(path)
	if err != nil {
		return []byte{}
	}
	defer func() { _ = file.Close() }() // only read
	info, err := file.Stat()
	if err != nil {
		return []byte{}
	}
	preview, err := photo.Peek(ctx, file, info.Size())
	if err != nil {
		return []byte{}
	}
	return preview
}

// endings are those of the files that are listed.
func (w Wanted) endings() []string {
	switch w {
	case WantMap:
		return []string{packEnding}
	case WantTable:
		return tables
	case WantFolder:
		return nil
	case WantPhotos:
	}
	return pictures
}

// tables are the endings of files with rows.
var tables = []string{".xlsx", ".csv", ".tsv"}

// pictures are the endings of files that the picker lists. What is dropped on the window may have any.
var pictures = []string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"}
