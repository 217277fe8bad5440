package receipt_test

import (
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/receipt"
	"priyom/store/journal"
)

var update = flag.Bool("update", false, "write docs/vectors/receipt.json anew: only for a new version of the format")

const vectorsFile = "../docs/vectors/receipt.json"

const portalID = "6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d11"

func seed(letter string) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(letter, 32)))
}

func public(k ed25519.PrivateKey) ed25519.PublicKey { return k.Public().(ed25519.PublicKey) }

// genuine is a receipt; change is done to it before it is certified and signed.
func genuine(t testing.TB, change func(*receipt.Receipt)) receipt.Receipt {
	t.Helper()
	r := receipt.Receipt{
		Number: "СТ-04-0412", Report: civic.ReportID{1, 0x90, 3, 4, 5, 6, 0x70}, CapturedAt: time.Date(2026, 11, 26, 9, 14, 3, 77, time.UTC),
		Public: journal.Hash{9, 8, 7}, Device: journal.Certificate{
			Portal: portalID, Device: civic.DeviceID{1, 2, 3}, Key: public(seed("d")), Place: "с. Ставчены, библиотека", Code: "СТ-04",
			From: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Until: time.Date(2031, 11, 1, 0, 0, 0, 0, time.UTC),
		},
	}
	if change != nil {
		change(&r)
	}
	var err error
	if r.Device, err = journal.NewCertificate(r.Device, seed("p")); err != nil {
		t.Fatal(err)
	}
	return receipt.New(r, seed("d"))
}

