package present

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/photo"
	"priyom/store"
	"priyom/store/journal"
)

// inspectionShots is what the pictures of an inspection are for.
const inspectionShots = "inspection"

// Inspect is one task on the spot: what it was, what is seen now, and what came of it. What is filled in is a draft on the disk within a
// moment of the last key, and comes back after a kill, also one behind the camera.
type Inspect struct {
	OnChange func()
	OnLoad   func()                             // another task: put its words into the fields
	OnSound  func(level float64, length string) // a note is being recorded, so loud, so long already

	p       *Point
	at      civic.ReportID
	task    store.Task
	loaded  bool
	missing bool // the task isn't here any more
	visit   civic.Inspection
	begun   bool // something was filled in, or it came back so
	past    []store.Inspection
	before  []byte                   // a JPEG: the large picture, or the small one
	whole   bool                     // before is the large one
	model   civic.PhotoID            // of the pictures before, the one that is shown; zero for the first that is here
	befores map[civic.PhotoID][]byte // small ones, where there are several
	asked   bool
	after   map[civic.PhotoID][]byte
	looks   map[civic.PhotoID]int // how much the picture looks like the one before, in per cent; -1 if that can't be told
	lookOf  *photo.Look

	waiting          []func() // for the draft that is being begun
	shooting, saving bool
	taking           int
	refused          []string
	checked          bool // somebody wanted to hand it in: what is missing is said
	timer            func()
	voice            voiceNote
	pictures         int       // that had come when this was read
	stood            time.Time // when the last picture was taken in this run: soon after one the inspector still stands there
	done             bool
}

func newInspect(p *Point) *Inspect { return &Inspect{p: p} }

// Attend is while the page is in front: a task is shown and the position measured. stop ends it; what was filled in is kept.
func (n *Inspect) Attend(id civic.ReportID) (stop func()) {
	if id != n.at {
		n.flush()
		*n = Inspect{p: n.p, at: id, OnChange: n.OnChange, OnLoad: n.OnLoad, OnSound: n.OnSound}
	}
	leave := n.p.Where.Listen(n.here)
	n.load()
	return func() {
		leave()
		n.stopRecording()
		n.flush()
	}
}

// load reads the task, what was begun, and the pictures.
func (n *Inspect) load() {
	id, guide := n.at, n.model
	n.flush()
	n.p.read.do(func(ctx context.Context) func() {
		task, err := n.p.store.Task(ctx, id)
		var list []store.Inspection
		if err == nil {
			err = n.p.store.SeeTask(ctx, id)
		}
		if err == nil {
			list, err = n.p.store.Inspections(ctx, id)
		}
		var before []byte
		whole := false
		befores := map[civic.PhotoID][]byte{}
		if err == nil {
			before, whole = n.readBefore(ctx, task, guide)
			for _, p := range task.Before {
				befores[p.ID] = n.p.smallPicture(ctx, p)
			}
		}
		return func() {
			if id == n.at && guide == n.model {
				n.befores = befores
				n.came(task, list, before, whole, err)
			}
		}
	})
}

// readBefore is the picture that shows the problem, of several the chosen one: the large one if it is here.
func (n *Inspect) readBefore(ctx context.Context, task store.Task, guide civic.PhotoID) (content []byte, whole bool) {
	for _, p := range task.Before {
		if guide != (civic.PhotoID{}) && p.ID != guide {
			continue
		}
		for _, ref := range []civic.BlobRef{p.Copy, p.Preview} {
			has, err := n.p.store.HasPicture(ctx, ref.SHA256)
			if err != nil || !has || ref.IsZero() {
				continue
			}
			if content, err := n.p.store.ReadFile(ref); err == nil {
				return content, ref == p.Copy
			}
		}
	}
	return nil, false
}

func (n *Inspect) came(task store.Task, list []store.Inspection, before []byte, whole bool, err error) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		n.loaded, n.missing = true, true
		n.changed()
		return
	case err != nil:
		n.p.failed("task", err)
		return
	}
	first := !n.loaded
	n.task, n.past, n.loaded, n.pictures = task, nil, true, n.p.engine.State().Pictures
	if len(before) > 0 {
		n.before, n.whole = before, whole
		if look, err := photo.LookAt(bytes.NewReader(before)); err == nil {
			n.lookOf = &look
		}
	}
	for _, i := range list {
		switch {
		case !i.Draft:
			n.past = append(n.past, i)
		case first:
			n.visit, n.begun = i.Inspection, true
			n.seePhotos()
		}
	}
	n.ask()
	if first && n.OnLoad != nil {
		n.OnLoad()
	}
	n.changed()
}

