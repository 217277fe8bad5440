package keys_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"testing"

	"priyom/portal/keys"
)

func TestLockedBytesOpenOnlyForTheirPurposeAndName(t *testing.T) {
	k, err := keys.Create(t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := keys.Create(t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	secret := []byte("hunter2 пароль")
	locked, err := k.Lock("notify", "smtp", secret, rand.Reader)
	if err != nil || bytes.Contains(locked, secret) {
		t.Fatalf("%q, %v", locked, err)
	}
	again, err := k.Lock("notify", "smtp", secret, rand.Reader)
	if err != nil || bytes.Equal(again, locked) {
		t.Errorf("the same twice looks the same: %v", err)
	}
	if plain, err := k.Unlock("notify", "smtp", locked); err != nil || !bytes.Equal(plain, secret) {
		t.Errorf("%q, %v", plain, err)
	}
	bent := bytes.Clone(locked)
	bent[len(bent)-1] ^= 1
	for name, try := range map[string]func() ([]byte, error){
		"another purpose": func() ([]byte, error) { return k.Unlock("hooks", "smtp", locked) },
		"another name":    func() ([]byte, error) { return k.Unlock("notify", "sms", locked) },
		"another portal":  func() ([]byte, error) { return other.Unlock("notify", "smtp", locked) },
		"bent":            func() ([]byte, error) { return k.Unlock("notify", "smtp", bent) },
		"short":           func() ([]byte, error) { return k.Unlock("notify", "smtp", locked[:10]) },
		"nothing":         func() ([]byte, error) { return k.Unlock("notify", "smtp", nil) },
	} {
		if plain, err := try(); !errors.Is(err, keys.ErrLocked) || plain != nil {
			t.Errorf("%s: %q, %v", name, plain, err)
		}
	}
}
