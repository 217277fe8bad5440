package journal

import (
	"bytes"
	"errors"
	"testing"

	"priyom/civic"
)

func FuzzDecodePhoto(f *testing.F) {
	raw, err := EncodePhoto(civic.ReportID{1}, civic.Photo{ID: civic.PhotoID{2}, State: civic.PhotoPrepared, Located: true, Bore: true, Bearing: 271.5}, 7)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		report, p, err := DecodePhoto(raw)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("error without a name: %v", err)
			}
			return
		}
		again, err := EncodePhoto(report, p, civic.NoOperator)
		if err != nil {
			t.Fatal(err)
		}
		if r, q, err := DecodePhoto(again); err != nil || r != report || q.ID != p.ID || q.State != p.State {
			t.Fatalf("doesn't come back: %+v, %+v, %v", p, q, err)
		}
	})
}

func FuzzDecodeReporter(f *testing.F) {
	raw, err := EncodeReporter(civic.Reporter{Name: "Петрова", Consent: civic.Consent{Given: true}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := DecodeReporter(raw); err != nil && !errors.Is(err, ErrMalformed) {
			t.Fatalf("error without a name: %v", err)
		}
	})
}

func FuzzDecodeBlobs(f *testing.F) {
	raw, err := EncodeBlobs([]Blob{{SHA256: Hash{1}, Size: 7, Role: RolePhoto}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		blobs, err := DecodeBlobs(raw)
		if err != nil {
			return
		}
		again, err := EncodeBlobs(blobs)
		if err != nil {
			t.Fatal(err)
		}
		if same, err := DecodeBlobs(again); err != nil || len(same) != len(blobs) {
			t.Fatalf("doesn't come back: %v", err)
		}
	})
}

// Nothing but what was sealed opens, and nothing that isn't breaks whoever tries.
func FuzzOpenSealed(f *testing.F) {
	open, err := NewOpenKey()
	if err != nil {
		f.Fatal(err)
	}
	public := []byte("public")
	sealed, err := open.Public().Seal(civic.DeviceID{1}, public, []byte("Петрова"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed)
	f.Add(sealed[:20])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, raw []byte) {
		_, _ = SealedTo(raw)
		if personal, err := open.Open(civic.DeviceID{1}, public, raw); err == nil && !bytes.Equal(raw, sealed) {
			t.Fatalf("opened %q", personal)
		}
	})
}