// guided is the picture before that is shown.
func (n *Inspect) guided() civic.Photo {
	for _, p := range n.task.Before {
		if p.ID == n.model {
			return p
		}
	}
	return n.task.Before[0]
}

// ChooseBefore shows another of the pictures before, also as the guide for those after.
func (n *Inspect) ChooseBefore(id civic.PhotoID) {
	if id == n.model || len(n.task.Before) == 0 {
		return
	}
	n.model, n.asked, n.whole, n.before, n.lookOf = id, false, false, nil, nil
	n.load()
}

// PhotoArg is what shows one of the task's pictures closely; without an id that is the one before.
func (n *Inspect) PhotoArg(id civic.PhotoID) string {
	if id == (civic.PhotoID{}) && len(n.task.Before) > 0 {
		id = n.guided().ID
	}
	return AlbumArg(AlbumTask, n.at, id)
}

// ask has the large picture fetched, once.
func (n *Inspect) ask() {
	if n.asked || n.whole || n.task.Taken || len(n.task.Before) == 0 {
		return
	}
	n.asked = true
	sum := journal.Hash(n.guided().Copy.SHA256)
	n.p.write.do(func(ctx context.Context) func() {
		if err := n.p.store.AskPicture(ctx, sum); err != nil {
			n.p.env.Log.Warn("picture not asked for", "error", errorKind(err))
		}
		return n.p.engine.WantPictures
	})
}

// exchanged is after the engine got on: a picture may have come, or the task gone.
func (n *Inspect) exchanged() {
	if n.at.IsZero() || !n.loaded || n.saving {
		return
	}
	if s := n.p.engine.State(); s.Pictures != n.pictures {
		n.load()
	}
}

// here is after the position was measured anew: an inspection knows where it was filled in, at best.
func (n *Inspect) here() {
	where := n.p.Where.State()
	place := &n.visit.Place
	standing := len(n.visit.Photos) == 0 || n.p.env.Clock().Sub(n.stood) < freezeAfter && where.Here.Position.Accuracy < place.Position.Accuracy
	if where.Known && where.Step != WhereOld && (place.Source == civic.SourceNone || standing) {
		next := civic.Place{Position: where.Here.Position, Source: where.Here.Source}
		if *place != next {
			*place = next
			if n.begun {
				n.edited()
			}
		}
	}
	n.changed()
}

// begin makes a draft that pictures can belong to.
func (n *Inspect) begin(then func()) {
	if n.begun && !n.visit.ID.IsZero() {
		then()
		return
	}
	n.waiting = append(n.waiting, then)
	if n.begun {
		return // the draft is on its way
	}
	id, filled := n.at, n.visit
	n.begun = true
	n.p.write.do(func(ctx context.Context) func() {
		i, err := n.p.store.BeginInspection(ctx, id)
		if err == nil {
			made := i
			i.Outcome, i.Comment, i.Override, i.Checks, i.Place = filled.Outcome, filled.Comment, filled.Override, filled.Checks, filled.Place
			if err = n.p.store.SaveInspection(ctx, i); err == nil {
				i.ID, i.BeganAt, i.Version = made.ID, made.BeganAt, made.Version
			}
		}
		return func() {
			if id != n.at {
				return
			}
			waiting := n.waiting
			n.waiting = nil
			if err != nil {
				n.begun, n.shooting, n.saving = false, false, false
				n.p.failed("begin inspection", err)
				n.changed()
				return
			}
			now := n.visit // what was filled in meanwhile counts
			n.visit.ID, n.visit.Report, n.visit.Version, n.visit.BeganAt, n.visit.Operator = i.ID, i.Report, i.Version, i.BeganAt, i.Operator
			n.visit.Outcome, n.visit.Comment, n.visit.Override, n.visit.Checks = now.Outcome, now.Comment, now.Override, now.Checks
			n.edited()
			for _, then := range waiting {
				then()
			}
		}
	})
}

