package db

import (
	"errors"
	"fmt"
	"time"

	"priyom/civic"
	"priyom/store/journal"
)

// Picture is what may be shown of a file.
type Picture string

// What a file may be shown as. A preview may also stand where a photo is asked for.
const (
	PictureNone    Picture = ""
	PicturePhoto   Picture = "photo"
	PicturePreview Picture = "preview"
)

// Blob is a file that is here, whole.
type Blob struct {
	SHA256    journal.Hash
	Size      int64
	Completed time.Time
	Picture   Picture
}

func readBlob(row scanner) (b Blob, err error) {
	err = row.Scan(fixed(b.SHA256[:]), &b.Size, moment{&b.Completed}, &b.Picture)
	return b, err
}

// Blob finds a whole file; the error wraps ErrNotFound.
func (t *Tx) Blob(sum journal.Hash) (Blob, error) {
	return one(t, "read blob", readBlob, "SELECT sha256, size, completed_at, picture FROM blob WHERE sha256 = $1", sum[:])
}

// BlobsAfter lists whole files in the order of their hashes.
func (t *Tx) BlobsAfter(sum journal.Hash, limit int) ([]Blob, error) {
	return all(t, "list blobs", readBlob, `SELECT sha256, size, completed_at, picture FROM blob WHERE sha256 > $1
		ORDER BY sha256 LIMIT $2`, sum[:], limit)
}

// CompleteBlob says that a file is whole, and ends the upload that brought it. A second time changes nothing.
func (t *Tx) CompleteBlob(device civic.DeviceID, b Blob) error {
	if _, err := t.exec("complete blob", `INSERT INTO blob (sha256, size, completed_at, picture) VALUES ($1, $2, $3, $4)
		ON CONFLICT (sha256) DO NOTHING`, b.SHA256[:], b.Size, t.Now.UnixMilli(), string(b.Picture)); err != nil {
		return err
	}
	return t.DropUpload(device, b.SHA256)
}

// Showable says that a whole file belongs to a photo of a report and is fit to be shown. Originals never are.
func (t *Tx) Showable(sum journal.Hash) (bool, error) {
	return one(t, "find picture", value[bool], `SELECT EXISTS (SELECT 1 FROM blob b
		JOIN photo p ON p.copy = b.sha256 AND b.picture <> '' OR p.preview = b.sha256 AND b.picture = 'preview'
		JOIN report r ON r.id = p.report AND r.device = p.device WHERE b.sha256 = $1)
		OR EXISTS (SELECT 1 FROM blob b JOIN after_photo a ON a.copy = b.sha256 AND b.picture <> '' OR a.preview = b.sha256 AND b.picture = 'preview'
		WHERE b.sha256 = $1)
		OR EXISTS (SELECT 1 FROM blob b JOIN inspection_photo i ON i.copy = b.sha256 AND b.picture <> '' OR i.preview = b.sha256 AND b.picture = 'preview'
		WHERE b.sha256 = $1)`, sum[:])
}

// AddBlobRef notes that a device's entry speaks of a file. The first size said is kept and returned.
func (t *Tx) AddBlobRef(device civic.DeviceID, b journal.Blob) (size int64, err error) {
	size, err = t.BlobRef(device, b.SHA256)
	if !errors.Is(err, ErrNotFound) {
		return size, err
	}
	learn(&t.known.files, fileOf{device, b.SHA256}, b.Size)
	return b.Size, t.wait(inFile, values{device[:], b.SHA256[:], b.Size})
}

// BlobRef tells the size of a file that a device spoke of; the error wraps ErrNotFound if it never did.
func (t *Tx) BlobRef(device civic.DeviceID, sum journal.Hash) (size int64, err error) {
	if size, ok := t.known.files[fileOf{device, sum}]; ok && size != noFile {
		return size, nil
	} else if ok {
		return 0, fmt.Errorf("read blob reference: %w", ErrNotFound)
	}
	return one(t, "read blob reference", value[int64], "SELECT size FROM blob_ref WHERE device = $1 AND sha256 = $2", device[:], sum[:])
}

// Upload tells how many bytes of a file are durable; the error wraps ErrNotFound before the first.
func (t *Tx) Upload(device civic.DeviceID, sum journal.Hash) (received int64, err error) {
	return one(t, "read upload", value[int64], "SELECT received FROM upload WHERE device = $1 AND sha256 = $2", device[:], sum[:])
}

// PutUpload says that this many bytes of a file are durable.
func (t *Tx) PutUpload(device civic.DeviceID, sum journal.Hash, received int64) error {
	_, err := t.exec("write upload", `INSERT INTO upload (device, sha256, received, changed_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (device, sha256) DO UPDATE SET received = excluded.received, changed_at = excluded.changed_at`,
		device[:], sum[:], received, t.Now.UnixMilli())
	return err
}

// DropUpload forgets a file that was on its way.
func (t *Tx) DropUpload(device civic.DeviceID, sum journal.Hash) error {
	_, err := t.exec("drop upload", "DELETE FROM upload WHERE device = $1 AND sha256 = $2", device[:], sum[:])
	return err
}
