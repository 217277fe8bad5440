package draft_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/draft"
	"priyom/portal/own"
)

type shelf struct {
	*draft.Store
	t    *testing.T
	db   *db.DB
	path string
	now  time.Time
}

func newShelf(t *testing.T) *shelf {
	t.Helper()
	s := &shelf{t: t, path: dbtest.Address(t), now: time.UnixMilli(1795500000000)}
	var err error
	if s.db, err = db.Open(t.Context(), s.path, func() time.Time { return s.now }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.db.Close() })
	s.Store = draft.New(s.db, rand.Reader)
	return s
}

func (s *shelf) begun(body string) draft.Token {
	s.t.Helper()
	token, err := s.Token()
	if err != nil {
		s.t.Fatal(err)
	}
	if err := s.Save(s.t.Context(), token, []byte(body)); err != nil {
		s.t.Fatal(err)
	}
	return token
}

func photo(content string) own.Photo {
	return own.Photo{
		Photo:     civic.Photo{ID: civic.PhotoID(uuid.Must(uuid.NewV7())), Original: civic.BlobRef{SHA256: [32]byte{1}, Size: 9}, Located: true, Position: civic.Position{Lat: 47, Lon: 28}},
		CopyBytes: []byte("copy of " + content), PreviewBytes: []byte("preview of " + content),
	}
}

func TestDraftIsKeptAndReadByItsTokenAlone(t *testing.T) {
	s := newShelf(t)
	token := s.begun("Канарейкина Роза")
	again, ok := draft.ParseToken(token.String())
	if !ok || again != token {
		t.Fatalf("%v", again)
	}
	p := photo("Клетки")
	if err := s.AddPhoto(t.Context(), token, p); err != nil {
		t.Fatal(err)
	}
	body, photos, err := s.Load(t.Context(), token)
	if err != nil || string(body) != "Канарейкина Роза" || len(photos) != 1 || photos[0].ID != p.ID || !photos[0].Located {
		t.Errorf("%q, %+v, %v", body, photos, err)
	}
	all, err := s.Photos(t.Context(), token)
	if err != nil || len(all) != 1 || string(all[0].CopyBytes) != "copy of Клетки" || all[0].Preview.Size != int64(len(p.PreviewBytes)) {
		t.Errorf("%+v, %v", all, err)
	}
	other := s.begun("")
	if _, err := s.Photo(t.Context(), other, p.ID); !errors.Is(err, db.ErrNotFound) {
		t.Errorf("another's photo: %v", err)
	}
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{s.path, s.path + "-wal"} {
		raw, err := os.ReadFile(name)
		if err == nil && (bytes.Contains(raw, []byte("Канарейкина")) || bytes.Contains(raw, []byte("Клетки")) || bytes.Contains(raw, token[:])) {
			t.Errorf("%s can be read without the cookie", filepath.Base(name))
		}
	}
}

func TestDraftEnds(t *testing.T) {
	s := newShelf(t)
	old, sent := s.begun("старый"), s.begun("отправлен")
	p := photo("x")
	for _, token := range []draft.Token{old, sent} {
		if err := s.AddPhoto(t.Context(), token, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Drop(t.Context(), sent); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(draft.Lasts + time.Hour)
	s.begun("новый")
	for _, token := range []draft.Token{old, sent} {
		if _, _, err := s.Load(t.Context(), token); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("%v", err)
		}
		if _, err := s.Photo(t.Context(), token, p.ID); !errors.Is(err, db.ErrNotFound) {
			t.Errorf("its photo: %v", err)
		}
	}
}

func TestDraftHoldsAsManyPhotosAsAReport(t *testing.T) {
	s := newShelf(t)
	token := s.begun("")
	first := photo("0")
	for i := range civic.MaxPhotos {
		p := first
		if i > 0 {
			p = photo("1")
		}
		if err := s.AddPhoto(t.Context(), token, p); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.AddPhoto(t.Context(), token, photo("2")); !errors.Is(err, draft.ErrMany) {
		t.Errorf("one more: %v", err)
	}
	if err := s.DropPhoto(t.Context(), token, first.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.AddPhoto(t.Context(), token, photo("3")); err != nil {
		t.Errorf("in its place: %v", err)
	}
}

func TestTokensThatAreNone(t *testing.T) {
	for _, bad := range []string{"", "x", "../../etc/passwd", (draft.Token{}).String() + "A"} {
		if _, ok := draft.ParseToken(bad); ok {
			t.Errorf("%q", bad)
		}
	}
}
