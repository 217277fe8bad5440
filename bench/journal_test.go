package bench

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"priyom/bench/versus"
	"priyom/civic"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// reports makes n reports as a device holds them.
func reports(b *testing.B, n int) (all []civic.Report) {
	b.Helper()
	c := newCorpus(b)
	for i := range n {
		r := civic.Report{
			ID: civic.ReportID(uuid.NewSHA1(uuid.Nil, fmt.Append(nil, i))), Number: fmt.Sprintf("СТ-01-%04d", i+1), Urgency: civic.UrgencyOrdinary,
			Channel: civic.ChannelPerson, CapturedAt: time.UnixMilli(1_795_500_000_000 + int64(i)*97_131).UTC(),
		}
		c.fill(&r, i)
		r.Place.Source, r.Place.Position = civic.SourceMap, civic.Position{Lat: 47.09 + civic.Degrees(i)/1e5, Lon: 28.86}
		all = append(all, r)
	}
	return all
}

// chain is a journal of these reports, without sealed parts.
func chain(all []civic.Report) (entries []journal.Entry, err error) {
	device, prev := civic.DeviceID{7}, journal.Hash{}
	for i, r := range all {
		public, err := journal.EncodeReport(r)
		if err != nil {
			return nil, err
		}
		e := journal.New(journal.Header{Device: device, Epoch: 1, Seq: uint64(i + 1), Prev: prev, Time: r.CapturedAt, Kind: journal.KindReport}, public, nil, nil)
		prev = e.Hash()
		entries = append(entries, e)
	}
	return entries, nil
}

const tenThousand = 10_000

// BenchmarkJournal encodes, signs, writes, reads back and verifies 10,000 entries, in batches of 1,000. The peer does the
// same with JSON: a signature over each report, as audit logs often do, or over a file of 1,000.
func BenchmarkJournal(b *testing.B) {
	all := reports(b, tenThousand)
	public, key, err := ed25519.GenerateKey(nil)
	check(b, err)
	versus.Run(b, 20, versus.Row{Group: "Journal", Figure: "encode, chain, sign, read back and verify 10,000 entries"},
		versus.Side{Name: "Priyom", Do: func() error {
			entries, err := chain(all)
			for at := 0; err == nil && at < len(entries); at += journal.MaxBatch {
				err = batchAndBack(entries[at:min(at+journal.MaxBatch, len(entries))], key, public)
			}
			return err
		}},
		versus.Side{Name: "JSON, Ed25519 for each", Do: func() error {
			for i := range all {
				raw, err := json.Marshal(all[i])
				if err != nil {
					return err
				}
				signature := ed25519.Sign(key, raw)
				var back civic.Report
				if err := json.Unmarshal(raw, &back); err != nil {
					return err
				}
				if !ed25519.Verify(public, raw, signature) {
					return errors.New("bad signature")
				}
			}
			return nil
		}},
		versus.Side{Name: "JSON Lines, Ed25519 for each 1,000", Do: func() error {
			for at := 0; at < len(all); at += journal.MaxBatch {
				if err := linesAndBack(all[at:min(at+journal.MaxBatch, len(all))], key, public); err != nil {
					return err
				}
			}
			return nil
		}})
}

func linesAndBack(some []civic.Report, key ed25519.PrivateKey, public ed25519.PublicKey) error {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	for i := range some {
		if err := w.Encode(some[i]); err != nil {
			return err
		}
	}
	if !ed25519.Verify(public, b.Bytes(), ed25519.Sign(key, b.Bytes())) {
		return errors.New("bad signature")
	}
	r := json.NewDecoder(&b)
	for range some {
		var back civic.Report
		if err := r.Decode(&back); err != nil {
			return err
		}
	}
	return nil
}

func batchAndBack(entries []journal.Entry, key ed25519.PrivateKey, public ed25519.PublicKey) error {
	raw, err := journal.Sign(entries, key).Marshal()
	if err != nil {
		return err
	}
	batch, err := journal.ParseBatch(raw)
	if err != nil {
		return err
	}
	if _, err := batch.Verify(public); err != nil {
		return err
	}
	for i := range batch.Entries {
		if _, err := journal.DecodeReport(batch.Entries[i].Public); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkSeal makes who reported unreadable for everybody but the portal.
func BenchmarkSeal(b *testing.B) {
	open, err := journal.NewOpenKey()
	check(b, err)
	public := make([]byte, 200)
	personal, err := journal.EncodeReporter(civic.Reporter{Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15", Reply: civic.ReplyPhone})
	check(b, err)
	_, key, err := ed25519.GenerateKey(nil)
	check(b, err)
	versus.Run(b, 1000, versus.Row{Group: "Journal", Figure: "seal a reporter to the portal", Unit: "µs"},
		versus.Side{Name: "Priyom", Do: func() error {
			_, err := open.Public().Seal(civic.DeviceID{7}, public, personal)
			return err
		}},
		versus.Side{Name: "one Ed25519 signature", Do: func() error { ed25519.Sign(key, personal); return nil }})
}

// BenchmarkWireSize is how many bytes a sync request has: everything that is said, its ids, chain and signature. The peer is
// JSON with gzip: of the same with its hash and signature, and of the bare reports, which nobody could verify.
func BenchmarkWireSize(b *testing.B) {
	codec, err := wire.NewCodec()
	check(b, err)
	_, key, err := ed25519.GenerateKey(nil)
	check(b, err)
	for b.Loop() {
		for _, n := range []int{1, 20} {
			all := reports(b, 200)[200-n:] // not those of the dictionary
			entries, err := chain(all)
			check(b, err)
			batch := journal.Sign(entries, key)
			raw, err := batch.Marshal()
			check(b, err)
			ours, err := codec.Pack(wire.SyncRequest{Batches: [][]byte{raw}})
			check(b, err)
			signed := map[string]any{"device": uuid.UUID(batch.Device), "epoch": 1, "seq": 1, "reports": all, "signature": batch.Signature}
			row := versus.Row{Group: "Journal", Figure: fmt.Sprintf("sync request with %d of the reports", n), Unit: "bytes", Sides: []versus.Reading{
				{Name: "Priyom", Count: 1, P50: float64(len(ours))},
				{Name: "JSON + gzip, signed", Count: 1, P50: float64(zipped(b, signed))},
				{Name: "JSON + gzip, bare reports", Count: 1, P50: float64(zipped(b, all))},
			}}
			check(b, versus.Add(row))
		}
	}
}

func zipped(b *testing.B, v any) int {
	b.Helper()
	raw, err := json.Marshal(v)
	check(b, err)
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	check(b, err)
	_, err = z.Write(raw)
	check(b, err)
	check(b, z.Close())
	return out.Len()
}
