package photo

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
)

// sharedPhoto reads a real photograph; the test is skipped where there are none.
func sharedPhoto(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(sharedPhotos(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// sharedPhotos is the folder of real photographs: shared/photos beside the module, or in PRIYOM_SHARED.
func sharedPhotos(t testing.TB) string {
	t.Helper()
	shared := os.Getenv("PRIYOM_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared") // from this package to beside the module's root
	}
	dir := filepath.Join(shared, "photos")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no real photographs in %s (set PRIYOM_SHARED): not tested with them", dir)
	}
	return dir
}

func inspectBytes(data []byte) (Info, error) {
	return Inspect(bytes.NewReader(data), int64(len(data)))
}

func prepareBytes(data []byte) (Prepared, error) {
	return Prepare(context.Background(), bytes.NewReader(data), int64(len(data)))
}
