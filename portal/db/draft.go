package db

import "time"

// Draft is a form half filled in, as it lies: encrypted under a key that only its browser has.
type Draft struct {
	ID      [32]byte
	Body    []byte
	Changed time.Time
}

// DraftPhoto is a photo in it.
type DraftPhoto struct {
	ID                   [16]byte
	Facts, Copy, Preview []byte
}

// Draft reads one; the error wraps ErrNotFound.
func (t *Tx) Draft(id [32]byte) (Draft, error) {
	return one(t, "read draft", func(row scanner) (d Draft, err error) {
		d.ID = id
		err = row.Scan(&d.Body, moment{&d.Changed})
		return d, err
	}, "SELECT body, changed_at FROM draft WHERE id = $1", id[:])
}

// PutDraft keeps one, in place of what was.
func (t *Tx) PutDraft(d Draft) error {
	_, err := t.exec("write draft", `INSERT INTO draft (id, body, changed_at) VALUES ($1, $2, $3)
		ON CONFLICT (id) DO UPDATE SET body = excluded.body, changed_at = excluded.changed_at`, d.ID[:], bytesOf(d.Body), t.Now.UnixMilli())
	return err
}

// DropDraft forgets one with its photos.
func (t *Tx) DropDraft(id [32]byte) error {
	if _, err := t.exec("drop draft's photos", "DELETE FROM draft_photo WHERE draft = $1", id[:]); err != nil {
		return err
	}
	_, err := t.exec("drop draft", "DELETE FROM draft WHERE id = $1", id[:])
	return err
}

// DropDrafts forgets those that nobody touched since a time.
func (t *Tx) DropDrafts(before time.Time) error {
	if _, err := t.exec("drop old drafts' photos", "DELETE FROM draft_photo WHERE draft IN (SELECT id FROM draft WHERE changed_at < $1)", before.UnixMilli()); err != nil {
		return err
	}
	_, err := t.exec("drop old drafts", "DELETE FROM draft WHERE changed_at < $1", before.UnixMilli())
	return err
}

// AddDraftPhoto puts a photo into a draft that is there.
func (t *Tx) AddDraftPhoto(draft [32]byte, p DraftPhoto) error {
	_, err := t.exec("add photo to draft", "INSERT INTO draft_photo (draft, id, facts, copy, preview) VALUES ($1, $2, $3, $4, $5)",
		draft[:], p.ID[:], p.Facts, p.Copy, p.Preview)
	return err
}

// DropDraftPhoto takes one out.
func (t *Tx) DropDraftPhoto(draft [32]byte, id [16]byte) error {
	_, err := t.exec("drop photo from draft", "DELETE FROM draft_photo WHERE draft = $1 AND id = $2", draft[:], id[:])
	return err
}

// DraftPhotos lists a draft's photos in the order in which they were put there, without their pictures.
func (t *Tx) DraftPhotos(draft [32]byte) ([]DraftPhoto, error) {
	return all(t, "list draft's photos", func(row scanner) (p DraftPhoto, err error) {
		err = row.Scan(fixed(p.ID[:]), &p.Facts)
		return p, err
	}, "SELECT id, facts FROM draft_photo WHERE draft = $1 ORDER BY id", draft[:])
}

// DraftPhoto reads one with its pictures; the error wraps ErrNotFound.
func (t *Tx) DraftPhoto(draft [32]byte, id [16]byte) (DraftPhoto, error) {
	return one(t, "read draft's photo", func(row scanner) (p DraftPhoto, err error) {
		p.ID = id
		err = row.Scan(&p.Facts, &p.Copy, &p.Preview)
		return p, err
	}, "SELECT facts, copy, preview FROM draft_photo WHERE draft = $1 AND id = $2", draft[:], id[:])
}
