package store_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// tasked is an inspector's device that has heard of a task.
func tasked(t *testing.T, s *store.Store, change ...func(*civic.Task)) civic.Task {
	t.Helper()
	task := civic.Task{
		Report: civic.ReportID{0x01, 0x9a}, Number: "СТ-04-0412", Version: 3, Category: "lighting-lamp-out", Words: "Не горит фонарь",
		Place: civic.Place{Address: "ул. Лесная, 1", Source: civic.SourceMap, Position: civic.Position{Lat: 47.08, Lon: 28.87}}, Status: civic.StatusAssigned,
		CapturedAt: time.UnixMilli(1_795_500_000_000).UTC(), Department: "lighting",
		Before: []civic.Photo{{ID: civic.PhotoID{1}, State: civic.PhotoPrepared, Preview: refTo("small"), Copy: refTo("large one")}},
	}
	for _, c := range change {
		c(&task)
	}
	take(t, s, task)
	return task
}

func refTo(content string) civic.BlobRef {
	return civic.BlobRef{SHA256: sha256.Sum256([]byte(content)), Size: int64(len(content))}
}

var cursors int

func take(t *testing.T, s *store.Store, tasks ...civic.Task) {
	t.Helper()
	cursors++
	if err := s.TakeFeed(t.Context(), store.Feed{Tasks: tasks, Cursor: strings.Repeat("c", cursors)}); err != nil {
		t.Fatal(err)
	}
}

func TestTasksComeChangeAndGo(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return now }})
	storetest.NewPortal(t).Enroll(t, s, "ИН-01")
	task := tasked(t, s)
	all, err := s.Tasks(t.Context(), now)
	if err != nil || len(all) != 1 || !all[0].New || all[0].Words != task.Words || all[0].Before[0].Copy != task.Before[0].Copy {
		t.Fatalf("%+v, %v", all, err)
	}
	if err := s.SeeTask(t.Context(), task.Report); err != nil {
		t.Fatal(err)
	}
	older := task
	older.Version, older.Words = 2, "Раньше"
	take(t, s, older)
	if got, _ := s.Task(t.Context(), task.Report); got.Words != task.Words || got.New {
		t.Errorf("an older version counts: %+v", got)
	}
	gone := civic.Task{Report: task.Report, Number: task.Number, Version: 4, Status: civic.StatusSolved, Taken: true}
	take(t, s, gone, civic.Task{Report: civic.ReportID{9}, Version: 1, Taken: true})
	if got, _ := s.Task(t.Context(), task.Report); !got.Taken || got.Words != task.Words || got.Status != civic.StatusSolved {
		t.Errorf("what was taken back is %+v", got)
	}
	if all, _ := s.Tasks(t.Context(), now.Add(time.Hour)); len(all) != 0 {
		t.Errorf("left are %+v", all)
	}
	now = now.Add(20 * 24 * time.Hour)
	take(t, s, gone) // whatever comes, what is old goes
	if _, err := s.Task(t.Context(), task.Report); err != nil {
		t.Errorf("told of again just now, and forgotten: %v", err)
	}
	now = now.Add(20 * 24 * time.Hour)
	other := tasked(t, s, func(t *civic.Task) { t.Report[0] = 7 })
	take(t, s, civic.Task{Report: other.Report, Version: 9, Taken: true, Status: civic.StatusSolved})
	if _, err := s.Task(t.Context(), task.Report); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("kept for ever: %v", err)
	}
}

