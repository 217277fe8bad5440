package device

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
)

// Errors of ClipboardFiles.
var (
	ErrClipboardEmpty = errors.New("device: no picture and no file on the clipboard")
	ErrClipboardTool  = errors.New("device: nothing here reads pictures from the clipboard") // wl-paste and xclip are missing, or this isn't Linux
)

// maxClip is the largest picture that is taken from the clipboard, in bytes.
const maxClip = 64 << 20

// Clip is a file on the clipboard, or a picture that is none yet.
type Clip struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// pictureTypes are the kinds of pictures that are asked for, the best first, with the endings that their names get.
var pictureTypes = []struct{ mime, ending string }{
	{"image/jpeg", ".jpg"}, {"image/png", ".png"}, {"image/webp", ".webp"}, {"image/heic", ".heic"},
}

// listTypes are the kinds of lists of files.
var listTypes = []string{"text/uri-list", "x-special/gnome-copied-files"}

// clips makes files of what a clipboard offers: read hands over what it has in one of its kinds.
func clips(offered []string, read func(kind string) ([]byte, error)) ([]Clip, error) {
	has := map[string]bool{}
	for _, kind := range offered {
		has[strings.TrimSpace(kind)] = true
	}
	for _, kind := range listTypes {
		if !has[kind] {
			continue
		}
		list, err := read(kind)
		if err != nil {
			return nil, err
		}
		if files := fileClips(string(list)); len(files) > 0 {
			return files, nil
		}
	}
	for _, t := range pictureTypes {
		if !has[t.mime] {
			continue
		}
		content, err := read(t.mime)
		if err != nil {
			return nil, err
		}
		if len(content) > 0 && len(content) <= maxClip {
			return []Clip{{"clipboard" + t.ending, func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}}, nil
		}
	}
	return nil, ErrClipboardEmpty
}

// fileClips reads a list of file URIs (RFC 2483), whatever else is in it.
func fileClips(list string) (files []Clip) {
	for line := range strings.Lines(list) {
		u, err := url.Parse(strings.TrimSpace(line))
		if err != nil || u.Scheme != "file" || u.Path == "" {
			continue
		}
		path := filepath.FromSlash(u.Path)
		files = append(files, Clip{filepath.Base(path), func() (io.ReadCloser, error) { return os.Open(path) }})
	}
	return files
}
