package cabinet

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"strings"

	"priyom/civic"
	"priyom/portal/guard"
)

// What a form may bring.
const (
	maxField  = 64 << 10 // bytes of one field
	maxFields = 60
	maxShot   = 30 << 20 // bytes of one picture
	maxForm   = 120 << 20
)

// Errors of forms. Each has words under "form.<its text>".
var (
	errForm = errors.New("unreadable")
	errHuge = errors.New("huge")
	errSlow = errors.New("slow")
)

// filled is what a form brought: its fields, and its files in temporary places. Call close.
type filled struct {
	values map[string]string
	files  []file
	many   bool // files that were left out, as a report has no room for them
}

// file is one that was brought. A name is nothing but words to tell it by.
type file struct {
	*os.File
	name string
	size int64
	huge bool // it is larger than is taken, and not here
}

func (f *filled) close() {
	for _, one := range f.files {
		if one.File != nil {
			_ = one.File.Close()
			_ = os.Remove(one.Name()) // a temporary file, of no use any more
		}
	}
}

func (f *filled) get(name string) string { return f.values[name] }

// read takes a form in, whichever way it was packed. The error wraps errForm, errHuge or errSlow, or is the disk's.
func (p *Cabinet) read(rw http.ResponseWriter, r *http.Request) (*filled, error) {
	in := http.MaxBytesReader(rw, r.Body, maxForm) // that it neither pauses nor drips for too long is the guard's to see
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil {
		return nil, errForm
	}
	f := &filled{values: map[string]string{}}
	switch {
	case kind == "application/x-www-form-urlencoded":
		r.Body = io.NopCloser(io.LimitReader(in, maxFields*maxField))
		if err := r.ParseForm(); err != nil {
			return nil, said(err)
		}
		for name, values := range r.PostForm {
			f.put(name, values[0])
		}
		return f, nil
	case kind == "multipart/form-data" && params["boundary"] != "":
		if err := f.parts(multipart.NewReader(in, params["boundary"])); err != nil {
			f.close()
			return nil, said(err)
		}
		return f, nil
	}
	return nil, errForm
}

// said tells what is the sender's fault from what is the disk's.
func said(err error) error {
	var large *http.MaxBytesError
	var path *os.PathError
	switch {
	case errors.As(err, &large):
		return errors.Join(errHuge, err)
	case errors.Is(err, os.ErrDeadlineExceeded), errors.Is(err, guard.ErrSlow):
		return errors.Join(errSlow, err)
	case errors.Is(err, errHuge), errors.As(err, &path):
		return err
	}
	return errors.Join(errForm, err)
}

func (f *filled) put(name, value string) {
	if _, twice := f.values[name]; !twice && len(f.values) < maxFields {
		f.values[name] = strings.ToValidUTF8(strings.ReplaceAll(value, "\r\n", "\n"), "\uFFFD")
	}
}

func (f *filled) parts(m *multipart.Reader) error {
	for {
		part, err := m.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if part.FileName() == "" {
			value, err := io.ReadAll(io.LimitReader(part, maxField+1))
			if err != nil {
				return err
			}
			if len(value) > maxField {
				return errHuge
			}
			f.put(part.FormName(), string(value))
			continue
		}
		if err := f.takeFile(part); err != nil {
			return err
		}
	}
}

// takeFile puts a file aside. One that is too large is passed over, so that the others and the words aren't lost with it.
func (f *filled) takeFile(part *multipart.Part) error {
	if len(f.files) >= civic.MaxPhotos {
		f.many = true
		_, err := io.Copy(io.Discard, part)
		return err
	}
	to, err := os.CreateTemp("", "priyom-form-*")
	if err != nil {
		return err
	}
	one := file{File: to, name: part.FileName()}
	f.files = append(f.files, one)
	size, err := io.Copy(to, io.LimitReader(part, maxShot+1))
	if err != nil {
		return err
	}
	last := &f.files[len(f.files)-1]
	last.size, last.huge = size, size > maxShot
	if last.huge {
		_, err = io.Copy(io.Discard, part)
	}
	if size == 0 { // a file field that was left empty
		f.close1()
	}
	return err
}

// close1 takes the last file back.
func (f *filled) close1() {
	last := f.files[len(f.files)-1]
	f.files = f.files[:len(f.files)-1]
	_ = last.Close()
	_ = os.Remove(last.Name())
}
