package present

import (
	"bytes"
	"context"
	"errors"
	"image"
	"slices"
	"strings"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/sync/engine"
)

// AlbumKind says whose pictures are looked at.
type AlbumKind string

// The kinds.
const (
	AlbumReport AlbumKind = "report" // of a report, also while it is a draft
	AlbumTask   AlbumKind = "task"   // of an inspector's task: before and after
)

// AlbumState is one picture, looked at closely.
type AlbumState struct {
	Loaded  bool
	Count   int
	At      int
	Title   string
	Tag     string      // what the picture is: before, after, and of when
	Picture image.Image // large, with what is drawn on it; nil until it is read
	Small   []byte      // a preview, meanwhile
	Wait    Said        // why there is no large picture; zero while there is, or it is being read

	Editable bool // it may be drawn on, and taken out
	Drawing  bool
	Tool     Tool
	Marks    int
	Undo     bool // there is something to take back
}

// Album shows pictures closely, one after the other, and lets one draw on those that aren't handed in yet.
type Album struct {
	OnChange func()

	p      *Point
	kind   AlbumKind
	report civic.ReportID
	want   civic.PhotoID // to show once the list is read
	list   []albumPhoto
	loaded bool
	at     int
	back   Page // on a desk: where it was asked for
	large  image.Image
	small  []byte
	missed civic.Photo // why there is no large picture: it isn't here
	lost   bool
	seen   int // pictures that had come when it was looked for
	turn   int // counts what was asked for: an older answer is of no use
	easel
}

func newAlbum(p *Point) *Album { return &Album{p: p, back: PageJournal, easel: easel{tool: ToolArrow}} }

// albumPhoto is a photo and what it is.
type albumPhoto struct {
	civic.Photo
	tag   string
	draft draftPhoto // whose it still is; zero once that was handed in
}

// AlbumArg says which picture to show.
func AlbumArg(kind AlbumKind, report civic.ReportID, photo civic.PhotoID) string {
	return string(kind) + "/" + report.String() + "/" + photo.String()
}

// Open shows a picture; what it says is of AlbumArg.
func (a *Album) Open(arg string) {
	parts := strings.Split(arg, "/")
	fresh := newAlbum(a.p)
	fresh.OnChange, fresh.back, fresh.turn = a.OnChange, a.back, a.turn+1
	a.stopDrawing()
	*a = *fresh
	if len(parts) != 3 {
		a.loaded = true
		return
	}
	report, err := civic.ParseReportID(parts[1])
	if err != nil {
		a.loaded = true
		return
	}
	a.kind, a.report = AlbumKind(parts[0]), report
	if want, err := civic.ParsePhotoID(parts[2]); err == nil {
		a.want = want
	}
	a.load()
}

// OpenOver is Open on a desk, where the page one came from is shown again afterwards.
func (a *Album) OpenOver(arg string) {
	a.back = a.p.page
	a.Open(arg)
	a.p.Go(PagePhoto)
}

// Back is the page where it was asked for.
func (a *Album) Back() Page { return a.back }

// Close goes back there.
func (a *Album) Close() {
	a.Leave()
	a.p.Go(a.back)
}

// Leave ends the looking: large pictures need not stay in memory.
func (a *Album) Leave() {
	a.stopDrawing()
	a.turn++
	a.large, a.base, a.list, a.loaded = nil, nil, nil, false
}

// load reads which pictures there are.
func (a *Album) load() {
	kind, report, turn := a.kind, a.report, a.turn
	a.p.read.do(func(ctx context.Context) func() {
		list, err := a.p.photosOf(ctx, kind, report)
		return func() {
			if turn != a.turn {
				return
			}
			if err != nil {
				a.p.env.Log.Warn("pictures not listed", "error", errorKind(err))
			}
			a.list, a.loaded = list, true
			a.at = max(0, slices.IndexFunc(list, func(p albumPhoto) bool { return p.ID == a.want }))
			a.see()
		}
	})
}

