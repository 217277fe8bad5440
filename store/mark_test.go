package store_test

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"slices"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// striped is a photo whose middle must not be seen by anybody.
func striped(t *testing.T) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 400, 300))
	for i := range m.Pix {
		m.Pix[i] = uint8(255 * (i / 5 % 2))
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// contrast is how much a copy still tells of the stripes.
func contrast(t *testing.T, s *store.Store, ref civic.BlobRef) uint32 {
	t.Helper()
	data, err := s.ReadFile(ref)
	if err != nil {
		t.Fatal(err)
	}
	m, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	least, most := uint32(65535), uint32(0)
	for x := m.Bounds().Dx() / 3; x < m.Bounds().Dx()*2/3; x++ {
		y, _, _, _ := m.At(x, m.Bounds().Dy()/2).RGBA()
		least, most = min(least, y), max(most, y)
	}
	return most - least
}

func TestMarkPhoto(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "СТ-04")
	r := storetest.Draft(t, s, "чужое лицо на снимке")
	p, err := s.AttachPhoto(t.Context(), r.ID, "лицо.jpg", bytes.NewReader(striped(t)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	now := func() civic.Photo {
		t.Helper()
		r, err := s.Report(t.Context(), r.ID)
		if err != nil || len(r.Photos) != 1 {
			t.Fatal(len(r.Photos), err)
		}
		return r.Photos[0]
	}
	before := now()
	if got := contrast(t, s, before.Copy); got < 30000 {
		t.Fatalf("the stripes can't be seen: %d", got)
	}
	marks := []civic.Mark{{Kind: civic.MarkBlur, FromX: 0.2, FromY: 0.2, ToX: 0.8, ToY: 0.8}}
	if err := s.MarkPhoto(t.Context(), r.ID, p.ID, marks); err != nil {
		t.Fatal(err)
	}
	if got := now(); got.State != civic.PhotoNew || !got.Copy.IsZero() || !slices.Equal(got.Marks, marks) {
		t.Errorf("%+v", got)
	}
	if _, err := s.Capture(t.Context(), r); err != nil { // before the copies are there
		t.Fatal(err)
	}
	if files, err := s.Files(t.Context(), 9); err != nil || len(files) != 0 {
		t.Errorf("%d files go, %v", len(files), err)
	}
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	after := now()
	if got := contrast(t, s, after.Copy); after.Copy == before.Copy || got > 4000 {
		t.Errorf("the stripes are still there: %d", got)
	}
	portal.Acknowledge(t, s)
	files, err := s.Files(t.Context(), 9)
	if err != nil || len(files) != 2 {
		t.Fatal(len(files), err)
	}
	for _, f := range files {
		if f.SHA256 == after.Original.SHA256 || f.SHA256 == before.Copy.SHA256 || f.SHA256 == before.Preview.SHA256 {
			t.Error("a file without the marks is sent")
		}
	}
	if m, err := s.Picture(t.Context(), after); err != nil || m.Bounds().Dx() != 400 {
		t.Errorf("the original isn't there any more: %v", err)
	}
	if err := s.MarkPhoto(t.Context(), r.ID, p.ID, nil); !errors.Is(err, store.ErrCaptured) {
		t.Errorf("taken away after it was handed in: %v", err)
	}
	if err := s.MarkPhoto(t.Context(), storetest.Draft(t, s, "другое").ID, p.ID, nil); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of another report: %v", err)
	}
}
