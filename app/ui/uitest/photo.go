package uitest

import (
	"bytes"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/store/storetest"
)

// Photo is a file to hand in. Where pictures are wanted it is the real photograph of that name; else a drawn one, which is
// read in no time; it differs from those of other names too.
func Photo(t testing.TB, name string) present.PhotoFile {
	t.Helper()
	if dir, ok := presenttest.SharedPhotos(); ok && Pictured() {
		return presenttest.File(filepath.Join(dir, name))
	}
	return file(name, storetest.JPEG(t, uint8(crc32.ChecksumIEEE([]byte(name)))))
}

// Damaged is a file that begins as a photo and isn't one.
func Damaged(t testing.TB) present.PhotoFile {
	t.Helper()
	whole := storetest.JPEG(t, 7)
	return file("corrupted.jpg", whole[:len(whole)/2])
}

// Letter is a file that is no photo at all.
func Letter() present.PhotoFile {
	return file("письмо.txt", []byte(strings.Repeat("Приезжайте.\n", 40)))
}

func file(name string, content []byte) present.PhotoFile {
	return present.PhotoFile{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(content)), nil }}
}

// Save puts files into a folder.
func Save(t testing.TB, dir string, files ...present.PhotoFile) {
	t.Helper()
	for _, f := range files {
		if err := save(dir, f); err != nil {
			t.Fatal(err)
		}
	}
}

func save(dir string, f present.PhotoFile) error {
	from, err := f.Open()
	if err != nil {
		return err
	}
	defer from.Close()
	content, err := io.ReadAll(from)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, f.Name), content, 0o600)
}
