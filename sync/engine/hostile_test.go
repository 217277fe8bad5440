package engine

import (
	"bytes"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"

	"priyom/store/storetest"
	"priyom/sync/wire"
)

// Whatever somebody who stands between answers, without the portal's key: nothing counts as acknowledged, the engine comes
// to an end, and the honest portal gets everything afterwards, once.
func TestHostileAnswers(t *testing.T) {
	for name, lie := range map[string]func(wire.SyncRequest, *wire.SyncReply){
		"receipt for more than was sent": func(_ wire.SyncRequest, reply *wire.SyncReply) {
			for i := range reply.Receipts {
				reply.Receipts[i].Head.Seq += 5
			}
		},
		"receipt for another hash": func(_ wire.SyncRequest, reply *wire.SyncReply) {
			for i := range reply.Receipts {
				reply.Receipts[i].Head.Hash = bytes.Repeat([]byte{7}, 32)
			}
		},
		"receipt of short parts": func(_ wire.SyncRequest, reply *wire.SyncReply) {
			for i := range reply.Receipts {
				reply.Receipts[i].Head.Hash = []byte{1}
			}
		},
		"receipt of another time": func(_ wire.SyncRequest, reply *wire.SyncReply) {
			for i := range reply.Receipts {
				reply.Receipts[i].At++
			}
		},
		"no receipts, and always more": func(_ wire.SyncRequest, reply *wire.SyncReply) {
			reply.Receipts, reply.More, reply.Snapshot = nil, true, true
		},
		"files as if they were there": func(req wire.SyncRequest, reply *wire.SyncReply) {
			reply.Receipts = nil
			for _, sum := range append(slices.Clone(req.Blobs), make([]byte, 32), []byte{1}, nil) {
				reply.Blobs = append(reply.Blobs, wire.BlobState{SHA256: sum, Offset: 1 << 40}, wire.BlobState{SHA256: sum, Offset: -1, Receipt: &wire.BlobReceipt{Size: 1 << 40}})
			}
		},
		"changes of garbage": func(_ wire.SyncRequest, reply *wire.SyncReply) {
			reply.Receipts = nil
			for _, kind := range []wire.ChangeKind{wire.ChangeStatus, wire.ChangePortal, "later"} {
				for _, body := range [][]byte{nil, {0xff}, {0xa0}, bytes.Repeat([]byte{0x9f}, 3000)} {
					reply.Changes = append(reply.Changes, wire.Change{Kind: kind, Body: body})
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDistrict(t)
			s := d.enrolled(t, served(t, onReply(t, d.handler, lie)))
			captured(t, s, "Яма", 1)
			_, err := s.PreparePhotos(t.Context())
			check(t, err)
			limits := quick
			limits.Tries = 3
			r, err := anEngine(t, s, Options{Limits: limits}).Once(t.Context())
			if err != nil || r.Clear || r.Totals.Entries == 0 || r.LastCause == "" {
				t.Errorf("%+v, %v", r, err)
			}
			moved(t, s, served(t, d.handler))
			cleared(t, anEngine(t, s, Options{}))
			d.once(t, "Яма")
			d.audited(t)
			verified(t, s)
		})
	}
}

// Answers without end, or that grow without end when they are unpacked, cost neither memory nor a day.
func TestAnswersWithoutEnd(t *testing.T) {
	enc, err := zstd.NewWriter(nil)
	check(t, err)
	bomb := enc.EncodeAll(make([]byte, 256<<20), nil)
	check(t, enc.Close())
	for name, answer := range map[string]func(w http.ResponseWriter){
		"a bomb": func(w http.ResponseWriter) { _, _ = w.Write(bomb) },
		"endless": func(w http.ResponseWriter) {
			junk := bytes.Repeat([]byte{0x28}, 64<<10)
			for range 1 << 12 { // 256 MiB, unless the other side hangs up
				if _, err := w.Write(junk); err != nil {
					return
				}
			}
		},
		"announced as huge": func(w http.ResponseWriter) {
			w.Header().Set("Content-Length", strconv.Itoa(1<<40))
			_, _ = w.Write([]byte{0x28, 0xb5, 0x2f, 0xfd})
		},
	} {
		t.Run(name, func(t *testing.T) {
			d := newDistrict(t)
			var sent atomic.Int64
			s := d.enrolled(t, served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				_, _ = io.Copy(io.Discard, r.Body)
				w.Header().Set("Content-Type", wire.ContentType)
				answer(countingWriter{w, &sent})
			})))
			storetest.Capture(t, s, "Яма")
			limits := quick
			limits.Tries, limits.Stall = 2, 300*time.Millisecond
			began := time.Now()
			r, err := anEngine(t, s, Options{Limits: limits}).Once(t.Context())
			if err != nil || r.Clear || r.Totals.Entries != 1 {
				t.Errorf("%+v, %v", r, err)
			}
			if took := time.Since(began); took > 20*time.Second || sent.Load() > 64<<20 {
				t.Errorf("%v and %d bytes", took, sent.Load())
			}
		})
	}
}

type countingWriter struct {
	http.ResponseWriter
	sent *atomic.Int64
}

func (w countingWriter) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p)
	w.sent.Add(int64(n))
	return n, err
}
