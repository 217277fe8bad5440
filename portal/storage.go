package portal

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"priyom/durable"
	"priyom/portal/db"
	"priyom/portal/keys"
)

// StorageFile says where a portal keeps what isn't in its home folder. It may hold passwords: 0600, as keys.json.
const StorageFile = "storage.json"

// Storage is where a portal keeps its database and its files. The zero value is the home folder.
type Storage struct {
	Database string `json:"database,omitempty"` // postgres://user:password@host:5432/name; "": portal.db in the home folder
	Blobs    string `json:"files,omitempty"`    // s3://key:secret@host/bucket/prefix; "": the folder blobs in the home folder
}

// ReadStorage reads what a home folder says of it.
func ReadStorage(home string) (s Storage, err error) {
	content, err := os.ReadFile(filepath.Join(home, StorageFile))
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("portal: %w", err)
	}
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields() // a slip must not make another portal
	if err := d.Decode(&s); err != nil {
		return s, fmt.Errorf("portal: %s: %w", StorageFile, err)
	}
	return s, nil
}

// Or is s, and where s says nothing what the home folder says.
func (s Storage) Or(home string) (Storage, error) {
	written, err := ReadStorage(home)
	s = Storage{Database: cmp.Or(s.Database, written.Database), Blobs: cmp.Or(s.Blobs, written.Blobs)}
	return s, errors.Join(err, s.Check())
}

// Check refuses addresses of another kind, without telling what they are: they hold passwords.
func (s Storage) Check() error {
	switch {
	case s.Database != "" && !db.IsDSN(s.Database):
		return errors.New("portal: the database's address should look like postgres://user:password@host:5432/name")
	case s.Blobs != "" && !strings.HasPrefix(s.Blobs, "s3://"):
		return errors.New("portal: the files' address should look like s3://key:secret@host/bucket")
	}
	return nil
}

// Write keeps it in a home folder, whole or not at all.
func (s Storage) Write(home string) error {
	content, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return fmt.Errorf("portal: %w", err)
	}
	if err := durable.Replace(filepath.Join(home, StorageFile), append(content, '\n')); err != nil {
		return fmt.Errorf("portal: %w", err)
	}
	return nil
}

// Address is what db.Open takes.
func (s Storage) Address(home string) string {
	if s.Database != "" {
		return s.Database
	}
	return filepath.Join(home, FileName)
}

// Shelf is what shelf.Open takes.
func (s Storage) Shelf(home string) string {
	if s.Blobs != "" {
		return s.Blobs
	}
	return filepath.Join(home, blobsFolder)
}

// blobsFolder is where files are on their way, and unless StorageFile names another place where they stay.
const blobsFolder = "blobs"

// Exists says that there is a portal in a home folder, given what else is known of its storage.
func Exists(home string, known Storage) (bool, error) {
	s, err := known.Or(home)
	if err != nil {
		return false, err
	}
	name := FileName
	if s.Database != "" {
		name = keys.FileName
	}
	_, err = os.Stat(filepath.Join(home, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