// Turn shows the next picture, or the one before.
func (a *Album) Turn(by int) {
	if to := a.at + by; to >= 0 && to < len(a.list) && !a.drawing {
		a.at = to
		a.see()
	}
}

// Shown is what the picture is called by AlbumArg, so that the program comes back to it.
func (a *Album) Shown() string {
	if len(a.list) == 0 {
		return ""
	}
	return AlbumArg(a.kind, a.report, a.list[a.at].ID)
}

// see reads the picture in front.
func (a *Album) see() {
	a.turn++
	a.large, a.small, a.base, a.marks, a.past, a.lost = nil, nil, nil, nil, nil, false
	if len(a.list) == 0 {
		a.changed()
		return
	}
	p, turn := a.list[a.at], a.turn
	a.want, a.seen = p.ID, a.p.engine.State().Pictures
	a.p.read.do(func(ctx context.Context) func() {
		small := a.p.smallPicture(ctx, p.Photo)
		return func() {
			if turn == a.turn && a.large == nil {
				a.small = small
				a.changed()
			}
		}
	})
	a.p.read.do(func(ctx context.Context) func() {
		var large, base image.Image
		var err error
		if p.draft.here() {
			base, err = a.p.store.Picture(ctx, p.Photo)
			large = marked(base, p.Marks)
		} else {
			large, err = a.p.largePicture(ctx, p.Photo)
		}
		return func() {
			if turn != a.turn {
				return
			}
			if err != nil {
				a.lost, a.missed = true, p.Photo
				a.p.env.Log.Info("picture isn't here", "error", errorKind(err))
			}
			a.large, a.base, a.marks = large, base, slices.Clone(p.Marks)
			if a.lost {
				a.ask()
			}
			a.resumeDrawing()
			a.changed()
		}
	})
	a.changed()
}

// ask has a picture fetched that isn't here, if the portal told of it.
func (a *Album) ask() {
	sum := a.missed.Copy.SHA256
	a.p.write.do(func(ctx context.Context) func() {
		if err := a.p.store.AskPicture(ctx, sum); err != nil {
			a.p.env.Log.Warn("picture not asked for", "error", errorKind(err))
		}
		return a.p.engine.WantPictures
	})
}

// exchanged is after the engine got on: a picture that is waited for may have come.
func (a *Album) exchanged() {
	if a.lost && len(a.list) > 0 {
		if a.p.engine.State().Pictures != a.seen {
			a.see()
			return
		}
		a.changed() // there may be a line by now
	}
}

// smallPicture is a preview; nil if there is none here.
func (p *Point) smallPicture(ctx context.Context, photo civic.Photo) []byte {
	if photo.Preview.IsZero() || ctx.Err() != nil {
		return nil
	}
	content, err := p.store.ReadFile(photo.Preview)
	if err != nil {
		return nil
	}
	return content
}

// largePicture is a photo as the portal has it, or else as it lies here.
func (p *Point) largePicture(ctx context.Context, photo civic.Photo) (image.Image, error) {
	if photo.Copy.IsZero() {
		return p.store.Picture(ctx, photo)
	}
	content, err := p.store.ReadFile(photo.Copy)
	if err != nil {
		return nil, err
	}
	m, _, err := image.Decode(bytes.NewReader(content))
	return m, err
}

// photosOf are the pictures of an album.
func (p *Point) photosOf(ctx context.Context, kind AlbumKind, report civic.ReportID) ([]albumPhoto, error) {
	if kind == AlbumTask {
		return p.photosOfTask(ctx, report)
	}
	return p.photosOfReport(ctx, report)
}

