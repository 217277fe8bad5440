package present

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"slices"
	"time"

	"priyom/civic"
	"priyom/photo"
	"priyom/store"
)

// Shoot takes a picture of what is seen now; without a camera it says so by returning false.
func (n *Inspect) Shoot() bool {
	if n.p.camera() == nil {
		return false
	}
	if n.shooting || n.saving || len(n.visit.Photos)+n.taking >= civic.MaxPhotos {
		return true
	}
	n.shooting = true
	n.begin(func() {
		n.flush()
		n.p.Shell.flush()
		id := n.visit.ID
		n.p.write.do(func(context.Context) func() {
			path, err := shotPath(n.p.home, inspectionShots, id.String())
			return func() {
				if err != nil {
					n.shooting = false
					n.p.failed("no place for a picture", err)
					n.changed()
					return
				}
				n.guide()
				n.p.shoot(path, func(err error) { n.shot(id, path, err) })
			}
		})
	})
	n.changed()
	return true
}

// guide has the viewfinder show how it was, so that it is seen from the same place.
func (n *Inspect) guide() {
	if n.before != nil {
		var s InspectState
		n.tags(&s)
		n.p.Viewfinder.Guide(n.before, s.BeforeTag)
	}
}

// shot is after the camera.
func (n *Inspect) shot(id civic.InspectionID, path string, err error) {
	n.shooting = false
	switch {
	case errors.Is(err, ErrCameraLeft):
	case errors.Is(err, ErrCameraFile):
		n.p.Picker.Open(n.AddPhotos)
	case err != nil:
		n.p.env.Log.Warn("no picture", "error", errorKind(err))
		n.p.notice(ToneWarn, n.p.Voice().Say(cameraTrouble(err)))
		n.p.Space.filled(err)
	default:
		n.takeIn(id, path)
	}
	n.changed()
}

// takeIn takes in a picture that stands at its path. One of an inspection that was handed in or thrown away stays there.
func (n *Inspect) takeIn(id civic.InspectionID, path string) {
	n.p.lent.taking[path] = true
	n.take(id, n.p.Voice().Say("photo.shot"), func(ctx context.Context) (civic.Photo, error) {
		defer n.p.env.Post(func() { delete(n.p.lent.taking, path) })
		return n.p.takeInspectionShot(ctx, id, path)
	})
}

// AddPhotos takes in pictures that somebody chose.
func (n *Inspect) AddPhotos(files []PhotoFile) {
	n.refused = nil
	n.begin(func() {
		id := n.visit.ID
		for _, f := range files {
			n.take(id, f.Name, func(ctx context.Context) (p civic.Photo, err error) {
				file, err := f.Open()
				if err != nil {
					return p, errors.Join(errUnreadable, err)
				}
				defer func() { _ = file.Close() }() // only read
				return n.p.store.AttachInspectionPhoto(ctx, id, f.Name, file, time.Time{})
			})
		}
	})
}

// take takes a picture in, and shows it.
func (n *Inspect) take(id civic.InspectionID, name string, attach func(context.Context) (civic.Photo, error)) {
	waited := id == n.visit.ID
	if waited {
		n.taking++
	}
	n.p.write.do(func(ctx context.Context) func() {
		p, err := attach(ctx)
		return func() {
			if id != n.visit.ID {
				if err != nil {
					n.p.env.Log.Error("picture left by the camera not taken in", "error", errorKind(err))
				}
				n.p.prepare()
				return
			}
			if waited {
				n.taking = max(0, n.taking-1) // the page may have been left and come back to
			}
			if errors.Is(err, store.ErrInspected) {
				n.p.env.Log.Warn("a picture came after its inspection was handed in", "error", err)
			} else if err != nil {
				n.refused = append(n.refused, n.p.photoTrouble(name, err))
				n.p.Space.filled(err)
			} else if !slices.ContainsFunc(n.visit.Photos, func(known civic.Photo) bool { return known.ID == p.ID }) {
				n.here()
				n.visit.Photos = append(n.visit.Photos, p)
				n.stood = n.p.env.Clock()
				n.edited()
			}
			n.p.prepare()
			n.seePhotos()
			n.changed()
		}
	})
}

// RemovePhoto takes a picture out.
func (n *Inspect) RemovePhoto(id civic.PhotoID) {
	n.removeFrom(n.visit.ID, id)
}

