package store_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"priyom/civic"
	"priyom/store"
	"priyom/store/journal"
	"priyom/store/storetest"
)

// album is a device with photos that stand at every point of their way.
type album struct {
	*testing.T
	s      *store.Store
	portal storetest.Portal
	home   string
}

func newAlbum(t *testing.T) *album {
	a := &album{T: t, home: t.TempDir(), portal: storetest.NewPortal(t)}
	a.s = storetest.Open(t, a.home, store.Options{})
	a.portal.Enroll(t, a.s, "СТ-04")
	return a
}

// draft begins a report with a picture.
func (a *album) draft(text string, seed uint8) civic.Report {
	r := storetest.Draft(a.T, a.s, text)
	storetest.Attach(a.T, a.s, r, seed)
	return r
}

// taken hands a report with a picture in; its copies are made.
func (a *album) taken(text string, seed uint8) civic.Report {
	a.Helper()
	r, err := a.s.Capture(a.Context(), a.draft(text, seed))
	if err == nil {
		_, err = a.s.PreparePhotos(a.Context())
	}
	if err == nil {
		r, err = a.s.Report(a.Context(), r.ID)
	}
	if err != nil {
		a.Fatal(err)
	}
	return r
}

func (a *album) drop(enough int64) store.Heap {
	a.Helper()
	gone, err := a.s.DropOriginals(a.Context(), time.Now().Add(time.Hour), enough)
	if err != nil {
		a.Fatal(err)
	}
	return gone
}

// here says whether a file lies on the disk, by its name.
func (a *album) here(ref civic.BlobRef) bool {
	name := journal.Hash(ref.SHA256).String()
	_, err := os.Stat(filepath.Join(a.home, "blobs", name[:2], name[2:]))
	return err == nil
}

func (a *album) space() store.Space {
	a.Helper()
	sp, err := a.s.Space(a.Context())
	if err != nil {
		a.Fatal(err)
	}
	return sp
}

// An original goes only when the portal has signed for its entry and for both of its copies, and they are whole here.
func TestOriginalsStayUntilThePortalHasTheirCopies(t *testing.T) {
	a := newAlbum(t)
	if gone := a.drop(0); gone.Files != 0 {
		t.Errorf("of nothing: %+v", gone)
	}
	r := a.taken("Яма", 1)
	stays := func(when string) {
		t.Helper()
		if gone := a.drop(0); gone.Files != 0 || !a.here(r.Photos[0].Original) || a.space().Waiting.Files != 1 || a.space().Safe.Files != 0 {
			t.Fatalf("%s: %+v went, %+v", when, gone, a.space())
		}
	}
	stays("queued")
	a.portal.Acknowledge(t, a.s)
	stays("with a receipt for its entry alone")
	files, err := a.s.Files(t.Context(), 10)
	if err != nil || len(files) != 2 {
		t.Fatalf("%+v, %v", files, err)
	}
	for n, f := range files {
		stays([]string{"without its files", "with one of its files"}[n])
		if err := a.s.TakeFileReceipt(t.Context(), journal.NewBlobReceipt(a.s.Device(), f.SHA256, f.Size, time.Now(), a.portal.Sign)); err != nil {
			t.Fatal(err)
		}
	}
	if sp := a.space(); sp.Safe.Files != 1 || sp.Safe.Bytes != r.Photos[0].Original.Size || sp.Waiting.Files != 0 || sp.Copies.Files != 2 {
		t.Errorf("%+v", sp)
	}
	if gone, err := a.s.DropOriginals(t.Context(), time.Now().Add(-time.Hour), 0); err != nil || gone.Files != 0 {
		t.Errorf("one that is there for a moment: %+v, %v", gone, err)
	}
	if gone := a.drop(0); gone.Files != 1 || gone.Bytes != r.Photos[0].Original.Size || a.here(r.Photos[0].Original) {
		t.Errorf("%+v", gone)
	}
	if gone := a.drop(0); gone.Files != 0 {
		t.Errorf("twice: %+v", gone)
	}
	if sp := a.space(); sp.Dropped.Files != 1 || sp.Safe.Files != 0 || sp.Loose.Files != 0 {
		t.Errorf("%+v", sp)
	}
	dropped, err := a.s.DroppedOf(t.Context(), r.ID)
	if err != nil || !dropped[r.Photos[0].ID] {
		t.Errorf("%v, %v", dropped, err)
	}
	for _, ref := range []civic.BlobRef{r.Photos[0].Copy, r.Photos[0].Preview} {
		if _, err := a.s.ReadFile(ref); err != nil {
			t.Errorf("nothing is left to look at: %v", err)
		}
	}
	if _, err := a.s.Picture(t.Context(), r.Photos[0]); err != nil {
		t.Error(err)
	}
	verified(t, a.s)
}

