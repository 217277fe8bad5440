package api_test

import (
	"bytes"
	"net/http"
	"slices"
	"testing"

	"github.com/klauspost/compress/zstd"

	"priyom/civic"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

func TestSyncRefusesForgedRequests(t *testing.T) {
	p := start(t)
	d := told(t, p, 2)
	other := told(t, p, 1)
	send := func(content []byte, sign func(*http.Request)) *wire.Problem {
		req := d.Request(http.MethodPost, wire.PathSync, bytes.NewReader(content))
		sign(req)
		res := d.Do(req)
		defer res.Body.Close()
		if res.StatusCode == http.StatusOK {
			return nil
		}
		return wire.ReadProblem(res)
	}
	good := d.Pack(wire.SyncRequest{Batches: [][]byte{d.Batch(1, 2)}})
	pack := func(batches ...[]byte) []byte { return d.Pack(wire.SyncRequest{Batches: batches}) }
	tampered := journal.Sign(d.Entries[:1], d.Key)
	tampered.Entries = slices.Clone(tampered.Entries)
	tampered.Entries[0].Public = append([]byte{}, "другой текст"...)
	bomb := bombOf(t, 64<<20)

	for name, row := range map[string]struct {
		content []byte
		sign    func(*http.Request)
		want    *wire.Problem
	}{
		"not signed":         {good, func(*http.Request) {}, wire.ProblemUnsigned},
		"garbage signature":  {good, func(r *http.Request) { r.Header.Set("Authorization", "Priyom !! !!") }, wire.ProblemUnsigned},
		"another's key":      {good, func(r *http.Request) { wire.SignRequest(r, p.ID(), good, d.ID, other.Key) }, wire.ProblemUnsigned},
		"unknown device":     {good, func(r *http.Request) { wire.SignRequest(r, p.ID(), good, civic.DeviceID{7}, d.Key) }, wire.ProblemUnsigned},
		"to another portal":  {good, func(r *http.Request) { wire.SignRequest(r, "elsewhere", good, d.ID, d.Key) }, wire.ProblemUnsigned},
		"another's batch":    {pack(other.Batch(1, 1)), nil, wire.ProblemMalformed},
		"batch not by it":    {pack(d.Marshal(journal.Sign(d.Entries, other.Key))), nil, wire.ProblemUnsigned},
		"tampered batch":     {pack(d.Marshal(tampered)), nil, wire.ProblemUnsigned},
		"not a batch":        {pack([]byte("hello")), nil, wire.ProblemMalformed},
		"good and bad batch": {pack(d.Batch(1, 2), []byte("hello")), nil, wire.ProblemMalformed},
		"too many batches":   {pack(slices.Repeat([][]byte{d.Batch(1, 1)}, wire.MaxBatches+1)...), nil, wire.ProblemTooLarge},
		"too many files":     {d.Pack(wire.SyncRequest{Blobs: slices.Repeat([][]byte{make([]byte, 32)}, wire.MaxBlobAsked+1)}), nil, wire.ProblemTooLarge},
		"short file hash":    {d.Pack(wire.SyncRequest{Blobs: [][]byte{{1, 2, 3}}}), nil, wire.ProblemMalformed},
		"not compressed":     {[]byte("hello"), nil, wire.ProblemMalformed},
		"empty":              {nil, nil, wire.ProblemMalformed},
		"bomb":               {bomb, nil, wire.ProblemMalformed},
		"oversized":          {random(t, wire.MaxMessage+1), nil, wire.ProblemTooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			if row.sign == nil {
				row.sign = func(r *http.Request) { d.Sign(r, row.content) }
			}
			expect(t, name, send(row.content, row.sign), row.want)
		})
	}
	if got := p.AllReports(t); len(got) != 0 {
		t.Errorf("%d reports came in", len(got))
	}
	expect(t, "the good one", send(good, func(r *http.Request) { d.Sign(r, good) }), nil)
}

func bombOf(t *testing.T, n int) []byte {
	t.Helper()
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	defer enc.Close()
	return enc.EncodeAll(make([]byte, n), nil)
}

func TestSyncRevokedFromTheNextRequestOn(t *testing.T) {
	p := start(t)
	d := told(t, p, 2)
	d.Push(1, 1)
	if err := p.Revoke(t.Context(), d.ID); err != nil {
		t.Fatal(err)
	}
	_, problem := d.Sync(wire.SyncRequest{Batches: [][]byte{d.Batch(2, 2)}})
	expect(t, "revoked", problem, wire.ProblemRevoked)
	if got := len(p.AllReports(t)); got != 1 {
		t.Errorf("%d reports", got)
	}
}

// A request recorded at one portal is worth nothing at another, even if the device is enrolled at both.
func TestSyncReplayedElsewhere(t *testing.T) {
	here, there := start(t), start(t)
	d := told(t, here, 1)
	code := invite(t, there, "Ставчены")
	twin := portaltest.NewDevice(t, there)
	twin.ID, twin.Key = d.ID, d.Key
	expect(t, "enrol twice", twin.Enroll(code), nil)
	packed := d.Pack(wire.SyncRequest{Batches: [][]byte{d.Batch(1, 1)}})
	req := twin.Request(http.MethodPost, wire.PathSync, bytes.NewReader(packed))
	d.Sign(req, packed) // to here
	res := twin.Do(req)
	defer res.Body.Close()
	expect(t, "replayed", wire.ReadProblem(res), wire.ProblemUnsigned)
}
