package desk

import (
	"io"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"priyom/app/present"
	w "priyom/app/widgets"
)

func pageOf(item w.NavItem) present.Page { return present.Page(item.Key) }

// pictures are the endings that the dialog shows; what is dropped may have any.
var pictures = storage.NewExtensionFileFilter([]string{".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".JPG", ".JPEG", ".PNG", ".WEBP", ".HEIC", ".HEIF"})

// PickPhotos lets a person choose a file.
func (h host) PickPhotos(chosen func([]present.PhotoFile)) {
	open := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		switch {
		case err != nil:
			h.d.env.Log.Warn("file not chosen", "error", err)
		case file != nil:
			uri := file.URI()
			_ = file.Close() // read anew in the background
			chosen([]present.PhotoFile{photoFile(uri)})
		}
	}, h.d.win)
	open.SetFilter(pictures)
	open.SetTitleText(h.d.point.Voice().Say("dialog.photos"))
	open.Resize(fyne.NewSize(900, 600))
	open.Show()
}

// dropped takes files that were dropped anywhere on the window into the report.
func (d *Desk) dropped(_ fyne.Position, uris []fyne.URI) {
	if d.point == nil {
		return
	}
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
