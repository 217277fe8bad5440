package engine

import (
	"bytes"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/accounts"
	"priyom/portal/casework"
	"priyom/portal/db"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/wire"
)

// inspector is an inspector's device of a department.
func (d *district) inspector(t testing.TB, url string, department civic.DepartmentSlug) *store.Store {
	t.Helper()
	s := storetest.Open(t, t.TempDir(), store.Options{})
	code, _, err := d.InviteInspector(t.Context(), "Управа", department, db.Account{})
	check(t, err)
	_, err = Enroll(t.Context(), s, Options{}, url, code)
	check(t, err)
	return s
}

// act has somebody at the portal do something to a report.
func (d *district) act(t testing.TB, deed casework.Deed) db.Case {
	t.Helper()
	c, err := d.Casework().Act(t.Context(), deed)
	check(t, err)
	return c
}

func moderator() casework.Actor {
	return casework.Actor{Role: civic.RoleModerator, Account: db.Account{1}, Rights: accounts.UsualRights(civic.RoleModerator)}
}

// The whole round, each side offline in between: somebody reports with a photo, a moderator sends an inspector, who works without a line
// and shows what was done; the portal knows both sides, the device hears that it counts, and the citizen rates.
func TestTheWholeRoundOfAnInspector(t *testing.T) {
	d := newDistrict(t)
	url := served(t, d.handler)
	point, field := d.enrolled(t, url), d.inspector(t, url, "lighting")
	if e, err := field.Enrolment(t.Context()); err != nil || e.Role != civic.RoleInspector || e.Department != "lighting" {
		t.Errorf("enrolled as %+v, %v", e, err)
	}
	there, here := anEngine(t, point, Options{}), anEngine(t, field, Options{})

	draft := storetest.Draft(t, point, "Не горит фонарь у школы")
	draft.Category, draft.Place.Position, draft.Place.Source = "lighting-lamp-out", civic.Position{Lat: 47.08, Lon: 28.87}, civic.SourceMap
	check(t, point.SaveDraft(t.Context(), draft))
	storetest.Attach(t, point, draft, 1)
	r, err := point.Capture(t.Context(), draft)
	check(t, err)
	cleared(t, there)
	d.act(t, casework.Deed{Report: r.ID, Act: civic.ActAssign, By: moderator(), Department: "lighting", Comment: "Лестница нужна"})

	cleared(t, here)
	task, err := field.Task(t.Context(), r.ID)
	check(t, err)
	if task.Words != r.Text || task.Number != r.Number || task.Note != "Лестница нужна" || len(task.Before) != 1 || !task.New || task.Due.IsZero() {
		t.Errorf("the task is %+v", task)
	}
	preview, err := field.ReadFile(task.Before[0].Preview)
	if err != nil || len(preview) == 0 {
		t.Errorf("no preview: %v", err)
	}
	i := inspectedHere(t, field, r.ID)
	if again, err := field.Inspect(t.Context(), i); err != nil || again.ID != i.ID {
		t.Errorf("handed in again: %v", err)
	}
	verified(t, field)
	last := anEngine(t, field, Options{})
	if r, err := last.Once(t.Context()); err != nil || !r.Clear {
		items, _ := field.Queue(t.Context())
		t.Fatalf("%+v, %v: %+v", r, err, items)
	}
	cleared(t, last) // what came of it is told with the photos' entries, or with the next exchange
	list, err := field.Inspections(t.Context(), r.ID)
	check(t, err)
	if len(list) != 1 || list[0].Result != civic.ResultDone || !list[0].Sent || list[0].Draft {
		t.Errorf("what came of it: %+v", list)
	}
	if gone, err := field.Task(t.Context(), r.ID); err != nil || !gone.Taken || gone.Status != civic.StatusSolved || gone.Words != r.Text {
		t.Errorf("the task is %+v, %v", gone, err)
	}
	after := d.pictures(t, r.ID)
	if len(after) != 1 || !after[0].Here || !after[0].HerePreview {
		t.Errorf("photos of what was done: %+v", after)
	}
	cleared(t, there)
	if told, err := point.Report(t.Context(), r.ID); err != nil || told.Status != civic.StatusSolved {
		t.Errorf("the point hears of %s, %v", told.Status, err)
	}
	d.act(t, casework.Deed{Report: r.ID, Act: civic.ActConfirm, By: casework.Point(point.Device())})
	if c := d.act(t, casework.Deed{Report: r.ID, Act: civic.ActRate, By: casework.Point(point.Device()), Rating: 5}); c.Rating != 5 {
		t.Errorf("rated %+v", c)
	}
	d.audited(t)
	for _, s := range []*store.Store{point, field} { // this portal has signed for the copies: the originals may go
		if gone, err := s.DropOriginals(t.Context(), time.Now().Add(time.Hour), 0); err != nil || gone.Files != 1 {
			t.Errorf("dropped %+v, %v", gone, err)
		}
	}
	verified(t, field)
	verified(t, point)
}

