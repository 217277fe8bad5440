package wire

import (
	"bytes"
	"runtime"
	"testing"

	"priyom/store/journal"
)

// allocated is how many bytes f takes, given back or not.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestReadingMakesNoCompressor holds that who only reads doesn't pay for the tables of a compressor.
func TestReadingMakesNoCompressor(t *testing.T) {
	answer, err := codec(t).Pack(Hello{Portal: "x"})
	if err != nil {
		t.Fatal(err)
	}
	const tables = 8 << 20
	var c *Codec
	if n := allocated(func() {
		c = codec(t)
		if err := c.Unpack(bytes.NewReader(answer), &Hello{}); err != nil {
			t.Fatal(err)
		}
	}); n > tables/4 {
		t.Errorf("reading a message took %d bytes", n)
	}
	if n := allocated(func() { _ = packed(t, c, answer) }); n < tables {
		t.Errorf("packing took %d bytes: what this test looks for has another size now", n)
	}
}

// TestLeanKeepsNothing holds that a device's compressor is small and gone after a message, and that it costs few bytes.
func TestLeanKeepsNothing(t *testing.T) {
	rich, lean := codec(t), codec(t).Lean()
	for _, n := range []int{1, 3, 20, 100} {
		want, _ := sample(t, fresh, n)
		raw, err := journal.Encode(want)
		if err != nil {
			t.Fatal(err)
		}
		var small []byte
		if took := allocated(func() { small = packed(t, lean, raw) }); took > 2<<20 {
			t.Errorf("packing %d reports took %d bytes", n, took)
		}
		if more := len(small) - len(packed(t, rich, raw)); more > 40 {
			t.Errorf("%d reports: %d bytes more", n, more)
		}
		var got SyncRequest
		if err := rich.UnpackBytes(small, &got); err != nil || !bytes.Equal(got.Batches[0], want.Batches[0]) {
			t.Errorf("%d reports came as %v, %v", n, got, err)
		}
	}
	if lean.packers.Get() != nil {
		t.Error("a compressor was kept")
	}
}
