package wire

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/klauspost/compress/zstd"

	"priyom/civic"
	"priyom/store/journal"
)

var update = flag.Bool("update", false, "make dictionary1.bin anew: never after a release")

func codec(t testing.TB) *Codec {
	t.Helper()
	c, err := NewCodec()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func packed(t testing.TB, c *Codec, raw []byte) []byte {
	t.Helper()
	packed, err := c.pack(raw)
	if err != nil {
		t.Fatal(err)
	}
	return packed
}

// fresh is the first seed of samples that the dictionary doesn't know.
const fresh = 90

// sample is a sync request with n reports such as people make; the seed makes it its own.
func sample(t testing.TB, seed, n int) (SyncRequest, []civic.Report) {
	t.Helper()
	device := civic.DeviceID(uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "device %d", seed)))
	places := []string{"ул. Лесная, 12", "пер. Школьный, у дома 4", "вулиця Київська, 7", "ул. Центральная, остановка «Школа»"}
	texts := []string{
		"Не горит фонарь у дома, третий день. Дети из школы идут в темноте.", "Яма на дороге, автобус объезжает её по встречной полосе.",
		"Не вывозят мусор вторую неделю, контейнер переполнен.", "Немає води з ранку, тиск слабкий.",
	}
	categories := []civic.CategorySlug{"lighting-out", "roads-pothole", "waste-overflow", "water-none"}
	if seed >= fresh {
		places[3], texts[3], categories[3] = "хутор Зелёный, за мостом", "Сломались качели на детской площадке, торчит железо, ребёнок порезал руку.", "public-spaces-swing"
	}
	var entries []journal.Entry
	var reports []civic.Report
	prev := journal.Hash(sha256.Sum256([]byte{byte(seed)}))
	for i := range n {
		k := (seed + i) % 4
		at := time.UnixMilli(1_795_500_000_000 + int64(seed*1000+i)*977_131)
		r := civic.Report{
			ID: civic.ReportID(uuid.NewSHA1(uuid.Nil, fmt.Appendf(nil, "%d %d", seed, i))), Number: fmt.Sprintf("СТ-%02d-%04d", seed%100, i+1),
			Category: categories[k], Text: texts[k], Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPerson, CapturedAt: at,
			Place: civic.Place{Address: places[k], Settlement: "с. Ставчены", Source: civic.SourcePhoto, Position: civic.Position{Lat: 47.09 + civic.Degrees(seed)/1e4, Lon: 28.86 + civic.Degrees(i)/1e4}},
		}
		public, err := journal.EncodeReport(r)
		if err != nil {
			t.Fatal(err)
		}
		e := journal.New(journal.Header{Device: device, Epoch: journal.Epoch(seed + 1), Seq: uint64(i + 1), Prev: prev, Time: at, Kind: journal.KindReport}, public, nil, nil)
		prev = e.Hash()
		entries, reports = append(entries, e), append(reports, r)
	}
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{byte(seed)}, ed25519.SeedSize))
	raw, err := journal.Sign(entries, key).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return SyncRequest{Batches: [][]byte{raw}, Cursor: "c", Known: &Head{1, 2, make([]byte, 32)}, Waiting: &QueueState{1, 2, 300_000, 1_795_500_000_000}}, reports
}

