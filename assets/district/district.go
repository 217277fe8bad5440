package district

import (
	"bytes"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"
)

// Settlements is how large the district is: about 2500 addresses, half a megabyte.
const Settlements = 12

//go:embed demo.pack.zst
var packed []byte

// name is the pack's file, in a folder.
const name = "district.pack"

// Put writes the pack into a folder, unless it is there already, and returns its path.
func Put(dir string) (path string, err error) {
	content, err := unpack()
	if err != nil {
		return "", err
	}
	path = filepath.Join(dir, name)
	if there, err := os.ReadFile(path); err == nil && bytes.Equal(there, content) {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	part, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(part.Name()) }() // it has another name when all went well
	_, err = part.Write(content)
	if err := errors.Join(err, part.Close()); err != nil {
		return "", err
	}
	return path, os.Rename(part.Name(), path)
}

func unpack() ([]byte, error) {
	r, err := zstd.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("practice district: %w", err)
	}
	return content, nil
}
