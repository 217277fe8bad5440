package present

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store"
	"priyom/tiles"
)

// TaskOrder is in which order tasks are listed.
type TaskOrder string

// The orders.
const (
	TasksNear  TaskOrder = "near"
	TasksDue   TaskOrder = "due"
	TasksRoute TaskOrder = "route" // one after the other, the whole way short
)

// TaskRow is a task in the list.
type TaskRow struct {
	ID     civic.ReportID
	N      int // its place in the list, from 1; what the map calls it too
	Icon   string
	Title  string
	Place  string
	Far    string // as the crow flies; "" if one of the two isn't known
	Due    Due
	Status civic.Status
	New    bool
	Begun  bool // somebody has begun to fill in what they found
	Note   Said // what was found and is on its way, or what the portal said of it; zero if there is nothing to say
}

// TaskMarker is a task on the map.
type TaskMarker struct {
	ID   civic.ReportID
	N    int
	At   tiles.Point
	Late bool
	Soon bool
}

// TasksState is what there is to do.
type TasksState struct {
	Loaded  bool
	Rows    []TaskRow
	Count   string
	Orders  []string
	Order   int
	Way     string // how long the whole way is, and how that was measured; "" but in the order of a route
	Where   WhereState
	Here    tiles.Point // meaningful if Where.Known
	Map     bool        // there is one
	Nowhere bool        // this device isn't an inspector's
	Main    string      // words of the way to the first task; "" if none has a place
	First   string      // address for a navigator
	Today   string      // what was done today; "" if nothing was
}

// Tasks are an inspector's, by how far or how urgent they are. All of it is here, without a line.
type Tasks struct {
	OnChange func()

	p      *Point
	order  TaskOrder
	loaded bool
	tasks  []store.Task
	found  map[civic.ReportID]store.Inspection // the last visit to each
	today  int
	busy   bool
	again  bool
	pulse  time.Time // of the exchange after which it was read last
}

func newTasks(p *Point) *Tasks { return &Tasks{p: p, order: TasksNear} }

// tasksTaken is for how long one sees what was taken back after a visit: what came of it.
const tasksTaken = 24 * time.Hour

// Attend is while the page is in front: the position is measured. stop ends it.
func (t *Tasks) Attend() (stop func()) {
	leave := t.p.Where.Listen(t.changed)
	t.Reload()
	return leave
}

// Reload reads the tasks again. Asked for while it reads, it reads once more afterwards.
func (t *Tasks) Reload() {
	if t.busy {
		t.again = true
		return
	}
	t.busy, t.again = true, false
	now := t.p.env.Clock()
	midnight := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	t.p.read.do(func(ctx context.Context) func() {
		tasks, found, err := t.p.readTasks(ctx, now.Add(-tasksTaken))
		done, doneErr := t.p.store.InspectionsSince(ctx, midnight)
		err = cmp.Or(err, doneErr)
		return func() {
			t.busy = false
			if err != nil {
				t.p.failed("tasks", err)
			} else {
				t.tasks, t.found, t.today, t.loaded = tasks, found, len(done), true
				t.changed()
			}
			if t.again {
				t.Reload()
			}
		}
	})
}

// readTasks are the tasks, those that were taken back since a time among them, and the last visit to each.
func (p *Point) readTasks(ctx context.Context, takenSince time.Time) ([]store.Task, map[civic.ReportID]store.Inspection, error) {
	tasks, err := p.store.Tasks(ctx, takenSince)
	found := map[civic.ReportID]store.Inspection{}
	for _, task := range tasks {
		list, listErr := p.store.Inspections(ctx, task.Report)
		if listErr != nil {
			return nil, nil, listErr
		}
		if len(list) > 0 {
			found[task.Report] = list[0]
		}
	}
	return tasks, found, err
}

// exchanged is after the engine got on.
func (t *Tasks) exchanged() {
	if t.p.Role() != civic.RoleInspector {
		return
	}
	if last := t.p.engine.State().LastExchange; last != t.pulse {
		t.pulse = last
		t.Reload()
	}
}

// Sort lists the tasks in another order.
func (t *Tasks) Sort(i int) {
	if orders := taskOrders(); i >= 0 && i < len(orders) {
		t.order = orders[i]
		t.changed()
	}
}

