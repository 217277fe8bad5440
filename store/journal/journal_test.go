package journal

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"priyom/civic"
)

var device = civic.DeviceID{1, 2, 3}

// key is a device's key from a fixed seed.
func key(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, ed25519.SeedSize))
}

// run makes n chained entries after a head.
func run(after Head, n int) []Entry {
	var entries []Entry
	for i := range n {
		e := New(Header{
			Device: device, Epoch: after.Epoch, Seq: after.Seq + 1, Prev: after.Hash, Kind: KindReport,
			Time: time.UnixMilli(1_700_000_000_000 + int64(i)),
		}, fmt.Appendf(nil, "public %d", i), fmt.Appendf(nil, "sealed %d", i),
			[]Blob{{Hash{byte(i)}, 10, RolePhoto}})
		entries = append(entries, e)
		after = Head{e.Epoch, e.Seq, e.Hash()}
	}
	return entries
}

func TestBatchTravels(t *testing.T) {
	public := key(1).Public().(ed25519.PublicKey)
	rapid.Check(t, func(t *rapid.T) {
		from := Head{Epoch: 7, Seq: rapid.Uint64Range(0, 1000).Draw(t, "from")}
		if rapid.Bool().Draw(t, "has a predecessor") {
			from.Hash = Hash{9}
		}
		entries := run(from, rapid.IntRange(1, 5).Draw(t, "entries"))
		if rapid.Bool().Draw(t, "erased") {
			entries[0].Erase()
		}
		raw, err := Sign(entries, key(1)).Marshal()
		if err != nil {
			t.Fatal(err)
		}
		got, err := ParseBatch(raw)
		if err != nil {
			t.Fatal(err)
		}
		head, err := got.Verify(public)
		if last := entries[len(entries)-1]; err != nil || head.Hash != last.Hash() || got.From() != from {
			t.Fatalf("head %v from %v, %v", head, got.From(), err)
		}
		at := rapid.IntRange(0, len(raw)-1).Draw(t, "byte")
		raw[at] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if changed, err := ParseBatch(raw); err == nil {
			// A key that nobody knows is passed over: where zero was said, nothing else is said now.
			if now, err := changed.Verify(public); err == nil && (now != head || !reflect.DeepEqual(changed, got)) {
				t.Fatalf("byte %d of %d changed and not noticed", at, len(raw))
			}
		}
	})
}

func TestVerifyRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		change func(b *Batch)
		want   error
	}{
		"another key":      {func(b *Batch) { b.Signature = Sign(b.Entries, key(2)).Signature }, ErrSignature},
		"no signature":     {func(b *Batch) { b.Signature = nil }, ErrSignature},
		"cut off":          {func(b *Batch) { b.Entries = b.Entries[:2] }, ErrSignature},
		"one left out":     {func(b *Batch) { b.Entries = append(b.Entries[:1:1], b.Entries[2:]...) }, ErrBroken},
		"swapped":          {func(b *Batch) { b.Entries[1], b.Entries[2] = b.Entries[2], b.Entries[1] }, ErrBroken},
		"text changed":     {func(b *Batch) { b.Entries[1].Public = []byte("другое") }, ErrBroken},
		"last one changed": {func(b *Batch) { b.Entries[2].Public = []byte("другое") }, ErrSignature},
		"sealed changed":   {func(b *Batch) { b.Entries[1].Sealed = []byte("другое") }, ErrMalformed},
		"another device":   {func(b *Batch) { b.Entries[0].Device = civic.DeviceID{4} }, ErrBroken},
		"other epoch":      {func(b *Batch) { b.Entries[1].Epoch++ }, ErrBroken},
		"number 0":         {func(b *Batch) { b.Entries[0].Seq = 0 }, ErrMalformed},
		"empty":            {func(b *Batch) { b.Entries = nil }, ErrMalformed},
	} {
		t.Run(name, func(t *testing.T) {
			b := Sign(run(Head{Epoch: 7}, 3), key(1))
			c.change(&b)
			if _, err := b.Verify(key(1).Public().(ed25519.PublicKey)); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestErasureKeepsTheHash(t *testing.T) {
	e := run(Head{Epoch: 7}, 1)[0]
	before := e.Hash()
	e.Erase()
	if e.Hash() != before || !e.Erased() || e.Check() != nil {
		t.Errorf("erased %v, %v", e.Erased(), e.Check())
	}
	if bare := New(e.Header, e.Public, nil, nil); bare.Erased() {
		t.Error("an entry that never had a personal part passes for erased")
	}
}

func TestSeal(t *testing.T) {
	portal, err := NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	other, err := NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	public := []byte("public")
	rapid.Check(t, func(t *rapid.T) {
		personal := rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(t, "personal")
		sealed, err := portal.Public().Seal(device, public, personal)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := portal.Open(device, public, sealed); err != nil || !bytes.Equal(got, personal) {
			t.Fatalf("got %x, %v", got, err)
		}
		for name, open := range map[string]func() ([]byte, error){
			"another key":    func() ([]byte, error) { return other.Open(device, public, sealed) },
			"another device": func() ([]byte, error) { return portal.Open(civic.DeviceID{9}, public, sealed) },
			"another text":   func() ([]byte, error) { return portal.Open(device, []byte("другое"), sealed) },
			"cut":            func() ([]byte, error) { return portal.Open(device, public, sealed[:len(sealed)-1]) },
			"nothing":        func() ([]byte, error) { return portal.Open(device, public, nil) },
		} {
			if _, err := open(); !errors.Is(err, ErrSeal) {
				t.Fatalf("%s: %v", name, err)
			}
		}
	})
	short, _ := portal.Public().Seal(device, public, []byte("Ян"))
	long, _ := portal.Public().Seal(device, public, []byte("Константинопольская Аполлинария"))
	if len(short) != len(long) {
		t.Errorf("the length tells the name: %d and %d bytes", len(short), len(long))
	}
}

func TestReceipts(t *testing.T) {
	portal, stranger := key(5), key(6).Public().(ed25519.PublicKey)
	head := Head{7, 3, Hash{1}}
	r := NewReceipt(device, head, time.Now(), portal)
	b := NewBlobReceipt(device, Hash{1}, 100, time.Now(), portal)
	public := portal.Public().(ed25519.PublicKey)
	if r.Verify(public) != nil || b.Verify(public) != nil || r.Verify(stranger) == nil || b.Verify(stranger) == nil {
		t.Error("signatures are told apart wrongly")
	}
	r.Head.Seq++
	b.Size++
	if r.Verify(public) == nil || b.Verify(public) == nil || r.Verify(nil) == nil {
		t.Error("a changed receipt verifies")
	}
}

func TestFactsComeBack(t *testing.T) {
	taken := time.Date(2026, 11, 20, 10, 14, 0, 0, time.UTC)
	want := civic.Report{
		ID: civic.ReportID{1}, Number: "СТ-04-0413", Category: "lighting-out", Text: "Не горит фонарь", Urgency: civic.UrgencyHigh,
		Channel: civic.ChannelPhone, CapturedAt: taken.Add(time.Minute),
		Place: civic.Place{Address: "Лесная, 12", Settlement: "Ставчены", Source: civic.SourcePhoto, Position: civic.Position{Lat: 47.0912345, Lon: -28.8654321, Accuracy: 12}},
		Photos: []civic.Photo{{
			ID: civic.PhotoID{2}, Original: civic.BlobRef{SHA256: [32]byte{3}, Size: 4_000_000}, TakenAt: taken,
			Located: true, Position: civic.Position{Lat: 0, Lon: 28.8}, Bore: true, Bearing: 271.5,
		}},
	}
	public, err := EncodeReport(want)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := DecodeReport(public); err != nil || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", want) {
		t.Errorf("got %+v\nwant %+v\n%v", got, want, err)
	}
	who := civic.Reporter{Name: "Петрова Анна", Phone: "+7 912", Address: "Лесная, 8", Reply: civic.ReplyPost, Consent: civic.Consent{Given: true, Sheet: "118", Version: "1"}}
	personal, err := EncodeReporter(who)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := DecodeReporter(personal); err != nil || got != who {
		t.Errorf("got %+v, %v", got, err)
	}
	p := want.Photos[0]
	p.State, p.Problem = civic.PhotoUnreadable, "photo.corrupt"
	fact, err := EncodePhoto(want.ID, p, 2)
	if err != nil {
		t.Fatal(err)
	}
	if id, got, err := DecodePhoto(fact); err != nil || id != want.ID || fmt.Sprintf("%+v", got) != fmt.Sprintf("%+v", p) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestUnknownFieldsArePassedOver(t *testing.T) {
	raw, err := Encode(map[int]any{1: make([]byte, 16), 2: "№ 1", 3: "x", 4: "текст", 9: 0, 7: map[int]any{1: "Лесная", 77: "новое"}, 99: []int{1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := DecodeReport(raw); err != nil || r.Text != "текст" || r.Place.Address != "Лесная" {
		t.Errorf("got %+v, %v", r, err)
	}
}

func FuzzParseBatch(f *testing.F) {
	raw, err := Sign(run(Head{Epoch: 7}, 2), key(1)).Marshal()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := ParseBatch(raw)
		if err != nil {
			if !errors.Is(err, ErrMalformed) {
				t.Fatalf("error without a name: %v", err)
			}
			return
		}
		again, err := b.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if c, err := ParseBatch(again); err != nil || c.Entries[len(c.Entries)-1].Hash() != b.Entries[len(b.Entries)-1].Hash() {
			t.Fatalf("doesn't come back: %v", err)
		}
	})
}

func FuzzDecodeReport(f *testing.F) {
	raw, err := EncodeReport(civic.Report{Text: "Яма", Photos: []civic.Photo{{}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if _, err := DecodeReport(raw); err != nil && !errors.Is(err, ErrMalformed) {
			t.Fatalf("error without a name: %v", err)
		}
		_, _, _ = DecodePhoto(raw)
		_, _ = DecodeReporter(raw)
	})
}
