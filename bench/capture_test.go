package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"priyom/bench/versus"
	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// BenchmarkCapture is the click on "save" of a report with three 12-megapixel photos, up to the durable number. The photos
// were dropped while the person was still typing, as usually, and so the peer only makes one small file durable; at worst they
// all come at the click, and the peer copies and fsyncs the same three files, unencrypted, and nothing else.
func BenchmarkCapture(b *testing.B) {
	raw := twelveMegapixels(b)
	dir := b.TempDir()
	s := storetest.Open(b, dir, store.Options{})
	storetest.NewPortal(b).Enroll(b, s, "СТ-01")
	n := 0
	attach := func(r civic.Report) error {
		for range 3 {
			n++
			if _, err := s.AttachPhoto(b.Context(), r.ID, "p.jpg", bytes.NewReader(fmt.Appendf(slices.Clone(raw), "%d", n))); err != nil {
				return err
			}
		}
		return nil
	}
	var draft civic.Report
	capture := func() error {
		_, err := s.Capture(b.Context(), draft)
		return err
	}
	copies := func() error {
		n++
		return copySynced(filepath.Join(dir, fmt.Sprint("copy-", n)), raw)
	}
	begin := func() error { draft = storetest.Draft(b, s, "Яма у остановки"); return nil }
	b.Run("click", func(b *testing.B) {
		versus.Run(b, 100, versus.Row{Group: "Capture", Figure: "click to durable number, three 12-megapixel photos attached before", Goal: "p95 ≤ 300 ms"},
			versus.Side{Name: "Priyom", Prep: func() error { _ = begin(); return attach(draft) }, Do: capture},
			versus.Side{Name: "write and fsync one file of the report's size", Do: func() error {
				n++
				return writeSynced(filepath.Join(dir, fmt.Sprint("report-", n)), make([]byte, 600))
			}})
	})
	b.Run("all", func(b *testing.B) {
		versus.Run(b, 100, versus.Row{Group: "Capture", Figure: "the same, the photos attached at the click: hashed, encrypted, fsynced", Goal: "p95 ≤ 300 ms"},
			versus.Side{Name: "Priyom", Prep: begin, Do: func() error {
				if err := attach(draft); err != nil {
					return err
				}
				return capture()
			}},
			versus.Side{Name: "copy and fsync the three files", Do: copies})
	})
	b.Run("draft", func(b *testing.B) {
		check(b, begin())
		versus.Run(b, 100, versus.Row{Group: "Capture", Figure: "draft saved while typing", Goal: "≤ 300 ms behind"},
			versus.Side{Name: "Priyom", Do: func() error { draft.Text += "."; return s.SaveDraft(b.Context(), draft) }},
			versus.Side{Name: "write and fsync a file of its size", Do: func() error {
				n++
				return writeSynced(filepath.Join(dir, fmt.Sprint("draft-", n)), make([]byte, 600))
			}})
	})
}

func copySynced(name string, raw []byte) error {
	for i := range 3 {
		if err := writeSynced(fmt.Sprintf("%s-%d", name, i), raw); err != nil {
			return err
		}
	}
	return nil
}

func writeSynced(name string, raw []byte) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Write(raw); err != nil {
		return err
	}
	return f.Sync()
}
