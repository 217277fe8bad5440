package present

import "errors"

// ViewfinderState is what stands around what is seen.
type ViewfinderState struct {
	Title   string
	Lenses  []string // their names
	Lens    int      // which of them; -1 if none is
	Live    bool     // something is seen
	Taking  bool
	Trouble Said   // why nothing is; Title is "" while all is well
	Guide   []byte // how it was before: a JPEG; nil if that doesn't matter
	Tag     string // when that was
	Ghost   float64
	Grid    bool
	Turned  int // by quarters, clockwise
}

// State is what to show.
func (f *Viewfinder) State() ViewfinderState {
	v := f.p.Voice()
	s := ViewfinderState{
		Title: v.Say("camera.title"), Lens: -1, Live: f.live, Taking: f.taking, Guide: f.guide, Tag: f.tag, Ghost: f.ghost, Grid: f.grid, Turned: f.turned,
	}
	switch f.what() {
	case inspectionShots:
		s.Title = v.Say("camera.title.after")
	case joinShots:
		s.Title = v.Say("camera.title.code")
	}
	for i, l := range f.lenses {
		if s.Lenses = append(s.Lenses, l.Name); l.ID == f.lens {
			s.Lens = i
		}
	}
	if f.trouble != nil {
		key := lensTrouble(f.trouble)
		s.Trouble = Said{Icon: "camera", Tone: ToneWarn, Title: v.Say("lens." + key), Under: v.Say("lens.under." + key)}
	}
	return s
}

// lensTrouble is what there is to say of a lens that shows nothing, and of what one can do.
func lensTrouble(err error) string {
	for of, key := range map[error]string{ErrCameraNone: "none", ErrCameraDenied: "denied", ErrCameraBusy: "busy", ErrCameraGone: "gone"} {
		if errors.Is(err, of) {
			return key
		}
	}
	return "failed"
}