// Where there is little room no large picture comes by itself, and the small ones do; one that somebody asks for comes.
func TestLargePicturesWaitForRoom(t *testing.T) {
	d := newDistrict(t)
	url := served(t, d.handler)
	point, field := d.enrolled(t, url), d.inspector(t, url, "lighting")
	r := captured(t, point, "Не горит фонарь", 1)
	cleared(t, anEngine(t, point, Options{}))
	d.act(t, casework.Deed{Report: r.ID, Act: civic.ActAssign, By: moderator(), Department: "lighting"})
	var roomy atomic.Bool
	here := anEngine(t, field, Options{Roomy: roomy.Load})
	running(t, here)
	picture := func(of func(civic.Photo) civic.BlobRef) func(State) bool {
		return func(State) bool {
			task, err := field.Task(t.Context(), r.ID)
			if err != nil || len(task.Before) == 0 {
				return false
			}
			has, err := field.HasPicture(t.Context(), of(task.Before[0]).SHA256)
			return err == nil && has
		}
	}
	small := picture(func(p civic.Photo) civic.BlobRef { return p.Preview })
	large := picture(func(p civic.Photo) civic.BlobRef { return p.Copy })
	until(t, here, "the small picture", small)
	if g := (&gallery{Engine: here}); large(State{}) {
		t.Error("the large one came by itself")
	} else if want, err := g.wanted(t.Context()); err != nil || len(want) != 0 {
		t.Errorf("it would fetch %+v, %v", want, err)
	}
	task, err := field.Task(t.Context(), r.ID)
	check(t, err)
	check(t, field.AskPicture(t.Context(), task.Before[0].Copy.SHA256))
	here.WantPictures()
	until(t, here, "the large picture", large)
}

// inspectedHere does the work on the spot: a photo, a spoken note, the checklist.
func inspectedHere(t testing.TB, s *store.Store, report civic.ReportID) civic.Inspection {
	t.Helper()
	i, err := s.BeginInspection(t.Context(), report)
	check(t, err)
	if again, err := s.BeginInspection(t.Context(), report); err != nil || again.ID != i.ID {
		t.Errorf("begun twice: %v", err)
	}
	p, err := s.AttachInspectionPhoto(t.Context(), i.ID, "1.jpg", bytes.NewReader(storetest.JPEG(t, 9)), time.Now().Add(time.Minute))
	check(t, err)
	if same, err := s.AttachInspectionPhoto(t.Context(), i.ID, "1.jpg", bytes.NewReader(storetest.JPEG(t, 9)), time.Now()); err != nil || same.ID != p.ID {
		t.Errorf("the same file is another photo: %v", err)
	}
	check(t, s.AttachVoice(t.Context(), i.ID, strings.NewReader("RIFF....WAVE"), 3*time.Second))
	i.Outcome, i.Comment = civic.OutcomeFixed, "Заменили лампу"
	i.Place = civic.Place{Source: civic.SourceGPS, Position: civic.Position{Lat: 47.08005, Lon: 28.87, Accuracy: 5}}
	i.Checks = []civic.Check{{Slug: "lamp-lit", State: civic.CheckYes}}
	check(t, s.SaveInspection(t.Context(), i))
	done, err := s.Inspect(t.Context(), i)
	check(t, err)
	if len(done.Photos) != 1 || done.VoiceFor != 3*time.Second || done.At.IsZero() {
		t.Errorf("handed in as %+v", done)
	}
	if err := s.SaveInspection(t.Context(), i); !errors.Is(err, store.ErrInspected) {
		t.Errorf("changed afterwards: %v", err)
	}
	return done
}

func (d *district) pictures(t testing.TB, id civic.ReportID) (after []db.AfterPhoto) {
	t.Helper()
	check(t, d.db.Read(t.Context(), func(tx *db.Tx) (err error) {
		after, err = tx.AfterPhotos(id)
		return err
	}))
	return after
}

// A picture that breaks off goes on from where it was; one that comes as something else is never kept, and asked for again later.
func TestPicturesOfTasksOverABadLine(t *testing.T) {
	d := newDistrict(t)
	var breaks, lies atomic.Int32
	url := served(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.URL.Path, wire.PathBlobs) {
			d.handler.ServeHTTP(w, r)
			return
		}
		if lies.Add(-1) >= 0 {
			w.Header().Set("Content-Type", "image/jpeg")
			_, _ = w.Write(bytes.Repeat([]byte{0xAB}, 1<<16))
			return
		}
		rec := httptest.NewRecorder()
		d.handler.ServeHTTP(rec, r)
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(rec.Code)
		body := rec.Body.Bytes()
		if breaks.Add(-1) >= 0 && len(body) > 100 {
			_, _ = w.Write(body[:100])
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write(body)
	}))
	point, field := d.enrolled(t, url), d.inspector(t, url, "lighting")
	r := captured(t, point, "Не горит фонарь", 1)
	there := anEngine(t, point, Options{})
	cleared(t, there)
	d.act(t, casework.Deed{Report: r.ID, Act: civic.ActAssign, By: moderator(), Department: "lighting"})
	lies.Store(1)
	here := anEngine(t, field, Options{})
	cleared(t, here)
	task, err := field.Task(t.Context(), r.ID)
	check(t, err)
	preview := task.Before[0].Preview
	if has, err := field.HasPicture(t.Context(), preview.SHA256); err != nil || has || lies.Load() >= 0 {
		t.Errorf("something else was kept: %v", err)
	}
	breaks.Store(2)
	check(t, field.AskPicture(t.Context(), preview.SHA256))
	running(t, here)
	here.WantPictures()
	until(t, here, "the picture", func(State) bool {
		has, err := field.HasPicture(t.Context(), preview.SHA256)
		return err == nil && has
	})
	if content, err := field.ReadFile(preview); err != nil || int64(len(content)) != preview.Size || breaks.Load() >= 0 {
		t.Errorf("%d bytes after %d breaks, %v", len(content), 2-breaks.Load(), err)
	}
	here.Close()
	verified(t, field)
}
