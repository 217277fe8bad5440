package uitest

import (
	"bytes"
	"context"
	"image"
	"io"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/photo"
)

// Lens is a camera of this machine that always sees one photograph.
type Lens struct {
	Names []string
	Fails error // opening it

	content []byte
	picture image.Image
}

// NewLens makes a camera that sees a photograph.
func NewLens(t testing.TB, sees present.PhotoFile, names ...string) *Lens {
	t.Helper()
	f, err := sees.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l := &Lens{Names: names}
	if l.content, err = io.ReadAll(f); err != nil {
		t.Fatal(err)
	}
	if l.picture, err = photo.Picture(t.Context(), bytes.NewReader(l.content), int64(len(l.content))); err != nil {
		t.Fatal(err)
	}
	return l
}

// Any implements present.Lenses.
func (l *Lens) Any() bool { return true }

// List implements present.Lenses.
func (l *Lens) List() (all []present.Lens) {
	for _, name := range l.Names {
		all = append(all, present.Lens{ID: name, Name: name})
	}
	return all
}

// Open implements present.Lenses.
func (l *Lens) Open(string) (present.View, error) { return l, l.Fails }

// Next implements present.View: some sixty pictures a second.
func (l *Lens) Next(ctx context.Context) (present.Sight, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-time.After(16 * time.Millisecond):
		return l, nil
	}
}

// Close implements present.View.
func (l *Lens) Close() error { return nil }

// Image implements present.Sight.
func (l *Lens) Image() (image.Image, error) { return l.picture, nil }

// JPEG implements present.Sight.
func (l *Lens) JPEG() ([]byte, error) { return bytes.Clone(l.content), nil }