// Pictures are wanted as long as somebody has the task; small ones first, unless somebody waits for one; nothing else is kept in their place.
func TestPicturesOfTasks(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	s := storetest.Open(t, t.TempDir(), store.Options{Clock: func() time.Time { return now }})
	storetest.NewPortal(t).Enroll(t, s, "ИН-01")
	task := tasked(t, s)
	small, large := task.Before[0].Preview, task.Before[0].Copy
	wanted := func(also bool) (sizes []int64) {
		t.Helper()
		want, err := s.WantedPictures(t.Context(), also, 10)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			sizes = append(sizes, w.Size)
		}
		return sizes
	}
	if got := wanted(false); len(got) != 1 || got[0] != small.Size {
		t.Errorf("by themselves: %v", got)
	}
	if err := s.AskPicture(t.Context(), large.SHA256); err != nil {
		t.Fatal(err)
	}
	if got := wanted(false); len(got) != 2 || got[0] != large.Size {
		t.Errorf("asked for: %v", got)
	}
	if err := s.TakePicture(t.Context(), small, strings.NewReader("other")); !errors.Is(err, store.ErrOtherFile) {
		t.Errorf("something else: %v", err)
	}
	if err := s.TakePicture(t.Context(), small, strings.NewReader("small")); err != nil {
		t.Fatal(err)
	}
	if content, err := s.ReadFile(small); err != nil || string(content) != "small" {
		t.Errorf("%q, %v", content, err)
	}
	if err := s.PictureTried(t.Context(), large.SHA256, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if got := wanted(true); len(got) != 0 {
		t.Errorf("tried in vain: %v", got)
	}
	again := task
	again.Report[0]++
	take(t, s, again)
	if has, err := s.HasPicture(t.Context(), small.SHA256); err != nil || !has || len(wanted(false)) != 0 {
		t.Errorf("fetched a second time for another report: %v", err)
	}
	for _, id := range []civic.ReportID{task.Report, again.Report} {
		take(t, s, civic.Task{Report: id, Version: 5, Status: civic.StatusClosed, Taken: true})
	}
	now = now.Add(20 * 24 * time.Hour)
	last := tasked(t, s, func(t *civic.Task) { t.Report[0], t.Before = 9, nil })
	take(t, s, civic.Task{Report: last.Report, Version: 5, Status: civic.StatusClosed, Taken: true})
	if _, err := s.ReadFile(small); !errors.Is(err, store.ErrFileDamaged) {
		t.Errorf("the file is still here: %v", err)
	}
	verify(t, s)
}

func verify(t *testing.T, s *store.Store) {
	t.Helper()
	v, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range v.Findings {
		t.Errorf("verify: %s", f)
	}
}

