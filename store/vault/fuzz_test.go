package vault

import (
	"bytes"
	"io"
	"testing"
)

// A file that isn't, byte for byte, what was written gives an error, never other content.
func FuzzReader(f *testing.F) {
	v, err := Open(f.TempDir(), Secrets{Passphrase: "сорок тысяч"})
	if err != nil {
		f.Fatal(err)
	}
	content := bytes.Repeat([]byte("снимок документа "), 10000)
	var encrypted bytes.Buffer
	w, err := v.Writer(&encrypted)
	if err != nil {
		f.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	whole := encrypted.Bytes()
	f.Add(len(whole)/2, byte(1), len(whole))
	f.Add(0, byte(0), len(whole))
	f.Add(0, byte(0), 0)
	f.Add(0, byte(128), 30)
	f.Fuzz(func(t *testing.T, at int, flip byte, size int) {
		if at < 0 || size < 0 || size > len(whole) || at >= len(whole) {
			return
		}
		raw := bytes.Clone(whole)
		raw[at] ^= flip
		raw = raw[:size]
		r, err := v.Reader(bytes.NewReader(raw), int64(len(raw)))
		if err != nil {
			return
		}
		got, err := io.ReadAll(r)
		if !bytes.Equal(raw, whole) && err == nil {
			t.Fatalf("%d bytes of a damaged file were believed", len(got))
		}
		if !bytes.HasPrefix(content, got) {
			t.Fatal("other content")
		}
	})
}
