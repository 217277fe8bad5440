package present

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/tiles"
)

// lookAgain is how often the form asks whether previews are made.
const lookAgain = 200 * time.Millisecond

// AddPhotos takes files into the report, one after the other. What can't be taken is named, with the reason.
func (in *Intake) AddPhotos(files []PhotoFile) {
	if in.saving || in.pending || len(files) == 0 {
		return
	}
	in.refused = nil
	in.taking += len(files)
	in.edited()
	r := in.report
	in.p.write.do(func(ctx context.Context) func() { // a photo needs a draft to belong to
		if err := in.p.store.SaveDraft(ctx, r); err != nil {
			return func() { in.p.env.Log.Error("draft not saved", "error", err) } // the photo will say why
		}
		return nil
	})
	for _, f := range files {
		in.p.write.do(func(ctx context.Context) func() {
			p, err := in.take(ctx, r.ID, f)
			return func() { in.taken(r.ID, f.Name, p, err) }
		})
	}
}

// Shoot takes a picture with a camera of this machine; without one it says so by returning false.
func (in *Intake) Shoot() bool {
	took := in.p.Capture.Shoot()
	in.changed()
	return took
}

func (in *Intake) take(ctx context.Context, report civic.ReportID, f PhotoFile) (p civic.Photo, err error) {
	file, err := f.Open()
	if err != nil {
		return p, errors.Join(errUnreadable, err)
	}
	defer func() { _ = file.Close() }() // only read
	return in.p.store.AttachPhoto(ctx, report, f.Name, file)
}

// errUnreadable is a file that can't be opened where it is.
var errUnreadable = errors.New("present: file not readable")

// taken is after a file was taken in, or not.
func (in *Intake) taken(report civic.ReportID, name string, p civic.Photo, err error) {
	if report != in.report.ID {
		return
	}
	if err != nil {
		in.refused = append(in.refused, in.p.photoTrouble(name, err))
		in.p.Space.filled(err)
	} else {
		in.photos = append(in.photos, in.photo(p))
		in.locate(p)
		in.p.prepare()
		in.watchPhotos()
	}
	in.arrived()
}

// arrived counts a file that isn't on its way any more; the last one lets a report go that waited for it.
func (in *Intake) arrived() {
	in.taking--
	in.changed()
	if in.taking == 0 && in.pending {
		in.pending = false
		in.Save()
	}
}

// photoTrouble says why a picture wasn't taken in.
func (p *Point) photoTrouble(name string, err error) string {
	v := p.Voice()
	why := ""
	var refused *store.RefusedError
	switch {
	case errors.As(err, &refused):
		why = causeWords(v, refused.Key)
	case errors.Is(err, errUnreadable):
		why = v.Say("photo.no-access")
	default:
		p.env.Log.Error("photo not taken", "error", err)
		why = trouble(v, err)
	}
	return v.With("intake.refused", lang.Args{"Name": name, "Why": why})
}

// locate gives the report a photo's position, unless it has one already.
func (in *Intake) locate(p civic.Photo) {
	if p.Located && in.report.Place.Source == civic.SourceNone {
		in.report.Place.Position, in.report.Place.Source = p.Position, civic.SourcePhoto
		in.edited()
		in.nameSpot(tiles.Project(p.Position.Lat, p.Position.Lon))
	}
}

// RemovePhoto takes a photo out. A position that came from it goes too.
func (in *Intake) RemovePhoto(id civic.PhotoID) {
	if in.saving || in.pending {
		return
	}
	in.removeFrom(in.report.ID, id)
}

// removeFrom takes a photo out of a draft, which may be another one than the form's.
func (in *Intake) removeFrom(report civic.ReportID, id civic.PhotoID) {
	in.p.write.do(func(ctx context.Context) func() {
		err := in.p.store.RemovePhoto(ctx, report, id)
		var left civic.Report
		if err == nil {
			left, err = in.p.store.Report(ctx, report)
		}
		return func() {
			if err != nil {
				in.p.failed("remove photo", err)
				return
			}
			if report == in.report.ID {
				in.removed(left.Photos)
			}
		}
	})
}