func taskOrders() []TaskOrder { return []TaskOrder{TasksNear, TasksDue, TasksRoute} }

// listed are the tasks to be shown in their order: those to be done, and then those that somebody has been at.
func (t *Tasks) listed() (todo, done []store.Task) {
	for _, task := range t.tasks {
		visit, visited := t.found[task.Report]
		switch open, been := standing(task, visit, visited); {
		case open:
			todo = append(todo, task)
		case been:
			done = append(done, task)
		}
	}
	t.sort(todo)
	slices.SortFunc(done, func(a, b store.Task) int { return t.found[b.Report].Done.Compare(t.found[a.Report].Done) })
	return todo, done
}

// standing says whether a task is still to be done, or somebody has been at it; one that was taken back before anybody was there is neither.
func standing(task store.Task, visit store.Inspection, visited bool) (todo, done bool) {
	done = visited && (task.Taken || !visit.Draft && visit.Result == civic.ResultWaiting || visit.Result == civic.ResultReview)
	return !done && !task.Taken, done
}

func (t *Tasks) sort(list []store.Task) {
	where := t.p.Where.State()
	far := func(task store.Task) civic.Metres {
		if at, ok := task.Spot(); ok && where.Known {
			return civic.Distance(where.Here.Position, at)
		}
		return 1e9
	}
	due := func(task store.Task) int64 {
		if task.Due.IsZero() {
			return 1 << 60
		}
		return task.Due.UnixMilli()
	}
	slices.SortFunc(list, func(a, b store.Task) int {
		if t.order == TasksDue {
			return cmp.Or(cmp.Compare(due(a), due(b)), cmp.Compare(a.Number, b.Number))
		}
		return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(due(a), due(b)), cmp.Compare(a.Number, b.Number))
	})
	if t.order == TasksRoute {
		t.along(list, where)
	}
}

// along puts the tasks that have a place in the order of a way to all of them, and the others behind.
func (t *Tasks) along(list []store.Task, where WhereState) {
	placed, loose := []store.Task{}, []store.Task{}
	var stops []civic.Position
	for _, task := range list {
		if at, ok := task.Spot(); ok {
			placed, stops = append(placed, task), append(stops, at)
		} else {
			loose = append(loose, task)
		}
	}
	n := 0
	for _, i := range civic.Walk(start(where), stops) {
		list[n] = placed[i]
		n++
	}
	copy(list[n:], loose)
}

func start(where WhereState) *civic.Position {
	if !where.Known {
		return nil
	}
	at := where.Here.Position
	return &at
}

// State is what to show.
func (t *Tasks) State() TasksState {
	v := t.p.Voice()
	todo, done := t.listed()
	s := TasksState{Loaded: t.loaded, Where: t.p.Where.State(), Map: t.p.Maps.open != nil, Nowhere: t.p.Role() != civic.RoleInspector}
	if s.Where.Known {
		s.Here = tiles.Project(s.Where.Here.Position.Lat, s.Where.Here.Position.Lon)
	}
	for i, o := range taskOrders() {
		s.Orders = append(s.Orders, v.Say("tasks.order."+string(o)))
		if o == t.order {
			s.Order = i
		}
	}
	for i, task := range todo {
		row := t.row(task, s.Where)
		row.N = i + 1
		s.Rows = append(s.Rows, row)
		if s.Main == "" && row.Far != "" {
			s.Main = v.With("tasks.go", lang.Args{"Far": row.Far})
			s.First = t.Navigate(task.Report)
		}
	}
	s.Count = v.Count("tasks.count", len(todo), nil)
	for _, task := range done {
		s.Rows = append(s.Rows, t.row(task, s.Where))
	}
	if t.order == TasksRoute {
		s.Way = t.way(todo, s.Where)
	}
	if t.today > 0 {
		s.Today = v.Count("tasks.today", t.today, nil)
	}
	return s
}

// way says how long the way to all tasks is, and that it is measured as the crow flies.
func (t *Tasks) way(todo []store.Task, where WhereState) string {
	var stops []civic.Position
	var order []int
	for _, task := range todo {
		if at, ok := task.Spot(); ok {
			order = append(order, len(stops))
			stops = append(stops, at)
		}
	}
	if len(stops) == 0 {
		return ""
	}
	return t.p.Voice().With("tasks.way", lang.Args{"Far": Far(t.p.Voice(), civic.WalkLength(start(where), stops, order))})
}