// photosOfReport are those it was handed in with, and those that were added later.
func (p *Point) photosOfReport(ctx context.Context, report civic.ReportID) (list []albumPhoto, err error) {
	r, err := p.store.Report(ctx, report)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return nil, err
	}
	for _, photo := range r.Photos {
		one := albumPhoto{Photo: photo}
		if r.Status == civic.StatusDraft {
			one.draft.report = report
		}
		list = append(list, one)
	}
	more, err := p.morePhotos(ctx, report, r.Photos)
	return append(list, more...), err
}

// photosOfTask are those that show the problem, and those that show what was done.
func (p *Point) photosOfTask(ctx context.Context, report civic.ReportID) (list []albumPhoto, err error) {
	v, now := p.Voice(), p.env.Clock()
	add := func(key string, photo civic.Photo, of draftPhoto) {
		if slices.ContainsFunc(list, func(known albumPhoto) bool { return known.ID == photo.ID }) {
			return
		}
		tag := v.Say(key)
		if !photo.TakenAt.IsZero() {
			tag = join(" \u00b7 ", tag, v.Day(photo.TakenAt, now))
		}
		list = append(list, albumPhoto{photo, tag, of})
	}
	task, err := p.store.Task(ctx, report)
	if err != nil {
		return nil, err
	}
	visits, err := p.store.Inspections(ctx, report)
	if err != nil {
		return nil, err
	}
	for _, photo := range task.Before {
		add("inspect.before", photo, draftPhoto{})
	}
	for _, visit := range visits {
		of := draftPhoto{}
		if visit.Draft {
			of = draftPhoto{task: report, inspection: visit.ID}
		}
		for _, photo := range visit.Photos {
			add("inspect.after", photo, of)
		}
	}
	for _, photo := range task.After {
		add("inspect.after", photo, draftPhoto{})
	}
	return list, nil
}

// State is what to show.
func (a *Album) State() AlbumState {
	v := a.p.Voice()
	s := AlbumState{Loaded: a.loaded, Count: len(a.list), At: a.at, Title: v.Say("album.title"), Small: a.small, Tool: a.tool}
	if s.Count == 0 {
		return s
	}
	p := a.list[a.at]
	s.Tag, s.Picture, s.Editable = p.tag, a.large, p.draft.here() && a.base != nil
	s.Drawing, s.Marks, s.Undo = a.drawing && s.Editable, len(a.marks), len(a.past) > 0 || len(a.marks) > 0
	if s.Count > 1 {
		s.Title = v.With("details.photo", lang.Args{"N": v.Number(int64(a.at + 1)), "All": v.Number(int64(s.Count))})
	}
	if a.lost {
		s.Wait = a.wait(p.Photo)
	}
	return s
}

// wait is why a picture can't be seen, and what comes next.
func (a *Album) wait(p civic.Photo) Said {
	v := a.p.Voice()
	switch {
	case p.State == civic.PhotoUnreadable || p.State == civic.PhotoPurged || p.Copy.IsZero():
		return Said{Icon: "image-off", Tone: ToneWarn, Title: v.Say("details.photo.none"), Under: causeWords(v, p.Problem)}
	case a.p.engine.State().Link == engine.LinkGood || a.p.engine.State().Link == engine.LinkWeak:
		return Said{Icon: "cloud", Tone: ToneCalm, Title: v.Say("album.coming"), Under: v.Say("album.coming.under")}
	}
	return Said{Icon: "cloud-off", Tone: ToneCalm, Title: v.Say("album.away"), Under: v.Say("album.away.under")}
}

// Remove takes the picture out, as long as it belongs to something that wasn't handed in.
func (a *Album) Remove() {
	if len(a.list) == 0 || !a.list[a.at].draft.here() {
		return
	}
	p := a.list[a.at]
	a.stopDrawing()
	p.draft.remove(a.p, p.ID)
	a.list = slices.Delete(slices.Clone(a.list), a.at, a.at+1)
	a.at = max(0, min(a.at, len(a.list)-1))
	a.see()
}

func (a *Album) changed() {
	if a.OnChange != nil {
		a.OnChange()
	}
}