// What makes an original stay for good.
func TestOriginalsThatStay(t *testing.T) {
	for name, spoil := range map[string]func(a *album, r civic.Report){
		"another draft has the same picture": func(a *album, _ civic.Report) { a.draft("Ещё раз", 1) },
		"a report that waits has it too":     func(a *album, _ civic.Report) { a.taken("Ещё раз", 1) },
		"its entry was refused": func(a *album, _ civic.Report) {
			epoch, seq := lastEntry(a, journal.KindPhoto)
			if err := a.s.TakeVerdict(a.Context(), epoch, seq, "verdict.no-report"); err != nil {
				a.Fatal(err)
			}
		},
		"the copy here is spoilt": func(a *album, r civic.Report) {
			name := journal.Hash(r.Photos[0].Copy.SHA256).String()
			if err := os.WriteFile(filepath.Join(a.home, "blobs", name[:2], name[2:]), []byte("PRV1"), 0o600); err != nil {
				a.Fatal(err)
			}
		},
		"the receipt is another portal's": func(a *album, _ civic.Report) {
			storetest.NewPortal(a.T).Enroll(a.T, a.s, "СТ-05")
		},
		"the portal was put back": func(a *album, _ civic.Report) {
			head, err := a.s.Acknowledged(a.Context())
			if err == nil {
				head.Seq = 0
				err = a.s.Rewind(a.Context(), journal.NewReceipt(a.s.Device(), head, time.Now(), a.portal.Sign))
			}
			if err != nil {
				a.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAlbum(t)
			r := a.taken("Яма", 1)
			acknowledgeAll(t, a.s, a.portal)
			if a.space().Safe.Files != 1 {
				t.Fatalf("%+v", a.space())
			}
			spoil(a, r)
			if gone := a.drop(0); gone.Files != 0 || !a.here(r.Photos[0].Original) {
				t.Errorf("%+v went", gone)
			}
		})
	}
	t.Run("it was sent as it is", func(t *testing.T) {
		a := newAlbum(t)
		r := storetest.Draft(t, a.s, "Яма")
		cut := storetest.JPEG(t, 1)[:200]
		if _, err := a.s.AttachPhoto(t.Context(), r.ID, "x.jpg", bytes.NewReader(cut)); err != nil {
			t.Fatal(err)
		}
		if _, err := a.s.Capture(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if _, err := a.s.PreparePhotos(t.Context()); err != nil {
			t.Fatal(err)
		}
		acknowledgeAll(t, a.s, a.portal)
		if gone := a.drop(0); gone.Files != 0 || a.space().Waiting.Files != 1 {
			t.Errorf("%+v went of %+v", gone, a.space())
		}
	})
}

// raw is the database behind the program's back.
func raw(t *testing.T, home string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(home, store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// lastEntry finds the newest entry of a kind.
func lastEntry(a *album, kind journal.Kind) (epoch journal.Epoch, seq uint64) {
	a.Helper()
	db := raw(a.T, a.home)
	var e int64
	if err := db.QueryRow("SELECT epoch, seq FROM entry WHERE kind = ? ORDER BY seq DESC LIMIT 1", string(kind)).Scan(&e, &seq); err != nil {
		a.Fatal(err)
	}
	return journal.Epoch(e), seq
}

// The photos of an inspection are no different; the oldest go first, and no more than is needed.
func TestOriginalsOfInspections(t *testing.T) {
	a := newAlbum(t)
	task := tasked(t, a.s)
	first := a.taken("Яма", 1)
	acknowledgeAll(t, a.s, a.portal)
	i, err := a.s.BeginInspection(t.Context(), task.Report)
	if err != nil {
		t.Fatal(err)
	}
	shot, err := a.s.AttachInspectionPhoto(t.Context(), i.ID, "1.jpg", bytes.NewReader(storetest.JPEG(t, 2)), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := a.s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	if gone := a.drop(1); gone.Files != 1 || a.here(first.Photos[0].Original) || !a.here(shot.Original) {
		t.Errorf("%+v", gone)
	}
	i.Outcome = civic.OutcomeFixed
	if _, err := a.s.Inspect(t.Context(), i); err != nil {
		t.Fatal(err)
	}
	time.Sleep(2 * time.Millisecond)
	acknowledgeAll(t, a.s, a.portal)
	if gone := a.drop(0); gone.Files != 1 || a.here(shot.Original) {
		t.Errorf("%+v", gone)
	}
	if dropped, err := a.s.DroppedOf(t.Context(), task.Report); err != nil || !dropped[shot.ID] {
		t.Errorf("%v, %v", dropped, err)
	}
	verify(t, a.s)
}

// Killed between writing down that a file goes and its going, the next start finishes it; a picture that somebody brings again is here again.
func TestDroppingIsFinishedAtTheNextStart(t *testing.T) {
	a := newAlbum(t)
	r := a.taken("Яма", 1)
	acknowledgeAll(t, a.s, a.portal)
	db := raw(t, a.home)
	if _, err := db.Exec("UPDATE blob SET state = 'dropping' WHERE sha256 = ?", r.Photos[0].Original.SHA256[:]); err != nil {
		t.Fatal(err)
	}
	if !a.here(r.Photos[0].Original) {
		t.Fatal("it is gone already")
	}
	closeStore(t, a.s)
	a.s = storetest.Open(t, a.home, store.Options{})
	if a.here(r.Photos[0].Original) || a.space().Dropped.Files != 1 {
		t.Errorf("it is still here: %+v", a.space())
	}
	again := a.draft("Та же яма", 1)
	r, err := a.s.Report(t.Context(), again.ID)
	if err != nil || !a.here(r.Photos[0].Original) || a.space().Dropped.Files != 0 || a.space().Waiting.Files != 1 {
		t.Errorf("%+v, %v", a.space(), err)
	}
	verified(t, a.s)
}

// Pictures of tasks go before all else, but for the one that is worked on, and come again when somebody asks; what somebody took out of a draft goes.
func TestDropWhatComesAgain(t *testing.T) {
	a := newAlbum(t)
	tasks := []civic.Task{tasked(t, a.s), tasked(t, a.s, func(t *civic.Task) {
		t.Report[0], t.Number = 7, "СТ-04-0413"
		t.Before = []civic.Photo{{ID: civic.PhotoID{2}, State: civic.PhotoPrepared, Preview: refTo("small too"), Copy: refTo("another large one")}}
	})}
	for _, content := range []string{"small", "large one", "small too", "another large one"} {
		if err := a.s.TakePicture(t.Context(), refTo(content), bytes.NewReader([]byte(content))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.s.BeginInspection(t.Context(), tasks[0].Report); err != nil {
		t.Fatal(err)
	}
	if sp := a.space(); sp.Tasks.Files != 4 || sp.Fetched.Files != 1 {
		t.Errorf("%+v", sp)
	}
	if gone, err := a.s.DropFetched(t.Context(), 0); err != nil || gone.Files != 1 || a.here(refTo("another large one")) || !a.here(refTo("large one")) {
		t.Errorf("%+v, %v", gone, err)
	}
	if want, err := a.s.WantedPictures(t.Context(), true, 10); err != nil || len(want) != 0 {
		t.Errorf("it would fill the disk again: %+v, %v", want, err)
	}
	sum := journal.Hash(refTo("another large one").SHA256)
	if err := a.s.AskPicture(t.Context(), sum); err != nil {
		t.Fatal(err)
	}
	if want, err := a.s.WantedPictures(t.Context(), true, 10); err != nil || len(want) != 1 {
		t.Errorf("%+v, %v", want, err)
	}
	if err := a.s.TakePicture(t.Context(), refTo("another large one"), bytes.NewReader([]byte("another large one"))); err != nil {
		t.Fatal(err)
	}
	if has, err := a.s.HasPicture(t.Context(), sum); err != nil || !has || !a.here(refTo("another large one")) {
		t.Errorf("%v, %v", has, err)
	}

	r := a.draft("Яма", 1)
	r, err := a.s.Report(t.Context(), r.ID)
	if err == nil {
		err = a.s.RemovePhoto(t.Context(), r.ID, r.Photos[0].ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	kept := a.draft("Другая", 2)
	if err := a.s.AttachVoice(t.Context(), inspectionOf(a, tasks[0].Report), bytes.NewReader([]byte("voice")), time.Second); err != nil {
		t.Fatal(err)
	}
	if sp := a.space(); sp.Loose.Files != 1 || sp.Voice.Files != 1 {
		t.Errorf("%+v", sp)
	}
	if gone, err := a.s.DropLoose(t.Context(), time.Now().Add(-time.Hour)); err != nil || gone.Files != 0 {
		t.Errorf("at once: %+v, %v", gone, err)
	}
	if gone, err := a.s.DropLoose(t.Context(), time.Now().Add(time.Hour)); err != nil || gone.Files != 1 || a.here(r.Photos[0].Original) {
		t.Errorf("%+v, %v", gone, err)
	}
	if kept, err := a.s.Report(t.Context(), kept.ID); err != nil || !a.here(kept.Photos[0].Original) {
		t.Errorf("%+v, %v", kept, err)
	}
	verify(t, a.s)
}

func inspectionOf(a *album, report civic.ReportID) civic.InspectionID {
	i, err := a.s.BeginInspection(a.Context(), report)
	if err != nil {
		a.Fatal(err)
	}
	return i.ID
}

// While originals go, others bring the same pictures again: none of theirs goes with them.
func TestDroppingBesideTaking(t *testing.T) {
	a := newAlbum(t)
	const pictures = 4
	for n := range uint8(pictures) {
		a.taken("Яма", n)
	}
	acknowledgeAll(t, a.s, a.portal)
	ctx, stop := context.WithCancel(t.Context())
	var both sync.WaitGroup
	both.Go(func() {
		for ctx.Err() == nil {
			if _, err := a.s.DropOriginals(ctx, time.Now().Add(time.Hour), 0); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
			if _, err := a.s.DropLoose(ctx, time.Now().Add(time.Hour)); err != nil && !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		}
	})
	for n := range uint8(3 * pictures) {
		r := a.draft("И ещё", n%pictures)
		if n%3 == 0 {
			if err := a.s.DiscardDraft(t.Context(), r.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	stop()
	both.Wait()
	drafts, err := a.s.Drafts(t.Context())
	if err != nil || len(drafts) != 2*pictures {
		t.Fatalf("%d drafts, %v", len(drafts), err)
	}
	for _, d := range drafts {
		if !a.here(d.Photos[0].Original) {
			t.Error("a draft's photo went")
		}
	}
	verified(t, a.s)
}

// Whatever refers to files must be known to survey, or it would be taken for what nobody needs.
func TestEveryTableOfPhotosIsKnown(t *testing.T) {
	a := newAlbum(t)
	rows, err := raw(t, a.home).Query("SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name IN ('original', 'sha256') ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	known := map[string]bool{"photo": true, "inspection_photo": true, "supplement_photo": true, "task_picture": true, "blob": true}
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if !known[table] {
			t.Errorf("survey doesn't look into %s.%s", table, column)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