// What was filled in survives the end of the program; what was handed in is in the journal, once, and its photos follow when their copies
// are made, whichever comes first.
func TestInspectionsAreKept(t *testing.T) {
	home := t.TempDir()
	s := storetest.Open(t, home, store.Options{})
	portal := storetest.NewPortal(t)
	portal.Enroll(t, s, "ИН-01")
	task := tasked(t, s)
	if _, err := s.BeginInspection(t.Context(), civic.ReportID{5}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("of no task: %v", err)
	}
	i, err := s.BeginInspection(t.Context(), task.Report)
	if err != nil {
		t.Fatal(err)
	}
	i.Outcome, i.Comment = civic.OutcomePartly, "Завтра продолжим"
	if err := s.SaveInspection(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	first, err := s.AttachInspectionPhoto(t.Context(), i.ID, "1.jpg", bytes.NewReader(storetest.JPEG(t, 1)), at)
	if err != nil || !first.TakenAt.Equal(at) {
		t.Fatalf("%+v, %v", first, err)
	}
	second, err := s.AttachInspectionPhoto(t.Context(), i.ID, "2.jpg", bytes.NewReader(storetest.JPEG(t, 2)), at)
	if err != nil {
		t.Fatal(err)
	}
	var refused *store.RefusedError
	if _, err := s.AttachInspectionPhoto(t.Context(), i.ID, "x.pdf", strings.NewReader("%PDF-1.7"), at); !errors.As(err, &refused) {
		t.Errorf("no picture: %v", err)
	}
	if err := s.AttachVoice(t.Context(), i.ID, bytes.NewReader(make([]byte, civic.MaxVoice+1)), time.Second); !errors.Is(err, store.ErrFileTooLarge) {
		t.Errorf("a film: %v", err)
	}
	if err := s.RemoveInspectionPhoto(t.Context(), i.ID, second.ID); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	s = storetest.Open(t, home, store.Options{})
	drafts, err := s.InspectionDrafts(t.Context())
	if err != nil || len(drafts) != 1 || drafts[0].Comment != i.Comment || len(drafts[0].Photos) != 1 || drafts[0].Number != task.Number {
		t.Fatalf("after the end: %+v, %v", drafts, err)
	}
	done, err := s.Inspect(t.Context(), drafts[0].Inspection)
	if err != nil {
		t.Fatal(err)
	}
	items, err := s.Queue(t.Context())
	if err != nil || len(items) != 2 || items[0].Kind != store.ItemInspection || items[0].Number != task.Number || items[1].State != store.ItemPreparing {
		t.Errorf("waiting are %+v, %v", items, err)
	}
	if n, err := s.PreparePhotos(t.Context()); err != nil || n != 1 {
		t.Errorf("%d photos, %v", n, err)
	}
	portal.Acknowledge(t, s)
	portal.AcknowledgeFiles(t, s)
	list, err := s.Inspections(t.Context(), task.Report)
	if err != nil || len(list) != 1 || !list[0].Sent || list[0].Result != civic.ResultWaiting || list[0].Photos[0].State != civic.PhotoPrepared {
		t.Errorf("%+v, %v", list, err)
	}
	cursors++
	if err := s.TakeFeed(t.Context(), store.Feed{Cursor: strings.Repeat("c", cursors), Judgements: []civic.Judgement{
		{Inspection: done.ID, Report: done.Report, Result: civic.ResultProof, Missing: []civic.Requirement{civic.NeedAfterNear}, At: at},
		{Inspection: civic.InspectionID{8}, Report: done.Report, Result: civic.ResultDone, At: at},
	}}); err != nil {
		t.Fatal(err)
	}
	list, err = s.InspectionsSince(t.Context(), done.At)
	if err != nil || len(list) != 1 || list[0].Result != civic.ResultProof || list[0].Missed[0] != civic.NeedAfterNear || !list[0].Judged.Equal(at) {
		t.Errorf("judged %+v, %v", list, err)
	}
	if next, err := s.BeginInspection(t.Context(), task.Report); err != nil || next.ID == done.ID {
		t.Errorf("another visit: %v", err)
	} else if err := s.DiscardInspection(t.Context(), next.ID); err != nil {
		t.Error(err)
	}
	if err := s.DiscardInspection(t.Context(), done.ID); !errors.Is(err, store.ErrInspected) {
		t.Errorf("thrown away: %v", err)
	}
	verify(t, s)
}

// What is drawn on a photo of an inspection is in its copies, until it is handed in.
func TestMarksOfInspections(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	task := tasked(t, s)
	i, err := s.BeginInspection(t.Context(), task.Report)
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.AttachInspectionPhoto(t.Context(), i.ID, "лицо.jpg", bytes.NewReader(striped(t)), time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	prepared := func() civic.Photo {
		t.Helper()
		if _, err := s.PreparePhotos(t.Context()); err != nil {
			t.Fatal(err)
		}
		list, err := s.Inspections(t.Context(), task.Report)
		if err != nil || len(list) != 1 || len(list[0].Photos) != 1 {
			t.Fatal(list, err)
		}
		return list[0].Photos[0]
	}
	before := prepared()
	marks := []civic.Mark{{Kind: civic.MarkBlur, FromX: 0.2, FromY: 0.2, ToX: 0.8, ToY: 0.8}}
	if err := s.MarkInspectionPhoto(t.Context(), i.ID, p.ID, marks); err != nil {
		t.Fatal(err)
	}
	after := prepared()
	if got := contrast(t, s, after.Copy); after.Copy == before.Copy || got > 4000 || contrast(t, s, before.Copy) < 30000 {
		t.Errorf("the stripes are still there: %d", got)
	}
	if err := s.MarkInspectionPhoto(t.Context(), i.ID, civic.PhotoID{9}, marks); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("another photo: %v", err)
	}
	i.Outcome = civic.OutcomeFixed
	if _, err := s.Inspect(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	if err := s.MarkInspectionPhoto(t.Context(), i.ID, p.ID, nil); !errors.Is(err, store.ErrInspected) {
		t.Errorf("after it was handed in: %v", err)
	}
	verify(t, s)
}
