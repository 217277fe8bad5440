package vault

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever a vault is opened with, its code opens it too, also typed badly and where nothing else of the computer is left.
func TestRecoveryCodeOpens(t *testing.T) {
	for name, first := range map[string]Secrets{"passphrase": {Passphrase: "осень"}, "keyring": {Keyring: memory{}}} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			v, err := Open(home, first)
			if err != nil {
				t.Fatal(err)
			}
			sealed := v.Seal("row 1", []byte("Петрова"))
			if has, err := HasRecovery(home); has || err != nil {
				t.Errorf("has one already: %v, %v", has, err)
			}
			code, err := AddRecovery(home, first)
			if err != nil {
				t.Fatal(err)
			}
			if has, err := HasRecovery(home); !has || err != nil {
				t.Errorf("has none: %v, %v", has, err)
			}
			typed := strings.ReplaceAll(strings.ToLower(strings.ReplaceAll(code, "-", " ")), "0", "o")
			for _, s := range []Secrets{first, {Passphrase: code}, {Passphrase: typed}} {
				v, err := Open(home, s)
				if err != nil {
					t.Fatalf("%+v: %v", s, err)
				}
				if got, err := v.Open("row 1", sealed); err != nil || string(got) != "Петрова" {
					t.Errorf("got %q, %v", got, err)
				}
			}
			if found, _ := os.ReadDir(home); len(found) != 1 {
				t.Errorf("left beside: %v", found)
			}
			if raw, _ := os.ReadFile(filepath.Join(home, FileName)); strings.Contains(string(raw), code[:9]) {
				t.Error("the code lies beside what it opens")
			}
		})
	}
}

func TestOnlyTheNewestRecoveryCodeOpens(t *testing.T) {
	home := t.TempDir()
	secret := Secrets{Passphrase: "осень"}
	if _, err := Open(home, secret); err != nil {
		t.Fatal(err)
	}
	old, err := AddRecovery(home, secret)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := AddRecovery(home, Secrets{Passphrase: old}); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(home, Secrets{Passphrase: old}); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("the old code: %v", err)
	}
	if _, err := AddRecovery(home, Secrets{Passphrase: "весна"}); !errors.Is(err, ErrWrongPassphrase) {
		t.Errorf("a stranger asked for a code: %v", err)
	}
}
