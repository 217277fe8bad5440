package present

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"priyom/photo"
)

// begun is how cameras call a picture until it is whole: by the path it is for and this ending, or in any way behind this beginning.
const (
	begunEnding    = ".jpg.new"
	begunBeginning = ".new-"
	begunFor       = 24 * time.Hour // so long a camera, slow or in the background, may still be at it
)

// sweepShots removes what cameras began more than a day ago and broke off. What is whole after all, and only wasn't given its name any more, gets
// it, to be taken in; nothing that might be a picture is removed.
func (p *Point) sweepShots(ctx context.Context) {
	var found []string
	for _, name := range []string{"*" + begunEnding, begunBeginning + "*"} {
		paths, err := filepath.Glob(filepath.Join(p.home, shotsFolder, "*", name))
		if err == nil { // only a malformed pattern can fail
			found = append(found, paths...)
		}
	}
	slices.Sort(found)
	for _, path := range found {
		if info, err := os.Stat(path); err != nil || p.env.Clock().Sub(info.ModTime()) < begunFor {
			continue
		}
		var err error
		switch broken, whole := p.brokenOff(ctx, path); {
		case broken:
			err = dropShot(path)
		case whole && strings.HasSuffix(path, begunEnding) && !exists(strings.TrimSuffix(path, ".new")):
			err = os.Rename(path, strings.TrimSuffix(path, ".new"))
		}
		if err != nil {
			p.env.Log.Error("picture that a camera broke off not swept", "error", errorKind(err))
		}
	}
}

// brokenOff says that a file is empty or the beginning of a JPEG, or that it is a picture to its end; or neither, of what it can't tell.
func (p *Point) brokenOff(ctx context.Context, path string) (broken, whole bool) {
	content, err := os.ReadFile(path)
	if err != nil {
		return false, false
	}
	if content = bytes.TrimRight(content, "\x00"); len(content) == 0 { // room that was made for a picture
		return true, false
	}
	_, err = photo.Picture(ctx, bytes.NewReader(content), int64(len(content)))
	if err == nil {
		return false, true
	}
	ends := bytes.HasSuffix(content, []byte{0xff, 0xd9}) // too large to be looked at, perhaps
	return ctx.Err() == nil && bytes.HasPrefix(content, []byte{0xff, 0xd8}) && !ends, false
}
