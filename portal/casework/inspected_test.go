package casework_test

import (
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/portal/portaltest"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// field is an inspector's device, and how far it has read what it is told.
type field struct {
	*portaltest.Device
	o      *office
	cursor string
	sent   int
	serial byte
}

func (o *office) field(department civic.DepartmentSlug, place string, staff db.Account) *field {
	o.t.Helper()
	return &field{Device: portaltest.Inspector(o.t, o.Portal, place, department, staff), o: o}
}

// sync sends what is new and reads what changed.
func (f *field) sync() (map[civic.ReportID]civic.Task, map[civic.InspectionID]civic.Judgement) {
	f.o.t.Helper()
	req := wire.SyncRequest{Cursor: f.cursor}
	if len(f.Entries) > f.sent {
		req.Batches = [][]byte{f.Batch(f.sent+1, len(f.Entries))}
		f.sent = len(f.Entries)
	}
	reply, problem := f.Sync(req)
	if problem != nil {
		f.o.t.Fatal(problem)
	}
	if len(reply.Verdicts) > 0 {
		f.o.t.Errorf("verdicts: %+v", reply.Verdicts)
	}
	f.cursor = reply.Cursor
	return f.Tasks(reply)
}

// shot is a photo of what was done, taken now; the camera says nothing of the place.
func (f *field) shot() civic.Photo {
	f.serial++
	p := f.Photo([]byte{'o', f.serial}, portaltest.JPEG(f.o.t, 640, 480, f.serial), portaltest.JPEG(f.o.t, 64, 48, f.serial))
	p.TakenAt = f.o.Clock.Now().Truncate(time.Millisecond)
	return p
}

func (f *field) found(r civic.Report, outcome civic.Outcome, change ...func(*civic.Inspection)) civic.Inspection {
	f.o.t.Helper()
	var photos []civic.Photo
	if outcome.Pictured() {
		photos = []civic.Photo{f.shot()}
	}
	i := f.Inspection(r.ID, outcome, "Так и есть", photos...)
	for _, c := range change {
		c(&i)
	}
	f.TellInspection(i)
	return i
}

func (o *office) assigned() civic.Report {
	o.t.Helper()
	r := o.told()
	o.act(r, civic.ActAssign, moderator, to("roads"), saying("Подъезд со двора, звоните 8 912 000-41-15"))
	o.Clock.Add(time.Hour)
	return r
}

func away(i *civic.Inspection) { i.Place.Position.Lat += 0.01 }

func reasoned(i *civic.Inspection) {
	i.Override = "Дорога перекрыта, снимал с холма"
}

// What is assigned is a task of the department's devices, in the same breath, and no more once it isn't theirs.
func TestTasksFollowCases(t *testing.T) {
	o := newOffice(t)
	ours, others, village := o.field("roads", "Управа", db.Account{}), o.field("water", "Управа", db.Account{}), o.field("", "Ставчены", db.Account{})
	elsewhere := o.field("", "Бубуечь", db.Account{})
	r := o.assigned()
	for name, f := range map[string]*field{"the department": ours, "the village": village} {
		tasks, _ := f.sync()
		got := tasks[r.ID]
		if len(tasks) != 1 || got.Number != r.Number || got.Words != r.Text || got.Status != civic.StatusAssigned || got.Place.Position != r.Place.Position ||
			got.Note != "Подъезд со двора, звоните ***" || got.Due.IsZero() || got.Span.IsZero() || got.Department != "roads" || got.Mine {
			t.Errorf("%s: %+v", name, tasks)
		}
	}
	for name, f := range map[string]*field{"another department": others, "another village": elsewhere} {
		if tasks, _ := f.sync(); len(tasks) > 0 {
			t.Errorf("%s: %+v", name, tasks)
		}
	}
	o.act(r, civic.ActStart, roads)
	if tasks, _ := ours.sync(); tasks[r.ID].Status != civic.StatusInWork {
		t.Errorf("started: %+v", tasks)
	}
	o.act(r, civic.ActReturn, roads, saying("Не наше"))
	if tasks, _ := ours.sync(); !tasks[r.ID].Taken || tasks[r.ID].Words != "" {
		t.Errorf("returned: %+v", tasks)
	}
	o.act(r, civic.ActAssign, moderator, to("water"))
	if tasks, _ := ours.sync(); len(tasks) > 0 {
		t.Errorf("told again of what isn't theirs: %+v", tasks)
	}
	if tasks, _ := others.sync(); tasks[r.ID].Department != "water" {
		t.Errorf("assigned anew: %+v", tasks)
	}
	late := o.field("water", "Управа", db.Account{})
	if tasks, _ := late.sync(); len(tasks) != 1 || tasks[r.ID].Status != civic.StatusAssigned {
		t.Errorf("enrolled later: %+v", tasks)
	}
}

// A device that is one person's has what is theirs, or nobody's yet.
func TestTasksOfOnePerson(t *testing.T) {
	o := newOffice(t)
	igor, anna := o.Staff(t, "igor", civic.RoleInspector, "roads"), o.Staff(t, "anna", civic.RoleInspector, "roads")
	his, hers := o.field("roads", "Управа", igor.Account), o.field("roads", "Управа", anna.Account)
	r := o.assigned()
	if tasks, _ := his.sync(); tasks[r.ID].Mine || tasks[r.ID].Taken {
		t.Errorf("nobody's: %+v", tasks)
	}
	if tasks, _ := hers.sync(); len(tasks) != 1 {
		t.Errorf("nobody's: %+v", tasks)
	}
	if _, err := o.Casework().Entrust(t.Context(), r.ID, 0, roads, igor.Account); err != nil {
		t.Fatal(err)
	}
	if tasks, _ := his.sync(); !tasks[r.ID].Mine || tasks[r.ID].Executor != "Служащий igor" {
		t.Errorf("his: %+v", tasks)
	}
	if tasks, _ := hers.sync(); !tasks[r.ID].Taken {
		t.Errorf("not hers: %+v", tasks)
	}
}

// What an inspector finds does to the report what the workflow lets it.
func TestWhatInspectorsFind(t *testing.T) {
	for name, row := range map[string]struct {
		outcome civic.Outcome
		change  func(*civic.Inspection)
		want    civic.Status
		result  civic.Result
		missing []civic.Requirement
	}{
		"fixed":                   {outcome: civic.OutcomeFixed, want: civic.StatusSolved, result: civic.ResultDone},
		"fixed far away":          {civic.OutcomeFixed, away, civic.StatusInWork, civic.ResultProof, []civic.Requirement{civic.NeedAfterNear}},
		"fixed, position made up": {civic.OutcomeFixed, func(i *civic.Inspection) { i.Place.Source = civic.SourceMock }, civic.StatusInWork, civic.ResultProof, []civic.Requirement{civic.NeedAfterNear}},
		"fixed with a reason":     {civic.OutcomeFixed, func(i *civic.Inspection) { away(i); reasoned(i) }, civic.StatusInWork, civic.ResultReview, []civic.Requirement{civic.NeedAfterNear}},
		"fixed, too early":        {civic.OutcomeFixed, func(i *civic.Inspection) { i.Photos[0].TakenAt = i.At.Add(-48 * time.Hour) }, civic.StatusInWork, civic.ResultProof, []civic.Requirement{civic.NeedAfterLater}},
		"no picture of it": {
			civic.OutcomeFixed, func(i *civic.Inspection) {
				i.Photos[0].State, i.Photos[0].Problem = civic.PhotoUnreadable, "photo.corrupt"
				reasoned(i)
			}, civic.StatusInWork, civic.ResultProof,
			[]civic.Requirement{civic.NeedAfterPhoto, civic.NeedAfterNear, civic.NeedAfterLater},
		},
		"partly":          {outcome: civic.OutcomePartly, want: civic.StatusInWork, result: civic.ResultDone},
		"needs materials": {outcome: civic.OutcomeMaterials, want: civic.StatusInWork, result: civic.ResultDone},
		"not found":       {outcome: civic.OutcomeNotFound, want: civic.StatusReturned, result: civic.ResultDone},
		"not ours":        {outcome: civic.OutcomeNotOurs, want: civic.StatusReturned, result: civic.ResultDone},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			f := o.field("roads", "Управа", db.Account{})
			r := o.assigned()
			f.sync()
			var changes []func(*civic.Inspection)
			if row.change != nil {
				changes = append(changes, row.change)
			}
			i := f.found(r, row.outcome, changes...)
			tasks, results := f.sync()
			if got := results[i.ID]; got.Result != row.result || !slices.Equal(got.Missing, row.missing) || got.Report != r.ID {
				t.Errorf("told %+v", results)
			}
			if c := o.is(r); c.Status != row.want {
				t.Errorf("the case is %s", c.Status)
			}
			if tasks[r.ID].Taken == row.want.Tasked() {
				t.Errorf("the task is %+v", tasks[r.ID])
			}
			o.Verified(t)
		})
	}
}