func TestPackAndUnpack(t *testing.T) {
	c := codec(t)
	want, _ := sample(t, 3, 2)
	packed, err := c.Pack(want)
	if err != nil {
		t.Fatal(err)
	}
	var got SyncRequest
	if err := c.Unpack(bytes.NewReader(packed), &got); err != nil || fmt.Sprint(got.Batches, got.Cursor, *got.Known, *got.Waiting) != fmt.Sprint(want.Batches, want.Cursor, *want.Known, *want.Waiting) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestUnpackRefuses(t *testing.T) {
	c := codec(t)
	plain, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	bomb := plain.EncodeAll(make([]byte, 200<<20), nil)
	packed, _ := c.Pack(Hello{Portal: "x"})
	for name, raw := range map[string][]byte{
		"nothing": {}, "a page": []byte("<html>Войдите в сеть</html>"), "a bomb": bomb, "cut": packed[:len(packed)-2],
		"no CBOR": plain.EncodeAll([]byte("\xff\xff"), nil), "too long": make([]byte, MaxMessage+1),
	} {
		t.Run(name, func(t *testing.T) {
			if err := c.Unpack(bytes.NewReader(raw), &Hello{}); !errors.Is(err, ErrMessage) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestRequestSignature(t *testing.T) {
	key, other := ed25519.NewKeyFromSeed(make([]byte, 32)), ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	public, device, body := key.Public().(ed25519.PublicKey), civic.DeviceID{7}, []byte("body")
	signed := func(portal string) *http.Request {
		r := httptest.NewRequest(http.MethodPost, "http://portal.example/v1/sync", nil)
		SignRequest(r, portal, body, device, key)
		return r
	}
	for name, c := range map[string]struct {
		request func() *http.Request
		body    string
		key     ed25519.PublicKey
		want    bool
	}{
		"as signed":      {func() *http.Request { return signed("p") }, "body", public, true},
		"another body":   {func() *http.Request { return signed("p") }, "else", public, false},
		"another portal": {func() *http.Request { return signed("q") }, "body", public, false},
		"another key":    {func() *http.Request { return signed("p") }, "body", other.Public().(ed25519.PublicKey), false},
		"no key":         {func() *http.Request { return signed("p") }, "body", nil, false},
		"another path":   {func() *http.Request { r := signed("p"); r.URL.Path = PathEnroll; return r }, "body", public, false},
		"another method": {func() *http.Request { r := signed("p"); r.Method = http.MethodPut; return r }, "body", public, false},
	} {
		t.Run(name, func(t *testing.T) {
			r := c.request()
			who, signature, err := Signer(r)
			if err != nil || who != device {
				t.Fatalf("signer %s, %v", who, err)
			}
			if got := VerifyRequest(r, "p", []byte(c.body), signature, c.key); got != c.want {
				t.Errorf("verified %v, want %v", got, c.want)
			}
		})
	}
	for _, header := range []string{"", "Bearer x", "Priyom", "Priyom a", "Priyom a b", "Priyom " + strings.Repeat("A", 22) + " ***"} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Authorization", header)
		if _, _, err := Signer(r); !errors.Is(err, ErrUnsigned) {
			t.Errorf("%q: %v", header, err)
		}
	}
}

func TestProblems(t *testing.T) {
	w := httptest.NewRecorder()
	ProblemRevoked.Write(w)
	if got := ReadProblem(w.Result()); *got != *ProblemRevoked {
		t.Errorf("got %+v", got)
	}
	captive := httptest.NewRecorder()
	captive.Header().Set("Content-Type", "text/html")
	captive.WriteHeader(http.StatusForbidden)
	if got := ReadProblem(captive.Result()); got.Key != "problem.not-portal" || got.Status != http.StatusForbidden {
		t.Errorf("got %+v", got)
	}
}

func TestWireIsSmall(t *testing.T) {
	if *update {
		makeDictionary(t)
	}
	request, reports := sample(t, fresh+1, 1)
	packed, err := codec(t).Pack(request)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(reports[0])
	if err != nil {
		t.Fatal(err)
	}
	var peer bytes.Buffer
	z := gzip.NewWriter(&peer)
	if _, err := z.Write(raw); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	t.Logf("a sync request with one report, its chain and signature: %d bytes; the bare report as JSON with gzip: %d bytes", len(packed), peer.Len())
	if len(packed) > peer.Len() {
		t.Errorf("%d bytes, more than JSON with gzip: %d", len(packed), peer.Len())
	}
}

// makeDictionary puts samples one after the other: zstd refers back to any of their bytes.
func makeDictionary(t *testing.T) {
	var all []byte
	reply := SyncReply{
		Receipts: []Receipt{{Head{1, 2, make([]byte, 32)}, 1_795_500_000_000, make([]byte, 64)}}, Cursor: "c",
		Changes: []Change{{ChangeStatus, []byte{0xa3}}, {ChangePortal, []byte{0xa2}}}, Time: 1_795_500_000_000,
	}
	raw, err := journal.Encode(reply)
	if err != nil {
		t.Fatal(err)
	}
	all = append(all, raw...)
	for seed := range 4 {
		request, _ := sample(t, seed, 1)
		if raw, err = journal.Encode(request); err != nil {
			t.Fatal(err)
		}
		all = append(all, raw...)
	}
	if err := os.WriteFile("dictionary1.bin", all, 0o644); err != nil {
		t.Fatal(err)
	}
	dictionary1 = all
}

func FuzzUnpack(f *testing.F) {
	c := codec(f)
	packed, _ := c.Pack(SyncReply{Cursor: "c"})
	f.Add(packed)
	f.Fuzz(func(t *testing.T, raw []byte) {
		if err := c.UnpackBytes(raw, &SyncReply{}); err != nil && !errors.Is(err, ErrMessage) {
			t.Fatalf("error without a name: %v", err)
		}
	})
}