// edited has what is filled in written down soon.
func (n *Inspect) edited() {
	if n.timer == nil {
		n.timer = n.p.env.After(DraftWithin, func() {
			n.timer = nil
			n.keep()
		})
	}
	n.changed()
}

// flush writes down what is filled in, now.
func (n *Inspect) flush() {
	if n.timer != nil {
		n.timer()
		n.timer = nil
		n.keep()
	}
}

func (n *Inspect) keep() {
	if !n.begun || n.visit.ID.IsZero() || n.done {
		return
	}
	i := n.visit
	n.p.write.do(func(ctx context.Context) func() {
		err := n.p.store.SaveInspection(ctx, i)
		if err == nil || errors.Is(err, store.ErrInspected) {
			return nil
		}
		return func() {
			n.p.failed("inspection not kept", err)
			if n.timer == nil && i.ID == n.visit.ID {
				n.timer = n.p.env.After(saveAgain, func() {
					n.timer = nil
					n.keep()
				})
			}
		}
	})
}

// change fills something in.
func (n *Inspect) change(f func(i *civic.Inspection)) {
	f(&n.visit)
	n.begin(func() {})
	n.edited()
}

// SetOutcome says what came of it.
func (n *Inspect) SetOutcome(o civic.Outcome) {
	if o != n.visit.Outcome {
		n.change(func(i *civic.Inspection) { i.Outcome = o })
	}
}

// SetComment is what the public reads.
func (n *Inspect) SetComment(text string) {
	if text != n.visit.Comment {
		n.change(func(i *civic.Inspection) { i.Comment = text })
	}
}

// SetOverride is why it is right though photo and spot don't fit.
func (n *Inspect) SetOverride(text string) {
	if text != n.visit.Override {
		n.change(func(i *civic.Inspection) { i.Override = text })
	}
}

// Answer answers a question of the checklist; the same answer once more takes it back.
func (n *Inspect) Answer(slug civic.CheckSlug, state civic.CheckState) {
	n.change(func(i *civic.Inspection) {
		at := slices.IndexFunc(i.Checks, func(c civic.Check) bool { return c.Slug == slug })
		switch {
		case at < 0:
			i.Checks = append(slices.Clone(i.Checks), civic.Check{Slug: slug, State: state})
		case i.Checks[at].State == state:
			i.Checks = slices.Delete(slices.Clone(i.Checks), at, at+1)
		default:
			i.Checks = slices.Clone(i.Checks)
			i.Checks[at].State = state
		}
	})
}

// Save hands the inspection in, if nothing is missing.
func (n *Inspect) Save() {
	if n.saving || n.shooting || n.taking > 0 || n.done {
		return
	}
	n.checked = true
	n.stopRecording()
	if len(n.Wrong()) > 0 {
		n.changed()
		return
	}
	n.saving = true
	n.begin(func() {
		n.flush()
		i := n.visit
		i.Comment, i.Override = strings.TrimSpace(i.Comment), strings.TrimSpace(i.Override)
		n.p.write.do(func(ctx context.Context) func() {
			_, err := n.p.store.Inspect(ctx, i)
			return func() {
				n.saving = false
				if err != nil {
					n.p.failed("hand inspection in", err)
					n.changed()
					return
				}
				n.done, n.begun = true, false
				n.p.engine.Kick()
				n.p.prepare()
				n.p.Outbox.Refresh()
				n.p.Tasks.Reload()
				n.p.Workday.note()
				n.changed()
			}
		})
	})
	n.changed()
}

// Discard throws away what was filled in.
func (n *Inspect) Discard() {
	id := n.visit.ID
	if n.saving || id.IsZero() {
		return
	}
	n.stopRecording()
	n.p.write.do(func(ctx context.Context) func() {
		err := n.p.store.DiscardInspection(ctx, id)
		return func() {
			if err != nil {
				n.p.failed("throw inspection away", err)
				return
			}
			at := n.at
			*n = Inspect{p: n.p, at: at, OnChange: n.OnChange, OnLoad: n.OnLoad, OnSound: n.OnSound}
			n.p.Tasks.Reload()
			n.load()
		}
	})
}

func (n *Inspect) changed() {
	if n.OnChange != nil {
		n.OnChange()
	}
}
