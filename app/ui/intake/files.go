package intake

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"priyom/app/present"
)

// fromURIs are files as the presenter takes them: opened when their turn comes.
func fromURIs(uris []fyne.URI) []present.PhotoFile {
	files := make([]present.PhotoFile, 0, len(uris))
	for _, uri := range uris {
		files = append(files, present.PhotoFile{Name: uri.Name(), Open: func() (io.ReadCloser, error) { return storage.Reader(uri) }})
	}
	return files
}
