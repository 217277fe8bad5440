package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"testing"
)

// No cursor but the portal's own is believed.
func FuzzReadCursor(f *testing.F) {
	mac := func(after int64) []byte {
		sum := sha256.Sum256(binary.BigEndian.AppendUint64([]byte("secret"), uint64(after)))
		return sum[:cursorMAC]
	}
	for _, after := range []int64{0, 1, 300, 1 << 40} {
		own := writeCursor(after, mac)
		if got, ok := readCursor(own, mac); !ok || got != after {
			f.Fatalf("%d came back as %d, %v", after, got, ok)
		}
		f.Add(own)
		f.Add(own + "A")
	}
	f.Add("")
	f.Fuzz(func(t *testing.T, cursor string) {
		after, ok := readCursor(cursor, mac)
		if ok && (after < 0 || !bytes.Equal([]byte(writeCursor(after, mac)), []byte(cursor))) {
			t.Fatalf("%q was believed to be %d", cursor, after)
		}
	})
}
