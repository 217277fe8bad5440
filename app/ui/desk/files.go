package desk

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"priyom/app/present"
	w "priyom/app/widgets"
)

func pageOf(item w.NavItem) present.Page { return present.Page(item.Key) }

// dropped takes files that were dropped anywhere on the window into the report.
func (d *Desk) dropped(_ fyne.Position, uris []fyne.URI) {
	if !d.open() {
		return
	}
	d.touch()
	d.point.Go(present.PageIntake)
	files := make([]present.PhotoFile, len(uris))
	for i, uri := range uris {
		files[i] = photoFile(uri)
	}
	d.point.Intake.AddPhotos(files)
}

func photoFile(uri fyne.URI) present.PhotoFile {
	return present.PhotoFile{Name: uri.Name(), Open: func() (io.ReadCloser, error) { return storage.Reader(uri) }}
}