func text(t testing.TB, r receipt.Receipt) string {
	t.Helper()
	s, err := r.Text()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestGenuineIsRead(t *testing.T) {
	r := genuine(t, nil)
	s := text(t, r)
	if len(s) > 700 {
		t.Errorf("%d letters: too many for a code on a receipt printer's paper", len(s))
	}
	for name, scanned := range map[string]string{
		"as it is": s, "with Enter": s + "\r\n", "with Tab": "  " + s + "\t", "with a blank": s + " ", "in small letters": strings.ToLower(s),
	} {
		read, err := receipt.Parse(scanned)
		if err != nil || !reflect.DeepEqual(read, r) {
			t.Errorf("%s: %+v, %v", name, read, err)
			continue
		}
		if err := read.Verify(portalID, public(seed("p"))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestScannerTypesIntoCyrillicKeyboard is what a scanner that plays a keyboard makes of a code under a Russian or Ukrainian layout.
func TestScannerTypesIntoCyrillicKeyboard(t *testing.T) {
	const keys, russian, ukrainian = "QWERTYUIOPASDFGHJKLZXCVBNM:./$", "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЖю.;", "ЙЦУКЕНГШЩЗФІВАПРОЛДЯЧСМИТЬЖю.;"
	r := genuine(t, nil)
	for _, layout := range []string{russian, ukrainian} {
		typed := strings.Map(func(c rune) rune {
			if at := strings.IndexRune(keys, c); at >= 0 {
				return []rune(layout)[at]
			}
			return c
		}, text(t, r))
		if read, err := receipt.Parse(typed + "\n"); err != nil || !reflect.DeepEqual(read, r) {
			t.Errorf("%q: %v", typed[:20], err)
		}
	}
}

func TestRefusals(t *testing.T) {
	long := time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)
	good := genuine(t, nil)
	for _, c := range []struct {
		name   string
		change func(*receipt.Receipt) // before it is signed
		after  func(*receipt.Receipt) // after it
		want   receipt.Reason
	}{
		{"another portal", func(r *receipt.Receipt) { r.Device.Portal = "6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d12" }, nil, receipt.ReasonPortal},
		{"certificate made up", nil, func(r *receipt.Receipt) { r.Device.Signature = good.Signature }, receipt.ReasonCertificate},
		{"another key", nil, func(r *receipt.Receipt) { r.Device.Key = public(seed("x")) }, receipt.ReasonCertificate},
		{"place changed", nil, func(r *receipt.Receipt) { r.Device.Place = "г. Москва" }, receipt.ReasonCertificate},
		{"number changed", nil, func(r *receipt.Receipt) { r.Number = "СТ-04-0413" }, receipt.ReasonSignature},
		{"report changed", nil, func(r *receipt.Receipt) { r.Report[0]++ }, receipt.ReasonSignature},
		{"time changed", nil, func(r *receipt.Receipt) { r.CapturedAt = r.CapturedAt.Add(time.Second) }, receipt.ReasonSignature},
		{"content changed", nil, func(r *receipt.Receipt) { r.Public[31]++ }, receipt.ReasonSignature},
		{"signature changed", nil, func(r *receipt.Receipt) { r.Signature[0] ^= 1 }, receipt.ReasonSignature},
		{"another device's number", func(r *receipt.Receipt) { r.Number = "СТ-05-0001" }, nil, receipt.ReasonNumber},
		{"a number that only begins alike", func(r *receipt.Receipt) { r.Number = "СТ-041-0001" }, nil, receipt.ReasonNumber},
		{"after its time", func(r *receipt.Receipt) { r.CapturedAt = long }, nil, receipt.ReasonExpired},
		{"from before it was enrolled", func(r *receipt.Receipt) { r.CapturedAt = time.Unix(0, 0); r.Number = "7K2M-9QXT-0001" }, nil, ""},
		{"from a database put back", func(r *receipt.Receipt) { r.Number = "СТ-04-7QX-0001" }, nil, ""},
	} {
		r := genuine(t, c.change)
		r.Device.Key, r.Signature, r.Device.Signature = append([]byte{}, r.Device.Key...), append([]byte{}, r.Signature...), append([]byte{}, r.Device.Signature...)
		if c.after != nil {
			c.after(&r)
		}
		read, err := receipt.Parse(text(t, r))
		if err == nil {
			err = read.Verify(portalID, public(seed("p")))
		}
		if got := receipt.ReasonOf(err); got != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
	if err := good.Verify("", public(seed("p"))); err != nil {
		t.Errorf("any portal with the key: %v", err)
	}
	if got := receipt.ReasonOf(good.Verify(portalID, public(seed("x")))); got != receipt.ReasonCertificate {
		t.Errorf("another key: %q", got)
	}
}

func TestOtherTexts(t *testing.T) {
	whole := text(t, genuine(t, nil))
	for scanned, want := range map[string]receipt.Reason{
		"": receipt.ReasonForm, "https://example.org/r/1": receipt.ReasonForm, "PRIYOM1:": receipt.ReasonForm, "PRIYOM": receipt.ReasonForm,
		"PRIYOM2:ABC": receipt.ReasonVersion, "priyom12:": receipt.ReasonVersion, whole[:len(whole)-1]: receipt.ReasonForm,
		whole[:len(whole)/2]: receipt.ReasonForm, whole + whole: receipt.ReasonForm, strings.Repeat("P", 10_000): receipt.ReasonForm,
		"PRIYOM1:" + strings.Repeat(":", 90): receipt.ReasonForm, "PRIYOM1:юю": receipt.ReasonForm,
	} {
		if _, err := receipt.Parse(scanned); receipt.ReasonOf(err) != want {
			t.Errorf("%.30q: %v, want %q", scanned, err, want)
		}
	}
}

// vectors are what another implementation must agree on.
type vectors struct {
	Comment     string         `json:"comment"`
	PortalSeed  string         `json:"portal_seed"`
	DeviceSeed  string         `json:"device_seed"`
	Portal      string         `json:"portal"`
	PortalKey   string         `json:"portal_public_key"`
	Certificate string         `json:"certificate"`
	Signed      string         `json:"certificate_signature"`
	Genuine     string         `json:"genuine"`
	Number      string         `json:"number"`
	Report      string         `json:"report"`
	Captured    int64          `json:"captured_unix"`
	Public      string         `json:"public_sha256"`
	Place       string         `json:"place"`
	Others      []otherVectors `json:"not_genuine"`
}

type otherVectors struct {
	Why    string         `json:"why"`
	Text   string         `json:"text"`
	Reason receipt.Reason `json:"reason"`
}

func TestVectors(t *testing.T) {
	if *update {
		write(t)
	}
	raw, err := os.ReadFile(vectorsFile)
	if err != nil {
		t.Fatal(err)
	}
	var v vectors
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	key, err := hex.DecodeString(v.PortalKey)
	if err != nil {
		t.Fatal(err)
	}
	r, err := receipt.Parse(v.Genuine)
	if err != nil || r.Verify(v.Portal, key) != nil {
		t.Fatalf("%v, %v", err, r.Verify(v.Portal, key))
	}
	if r.Number != v.Number || r.CapturedAt.Unix() != v.Captured || hex.EncodeToString(r.Public[:]) != v.Public || r.Device.Place != v.Place {
		t.Errorf("%+v", r)
	}
	if got := text(t, genuine(t, nil)); got != v.Genuine {
		t.Error("written otherwise")
	}
	for _, o := range v.Others {
		r, err := receipt.Parse(o.Text)
		if err == nil {
			err = r.Verify(v.Portal, key)
		}
		if receipt.ReasonOf(err) != o.Reason {
			t.Errorf("%s: %v, want %s", o.Why, err, o.Reason)
		}
	}
}

func write(t *testing.T) {
	r := genuine(t, nil)
	cert, err := r.Device.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	changed, foreign := r, genuine(t, func(r *receipt.Receipt) { r.Device.Portal = "6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d12" })
	changed.Number = "СТ-04-0413"
	made := r
	made.Device.Place = "с. Лесное"
	v := vectors{
		Comment:    "docs/receipt.md. Bytes are in hex; seeds are Ed25519.",
		PortalSeed: hex.EncodeToString(seed("p").Seed()), DeviceSeed: hex.EncodeToString(seed("d").Seed()), Portal: portalID,
		PortalKey: hex.EncodeToString(public(seed("p"))), Certificate: hex.EncodeToString(cert), Signed: hex.EncodeToString(r.Device.Signature),
		Genuine: text(t, r), Number: r.Number, Report: r.Report.String(), Captured: r.CapturedAt.Unix(), Public: hex.EncodeToString(r.Public[:]), Place: r.Device.Place,
		Others: []otherVectors{
			{"number changed", text(t, changed), receipt.ReasonSignature},
			{"place of the certificate changed", text(t, made), receipt.ReasonCertificate},
			{"another portal's", text(t, foreign), receipt.ReasonPortal},
			{"another device's number", text(t, genuine(t, func(r *receipt.Receipt) { r.Number = "СТ-05-0001" })), receipt.ReasonNumber},
			{"captured after the certificate ended", text(t, genuine(t, func(r *receipt.Receipt) { r.CapturedAt = r.Device.Until.Add(48 * time.Hour) })), receipt.ReasonExpired},
			{"cut off", text(t, r)[:300], receipt.ReasonForm},
			{"a later version", "PRIYOM2:" + text(t, r)[8:], receipt.ReasonVersion},
		},
	}
	raw, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorsFile, append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}

// FuzzParse: whatever is scanned, nothing panics; what is read can be written and read again, and passes only if it is the
// receipt that was signed.
func FuzzParse(f *testing.F) {
	r := genuine(f, nil)
	f.Add(text(f, r))
	f.Add("PRIYOM1:ABC")
	f.Add("PRIYOM2:")
	f.Add("ЗКШНЩЬ1Ж")
	changed := r
	changed.Number = "СТ-04-0413"
	f.Add(text(f, changed))
	f.Fuzz(func(t *testing.T, scanned string) {
		read, err := receipt.Parse(scanned)
		if err != nil {
			if receipt.ReasonOf(err) == "" {
				t.Fatalf("%v has no reason", err)
			}
			return
		}
		again, err := receipt.Parse(text(t, read))
		if err != nil || !reflect.DeepEqual(again, read) {
			t.Fatalf("%+v became %+v, %v", read, again, err)
		}
		if read.Verify(portalID, public(seed("p"))) == nil && !reflect.DeepEqual(read, r) {
			t.Fatalf("forged: %+v", read)
		}
	})
}