// removeFrom takes a photo out of an inspection, which may be another one than that on the page.
func (n *Inspect) removeFrom(of civic.InspectionID, id civic.PhotoID) {
	if of == n.visit.ID {
		n.visit.Photos = slices.DeleteFunc(slices.Clone(n.visit.Photos), func(p civic.Photo) bool { return p.ID == id })
	}
	n.p.write.do(func(ctx context.Context) func() {
		if err := n.p.store.RemoveInspectionPhoto(ctx, of, id); err != nil {
			return func() { n.p.failed("remove photo", err) }
		}
		return nil
	})
	n.changed()
}

// seePhotos looks again and again until every picture can be shown.
func (n *Inspect) seePhotos() {
	of, have := n.visit.ID, maps.Clone(n.after)
	if !n.unseen() {
		return
	}
	n.p.read.do(func(ctx context.Context) func() {
		list, err := n.p.store.Inspections(ctx, n.at)
		fresh := map[civic.PhotoID][]byte{}
		var photos []civic.Photo
		for _, i := range list {
			if i.ID != of {
				continue
			}
			photos = i.Photos
			for _, p := range i.Photos {
				ref := p.Copy
				if ref.IsZero() || have[p.ID] != nil {
					continue
				}
				if content, err := n.p.store.ReadFile(ref); err == nil {
					fresh[p.ID] = content
				}
			}
		}
		return func() {
			if of != n.visit.ID {
				return
			}
			if err == nil {
				n.seen(photos, fresh)
			}
			if n.unseen() {
				n.p.env.After(lookAgain, n.seePhotos)
			}
		}
	})
}

func (n *Inspect) seen(photos []civic.Photo, fresh map[civic.PhotoID][]byte) {
	if n.after == nil {
		n.after, n.looks = map[civic.PhotoID][]byte{}, map[civic.PhotoID]int{}
	}
	for i, p := range n.visit.Photos {
		at := slices.IndexFunc(photos, func(now civic.Photo) bool { return now.ID == p.ID })
		if at < 0 {
			continue
		}
		if !slices.Equal(photos[at].Marks, p.Marks) { // it was read before something was drawn on it
			delete(fresh, p.ID)
			continue
		}
		n.visit.Photos[i] = photos[at]
	}
	for id, content := range fresh {
		n.after[id], n.looks[id] = content, -1
		if look, err := photo.LookAt(bytes.NewReader(content)); err == nil && n.lookOf != nil {
			n.looks[id] = 100 - look.Differs(*n.lookOf)*100/64
		}
	}
	n.changed()
}

// marked is after something was drawn on a photo: its copies are made anew.
func (n *Inspect) marked(of civic.InspectionID, id civic.PhotoID, marks []civic.Mark) {
	at := slices.IndexFunc(n.visit.Photos, func(p civic.Photo) bool { return p.ID == id })
	if of != n.visit.ID || at < 0 || slices.Equal(n.visit.Photos[at].Marks, marks) {
		return
	}
	n.visit.Photos = slices.Clone(n.visit.Photos)
	n.visit.Photos[at].State, n.visit.Photos[at].Marks = civic.PhotoNew, marks
	delete(n.after, id)
	n.seePhotos()
	n.changed()
}

func (n *Inspect) unseen() bool {
	return slices.ContainsFunc(n.visit.Photos, func(p civic.Photo) bool {
		return p.State == civic.PhotoNew || p.State == civic.PhotoPrepared && n.after[p.ID] == nil
	})
}

// takeInspectionShot takes a picture into the inspection that it was made for, and removes the file.
func (p *Point) takeInspectionShot(ctx context.Context, id civic.InspectionID, path string) (photo civic.Photo, err error) {
	f, err := os.Open(path)
	if err != nil {
		return photo, err
	}
	taken := p.env.Clock()
	if info, statErr := f.Stat(); statErr == nil {
		taken = info.ModTime()
	}
	photo, err = p.store.AttachInspectionPhoto(ctx, id, shotName(f), f, taken)
	if err = errors.Join(err, f.Close()); err != nil {
		return photo, err
	}
	return photo, dropShot(path)
}

// takeInspectionShots takes in what a camera has left since the program ended. What belongs to an inspection that was handed in or
// thrown away meanwhile stays where it is: somebody may look for it.
func (p *Point) takeInspectionShots(ctx context.Context) {
	for id, paths := range shotsOf(p.home, inspectionShots) {
		inspection, err := civic.ParseInspectionID(id)
		if err != nil {
			continue
		}
		for _, path := range paths {
			if _, err := p.takeInspectionShot(ctx, inspection, path); err != nil {
				p.env.Log.Error("picture left by the camera not taken in", "error", errorKind(err))
			}
		}
	}
}
