package front

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// dist is empty but for its .gitignore until it is bundled.
//
//go:embed own/*.js all:dist
var files embed.FS

// Path begins the addresses.
const Path = "/front/"

// Files are the scripts and styles that there are.
type Files struct {
	byName map[string]file
}

type file struct {
	raw, packed []byte
	tag         string
	kind        string
}

// New reads them.
func New() (*Files, error) {
	f := &Files{map[string]file{}}
	for _, dir := range []string{"own", "dist"} {
		list, err := fs.ReadDir(files, dir)
		if err != nil {
			return nil, err
		}
		for _, entry := range list {
			ext := path.Ext(entry.Name())
			if ext != ".js" && ext != ".css" {
				continue
			}
			raw, err := fs.ReadFile(files, dir+"/"+entry.Name())
			if err != nil {
				return nil, err
			}
			sum := sha256.Sum256(raw)
			var packed bytes.Buffer
			z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
			if err != nil {
				return nil, err
			}
			_, err = z.Write(raw)
			if err = errors.Join(err, z.Close()); err != nil {
				return nil, err
			}
			f.byName[entry.Name()] = file{raw, packed.Bytes(), hex.EncodeToString(sum[:6]), mime.TypeByExtension(ext)}
		}
	}
	return f, nil
}

// Address is where a page finds a file: it changes with the content. It is "" for one that wasn't bundled.
func (f *Files) Address(name string) string {
	known, ok := f.byName[name]
	if !ok {
		return ""
	}
	return Path + name + "?v=" + known.tag
}

// Serve sends the file that the path's {name} names.
func (f *Files) Serve(rw http.ResponseWriter, r *http.Request, missing http.HandlerFunc) {
	known, ok := f.byName[r.PathValue("name")]
	if !ok {
		missing(rw, r)
		return
	}
	h := rw.Header()
	h.Set("Content-Type", known.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("Vary", "Accept-Encoding")
	content := known.raw
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		h.Set("ETag", `"`+known.tag+`-gzip"`)
		content = known.packed
	} else {
		h.Set("ETag", `"`+known.tag+`"`)
	}
	http.ServeContent(rw, r, "", time.Time{}, bytes.NewReader(content))
}
