package cabinet

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"time"

	"github.com/google/uuid"

	"priyom/civic"
	"priyom/photo"
	"priyom/portal/own"
)

// The most that is believed of a name when people are told which picture is meant, in characters.
const maxShown = 60

// trouble is a picture that can't be taken, and why, as a translation key.
type trouble struct{ Name, Key string }

// prepare makes the copies of a picture. The trouble has a key if the picture is to blame.
func (p *Cabinet) prepare(ctx context.Context, f file) (made own.Photo, bad trouble, err error) {
	bad.Name = shorten(f.name)
	if f.huge {
		bad.Key = "photo.too-large"
		return made, bad, nil
	}
	select { // a picture may take hundreds of megabytes while it is worked on
	case p.room <- struct{}{}:
		defer func() { <-p.room }()
	case <-ctx.Done():
		return made, bad, ctx.Err()
	}
	h := sha256.New()
	if _, err := io.Copy(h, io.NewSectionReader(f, 0, f.size)); err != nil {
		return made, bad, err
	}
	info, err := photo.Inspect(f, f.size)
	if bad.Key = photo.Key(err); bad.Key != "" {
		return made, bad, nil
	}
	if err != nil {
		return made, bad, err
	}
	prepared, err := photo.Prepare(ctx, f, f.size)
	if bad.Key = photo.Key(err); bad.Key != "" {
		return made, bad, nil
	}
	if err != nil {
		return made, bad, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return made, bad, err
	}
	made = own.Photo{CopyBytes: prepared.Copy, PreviewBytes: prepared.Preview}
	made.ID, made.State = civic.PhotoID(id), civic.PhotoPrepared
	made.Original = civic.BlobRef{SHA256: [32]byte(h.Sum(nil)), Size: f.size}
	made.Copy = civic.BlobRef{SHA256: sha256.Sum256(prepared.Copy), Size: int64(len(prepared.Copy))}
	made.Preview = civic.BlobRef{SHA256: sha256.Sum256(prepared.Preview), Size: int64(len(prepared.Preview))}
	made.TakenAt = p.takenAt(info)
	made.Position, made.Located, made.Bearing, made.Bore = info.Position, info.Located, info.Bearing, info.Bore
	return made, bad, nil
}

// takenAt reads a camera's wall clock where the portal is: the picture was taken in its district.
func (p *Cabinet) takenAt(info photo.Info) time.Time {
	t := info.TakenAt
	if t.IsZero() || info.Zoned {
		return t
	}
	t = t.In(time.Local)
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, p.Kit.Location)
}

// prepareAll makes copies of all pictures of a form; what can't be taken is told apart, and the rest goes on.
func (p *Cabinet) prepareAll(ctx context.Context, f *filled) (made []own.Photo, bad []trouble, err error) {
	for _, one := range f.files {
		m, b, err := p.prepare(ctx, one)
		switch {
		case err != nil:
			return nil, nil, err
		case b.Key != "":
			bad = append(bad, b)
		default:
			made = append(made, m)
		}
	}
	if f.many {
		bad = append(bad, trouble{Key: "photo.many"})
	}
	return made, bad, nil
}

// shorten leaves of a name what fits on a line.
func shorten(name string) string {
	runes := []rune(name)
	if len(runes) > maxShown {
		runes = append(runes[:maxShown-1], '\u2026')
	}
	return string(runes)
}

// gone says that nobody waits for an answer any more.
func gone(ctx context.Context, err error) bool {
	return ctx.Err() != nil || errors.Is(err, context.Canceled)
}
