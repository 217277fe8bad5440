package present

import (
	"slices"
	"strings"
	"time"

	"priyom/civic"
	"priyom/lang"
)

// OutcomeChoice is an outcome that one may choose.
type OutcomeChoice struct {
	Outcome civic.Outcome
	Title   string
}

// QuestionLine is a question of the checklist.
type QuestionLine struct {
	Slug  civic.CheckSlug
	Ask   string
	State civic.CheckState // "": not answered
}

// InspectState is one task on the spot.
type InspectState struct {
	Loaded    bool
	Missing   bool   // the task isn't here
	Gone      string // why there is nothing to be done here any more; "" while there is
	Title     string
	Under     string // place and number
	Words     string
	Note      string // of whoever sent it here
	Due       Due
	Before    []byte        // a JPEG
	Befores   []Photo       // all of them, small, where there are several
	Guide     civic.PhotoID // which of them Before is
	BeforeTag string
	NoBefore  string // why there is none to be seen
	After     []byte // of the last photo
	AfterTag  string
	Photos    []Photo
	Full      bool
	Camera    bool
	Shooting  bool
	Refused   []string
	Checks    []Said // place, time and angle: Aside what is asked for
	Asks      bool   // for a reason, as the place or the time isn't right
	Override  string
	Outcomes  []OutcomeChoice
	Outcome   civic.Outcome
	Comment   string
	Hint      string // of the comment
	Questions []QuestionLine
	Voice     string // "0:12"; "" without a spoken note
	Recording bool
	Recorder  bool
	Player    bool
	Playing   bool // the note
	Past      []Said
	Wrong     map[string]string
	Navigate  string // address for a navigator; "" without a place
	Way       string // "350 m to the north"
	Begun     bool
	Saving    bool
	Done      Said // after it was handed in
	Main      string
	MainIcon  string
}

// Fields of an inspection that something may be wrong with.
const (
	InspectOutcome  = "outcome"
	InspectComment  = "comment"
	InspectPhotos   = "photos"
	InspectOverride = "override"
)

// Wrong are the fields in which something is missing.
func (n *Inspect) Wrong() map[string]string {
	v := n.p.Voice()
	wrong := map[string]string{}
	i := n.visit
	i.ID, i.Report, i.At = civic.InspectionID{1}, n.at, n.p.env.Clock()
	for _, key := range i.Check() {
		field := InspectPhotos
		switch key {
		case "inspection.outcome.missing":
			field = InspectOutcome
		case "inspection.comment.missing", "inspection.comment.long":
			field = InspectComment
		case "inspection.override.long":
			field = InspectOverride
		}
		if field == InspectComment && i.Outcome == "" {
			continue // the outcome comes first
		}
		wrong[field] = v.Say("inspection." + strings.TrimPrefix(key, "inspection."))
	}
	if n.asksWhy() && i.Override == "" {
		wrong[InspectOverride] = v.Say("inspect.override.missing")
	}
	return wrong
}

// asksWhy says that what is shown doesn't fit the spot, and matters.
func (n *Inspect) asksWhy() bool {
	if n.visit.Outcome != civic.OutcomeFixed || len(n.visit.Photos) == 0 {
		return false
	}
	best, ok := n.task.Best(n.visit)
	return ok && (!best.Near || !best.Later)
}

