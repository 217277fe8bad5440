package receipt

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"

	"priyom/civic"
	"priyom/store/journal"
)

// Prefix begins every receipt of this version; a later one counts up.
const Prefix = "PRIYOM1:"

// maxText is what no QR code can hold, in bytes, two of them for each letter of a Cyrillic keyboard.
const maxText = 2 * 4400

// Receipt is what the code says.
type Receipt struct {
	Number     string
	Report     civic.ReportID
	CapturedAt time.Time    // by the device's clock, to the second
	Public     journal.Hash // of the public part of the report's entry
	Signature  []byte       // Ed25519 by the device
	Device     journal.Certificate
}

// receiptWire is an array, for the code's sake.
type receiptWire struct {
	_         struct{} `cbor:",toarray"`
	Number    string
	Report    []byte
	Captured  int64 // Unix seconds
	Public    []byte
	Signature []byte
	Device    cbor.RawMessage // a certificate
}

// Reason says why a text is no genuine receipt of the portal that was asked about.
type Reason string

// The reasons.
const (
	ReasonForm        Reason = "form"        // not a receipt, or not all of it: scan again
	ReasonVersion     Reason = "version"     // of a newer program
	ReasonPortal      Reason = "portal"      // of another portal, whose key isn't known here
	ReasonCertificate Reason = "certificate" // the portal never certified that device
	ReasonSignature   Reason = "signature"   // something in it was changed
	ReasonNumber      Reason = "number"      // the number is another device's
	ReasonExpired     Reason = "expired"     // the device wasn't certified any more when it says it was taken
)

// Refusal is a text that is no genuine receipt. Error is for logs: it says nothing of the receipt's content.
type Refusal struct{ Reason Reason }

func (r *Refusal) Error() string { return "receipt: not genuine: " + string(r.Reason) }

// ReasonOf is the reason in an error of this package; "" without one.
func ReasonOf(err error) Reason {
	var r *Refusal
	if errors.As(err, &r) {
		return r.Reason
	}
	return ""
}

// New signs a receipt for a report as it stands in the device's journal.
func New(r Receipt, key ed25519.PrivateKey) Receipt {
	r.CapturedAt = r.CapturedAt.UTC().Truncate(time.Second)
	r.Signature = ed25519.Sign(key, r.text())
	return r
}

func (r Receipt) text() []byte {
	b := append([]byte("priyom citizen receipt 1\n"), r.Device.Device[:]...)
	b = append(b, r.Report[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(r.CapturedAt.Unix()))
	b = append(b, r.Public[:]...)
	return append(b, r.Number...)
}

// Text is what the QR code holds: only letters of its alphanumeric mode.
func (r Receipt) Text() (string, error) {
	device, err := r.Device.Marshal()
	if err != nil {
		return "", fmt.Errorf("receipt: %w", err)
	}
	raw, err := journal.Encode(receiptWire{
		Number: r.Number, Report: r.Report[:], Captured: r.CapturedAt.Unix(), Public: r.Public[:], Signature: r.Signature, Device: device,
	})
	if err != nil {
		return "", fmt.Errorf("receipt: %w", err)
	}
	return Prefix + encode45(raw), nil
}

// Parse reads a text as it was scanned: with line ends around it, in small letters where Caps Lock was on, or in Cyrillic
// where the scanner typed into a Russian or Ukrainian keyboard. It checks form only: call Verify. The error is a *Refusal.
func Parse(text string) (Receipt, error) {
	if len(text) > maxText {
		return Receipt{}, &Refusal{ReasonForm}
	}
	text = strings.ToUpper(strings.TrimLeft(strings.TrimRight(text, "\r\n\t"), " \r\n\t\ufeff"))
	if body, ok := strings.CutPrefix(retyped(text), Prefix); ok {
		r, ok := parse(body)
		if trimmed := strings.TrimRight(body, " "); !ok && trimmed != body { // a blank is a letter of the code, or was put behind it
			r, ok = parse(trimmed)
		}
		if ok {
			return r, nil
		}
	} else if later.MatchString(retyped(text)) {
		return Receipt{}, &Refusal{ReasonVersion}
	}
	return Receipt{}, &Refusal{ReasonForm}
}

func parse(body string) (r Receipt, ok bool) {
	raw, ok := decode45(body)
	if !ok {
		return r, false
	}
	var w receiptWire
	if err := journal.Decode(raw, &w); err != nil {
		return r, false
	}
	device, err := journal.ParseCertificate(w.Device)
	if err != nil || len(w.Report) != 16 || len(w.Public) != 32 || len(w.Signature) != ed25519.SignatureSize || w.Number == "" ||
		w.Captured < 0 || w.Captured > latest {
		return r, false
	}
	return Receipt{
		Number: w.Number, Report: civic.ReportID(w.Report), CapturedAt: time.Unix(w.Captured, 0).UTC(), Public: journal.Hash(w.Public),
		Signature: w.Signature, Device: device,
	}, true
}

// latest is the end of the year 9999.
const latest = 253402300799

var later = regexp.MustCompile(`^PRIYOM([2-9]|[1-9][0-9]{1,2}):`)

// grace is how far a device's clock may run ahead of its certificate's end.
const grace = 24 * time.Hour

// Verify checks a receipt against a portal's id and key. An empty id is any portal with that key. The error is a *Refusal.
func (r Receipt) Verify(portal string, key ed25519.PublicKey) error {
	switch {
	case portal != "" && r.Device.Portal != portal:
		return &Refusal{ReasonPortal}
	case r.Device.Verify(key) != nil:
		return &Refusal{ReasonCertificate}
	case len(r.Device.Key) != ed25519.PublicKeySize, !ed25519.Verify(r.Device.Key, r.text(), r.Signature):
		return &Refusal{ReasonSignature}
	case !r.ownNumber():
		return &Refusal{ReasonNumber}
	case r.CapturedAt.After(r.Device.Until.Add(grace)):
		return &Refusal{ReasonExpired}
	}
	return nil
}

// unenrolled is a number that a device gave before any portal gave it a prefix: 40 random bits of its own.
var unenrolled = regexp.MustCompile(`^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-([0-9A-Z]{3}-)?[0-9]{4,}$`)

// ownNumber says that the number begins as this device's do, or was given before it had a portal.
func (r Receipt) ownNumber() bool {
	return strings.HasPrefix(r.Number, r.Device.Code+"-") || unenrolled.MatchString(r.Number)
}
