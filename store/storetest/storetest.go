// Package storetest begins device memories for tests: real ones, on a real disk.
package storetest

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/vault"
)

// Passphrase opens every memory made here.
const Passphrase = "сорок тысяч"

// Open begins or opens the memory in a folder and closes it at the test's end.
func Open(t testing.TB, home string, opt store.Options) *store.Store {
	t.Helper()
	v, err := vault.Open(home, vault.Secrets{Passphrase: Passphrase})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), home, v, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() }) // a test may have closed it before
	return s
}

// Draft saves a draft that may be handed in.
func Draft(t testing.TB, s *store.Store, text string) civic.Report {
	t.Helper()
	r, err := s.NewReport()
	if err != nil {
		t.Fatal(err)
	}
	r.Category, r.Text = "roads-pothole", text
	r.Place = civic.Place{Address: "ул. Лесная, 12", Settlement: "Ставчены"}
	if err := s.SaveDraft(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	return r
}

// Capture hands in a report.
func Capture(t testing.TB, s *store.Store, text string) civic.Report {
	t.Helper()
	r, err := s.Capture(t.Context(), Draft(t, s, text))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Portal is the keys of a portal, to enrol at and to sign receipts with.
type Portal struct {
	Sign ed25519.PrivateKey
	Open journal.OpenKey
}

// NewPortal makes a portal's keys.
func NewPortal(t testing.TB) Portal {
	t.Helper()
	_, sign, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	open, err := journal.NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	return Portal{sign, open}
}

// Enroll makes a device this portal's, with numbers that begin with code.
func (p Portal) Enroll(t testing.TB, s *store.Store, code string) {
	t.Helper()
	if err := p.TryEnroll(t.Context(), s, code); err != nil {
		t.Fatal(err)
	}
}

// TryEnroll is Enroll where it may fail.
func (p Portal) TryEnroll(ctx context.Context, s *store.Store, code string) error {
	return s.Enroll(ctx, store.Enrolment{
		URL: "http://127.0.0.1", Portal: "test", Place: "с. Ставчены", Code: code,
		SignKey: p.Sign.Public().(ed25519.PublicKey), SealKeys: []journal.SealKey{p.Open.Public()},
	})
}

// Acknowledge signs for everything the device hasn't a receipt for, and hands it the receipts. It returns the entries.
func (p Portal) Acknowledge(t testing.TB, s *store.Store) []journal.Entry {
	t.Helper()
	var all []journal.Entry
	for {
		batches, err := s.Unsent(t.Context(), 100, 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		if len(batches) == 0 {
			return all
		}
		for _, b := range batches {
			key, err := s.Key(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			head, err := b.Verify(key.Public().(ed25519.PublicKey))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.TakeReceipt(t.Context(), journal.NewReceipt(s.Device(), head, time.Now(), p.Sign)); err != nil {
				t.Fatal(err)
			}
			all = append(all, b.Entries...)
		}
	}
}

// AcknowledgeFiles signs for every file that waits, without looking at it.
func (p Portal) AcknowledgeFiles(t testing.TB, s *store.Store) {
	t.Helper()
	for {
		files, err := s.Files(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		if len(files) == 0 {
			return
		}
		for _, f := range files {
			if err := s.TakeFileReceipt(t.Context(), journal.NewBlobReceipt(s.Device(), f.SHA256, f.Size, time.Now(), p.Sign)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// JPEG is a small picture; the seed makes its content its own.
func JPEG(t testing.TB, seed uint8) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 64, 48))
	for y := range 48 {
		for x := range 64 {
			img.Set(x, y, color.RGBA{uint8(x) * 3, uint8(y) * 5, seed, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Attach puts a small picture into a draft.
func Attach(t testing.TB, s *store.Store, r civic.Report, seed uint8) civic.Photo {
	t.Helper()
	p, err := s.AttachPhoto(context.Background(), r.ID, "фото.jpg", bytes.NewReader(JPEG(t, seed)))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Years hands in so many reports, as some years of busy reception points would: of all kinds, from all villages, taken one
// every so often up to the store's present time.
func Years(t testing.TB, s *store.Store, n int, now time.Time) {
	t.Helper()
	kinds := []civic.CategorySlug{"roads-pothole", "lighting-lamp-out", "waste-not-collected", "winter-ice-footway", "greenery-tree-dry"}
	villages := []string{"Ставчены", "Липовый Лог", "Большие Вязы", "Ёлкино", "Пески"}
	names := []string{"Петрова Анна Сергеевна", "Козак Иван Ильич", "Соловьёв Пётр", "Ґалаґан Їжак", "Мельник Ольга"}
	channels := []civic.Channel{civic.ChannelPerson, civic.ChannelPhone, civic.ChannelPaper}
	for from := 0; from < n; from += 1000 {
		batch := make([]civic.Report, 0, 1000)
		for i := from; i < min(n, from+1000); i++ {
			r, err := s.NewReport()
			if err != nil {
				t.Fatal(err)
			}
			r.Category, r.Channel = kinds[i%len(kinds)], channels[i%len(channels)]
			r.Text = fmt.Sprintf("Обращение %d: яма у остановки, дети идут из школы, третий день никто не приезжает, просим помочь", i)
			r.Place = civic.Place{
				Settlement: villages[i%7%len(villages)], Address: fmt.Sprintf("ул. Лесная, %d", i%173+1), Source: civic.SourceMap,
				Position: civic.Position{Lat: 52.23 + civic.Degrees(i*37%1000)*0.00014, Lon: 42.71 + civic.Degrees(i*61%1009)*0.0003},
			}
			r.Reporter = civic.Reporter{Name: names[i%len(names)], Phone: fmt.Sprintf("+7 912 %03d-%02d-%02d", i/10000%1000, i/100%100, i%100), Consent: civic.Consent{Given: true}}
			r.ReceivedAt = now.Add(-time.Duration(n-i) * 10 * time.Minute).Truncate(time.Millisecond)
			batch = append(batch, r)
		}
		if fresh, err := s.CaptureAll(t.Context(), batch); err != nil || fresh != len(batch) {
			t.Fatalf("%d of %d handed in, %v", fresh, len(batch), err)
		}
	}
}
