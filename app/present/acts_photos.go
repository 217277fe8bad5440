package present

import (
	"context"
	"errors"
	"os"
	"slices"

	"priyom/civic"
	"priyom/store"
)

// supplementShots is what pictures are for that are added to a report later.
const supplementShots = "supplement"

// enclosed are the photos that somebody adds to the report, and those that were added before.
type enclosed struct {
	photos   []store.AddedPhoto
	previews map[civic.PhotoID][]byte
	taking   int // files on their way in
	shooting bool
	refused  []string
	looking  bool              // for previews
	told     []civic.ToldWords // that they said elsewhere
}

// waiting are those that nobody told yet.
func (e *enclosed) waiting() (all []store.AddedPhoto) {
	for _, p := range e.photos {
		if p.Supplement.IsZero() {
			all = append(all, p)
		}
	}
	return all
}

// unseen says that there is one whose preview is still to come.
func (e *enclosed) unseen() bool {
	return slices.ContainsFunc(e.photos, func(p store.AddedPhoto) bool {
		return p.State == civic.PhotoNew || p.State == civic.PhotoPrepared && e.previews[p.ID] == nil
	})
}

// shown are photos with their previews.
func (a *Acts) shown(of civic.SupplementID) (views []Photo) {
	v := a.p.Voice()
	for _, p := range a.photos {
		if p.Supplement == of {
			views = append(views, Photo{ID: p.ID, Name: p.Name, State: p.State, Preview: a.previews[p.ID], Problem: causeWords(v, p.Problem), Located: p.Located})
		}
	}
	return views
}

// PhotoArg is what shows one of the photos closely.
func (a *Acts) PhotoArg(id civic.PhotoID) string { return AlbumArg(AlbumReport, a.report, id) }

// AddPhotos takes in pictures that somebody chose.
func (a *Acts) AddPhotos(files []PhotoFile) {
	report := a.report
	a.refused = nil
	for _, f := range files {
		a.take(report, f.Name, func(ctx context.Context) error {
			file, err := f.Open()
			if err != nil {
				return errors.Join(errUnreadable, err)
			}
			defer func() { _ = file.Close() }() // only read
			_, err = a.p.store.AttachSupplementPhoto(ctx, report, f.Name, file)
			return err
		})
	}
}

// Shoot takes a picture to be added; without a camera it says so by returning false.
func (a *Acts) Shoot() bool {
	if a.p.env.Camera == nil {
		return false
	}
	if a.shooting || a.busy || a.full() {
		return true
	}
	a.shooting, a.refused = true, nil
	report := a.report
	a.p.Shell.flush()
	a.p.write.do(func(context.Context) func() {
		path, err := shotPath(a.p.home, supplementShots, report.String())
		return func() {
			if err != nil {
				a.shooting = false
				a.p.failed("no place for a picture", err)
				a.changed()
				return
			}
			a.p.shoot(path, func(err error) { a.shot(report, path, err) })
		}
	})
	a.changed()
	return true
}

func (a *Acts) full() bool { return len(a.waiting())+a.taking >= civic.MaxPhotos }

// shot is after the camera.
func (a *Acts) shot(report civic.ReportID, path string, err error) {
	a.shooting = false
	switch {
	case errors.Is(err, ErrCameraLeft):
	case errors.Is(err, ErrCameraFile):
		a.p.Picker.Open(a.AddPhotos)
	case err != nil:
		a.p.env.Log.Warn("no picture", "error", errorKind(err))
		a.p.notice(ToneWarn, a.p.Voice().Say(cameraTrouble(err)))
	default:
		a.takeIn(report, path)
	}
	a.changed()
}

// takeIn takes a picture that a camera made into what is added to a report.
func (a *Acts) takeIn(report civic.ReportID, path string) {
	a.p.lent.taking[path] = true
	a.take(report, "", func(ctx context.Context) error { return a.p.takeSupplementShot(ctx, report, path) }, func() { delete(a.p.lent.taking, path) })
}

// take takes a picture in, and shows it if the report is still before somebody.
func (a *Acts) take(report civic.ReportID, name string, attach func(context.Context) error, after ...func()) {
	if report == a.report {
		a.taking++
	}
	a.changed()
	a.p.write.do(func(ctx context.Context) func() {
		err := attach(ctx)
		return func() {
			for _, f := range after {
				f()
			}
			a.p.prepare()
			if report != a.report {
				return
			}
			a.taking--
			if err != nil {
				a.refused = append(a.refused, a.p.photoTrouble(name, err))
			}
			a.reload()
			a.changed()
		}
	})
}

// RemovePhoto takes a picture out of what is being added.
func (a *Acts) RemovePhoto(id civic.PhotoID) { a.removeFrom(a.report, id) }

func (a *Acts) removeFrom(report civic.ReportID, id civic.PhotoID) {
	a.p.write.do(func(ctx context.Context) func() {
		err := a.p.store.RemoveSupplementPhoto(ctx, report, id)
		return func() {
			if err != nil {
				a.p.failed("remove photo", err)
			}
			a.reload()
		}
	})
}

// marked is after something was drawn on a picture: its preview is made anew.
func (a *Acts) marked(report civic.ReportID, id civic.PhotoID) {
	if report == a.report {
		delete(a.previews, id)
		a.reload()
	}
}

// enclose reads the photos, and what can be seen of them.
func (a *Acts) enclose(ctx context.Context, report civic.ReportID) (photos []store.AddedPhoto, previews map[civic.PhotoID][]byte, words []civic.ToldWords, err error) {
	if photos, err = a.p.store.AddedPhotos(ctx, report); err != nil {
		return nil, nil, nil, err
	}
	if words, err = a.p.store.ToldWords(ctx, report); err != nil {
		return nil, nil, nil, err
	}
	away, err := a.p.store.ToldPhotos(ctx, report)
	if err != nil {
		return nil, nil, nil, err
	}
	previews = map[civic.PhotoID][]byte{}
	for _, p := range photos {
		if p.State != civic.PhotoPrepared {
			continue
		}
		if previews[p.ID] = a.p.smallPicture(ctx, p.Photo); previews[p.ID] == nil {
			previews[p.ID] = []byte{} // shown as unreadable, and not asked for again
		}
	}
	for _, p := range away {
		if small := a.p.smallPicture(ctx, p.Photo); small != nil && p.Side == civic.SideAdded {
			previews[p.ID] = small
		}
	}
	return photos, previews, words, nil
}

// lookOn looks again until every photo can be seen.
func (a *Acts) lookOn() {
	if a.looking || !a.unseen() {
		return
	}
	a.looking = true
	report := a.report
	a.p.env.After(lookAgain, func() {
		if report == a.report {
			a.looking = false
			a.reload()
		}
	})
}

// takeSupplementShot takes a picture into what is added to the report that it was made for, and removes the file.
func (p *Point) takeSupplementShot(ctx context.Context, report civic.ReportID, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	_, err = p.store.AttachSupplementPhoto(ctx, report, shotName(f), f)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return dropShot(path)
}

// takeSupplementShots takes in what a camera has left since the program ended.
func (p *Point) takeSupplementShots(ctx context.Context) {
	for id, paths := range shotsOf(p.home, supplementShots) {
		report, err := civic.ParseReportID(id)
		if err != nil {
			continue
		}
		for _, path := range paths {
			if err := p.takeSupplementShot(ctx, report, path); err != nil {
				p.env.Log.Error("picture left by the camera not taken in", "error", errorKind(err))
			}
		}
	}
}