func (t *Tasks) row(task store.Task, where WhereState) TaskRow {
	v := t.p.Voice()
	category := t.p.categoryOf(task.Category)
	r := TaskRow{ID: task.Report, Icon: category.Icon, Title: taskTitle(task.Task, category), Place: placeLine(task.Place), Status: task.Status, New: task.New && !task.Taken}
	if at, ok := task.Spot(); ok && where.Known && !task.Taken {
		r.Far = Far(v, civic.Distance(where.Here.Position, at))
	}
	if !task.Taken {
		r.Due = t.p.taskDue(task.Task)
	}
	if i, ok := t.found[task.Report]; ok {
		r.Begun = i.Draft
		r.Note = t.p.visitSaid(i)
	}
	return r
}

// taskTitle is what a task is called: its first line, or what kind of thing it is.
func taskTitle(t civic.Task, category Category) string {
	if line := civic.FirstLine(t.Words); line != "" {
		return line
	}
	return category.Title
}

func placeLine(p civic.Place) string {
	return join(", ", p.Address, p.Settlement)
}

// taskDue is a task's deadline in words.
func (p *Point) taskDue(t civic.Task) Due {
	if t.Due.IsZero() {
		return Due{}
	}
	span := t.Span
	if span.Check() != nil {
		span = civic.Span{N: 1, Unit: civic.UnitDay}
	}
	return p.due(civic.Due{State: civic.DueResolve, Deadline: civic.Deadline{Kind: civic.DeadlineResolve, Due: t.Due, Span: span}})
}

// visitSaid says where an inspection stands.
func (p *Point) visitSaid(i store.Inspection) Said {
	v := p.Voice()
	if i.Draft {
		return Said{Icon: "pen", Tone: ToneAccent, Title: v.Say("inspect.begun")}
	}
	outcome := v.Say("inspect.outcome." + string(i.Outcome))
	switch i.Result {
	case civic.ResultWaiting:
		if i.Sent {
			return Said{Icon: "hourglass", Tone: ToneCalm, Title: outcome, Under: v.Say("inspect.result.sent")}
		}
		return Said{Icon: "cloud-upload", Tone: ToneAccent, Title: outcome, Under: v.Say("inspect.result.waiting")}
	case civic.ResultDone:
		return Said{Icon: "circle-check", Tone: ToneGood, Title: outcome, Under: v.Say("inspect.result.done")}
	case civic.ResultReview:
		return Said{Icon: "eye", Tone: ToneWarn, Title: outcome, Under: v.Say("inspect.result.review")}
	case civic.ResultProof, civic.ResultLate, civic.ResultForbidden:
		return Said{Icon: "triangle-alert", Tone: ToneAlarm, Title: outcome, Under: v.Say("inspect.result." + string(i.Result))}
	}
	return Said{Icon: "help", Tone: ToneCalm, Title: outcome}
}

// Markers are the tasks that have a place, as the list counts them.
func (t *Tasks) Markers() (all []TaskMarker) {
	todo, _ := t.listed()
	for i, task := range todo {
		at, ok := task.Spot()
		if !ok {
			continue
		}
		clock := t.p.taskDue(task.Task).Clock
		all = append(all, TaskMarker{task.Report, i + 1, tiles.Project(at.Lat, at.Lon), clock == ClockLate, clock == ClockSoon})
	}
	return all
}

// Waiting is how many tasks there are to do.
func (t *Tasks) Waiting() int {
	todo, _ := t.listed()
	return len(todo)
}

// Navigate is the address by which a navigator finds a task (RFC 5870, with the question that Android's navigators read); "" if it has no place.
func (t *Tasks) Navigate(id civic.ReportID) string {
	for _, task := range t.tasks {
		if task.Report == id {
			return navigate(task.Task)
		}
	}
	return ""
}

func navigate(t civic.Task) string {
	at, ok := t.Spot()
	if !ok {
		return ""
	}
	where := fmt.Sprintf("%.6f,%.6f", at.Lat, at.Lon)
	return "geo:" + where + "?q=" + where + "(" + url.QueryEscape(t.Number) + ")"
}

func (t *Tasks) changed() {
	if t.OnChange != nil {
		t.OnChange()
	}
}