// State is what to show.
func (n *Inspect) State() InspectState {
	v := n.p.Voice()
	task, i := n.task, n.visit
	category := n.p.categoryOf(task.Category)
	s := InspectState{
		Loaded: n.loaded, Missing: n.missing, Title: taskTitle(task.Task, category), Words: task.Words, Note: task.Note, Due: n.p.taskDue(task.Task), Before: n.before,
		Full: len(i.Photos)+n.taking >= civic.MaxPhotos, Camera: n.p.camera() != nil, Shooting: n.shooting, Refused: n.refused,
		Override: i.Override, Outcome: i.Outcome, Comment: i.Comment, Recording: n.voice.stop != nil, Recorder: n.p.env.Recorder != nil, Player: n.p.env.Player != nil, Playing: n.voice.quiet != nil,
		Navigate: navigate(task.Task), Begun: n.begun, Saving: n.saving, Asks: n.asksWhy(),
	}
	s.Under = join(" \u00b7 ", placeLine(task.Place), "\u2116\u00a0"+task.Number)
	if task.Taken && len(n.past) > 0 {
		s.Gone = v.Say("inspect.gone.visited")
	} else if task.Taken {
		s.Gone = v.Say("inspect.gone")
	}
	n.tags(&s)
	n.spot(&s)
	for _, o := range civic.Outcomes() {
		s.Outcomes = append(s.Outcomes, OutcomeChoice{o, v.Say("inspect.outcome." + string(o))})
	}
	s.Hint = v.Say("inspect.comment.hint")
	if i.Outcome.Act() == civic.ActReturn {
		s.Hint = v.Say("inspect.comment.hint.return")
	}
	n.questions(&s)
	if i.VoiceFor > 0 {
		s.Voice = clockLength(i.VoiceFor)
	}
	for _, past := range n.past {
		said := n.p.visitSaid(past)
		said.Aside = v.Day(past.Done, n.p.env.Clock())
		s.Past = append(s.Past, said)
	}
	if n.checked {
		s.Wrong = n.Wrong()
	}
	n.action(&s)
	return s
}

// action is what comes next.
func (n *Inspect) action(s *InspectState) {
	v := n.p.Voice()
	switch {
	case n.done:
		s.Main, s.MainIcon = v.Say("inspect.next"), "list"
		s.Done = Said{Icon: "circle-check", Tone: ToneGood, Title: v.Say("inspect.done"), Under: v.Say("inspect.done.under")}
	case s.Gone != "":
	case len(n.visit.Photos) == 0 && (n.visit.Outcome == "" || n.visit.Outcome.Pictured()):
		s.Main, s.MainIcon = v.Say("inspect.shoot"), "camera"
	default:
		s.Main, s.MainIcon = v.Say("inspect.save"), "check"
	}
}

// tags are the pictures, and when they were taken.
func (n *Inspect) tags(s *InspectState) {
	v, now := n.p.Voice(), n.p.env.Clock()
	tag := func(key string, at time.Time) string {
		if at.IsZero() {
			return v.Say(key)
		}
		return v.Say(key) + " \u00b7 " + v.Day(at, now)
	}
	s.BeforeTag, s.AfterTag = v.Say("inspect.before"), v.Say("inspect.after")
	switch {
	case len(n.task.Before) == 0:
		s.NoBefore = v.Say("inspect.before.none")
	case n.before == nil:
		s.NoBefore = v.Say("inspect.before.coming")
	}
	if len(n.task.Before) > 0 {
		s.Guide = n.guided().ID
		at := n.guided().TakenAt
		if at.IsZero() {
			at = n.task.CapturedAt
		}
		s.BeforeTag = tag("inspect.before", at)
	}
	for _, p := range n.task.Before {
		if len(n.task.Before) > 1 {
			s.Befores = append(s.Befores, Photo{ID: p.ID, State: p.State, Preview: n.befores[p.ID]})
		}
	}
	for _, p := range n.visit.Photos {
		s.Photos = append(s.Photos, Photo{ID: p.ID, Name: p.Name, State: p.State, Preview: n.after[p.ID], Problem: causeWords(v, p.Problem), Located: p.Located})
		if content := n.after[p.ID]; content != nil {
			s.After, s.AfterTag = content, tag("inspect.after", p.TakenAt)
		}
	}
	for range n.taking {
		s.Photos = append(s.Photos, Photo{})
	}
}

// spot says how far it is, and how place, time and angle of what is shown fit.
func (n *Inspect) spot(s *InspectState) {
	v := n.p.Voice()
	where := n.p.Where.State()
	at, known := n.task.Spot()
	if known && where.Known {
		s.Way = Far(v, civic.Distance(where.Here.Position, at)) + " " + Toward(v, where.Here.Position, at)
	}
	best, shown := n.task.Best(n.visit)
	if !shown { // what it would be, if a picture were taken now
		if !known {
			s.Checks = []Said{{Icon: "map-pin", Tone: ToneCalm, Title: v.Say("inspect.spot.address"), Aside: ""}}
			return
		}
		if !where.Known {
			s.Checks = []Said{where.Said}
			return
		}
		best = n.task.Look(civic.Photo{Located: where.Here.Source != civic.SourceMock, Position: where.Here.Position, TakenAt: n.p.env.Clock()})
	}
	s.Checks = append(s.Checks, n.placeCheck(best, known))
	if shown {
		s.Checks = append(s.Checks, n.timeCheck(best), n.angleCheck(best))
	}
}

