package present

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"priyom/lang"
)

// saveAs lets a person choose a folder and puts a file there, under a name that nothing has yet. done says the words of it.
func (p *Point) saveAs(name, ext string, content []byte, done string) {
	p.Picker.OpenFolder(func(folder string) {
		p.write.do(func(context.Context) func() {
			path, err := saveNew(folder, name, ext, content)
			return func() {
				if err != nil {
					p.failed("save a file", errorKind(err))
					return
				}
				p.notice(ToneGood, p.Voice().With(done, lang.Args{"Name": filepath.Base(path)}))
			}
		})
	})
}

// manyNames is how many names are tried before something else must be wrong.
const manyNames = 1000

// saveNew writes a file that its owner alone reads, and never over another. It needs no links: sticks have none.
func saveNew(folder, name, ext string, content []byte) (path string, err error) {
	for n := 1; n <= manyNames; n++ {
		path = filepath.Join(folder, name+ext)
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", name, n, ext))
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = f.Write(content)
		if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
			return "", errors.Join(err, os.Remove(path))
		}
		return path, nil
	}
	return "", fs.ErrExist
}

// fileName leaves what any system takes in a file's name.
func fileName(name string) string {
	name = strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || strings.ContainsRune(" -_.,()\u2116", c) {
			return c
		}
		return '-'
	}, name)
	if name = strings.Trim(name, " .-"); name == "" {
		return "Priyom"
	}
	return name
}
