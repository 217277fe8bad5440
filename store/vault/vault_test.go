package vault

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"
)

// memory is a keyring that lives as long as the test.
type memory map[string]string

func (m memory) Set(account, secret string) error { m[account] = secret; return nil }
func (m memory) Get(account string) (string, error) {
	if s, ok := m[account]; ok {
		return s, nil
	}
	return "", errors.New("no such secret")
}

func open(t *testing.T) *Vault {
	t.Helper()
	v, err := Open(t.TempDir(), Secrets{Passphrase: "осень"})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestOpen(t *testing.T) {
	ring, other := memory{}, memory{}
	for name, c := range map[string]struct {
		first, second Secrets
		want          error
	}{
		"same passphrase":       {Secrets{Passphrase: "осень"}, Secrets{Passphrase: "осень"}, nil},
		"wrong passphrase":      {Secrets{Passphrase: "осень"}, Secrets{Passphrase: "весна"}, ErrWrongPassphrase},
		"no passphrase":         {Secrets{Passphrase: "осень"}, Secrets{}, ErrNeedPassphrase},
		"same keyring":          {Secrets{Keyring: ring}, Secrets{Keyring: ring}, nil},
		"another keyring":       {Secrets{Keyring: ring}, Secrets{Keyring: other}, ErrKeyring},
		"keyring is gone":       {Secrets{Keyring: ring}, Secrets{Passphrase: "осень"}, ErrKeyring},
		"passphrase and a ring": {Secrets{Passphrase: "осень", Keyring: ring}, Secrets{Passphrase: "осень", Keyring: ring}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			first, err := Open(home, c.first)
			if err != nil {
				t.Fatal(err)
			}
			second, err := Open(home, c.second)
			if !errors.Is(err, c.want) {
				t.Fatalf("got %v, want %v", err, c.want)
			}
			if err != nil {
				return
			}
			if got, err := second.Open("row 1", first.Seal("row 1", []byte("Петрова"))); err != nil || string(got) != "Петрова" {
				t.Errorf("got %q, %v", got, err)
			}
		})
	}
}

func TestNothingWithoutASecret(t *testing.T) {
	home := t.TempDir()
	if _, err := Open(home, Secrets{}); !errors.Is(err, ErrNeedPassphrase) {
		t.Errorf("got %v", err)
	}
	if left, _ := os.ReadDir(home); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestDamagedVaultFile(t *testing.T) {
	for name, content := range map[string]string{
		"empty": "", "not JSON": "{", "newer": `{"version":2,"source":"passphrase"}`,
		"memory bomb": `{"version":1,"source":"passphrase","argon2id_time":1,"argon2id_threads":1,"argon2id_memory_kib":4000000000}`,
		"no threads":  `{"version":1,"source":"passphrase","argon2id_time":1,"argon2id_memory_kib":64}`,
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			if err := os.WriteFile(filepath.Join(home, FileName), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := Open(home, Secrets{Passphrase: "x"}); !errors.Is(err, ErrDamaged) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestFieldIsBoundToItsRow(t *testing.T) {
	v := open(t)
	sealed := v.Seal("row 1", []byte("Петрова"))
	if bytes.Contains(sealed, []byte("Петрова")) {
		t.Error("readable")
	}
	if _, err := v.Open("row 2", sealed); !errors.Is(err, ErrDamaged) {
		t.Errorf("opened in another row: %v", err)
	}
	for i := range sealed {
		broken := bytes.Clone(sealed)
		broken[i] ^= 1
		if _, err := v.Open("row 1", broken); !errors.Is(err, ErrDamaged) {
			t.Fatalf("byte %d flipped: %v", i, err)
		}
	}
}

// Cut anywhere near the end of a chunk, a file isn't taken for a shorter one.
func TestFileCutAtAChunk(t *testing.T) {
	v := open(t)
	var sealed bytes.Buffer
	w, err := v.Writer(&sealed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(random(3*chunkLen + 1)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for chunks := range 4 {
		for extra := range 40 {
			cut := min(headLen+chunks*sealedLen+extra-2, sealed.Len()-1)
			r, err := v.Reader(bytes.NewReader(sealed.Bytes()[:cut]), int64(cut))
			if err != nil {
				continue
			}
			if got, err := io.ReadAll(r); !errors.Is(err, ErrDamaged) {
				t.Errorf("cut to %d bytes, read %d: %v", cut, len(got), err)
			}
		}
	}
}

func TestFile(t *testing.T) {
	v := open(t)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.OneOf(rapid.IntRange(0, 300), rapid.SampledFrom([]int{chunkLen - 1, chunkLen, chunkLen + 1, 2 * chunkLen, 3*chunkLen + 7})).Draw(t, "size")
		plain := random(size)
		var sealed bytes.Buffer
		w, err := v.Writer(&sealed)
		if err != nil {
			t.Fatal(err)
		}
		for rest := plain; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "piece")
			if _, err := w.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		read := func(b []byte, from int64) ([]byte, error) {
			r, err := v.Reader(bytes.NewReader(b), int64(len(b)))
			if err != nil {
				return nil, err
			}
			if _, err := r.Seek(from, io.SeekStart); err != nil {
				return nil, err
			}
			return io.ReadAll(r)
		}
		from := rapid.IntRange(0, size).Draw(t, "from")
		if got, err := read(sealed.Bytes(), int64(from)); err != nil || !bytes.Equal(got, plain[from:]) {
			t.Fatalf("read from %d of %d: %d bytes, %v", from, size, len(got), err)
		}
		cut := rapid.IntRange(0, sealed.Len()-1).Draw(t, "cut")
		if _, err := read(sealed.Bytes()[:cut], 0); err == nil {
			t.Fatalf("cut to %d of %d bytes and not noticed", cut, sealed.Len())
		}
		broken := bytes.Clone(sealed.Bytes())
		broken[rapid.IntRange(0, len(broken)-1).Draw(t, "flip")] ^= 1
		if _, err := read(broken, 0); !errors.Is(err, ErrDamaged) {
			t.Fatalf("flipped and not noticed: %v", err)
		}
	})
}