func (in *Intake) removed(left []civic.Photo) {
	in.setPhotos(left)
	if in.report.Place.Source == civic.SourcePhoto {
		in.report.Place.Position, in.report.Place.Source = civic.Position{}, civic.SourceNone
		for _, p := range left {
			in.locate(p)
		}
	}
	in.edited()
}

func (in *Intake) setPhotos(photos []civic.Photo) {
	in.photos = in.photos[:0:0]
	for _, p := range photos {
		in.photos = append(in.photos, in.photo(p))
	}
}

// watchPhotos looks again and again until every photo of the form has its preview.
func (in *Intake) watchPhotos() {
	if in.watching || !in.previewsMissing() {
		return
	}
	in.watching = true
	report, have := in.report.ID, maps.Clone(in.previews)
	in.p.read.do(func(ctx context.Context) func() {
		r, err := in.p.store.Report(ctx, report)
		previews := map[civic.PhotoID][]byte{}
		for _, p := range r.Photos {
			if p.Preview.IsZero() || have[p.ID] != nil {
				continue
			}
			content, readErr := in.p.store.ReadFile(p.Preview)
			if readErr != nil {
				in.p.env.Log.Warn("preview not read", "error", readErr)
				content = []byte{} // shown as unreadable, and not asked for again
			}
			previews[p.ID] = content
		}
		return func() { in.watched(report, r.Photos, previews, err) }
	})
}

func (in *Intake) watched(report civic.ReportID, photos []civic.Photo, previews map[civic.PhotoID][]byte, err error) {
	if report != in.report.ID {
		return // the report that is in the form now has its own look-out
	}
	in.watching = false
	if err == nil {
		states := map[civic.PhotoID]civic.Photo{}
		for _, p := range photos {
			states[p.ID] = p
		}
		for i, p := range in.photos {
			now, ok := states[p.ID]
			if !ok || !slices.Equal(now.Marks, p.marks) {
				continue // it was read before something was drawn on it
			}
			in.photos[i] = in.photo(now)
			if preview, ok := previews[p.ID]; ok {
				in.previews[p.ID] = preview
			}
		}
		in.changed()
	}
	if in.previewsMissing() {
		in.p.env.After(lookAgain, in.watchPhotos)
	}
}

func (in *Intake) previewsMissing() bool {
	for _, p := range in.photos {
		if p.State == civic.PhotoNew || p.State == civic.PhotoPrepared && in.previews[p.ID] == nil {
			return true
		}
	}
	return false
}

func (in *Intake) photo(p civic.Photo) Photo {
	return Photo{ID: p.ID, Name: p.Name, State: p.State, Problem: p.Problem, Located: p.Located, marks: p.Marks}
}

// PhotoArg is what shows a photo of the form closely.
func (in *Intake) PhotoArg(id civic.PhotoID) string { return AlbumArg(AlbumReport, in.report.ID, id) }

// marked is after something was drawn on a photo: its preview is made anew.
func (in *Intake) marked(report civic.ReportID, id civic.PhotoID, marks []civic.Mark) {
	at := slices.IndexFunc(in.photos, func(p Photo) bool { return p.ID == id })
	if report != in.report.ID || at < 0 || slices.Equal(in.photos[at].marks, marks) {
		return
	}
	in.photos[at].State, in.photos[at].marks = civic.PhotoNew, marks
	delete(in.previews, id)
	in.watchPhotos()
	in.changed()
}

// photoViews are the photos with their previews and their problems in words, and a place for each file on its way in.
func (in *Intake) photoViews() []Photo {
	v := in.p.Voice()
	views := make([]Photo, 0, len(in.photos)+in.taking)
	for _, p := range in.photos {
		p.Preview, p.Problem = in.previews[p.ID], causeWords(v, p.Problem)
		views = append(views, p)
	}
	for range in.taking {
		views = append(views, Photo{})
	}
	return views
}
