package journal

import (
	"crypto/ed25519"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"priyom/civic"
)

func testCertificate(t *testing.T) (Certificate, ed25519.PublicKey) {
	t.Helper()
	portal := ed25519.NewKeyFromSeed([]byte(strings.Repeat("p", 32)))
	device := ed25519.NewKeyFromSeed([]byte(strings.Repeat("d", 32)))
	c, err := NewCertificate(Certificate{
		Portal: "6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d11", Device: civic.DeviceID{1, 2, 3}, Key: device.Public().(ed25519.PublicKey),
		Place: "с. Ставчены", Code: "СТ-04", From: time.Unix(1_790_000_000, 5), Until: time.Unix(1_900_000_000, 0),
	}, portal)
	if err != nil {
		t.Fatal(err)
	}
	return c, portal.Public().(ed25519.PublicKey)
}

func TestCertificateTravels(t *testing.T) {
	c, key := testCertificate(t)
	raw, err := c.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	read, err := ParseCertificate(raw)
	if err != nil || !reflect.DeepEqual(read, c) {
		t.Fatalf("%+v, %v", read, err)
	}
	if err := read.Verify(key); err != nil {
		t.Error(err)
	}
}

// TestCertificateIsAboutAllOfIt changes each thing that it says.
func TestCertificateIsAboutAllOfIt(t *testing.T) {
	for name, change := range map[string]func(*Certificate){
		"portal":         func(c *Certificate) { c.Portal = "6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d12" },
		"device":         func(c *Certificate) { c.Device[15]++ },
		"key":            func(c *Certificate) { c.Key = ed25519.NewKeyFromSeed(make([]byte, 32)).Public().(ed25519.PublicKey) },
		"place":          func(c *Certificate) { c.Place += "!" },
		"code":           func(c *Certificate) { c.Code = "СТ-05" },
		"code and place": func(c *Certificate) { c.Code, c.Place = c.Code+c.Place[:1], c.Place[1:] },
		"from":           func(c *Certificate) { c.From = c.From.Add(-time.Second) },
		"until":          func(c *Certificate) { c.Until = c.Until.Add(time.Second) },
		"signature":      func(c *Certificate) { c.Signature[3] ^= 1 },
	} {
		c, key := testCertificate(t)
		change(&c)
		if err := c.Verify(key); !errors.Is(err, ErrSignature) {
			t.Errorf("%s: %v", name, err)
		}
	}
	c, _ := testCertificate(t)
	if err := c.Verify(nil); !errors.Is(err, ErrSignature) {
		t.Errorf("no key: %v", err)
	}
}

func TestCertificateOfNobody(t *testing.T) {
	if _, err := NewCertificate(Certificate{Portal: "x"}, nil); !errors.Is(err, ErrMalformed) {
		t.Error(err)
	}
	for _, raw := range [][]byte{nil, {0x80}, {0x88, 0, 0, 0, 0, 0, 0, 0, 0}, []byte("not CBOR at all")} {
		if _, err := ParseCertificate(raw); !errors.Is(err, ErrMalformed) {
			t.Errorf("%x: %v", raw, err)
		}
	}
}
