package journal

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"priyom/civic"
)

var update = flag.Bool("update", false, "write docs/vectors/journal.json anew: only for a new version of the format")

const vectorsFile = "../../docs/vectors/journal.json"

// vectors are what another implementation must agree on. All bytes are in hex.
type vectors struct {
	Comment      string   `json:"comment"`
	DeviceSeed   string   `json:"device_seed"`
	PortalSeed   string   `json:"portal_seed"`
	PortalSeal   string   `json:"portal_seal_private_key"`
	Public       string   `json:"first_public"`
	Sealed       string   `json:"first_sealed"`
	Personal     string   `json:"first_personal"`
	Hashes       []string `json:"entry_hashes"`
	ErasedHash   string   `json:"first_hash_after_erasure"`
	Batch        string   `json:"batch"`
	Receipt      string   `json:"receipt_signature"`
	ReceiptMilli int64    `json:"receipt_unix_ms"`
	BlobReceipt  string   `json:"blob_receipt_signature"`
}

func TestVectors(t *testing.T) {
	if *update {
		writeVectors(t)
	}
	raw, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	deviceKey, portalKey := ed25519.NewKeyFromSeed(unhex(t, v.DeviceSeed)), ed25519.NewKeyFromSeed(unhex(t, v.PortalSeed))
	b, err := ParseBatch(unhex(t, v.Batch))
	if err != nil {
		t.Fatal(err)
	}
	head, err := b.Verify(deviceKey.Public().(ed25519.PublicKey))
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.Entries {
		if got := b.Entries[i].Hash().String(); got != v.Hashes[i] {
			t.Errorf("entry %d: hash %s, want %s", i+1, got, v.Hashes[i])
		}
	}
	open, err := ParseOpenKey(unhex(t, v.PortalSeal))
	if err != nil {
		t.Fatal(err)
	}
	first := b.Entries[0]
	if hex.EncodeToString(first.Public) != v.Public || hex.EncodeToString(first.Sealed) != v.Sealed {
		t.Error("the first entry's parts differ")
	}
	if personal, err := open.Open(b.Device, first.Public, first.Sealed); err != nil || hex.EncodeToString(personal) != v.Personal {
		t.Errorf("personal part %x, %v", personal, err)
	}
	first.Erase()
	if first.Hash().String() != v.ErasedHash || v.ErasedHash != v.Hashes[0] {
		t.Error("erasure changed the hash")
	}
	at := time.UnixMilli(v.ReceiptMilli)
	if got := NewReceipt(b.Device, head, at, portalKey); hex.EncodeToString(got.Signature) != v.Receipt {
		t.Errorf("receipt %x", got.Signature)
	}
	if got := NewBlobReceipt(b.Device, b.Entries[1].Blobs[0].SHA256, b.Entries[1].Blobs[0].Size, at, portalKey); hex.EncodeToString(got.Signature) != v.BlobReceipt {
		t.Errorf("blob receipt %x", got.Signature)
	}
}

func writeVectors(t *testing.T) {
	open, err := NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	private, err := open.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	at := time.UnixMilli(1_795_500_000_000).UTC()
	r := civic.Report{
		ID: civic.ReportID{0x01, 0x9a}, Number: "СТ-04-0413", Category: "lighting-out", Text: "Не горит фонарь у дома 8",
		Urgency: civic.UrgencyOrdinary, Channel: civic.ChannelPerson, CapturedAt: at, Place: civic.Place{
			Address: "ул. Лесная, 8", Settlement: "Ставчены",
			Source: civic.SourcePhoto, Position: civic.Position{Lat: 47.0912345, Lon: 28.8654321},
		},
	}
	public, personal := must(EncodeReport(r)), must(EncodeReporter(civic.Reporter{
		Name: "Петрова Анна Сергеевна", Phone: "+7 912 000-41-15",
		Reply: civic.ReplyPhone, Consent: civic.Consent{Given: true, Sheet: "118"},
	}))
	id := civic.DeviceID{0x01, 0x9a, 0x99}
	sealed := must(open.Public().Seal(id, public, personal))
	first := New(Header{Device: id, Epoch: 0x1122334455667788, Seq: 1, Time: at, Kind: KindReport}, public, sealed, nil)
	photo := civic.Photo{ID: civic.PhotoID{7}, State: civic.PhotoPrepared, Original: civic.BlobRef{SHA256: [32]byte{1}, Size: 4_000_000}}
	second := New(Header{Device: id, Epoch: first.Epoch, Seq: 2, Prev: first.Hash(), Time: at.Add(time.Second), Kind: KindPhoto},
		must(EncodePhoto(r.ID, photo, civic.NoOperator)), nil, []Blob{{Hash{2}, 300_000, RolePhoto}, {Hash{3}, 8_000, RolePreview}})
	portal := key(5)
	head := Head{second.Epoch, 2, second.Hash()}
	v := vectors{
		Comment: "See docs/journal.md. Hex throughout.", DeviceSeed: hex.EncodeToString(key(1).Seed()), PortalSeed: hex.EncodeToString(portal.Seed()),
		PortalSeal: hex.EncodeToString(private), Public: hex.EncodeToString(public), Sealed: hex.EncodeToString(sealed), Personal: hex.EncodeToString(personal),
		Hashes: []string{first.Hash().String(), second.Hash().String()}, ErasedHash: first.Hash().String(),
		Batch: hex.EncodeToString(must(Sign([]Entry{first, second}, key(1)).Marshal())), ReceiptMilli: at.UnixMilli(),
		Receipt:     hex.EncodeToString(NewReceipt(id, head, at, portal).Signature),
		BlobReceipt: hex.EncodeToString(NewBlobReceipt(id, Hash{2}, 300_000, at, portal).Signature),
	}
	raw := must(json.MarshalIndent(v, "", " "))
	if err := os.WriteFile(vectorsFile, append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
