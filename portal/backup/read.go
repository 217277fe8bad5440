package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"priyom/durable"
)

// Errors of this package.
var (
	ErrDamaged = errors.New("backup: damaged, or no backup")
	ErrKey     = errors.New("backup: not for this passphrase or key")
	ErrNewer   = errors.New("backup: written by a newer version of the program")
	ErrThere   = errors.New("backup: something is there already")
)

func newReader(b []byte) *bytes.Reader { return bytes.NewReader(b) }

// names are all that a backup may hold: nothing in it chooses a path of its own.
var names = regexp.MustCompile(`^(manifest\.json|portal\.db|keys\.json|end\.json|blobs/[0-9a-f]{64}|(maps|tls)/[A-Za-z0-9][A-Za-z0-9._-]*)$`)

// Check reads a whole backup and says what it is of. The errors are ErrKey, ErrDamaged and ErrNewer.
func Check(in io.Reader, by ...age.Identity) (Manifest, error) {
	return read(in, by, func(string, io.Reader) error { return nil })
}

// Extract takes a backup out into a folder that must be empty or not there. Only a whole one appears there. The errors are ErrThere and
// those of Check.
func Extract(in io.Reader, home string, by ...age.Identity) (m Manifest, err error) {
	if inside, err := os.ReadDir(home); err == nil && len(inside) > 0 {
		return m, fmt.Errorf("%w: %s", ErrThere, home)
	}
	if err := os.MkdirAll(filepath.Dir(home), 0o700); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	dir, err := os.MkdirTemp(filepath.Dir(home), ".restore-*")
	if err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	folders := map[string]bool{dir: true, filepath.Join(dir, "blobs"): true}
	if err := os.Mkdir(filepath.Join(dir, "blobs"), 0o700); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	m, err = read(in, by, func(name string, content io.Reader) error {
		if name == manifestName || name == endName {
			return nil
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if sum, ok := bytes.CutPrefix([]byte(name), []byte(blobFolder)); ok {
			path = filepath.Join(dir, "blobs", string(sum[:2]), string(sum[2:]))
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
		folders[filepath.Dir(path)] = true
		return writeFile(path, content)
	})
	if err != nil {
		return m, err
	}
	for folder := range folders {
		if err := durable.SyncDir(folder); err != nil {
			return m, fmt.Errorf("backup: %w", err)
		}
	}
	if err := os.Remove(home); err != nil && !os.IsNotExist(err) {
		return m, fmt.Errorf("backup: %w", err)
	}
	if err := errors.Join(os.Rename(dir, home), durable.SyncDir(filepath.Dir(home))); err != nil {
		return m, fmt.Errorf("backup: %w", err)
	}
	return m, nil
}

func writeFile(path string, content io.Reader) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, content)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// read goes through a backup and hands on each file; what is wrong with it is found by its end.
func read(in io.Reader, by []age.Identity, each func(name string, content io.Reader) error) (m Manifest, err error) {
	opened, err := age.Decrypt(in, by...)
	var none *age.NoIdentityMatchError
	if errors.As(err, &none) {
		return m, fmt.Errorf("%w: %w", ErrKey, err)
	}
	if err != nil {
		return m, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	unpacked, err := zstd.NewReader(opened)
	if err != nil {
		return m, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	defer unpacked.Close()
	t, sums, tail := tar.NewReader(unpacked), map[string]string{}, end{}
	for {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return m, fmt.Errorf("%w: %w", ErrDamaged, err)
		}
		if _, twice := sums[h.Name]; twice || !names.MatchString(h.Name) || h.Typeflag != tar.TypeReg || len(sums) == 0 && h.Name != manifestName || tail.SHA256 != nil {
			return m, fmt.Errorf("%w: %q", ErrDamaged, h.Name)
		}
		var small bytes.Buffer
		sum := sha256.New()
		content := io.TeeReader(t, sum)
		if h.Name == manifestName || h.Name == endName {
			content = io.TeeReader(content, &small)
		}
		if err := each(h.Name, content); err != nil {
			return m, fmt.Errorf("backup: %s: %w", h.Name, err)
		}
		if _, err := io.Copy(io.Discard, content); err != nil {
			return m, fmt.Errorf("%w: %s: %w", ErrDamaged, h.Name, err)
		}
		switch h.Name {
		case manifestName:
			if err := json.Unmarshal(small.Bytes(), &m); err != nil {
				return m, fmt.Errorf("%w: %w", ErrDamaged, err)
			}
			if m.Format > format {
				return m, fmt.Errorf("%w: format %d", ErrNewer, m.Format)
			}
		case endName:
			if err := json.Unmarshal(small.Bytes(), &tail); err != nil || tail.SHA256 == nil {
				return m, fmt.Errorf("%w: its end can't be read", ErrDamaged)
			}
		default:
		}
		m.Entries++
		m.Bytes += h.Size
		if h.Name != endName {
			sums[h.Name] = hexOf(sum)
		}
	}
	if tail.SHA256 == nil || !maps.Equal(sums, tail.SHA256) {
		return m, fmt.Errorf("%w: it isn't whole", ErrDamaged)
	}
	return m, nil
}
