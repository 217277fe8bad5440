package keys_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"priyom/civic"
	"priyom/portal/keys"
	"priyom/store/journal"
)

func TestCreatedKeysAreReadAgain(t *testing.T) {
	home := t.TempDir()
	if _, err := keys.Load(home); !errors.Is(err, keys.ErrNone) {
		t.Errorf("before: %v", err)
	}
	made, err := keys.Create(home, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	read, err := keys.Load(home)
	if err != nil || read.Portal != made.Portal || !read.Sign.Equal(made.Sign) ||
		!bytes.Equal(read.SealKeys()[0], made.SealKeys()[0]) {
		t.Errorf("read %v, made %v: %v", read.Portal, made.Portal, err)
	}
	again, err := keys.Create(home, rand.Reader)
	if err != nil || again.Portal != made.Portal {
		t.Errorf("made a second time: %v, %v", again.Portal, err)
	}
	if info, err := os.Stat(filepath.Join(home, "keys.json")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestProcessesThatStartTogetherAgree(t *testing.T) {
	home := t.TempDir()
	ids := make(chan string, 4)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			k, err := keys.Create(home, rand.Reader)
			if err != nil {
				t.Error(err)
			}
			ids <- k.Portal
		})
	}
	wg.Wait()
	for first := <-ids; len(ids) > 0; {
		if id := <-ids; id != first {
			t.Errorf("%s and %s", first, id)
		}
	}
}

// What was sealed to a key that is no longer in use opens as long as the file lists it.
func TestOldSealingKeysOpen(t *testing.T) {
	home := t.TempDir()
	old, err := keys.Create(home, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	to, err := journal.ParseSealKey(old.SealKeys()[0])
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := to.Seal(civic.DeviceID{1}, []byte("public"), []byte("Иванова"))
	if err != nil {
		t.Fatal(err)
	}
	addSealKey(t, home)
	now, err := keys.Load(home)
	if err != nil || len(now.SealKeys()) != 2 || bytes.Equal(now.SealKeys()[0], to.Bytes()) {
		t.Fatalf("%d keys, %v", len(now.SealKeys()), err)
	}
	id, _ := journal.SealedTo(sealed)
	open, ok := now.Open(id)
	if !ok {
		t.Fatal("the old key is gone")
	}
	if personal, err := open.Open(civic.DeviceID{1}, []byte("public"), sealed); err != nil || string(personal) != "Иванова" {
		t.Errorf("%q, %v", personal, err)
	}
	if _, ok := now.Open(journal.KeyID{9}); ok {
		t.Error("an unknown key was found")
	}
}

// addSealKey puts a new key in front, as rotation does.
func addSealKey(t *testing.T, home string) {
	t.Helper()
	path := filepath.Join(home, "keys.json")
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var f map[string]any
	if err := json.Unmarshal(raw, &f); err != nil {
		t.Fatal(err)
	}
	open, err := journal.NewOpenKey()
	if err != nil {
		t.Fatal(err)
	}
	secret, err := open.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f["seal"] = append([]any{secret}, f["seal"].([]any)...)
	if raw, err = json.Marshal(f); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedKeysAreRefusedWithoutQuotingThem(t *testing.T) {
	for name, content := range map[string]string{
		"no JSON":          `{"sign":"c2VjcmV0`,
		"another format":   `{"format":2,"sign":"c2VjcmV0"}`,
		"short seed":       `{"format":1,"portal":"6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d11","sign":"c2VjcmV0","seal":["c2VjcmV0"]}`,
		"no id":            `{"format":1,"portal":"x","sign":"` + strings.Repeat("A", 43) + `=","seal":["c2VjcmV0"]}`,
		"short sealing":    `{"format":1,"portal":"6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d11","sign":"` + strings.Repeat("A", 43) + `=","seal":["c2VjcmV0"]}`,
		"no sealing key":   `{"format":1,"portal":"6f2c1c1e-98e4-4f77-9c4a-0a3f1b5f7d11","sign":"` + strings.Repeat("A", 43) + `=","seal":[]}`,
		"wrong JSON types": `{"format":1,"sign":"c2VjcmV0","seal":7}`,
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			if err := os.WriteFile(filepath.Join(home, "keys.json"), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := keys.Load(home)
			if err == nil || errors.Is(err, keys.ErrNone) || strings.Contains(err.Error(), "c2VjcmV0") {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestDerivedSecretsDifferByPurposeAndSalt(t *testing.T) {
	k, err := keys.Create(t.TempDir(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	derive := func(purpose, salt string) string {
		b, err := k.Derive(purpose, []byte(salt))
		if err != nil || len(b) != 32 {
			t.Fatalf("%x, %v", b, err)
		}
		return string(b)
	}
	a := derive("invite", "1")
	if a != derive("invite", "1") || a == derive("invite", "2") || a == derive("staff", "1") {
		t.Error("not a function of purpose and salt alone")
	}
}
