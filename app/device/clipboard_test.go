package device

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func TestClips(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "фото 1.jpg")
	if err := os.WriteFile(path, []byte("jpeg"), 0o600); err != nil {
		t.Fatal(err)
	}
	uris := "copy\nfile://" + dir + "/%D1%84%D0%BE%D1%82%D0%BE%201.jpg\r\nhttps://example.org/x.jpg\n"
	for name, c := range map[string]struct {
		offered []string
		content map[string]string
		want    string // of the first file
		file    string
		err     error
	}{
		"files":             {[]string{"TARGETS", "x-special/gnome-copied-files"}, map[string]string{"x-special/gnome-copied-files": uris}, "jpeg", "фото 1.jpg", nil},
		"files before both": {[]string{"image/png", "text/uri-list"}, map[string]string{"text/uri-list": uris, "image/png": "png"}, "jpeg", "фото 1.jpg", nil},
		"a picture":         {[]string{"image/png", "text/html"}, map[string]string{"image/png": "png"}, "png", "clipboard.png", nil},
		"no files in it":    {[]string{"text/uri-list", "image/jpeg"}, map[string]string{"text/uri-list": "https://example.org", "image/jpeg": "j"}, "j", "clipboard.jpg", nil},
		"text":              {[]string{"UTF8_STRING"}, nil, "", "", ErrClipboardEmpty},
		"nothing":           {nil, nil, "", "", ErrClipboardEmpty},
		"empty picture":     {[]string{"image/png"}, map[string]string{}, "", "", ErrClipboardEmpty},
	} {
		got, err := clips(c.offered, func(kind string) ([]byte, error) { return []byte(c.content[kind]), nil })
		if !errors.Is(err, c.err) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if c.err != nil {
			continue
		}
		f, err := got[0].Open()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		content, err := io.ReadAll(f)
		if err != nil || string(content) != c.want || got[0].Name != c.file || f.Close() != nil {
			t.Errorf("%s: %s holds %q, %v", name, got[0].Name, content, err)
		}
	}
}