func (n *Inspect) placeCheck(best civic.Spot, known bool) Said {
	v := n.p.Voice()
	said := Said{Icon: "map-pin", Tone: ToneGood, Aside: v.With("inspect.spot.norm", lang.Args{"Far": Far(v, civic.AfterWithin)})}
	switch {
	case !known:
		said.Title, said.Aside, said.Tone = v.Say("inspect.spot.address"), "", ToneCalm
	case n.visit.Place.Source == civic.SourceMock:
		said.Title, said.Tone = v.Say("inspect.spot.mock"), ToneWarn
	case !best.Measured:
		said.Title, said.Tone = v.Say("inspect.spot.unknown"), ToneWarn
	default:
		said.Title = v.With("inspect.spot.far", lang.Args{"Far": Far(v, best.Distance)})
		if !best.Near {
			said.Tone = ToneWarn
		}
		if best.Doubt > 0 {
			said.Under = v.With("where.within", lang.Args{"Metres": Far(v, best.Doubt)})
		}
	}
	return said
}

func (n *Inspect) timeCheck(best civic.Spot) Said {
	v := n.p.Voice()
	if !best.Later {
		return Said{Icon: "clock", Tone: ToneWarn, Title: v.Say("inspect.time.early"), Aside: v.Day(best.Since, n.p.env.Clock())}
	}
	taken := best.Since
	for _, p := range n.visit.Photos {
		if p.TakenAt.After(taken) {
			taken = p.TakenAt
		}
	}
	later := taken.Sub(best.Since)
	said := Said{Icon: "clock", Tone: ToneGood, Aside: v.Day(best.Since, n.p.env.Clock())}
	if days := int(later / (24 * time.Hour)); days > 0 {
		said.Title = v.Count("inspect.time.days", days, nil)
	} else {
		said.Title = v.Count("inspect.time.hours", max(1, int(later/time.Hour)), nil)
	}
	return said
}

// angleAlike is from how many per cent on a picture is taken for one of the same view; two of different things rarely come above 60.
const angleAlike = 65

func (n *Inspect) angleCheck(best civic.Spot) Said {
	v := n.p.Voice()
	alike := -1
	for _, p := range n.visit.Photos {
		if percent, ok := n.looks[p.ID]; ok {
			alike = max(alike, percent)
		}
	}
	said := Said{Icon: "camera", Tone: ToneCalm, Title: v.Say("inspect.angle.unknown")}
	switch {
	case alike >= angleAlike || alike < 0 && best.Turned && best.Turn <= 30:
		said.Tone, said.Title = ToneGood, v.Say("inspect.angle.same")
	case alike >= 0 || best.Turned:
		said.Title = v.Say("inspect.angle.other")
	}
	if alike >= 0 {
		said.Aside = v.With("inspect.angle.alike", lang.Args{"N": v.Number(int64(alike))})
	}
	return said
}

func (n *Inspect) questions(s *InspectState) {
	if n.p.env.Checklists == nil || !n.loaded {
		return
	}
	category, ok := n.p.env.Known.Category(n.task.Category)
	if !ok || s.Outcome.Act() == civic.ActReturn {
		return
	}
	for _, q := range n.p.env.Checklists.For(category) {
		line := QuestionLine{Slug: q.Slug, Ask: q.Ask.In(n.p.look.Lang)}
		if at := slices.IndexFunc(n.visit.Checks, func(c civic.Check) bool { return c.Slug == q.Slug }); at >= 0 {
			line.State = n.visit.Checks[at].State
		}
		s.Questions = append(s.Questions, line)
	}
}
