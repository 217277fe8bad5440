package uitest

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"io"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/civic"
	"priyom/photo"
	"priyom/store"
	"priyom/store/journal"
)

// EnrollInspector makes the folder's device an inspector's, of a portal that nobody will find on the line.
func (c *Clerk) EnrollInspector() {
	c.t.Helper()
	if err := c.s.Enroll(c.t.Context(), store.Enrolment{
		URL: "http://127.0.0.1:1", Portal: "test", PortalName: "Яловенский район", Place: "Управа", Code: "УП-01", Role: civic.RoleInspector,
		Department: "roads", SignKey: c.portal.Sign.Public().(ed25519.PublicKey), SealKeys: []journal.SealKey{c.portal.Open.Public()}, At: c.now,
	}); err != nil {
		c.t.Fatal(err)
	}
}

// Assign has the portal give tasks to the device, and gives it the pictures of them as if they had been fetched.
func (c *Clerk) Assign(before present.PhotoFile, tasks ...civic.Task) {
	c.t.Helper()
	made := copies(c.t, before)
	ref := func(b []byte) civic.BlobRef { return civic.BlobRef{SHA256: sha256.Sum256(b), Size: int64(len(b))} }
	for i := range tasks {
		for n := range tasks[i].Before {
			tasks[i].Before[n].Copy, tasks[i].Before[n].Preview, tasks[i].Before[n].State = ref(made.Copy), ref(made.Preview), civic.PhotoPrepared
		}
	}
	c.Wait(time.Minute)
	if err := c.s.TakeFeed(c.t.Context(), store.Feed{Tasks: tasks, Cursor: fmt.Sprint(c.now.UnixNano())}); err != nil {
		c.t.Fatal(err)
	}
	for _, b := range [][]byte{made.Copy, made.Preview} {
		if err := c.s.TakePicture(c.t.Context(), ref(b), bytes.NewReader(b)); err != nil {
			c.t.Fatal(err)
		}
	}
}

func copies(t testing.TB, of present.PhotoFile) photo.Prepared {
	t.Helper()
	f, err := of.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	made, err := photo.Prepare(t.Context(), bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// Bare is a photo by a camera that says neither where nor when.
func Bare(t testing.TB, name string) present.PhotoFile {
	t.Helper()
	return file(name, copies(t, Photo(t, name)).Copy)
}

// Tasks are what an inspector of a village has to do on a day: late, soon, later, and one that only has an address.
func Tasks(now time.Time, near civic.Position) []civic.Task {
	at := func(north, east float64) civic.Place {
		return civic.Place{Source: civic.SourceMap, Settlement: "с. Ставчены", Position: civic.Position{Lat: near.Lat + civic.Degrees(north/111_195), Lon: near.Lon + civic.Degrees(east/68_000)}}
	}
	task := func(n byte, kind civic.CategorySlug, words, address string, place civic.Place, due time.Duration) civic.Task {
		place.Address = address
		return civic.Task{
			Report: civic.ReportID{0x01, 0x9a, n}, Number: fmt.Sprintf("СТ-04-%04d", 411+int(n)), Version: 2, Category: kind, Words: words, Urgency: civic.UrgencyOrdinary,
			Place: place, Status: civic.StatusAssigned, CapturedAt: now.Add(-5*24*time.Hour - time.Duration(n)*time.Hour), Due: now.Add(due), Span: civic.Span{N: 3, Unit: civic.UnitDay}, Department: "roads",
			Before: []civic.Photo{{ID: civic.PhotoID{n}, TakenAt: now.Add(-5 * 24 * time.Hour)}},
		}
	}
	tasks := []civic.Task{
		task(1, "roads-pothole", "Яма у остановки", "Индустриальная ул., 4", at(300, 180), -49*time.Hour),
		task(2, "lighting-lamp-out", "Не горит фонарь", "ул. Дмитрия Кантемира, 8", at(4, 5), 5*time.Hour),
		task(3, "winter-ice-footway", "Гололёд на мостике, дети идут в школу и падают", "пер. Кантемира, у ручья", at(-900, 800), 27*time.Hour),
		task(4, "public-spaces-playground-broken", "Сломаны качели", "ул. Мугурел, 3", at(1500, -1800), 6*24*time.Hour),
		task(5, "waste-full", "Свалка за гаражами", "ул. Верхняя, за гаражами", civic.Place{Settlement: "с. Ставчены"}, 9*24*time.Hour),
	}
	tasks[1].Note, tasks[1].Mine, tasks[1].Executor = "Нужна лестница, ключ от щитка в конторе", true, "Игорь Мокану"
	tasks[4].Before = nil
	return tasks
}

// TakeBack has the portal take tasks back after it accepted what was found there, and forget them: some time passes, and the last one is told once more.
func (c *Clerk) TakeBack(after time.Duration, tasks ...civic.Task) {
	c.t.Helper()
	tell := func(feed store.Feed) {
		c.t.Helper()
		feed.Cursor = fmt.Sprint("back ", c.now.UnixNano())
		if err := c.s.TakeFeed(c.t.Context(), feed); err != nil {
			c.t.Fatal(err)
		}
	}
	var feed store.Feed
	for _, task := range tasks {
		visits, err := c.s.Inspections(c.t.Context(), task.Report)
		if err != nil {
			c.t.Fatal(err)
		}
		for _, v := range visits {
			feed.Judgements = append(feed.Judgements, civic.Judgement{Inspection: v.ID, Report: task.Report, Result: civic.ResultDone, At: c.now})
		}
		feed.Tasks = append(feed.Tasks, civic.Task{Report: task.Report, Number: task.Number, Version: task.Version + 1, Status: civic.StatusSolved, Taken: true})
	}
	tell(feed)
	c.Wait(after)
	tell(store.Feed{Tasks: feed.Tasks[len(feed.Tasks)-1:]})
}