// The second return goes to the arbiter, whoever returns.
func TestASecondReturnFromTheFieldGoesToTheArbiter(t *testing.T) {
	o := newOffice(t)
	f := o.field("roads", "Управа", db.Account{})
	r := o.assigned()
	o.act(r, civic.ActReturn, roads, saying("Не наше"))
	o.act(r, civic.ActAssign, moderator, to("roads"))
	f.found(r, civic.OutcomeNotOurs)
	f.sync()
	if c := o.is(r); c.Status != civic.StatusArbitration || c.Returns != 2 {
		t.Errorf("%+v", c)
	}
}

// What a moderator accepts though the photo was taken elsewhere is solved; what waits for that is listed.
func TestASecondLook(t *testing.T) {
	o := newOffice(t)
	f := o.field("roads", "Управа", db.Account{})
	r, other := o.assigned(), o.assigned()
	f.found(r, civic.OutcomeFixed, away, reasoned)
	f.found(other, civic.OutcomeFixed)
	f.sync()
	waiting := func() (all []db.Case) {
		if err := o.Casework().Read(t.Context(), func(tx *db.Tx) (err error) {
			all, err = tx.ForReview(10)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		return all
	}
	if got := waiting(); len(got) != 1 || got[0].Report != r.ID {
		t.Errorf("waiting are %+v", got)
	}
	if _, err := o.try(casework.Deed{Report: r.ID, Act: civic.ActSolve, By: senior}); err == nil {
		t.Error("accepted without a word")
	}
	if c := o.act(r, civic.ActSolve, senior, saying("На снимке видно")); c.Status != civic.StatusSolved || len(waiting()) != 0 {
		t.Errorf("%+v, waiting %d", c, len(waiting()))
	}
	o.Verified(t)
}

// Nothing is doubled, nothing is lost: told again, told too late, by whom it isn't, before its photos.
func TestInspectionsInAnyOrder(t *testing.T) {
	o := newOffice(t)
	f, foreign := o.field("roads", "Управа", db.Account{}), o.field("water", "Управа", db.Account{})
	r := o.assigned()
	i := f.Inspection(r.ID, civic.OutcomeFixed, "", f.shot())
	public, err := journal.EncodeInspection(i)
	if err != nil {
		t.Fatal(err)
	}
	f.Append(journal.Hash{}, journal.KindInspection, public, nil)
	if _, results := f.sync(); len(results) > 0 || o.is(r).Status != civic.StatusAssigned {
		t.Errorf("judged before its photo: %+v", results)
	}
	f.TellInspectionPhoto(i, i.Photos[0])
	if _, results := f.sync(); results[i.ID].Result != civic.ResultDone {
		t.Errorf("%+v", results)
	}
	f.Append(journal.Hash{}, journal.KindInspection, public, nil)
	f.TellInspectionPhoto(i, i.Photos[0])
	if tasks, results := f.sync(); len(results)+len(tasks) > 0 {
		t.Errorf("told again: %+v, %+v", tasks, results)
	}
	again := f.found(r, civic.OutcomeFixed)
	if _, results := f.sync(); results[again.ID].Result != civic.ResultLate {
		t.Errorf("after it was solved: %+v", results)
	}
	o.act(r, civic.ActRework, casework.Point(o.device.ID), saying("Не горит"))
	stale := f.found(r, civic.OutcomeFixed, func(i *civic.Inspection) { i.At = i.At.Add(-time.Minute) })
	theirs := foreign.found(r, civic.OutcomeFixed)
	if _, results := f.sync(); results[stale.ID].Result != civic.ResultLate {
		t.Errorf("seen before the solution that wasn't one: %+v", results)
	}
	if _, results := foreign.sync(); results[theirs.ID].Result != civic.ResultForbidden {
		t.Errorf("another department's: %+v", results)
	}
	o.Clock.Add(time.Hour)
	good := f.found(r, civic.OutcomeFixed)
	if _, results := f.sync(); results[good.ID].Result != civic.ResultDone || o.is(r).Status != civic.StatusSolved {
		t.Errorf("%+v", results)
	}
	o.Verified(t)
}

// A picture goes to the device that has its report to do, and to nobody else; the rest of a broken one can be asked for.
func TestPicturesGoDown(t *testing.T) {
	o := newOffice(t)
	f, other := o.field("roads", "Управа", db.Account{}), o.field("water", "Управа", db.Account{})
	content := portaltest.JPEG(t, 800, 600, 9)
	small := portaltest.JPEG(t, 64, 48, 9)
	p := o.device.Photo([]byte("original"), content, small)
	r := o.device.Report(p)
	o.device.Tell(journal.Hash{}, r)
	o.device.TellPhoto(journal.Hash{}, r.ID, p)
	o.device.Push(len(o.device.Entries)-1, len(o.device.Entries))
	o.act(r, civic.ActAssign, moderator, to("roads"))
	tasks, _ := f.sync()
	if got := tasks[r.ID].Before; len(got) != 1 || got[0].Copy != p.Copy || got[0].Preview != p.Preview {
		t.Fatalf("named are %+v", got)
	}
	get := func(d *portaltest.Device, sum [32]byte, from string) (int, string) {
		req := d.Request(http.MethodGet, wire.PathBlobs+journal.Hash(sum).String(), nil)
		if from != "" {
			req.Header.Set("Range", from)
		}
		d.Sign(req, nil)
		res := d.Do(req)
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
	if status, _ := get(f.Device, p.Copy.SHA256, ""); status != http.StatusNotFound {
		t.Errorf("before it came: %d", status)
	}
	o.device.Upload(content)
	o.device.Upload(small)
	if status, got := get(f.Device, p.Copy.SHA256, ""); status != http.StatusOK || got != string(content) {
		t.Errorf("%d, %d bytes", status, len(got))
	}
	if status, got := get(f.Device, p.Copy.SHA256, "bytes=100-"); status != http.StatusPartialContent || got != string(content[100:]) {
		t.Errorf("the rest: %d, %d bytes", status, len(got))
	}
	for name, d := range map[string]*portaltest.Device{"another department": other.Device, "the point itself": o.device} {
		if status, _ := get(d, p.Preview.SHA256, ""); status != http.StatusNotFound {
			t.Errorf("%s: %d", name, status)
		}
	}
	o.act(r, civic.ActReturn, roads, saying("Не наше"))
	if status, _ := get(f.Device, p.Preview.SHA256, ""); status != http.StatusNotFound {
		t.Errorf("after it was taken back: %d", status)
	}
}

// Who isn't an inspector inspects nothing, and what makes no sense is said.
func TestInspectionsThatAreRefused(t *testing.T) {
	o := newOffice(t)
	f := o.field("roads", "Управа", db.Account{})
	r := o.assigned()
	verdict := func(d *portaltest.Device, i civic.Inspection, blobs ...journal.Blob) string {
		t.Helper()
		n := len(d.Entries) + 1
		d.TellInspection(i, blobs...)
		reply := d.Push(n, len(d.Entries))
		if len(reply.Verdicts) == 0 {
			return ""
		}
		return reply.Verdicts[0].Key
	}
	voice := civic.BlobRef{SHA256: [32]byte{7}, Size: 100}
	for name, row := range map[string]struct {
		device *portaltest.Device
		change func(*civic.Inspection)
		want   string
	}{
		"a point":           {o.device, func(*civic.Inspection) {}, "verdict.role"},
		"no such report":    {f.Device, func(i *civic.Inspection) { i.Report[0]++ }, "verdict.no-report"},
		"no word":           {f.Device, func(i *civic.Inspection) { i.Comment = "" }, "verdict.inspection"},
		"in no time":        {f.Device, func(i *civic.Inspection) { i.At = time.UnixMilli(-1) }, "verdict.time"},
		"a voice from none": {f.Device, func(i *civic.Inspection) { i.Voice = voice }, "verdict.inspection"},
	} {
		i := row.device.Inspection(r.ID, civic.OutcomeMaterials, "Нет щебня")
		row.change(&i)
		if got := verdict(row.device, i); got != row.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	i := f.Inspection(r.ID, civic.OutcomeMaterials, "Нет щебня")
	i.Voice, i.VoiceFor = voice, time.Second
	if got := verdict(f.Device, i, journal.Blob{SHA256: voice.SHA256, Size: voice.Size, Role: journal.RoleVoice}); got != "" {
		t.Errorf("a good one: %q", got)
	}
	o.Verified(t)
}
