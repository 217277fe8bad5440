package present

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"priyom/durable"
	"priyom/lang"
	"priyom/tiles/pack"
	"priyom/tiles/places"
)

// Copy takes a map from a file, such as on a stick: it is read from end to end first.
func (m *Maps) Copy(file string) {
	if m.copying {
		return
	}
	m.copying, m.problem = true, ""
	m.changed()
	m.lane.do(func(ctx context.Context) func() {
		to, err := copyPack(ctx, file, m.dir())
		return func() {
			m.copying = false
			if err != nil {
				m.p.env.Log.Error("map not copied", "error", errorKind(err))
				m.problem = trouble(m.p.Voice(), err)
				m.changed()
				return
			}
			m.looked = ""
			m.p.notice(ToneGood, m.p.Voice().With("map.copied", lang.Args{"Name": filepath.Base(to)}))
			m.Look()
			m.changed()
		}
	})
}

// copyPack puts a whole pack into the folder of maps, durably and as the newest.
func copyPack(ctx context.Context, file, dir string) (to string, err error) {
	p, err := pack.Open(file)
	if err != nil {
		return "", err
	}
	if err := errors.Join(places.VerifyPack(ctx, p), p.Close()); err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	from, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer func() { _ = from.Close() }() // only read
	part, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.Remove(part.Name()) }() // it has another name when all went well
	_, err = io.Copy(part, from)
	if err := errors.Join(err, part.Sync(), part.Close()); err != nil {
		return "", err
	}
	to = filepath.Join(dir, filepath.Base(file))
	if filepath.Ext(to) != packEnding {
		to += packEnding
	}
	if err := os.Rename(part.Name(), to); err != nil {
		return "", err
	}
	return to, durable.SyncDir(dir)
}
