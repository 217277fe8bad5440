package engine

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"priyom/store/journal"
	"priyom/sync/wire"
)

// fault is one way in which what stands between a device and its portal spoils an exchange.
type fault string

const (
	faultLostReply   fault = "lost reply"   // the portal did it, the device never hears
	faultLostRequest fault = "lost request" // the line breaks before the portal
	faultTwice       fault = "twice"        // the request arrives twice
	faultLate        fault = "late"         // it arrives once more, after later ones
	faultSlow        fault = "slow"
	faultCutRequest  fault = "cut request" // half of the content arrives
	faultCutReply    fault = "cut reply"   // half of the answer arrives, and the line breaks
	faultTruncated   fault = "truncated"   // half of the answer arrives, as if it were all
	faultCaptive     fault = "captive page"
	faultRedirect    fault = "redirect"
	faultGateway     fault = "bad gateway"
	faultForged      fault = "forged receipt"
	faultReplayed    fault = "replayed answer"
)

var allFaults = []fault{
	faultLostReply, faultLostRequest, faultTwice, faultLate, faultSlow, faultCutRequest, faultCutReply,
	faultTruncated, faultCaptive, faultRedirect, faultGateway, faultForged, faultReplayed,
}

// saboteur is a seeded proxy that spoils some of what passes through it.
type saboteur struct {
	next   http.Handler
	faults []fault
	share  float64 // of the exchanges that are spoilt
	codec  *wire.Codec

	mu      sync.Mutex
	chance  *rand.Rand
	answers map[string][]*httptest.ResponseRecorder // earlier ones, by method
	late    []func()
	done    map[fault]int
}

func newSaboteur(t testing.TB, next http.Handler, seed uint64, share float64, faults ...fault) *saboteur {
	t.Helper()
	codec, err := wire.NewCodec()
	check(t, err)
	s := &saboteur{
		next: next, faults: faults, share: share, codec: codec, chance: rand.New(rand.NewPCG(seed, 1)),
		answers: map[string][]*httptest.ResponseRecorder{}, done: map[fault]int{},
	}
	t.Cleanup(s.deliverLate)
	return s
}

func (s *saboteur) draw() (f fault, pause time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.chance.Float64() < s.share {
		f = s.faults[s.chance.IntN(len(s.faults))]
	}
	s.done[f]++
	return f, time.Duration(s.chance.IntN(15)) * time.Millisecond
}

func (s *saboteur) earlier(method string) *httptest.ResponseRecorder {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(s.answers[method]); n > 0 {
		return s.answers[method][s.chance.IntN(n)]
	}
	return nil
}

// deliverLate lets requests arrive that were held back.
func (s *saboteur) deliverLate() {
	s.mu.Lock()
	late := s.late
	s.late = nil
	s.mu.Unlock()
	for _, f := range late {
		f()
	}
}

func (s *saboteur) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f, pause := s.draw()
	body, _ := io.ReadAll(r.Body) // what arrived arrived
	pass := func(content io.Reader) *httptest.ResponseRecorder {
		again := r.Clone(r.Context())
		again.Body = io.NopCloser(content)
		rec := httptest.NewRecorder()
		s.next.ServeHTTP(rec, again)
		return rec
	}
	switch f {
	case faultLostRequest:
		panic(http.ErrAbortHandler)
	case faultLostReply:
		pass(bytes.NewReader(body))
		panic(http.ErrAbortHandler)
	case faultCutRequest:
		pass(io.MultiReader(bytes.NewReader(body[:len(body)/2]), brokenLine{}))
		panic(http.ErrAbortHandler)
	case faultCaptive:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "<html><body>Добро пожаловать в сеть! Введите номер телефона.</body></html>")
		return
	case faultRedirect:
		http.Redirect(w, r, "http://login.example.org/?from=portal", http.StatusFound)
		return
	case faultGateway:
		http.Error(w, "502 Bad Gateway", http.StatusBadGateway)
		return
	case faultReplayed:
		if old := s.earlier(r.Method); old != nil {
			write(w, old, old.Body.Bytes())
			return
		}
	case faultTwice:
		pass(bytes.NewReader(body))
	case faultSlow:
		time.Sleep(pause)
	}
	rec := pass(bytes.NewReader(body))
	s.mu.Lock()
	s.answers[r.Method] = append(s.answers[r.Method], rec)
	if f == faultLate {
		s.late = append(s.late, func() { pass(bytes.NewReader(body)) })
	}
	s.mu.Unlock()
	switch whole := rec.Body.Bytes(); f {
	case faultCutReply:
		w.Header().Set("Content-Type", rec.Header().Get("Content-Type"))
		w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
		w.WriteHeader(rec.Code)
		_, _ = w.Write(whole[:len(whole)/2])
		panic(http.ErrAbortHandler)
	case faultTruncated:
		write(w, rec, whole[:len(whole)/2])
	case faultForged:
		write(w, rec, s.forge(whole))
	default:
		write(w, rec, whole)
	}
	if f != faultLate {
		s.deliverLate()
	}
}

// forge claims in another's name that the portal holds everything.
func (s *saboteur) forge(answer []byte) []byte {
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		panic(err)
	}
	var reply wire.SyncReply
	if s.codec.UnpackBytes(answer, &reply) == nil && reply.Cursor != "" {
		for i := range reply.Receipts {
			reply.Receipts[i].Head.Seq += 5
			reply.Receipts[i].Signature = ed25519.Sign(key, answer)
		}
		reply.Verdicts = append(reply.Verdicts, wire.Verdict{Epoch: 1, Seq: 1, Key: "forged"})
		for i := range reply.Blobs {
			reply.Blobs[i].Receipt = &wire.BlobReceipt{Size: reply.Blobs[i].Offset, Signature: ed25519.Sign(key, answer)}
		}
		forged, err := s.codec.Pack(reply)
		if err != nil {
			panic(err)
		}
		return forged
	}
	var state wire.BlobState
	if s.codec.UnpackBytes(answer, &state) == nil && len(state.SHA256) == len(journal.Hash{}) {
		state.Receipt = &wire.BlobReceipt{Size: state.Offset, Signature: ed25519.Sign(key, answer)}
		forged, err := s.codec.Pack(state)
		if err != nil {
			panic(err)
		}
		return forged
	}
	return answer
}

func write(w http.ResponseWriter, rec *httptest.ResponseRecorder, content []byte) {
	for name, values := range rec.Header() {
		if name != "Content-Length" && name != "Connection" {
			w.Header()[name] = slices.Clone(values)
		}
	}
	w.WriteHeader(rec.Code)
	_, _ = w.Write(content)
}

type brokenLine struct{}

func (brokenLine) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }
