package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"priyom/assets"
	"priyom/bench/versus"
	"priyom/civic"
	"priyom/portal"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/portal/search"
	"priyom/portal/statistics"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// engines are the portal's two: SQLite in a folder on this disk, and PostgreSQL if scripts/postgres.sh runs this.
func engines() (names []string) {
	names = []string{"SQLite"}
	if dbtest.Served() {
		names = append(names, "PostgreSQL")
	}
	return names
}

// portalOn starts a portal on an engine.
func portalOn(b *testing.B, engine string) *portaltest.Portal {
	home := tempDir(b)
	if engine == "PostgreSQL" {
		check(b, portal.Storage{Database: dbtest.Schema(b)}.Write(home))
	}
	return portaltest.Start(b, home, 0)
}

// opened opens the database of a running portal once more.
func opened(b *testing.B, p *portaltest.Portal) *db.DB {
	storage, err := portal.ReadStorage(p.Home)
	check(b, err)
	d, err := db.Open(b.Context(), storage.Address(p.Home), p.Clock.Now)
	check(b, err)
	b.Cleanup(func() { _ = d.Close() })
	return d
}

// crowd are devices that push at the same time, and what each pushes next.
type crowd struct {
	devices []*portaltest.Device
	packed  []wire.SyncRequest
	entries [][]journal.Entry // the same, for who doesn't sync
}

const (
	pushing  = 8  // devices
	requests = 10 // of each in a turn
)

func newCrowd(b *testing.B, p *portaltest.Portal) *crowd {
	c := &crowd{}
	for i := range pushing {
		c.devices = append(c.devices, portaltest.Enrolled(b, p, civic.RolePoint, fmt.Sprintf("Point %d", i)))
	}
	return c
}

// prepare signs the next entries of each device: reports, each with a sealed reporter.
func (c *crowd) prepare(each int) {
	c.packed, c.entries = nil, nil
	for _, d := range c.devices {
		for range requests {
			for range each {
				d.Tell(journal.Hash{}, d.Report())
			}
			c.entries = append(c.entries, d.Entries[len(d.Entries)-each:])
			c.packed = append(c.packed, wire.SyncRequest{Batches: [][]byte{d.Batch(len(d.Entries)-each+1, len(d.Entries))}})
		}
	}
}

// push sends them, each device one after the other, all devices at once, and wants a receipt for each.
func (c *crowd) push() error {
	var wg sync.WaitGroup
	failed := make(chan error, len(c.packed))
	for i, d := range c.devices {
		wg.Go(func() {
			for _, request := range c.packed[i*requests : (i+1)*requests] {
				reply, problem := d.Sync(request)
				if problem != nil || len(reply.Receipts) != 1 {
					failed <- fmt.Errorf("%d receipts, %v", len(reply.Receipts), problem)
				}
			}
		})
	}
	wg.Wait()
	close(failed)
	return <-failed
}

// BenchmarkPortalIngest is how many entries a portal takes in within a second, signed, judged, durable and receipted, through
// its real handler.
func BenchmarkPortalIngest(b *testing.B) {
	for _, each := range []int{1, 20, 100} {
		b.Run(fmt.Sprint(each), func(b *testing.B) { benchIngest(b, each) })
	}
}

func benchIngest(b *testing.B, each int) {
	crowds, floors, figures := map[string]*crowd{}, map[string]*floor{}, map[string][]float64{}
	for _, engine := range engines() {
		crowds[engine], floors[engine] = newCrowd(b, portalOn(b, engine)), newFloor(b, engine)
	}
	measure := func(name string, do func() error) {
		begun := time.Now()
		check(b, do())
		figures[name] = append(figures[name], float64(each*requests*pushing)/time.Since(begun).Seconds())
	}
	for range 5 {
		for _, engine := range engines() {
			c := crowds[engine]
			c.prepare(each)
			measure(engine, c.push)
			measure("plain "+engine, func() error { return floors[engine].push(b.Context(), c) })
		}
	}
	for _, engine := range engines() {
		row := versus.Row{
			Group: "Portal: taking in", Figure: fmt.Sprintf("entries taken in for good, %s, %d devices at once, %d reports in a request", engine, pushing, each),
			Unit: "/s", Goal: "≥ 1,000", More: true, Sides: []versus.Reading{versus.Of("Priyom", figures[engine])},
		}
		if engine != "SQLite" {
			row.Sides = append(row.Sides, versus.Of("Priyom on SQLite", figures["SQLite"]))
		}
		row.Sides = append(row.Sides, versus.Of(engine+", an INSERT of the same bytes and nothing else", figures["plain "+engine]))
		check(b, versus.Add(row))
	}
}

const enrolledDevices = 100_000

// BenchmarkPortalDevices is what a device waits for at a portal that has enrolled a hundred thousand.
func BenchmarkPortalDevices(b *testing.B) {
	sides := map[string][]versus.Side{}
	figures := []string{"a device asks for news", "one more device is enrolled", "the portal starts"}
	for _, engine := range engines() {
		p := portalOn(b, engine)
		d := portaltest.Enrolled(b, p, civic.RolePoint, "Point")
		crowdIn(b, opened(b, p))
		_, err := portaltest.Raw(b, p.Home).Exec("UPDATE device SET certified_until = 4102444800000") // as those are that were enrolled over the line
		check(b, err)
		sides[figures[0]] = append(sides[figures[0]], versus.Side{Name: engine, Do: func() error {
			_, problem := d.Sync(wire.SyncRequest{})
			return problemOr(problem)
		}})
		sides[figures[1]] = append(sides[figures[1]], versus.Side{Name: engine, Do: func() error {
			portaltest.Enrolled(b, p, civic.RolePoint, "Point")
			return nil
		}})
		sides[figures[2]] = append(sides[figures[2]], versus.Side{Name: engine, Do: func() error {
			p.Restart(b)
			return nil
		}})
	}
	for i, figure := range figures {
		versus.Run(b, []int{200, 100, 20}[i], versus.Row{Group: "Portal with 100,000 devices", Figure: figure, Goal: "p95 ≤ 100 ms"}, sides[figure]...)
	}
}

func problemOr(p *wire.Problem) error {
	if p != nil {
		return p
	}
	return nil
}

// crowdIn enrols the others straight in the database: a hundred places, each a family of codes.
func crowdIn(b *testing.B, d *db.DB) {
	for family := range 100 {
		check(b, d.Write(b.Context(), func(tx *db.Tx) error {
			for n := range enrolledDevices / 100 {
				id := civic.DeviceID{1, byte(family), byte(n >> 8), byte(n)}
				if err := tx.AddDevice(db.Device{
					ID: id, Key: make([]byte, 32), Name: "PC", Role: civic.RolePoint, Place: fmt.Sprintf("Place %d", family),
					Code: fmt.Sprintf("Q%02d-%d", family, n), Enrolled: tx.Now, Seen: tx.Now,
				}, fmt.Sprintf("Q%02d", family), int64(n+1)); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// PRIYOM_PORTAL_REPORTS says how many reports there are instead of a million; PRIYOM_BENCH_HOME keeps them for the next run.
func manyReports() int {
	n, err := strconv.Atoi(os.Getenv("PRIYOM_PORTAL_REPORTS"))
	if err != nil {
		return 1_000_000
	}
	return n
}

// filled is a home folder with so many published reports, on SQLite, counted and found by their words as a portal's are.
func filled(b *testing.B, n int) (home string) {
	home = filepath.Join(os.Getenv("PRIYOM_BENCH_HOME"), fmt.Sprintf("portal-%d", n))
	if os.Getenv("PRIYOM_BENCH_HOME") == "" {
		home = filepath.Join(tempDir(b), "portal")
	} else if _, err := os.Stat(filepath.Join(home, "filled")); err == nil {
		return home
	}
	portaltest.Start(b, home, 0) // makes it, and has nothing to do with what follows
	d, err := db.Open(b.Context(), filepath.Join(home, portal.FileName), time.Now)
	check(b, err)
	f, err := dbtest.New(b.Context(), d, 1)
	check(b, err)
	classifier, err := assets.Classifier()
	check(b, err)
	begun := time.Now()
	check(b, f.Many(b.Context(), n, classifier))
	b.Logf("%d reports in %s", n, time.Since(begun))
	anew(b, "SQLite", d, n)
	check(b, d.Close())
	check(b, os.WriteFile(filepath.Join(home, "filled"), nil, 0o600))
	return home
}

// anew makes what follows from the reports anew: after a change of its rules a portal does so when it starts.
func anew(b *testing.B, engine string, d *db.DB, n int) {
	classifier, err := assets.Classifier()
	check(b, err)
	x, err := search.Open(b.Context(), d, classifier)
	check(b, err)
	for _, what := range []struct {
		figure string
		do     func(context.Context) error
	}{
		{"all counted anew for the statistics", statistics.NewKeeper(d, time.UTC).Rebuild},
		{"the search's index made anew", x.Rebuild},
	} {
		begun := time.Now()
		check(b, what.do(b.Context()))
		check(b, versus.Add(versus.Row{
			Group: groupOf(n), Figure: what.figure + ", " + engine + ", others write meanwhile", Unit: "s",
			Sides: []versus.Reading{{Name: "Priyom", Count: 1, P50: time.Since(begun).Seconds()}},
		}))
	}
}

func groupOf(n int) string { return fmt.Sprintf("Portal with %d reports", n) }

// page is what somebody opens: paths in turn, each of which must hold a word, so that no empty page is measured.
type page struct {
	figure string
	role   civic.Role // "": everybody
	holds  string
	paths  []string
}

var pages = []page{
	{"map, with its first points", "", "", []string{"/", "/?theme=roads", "/map/points?bbox=28.7,46.9,29.3,47.2&zoom=11", "/map/points?bbox=28.7,46.9,29.3,47.2&zoom=11&theme=roads"}},
	{"list", "", "/reports/", []string{"/list", "/list?theme=roads", "/list?status=closed", "/list?settlement=Selo+7"}},
	{"search", "", "/reports/", []string{"/search?q=%D1%84%D0%BE%D0%BD%D0%B0%D1%80%D1%8C", "/search?q=%D1%8F%D0%BC%D0%B0+%D0%B4%D0%BE%D1%80%D0%BE%D0%B3%D0%B0", "/search?q=ZRC-26-00042", "/list?q=%D0%B4%D0%BE%D1%80"}},
	{"statistics", "", "Selo 7", []string{"/statistics", "/statistics?settlement=Selo+7"}},
	{"what is overdue: sums and the log", "", "", []string{"/overdue"}}, // the log is of escalations, and the filler has none
	{"feed of news", "", "/reports/", []string{"/feed.rss"}},
	{"Open311 requests", "", "service", []string{"/open311/v2/requests.json", "/open311/v2/services.json"}},
	{"staff: queue and all reports", civic.RoleSenior, "/staff/reports", []string{"/staff/queue", "/staff/reports", "/staff/reports?status=in_work", "/staff/reports?q=ZRC-26-00042"}},
	{"staff: a department's work", civic.RoleDepartment, "/staff/reports/", []string{"/staff/work", "/staff/overdue"}},
	{"staff: statistics", civic.RoleSenior, "Selo 7", []string{"/staff/statistics", "/staff/statistics?theme=roads"}},
}

// BenchmarkPortalPages is what people wait for at a portal with a million published reports, on both engines, the whole way through
// the real handler.
func BenchmarkPortalPages(b *testing.B) {
	n := manyReports()
	group := groupOf(n)
	home := filled(b, n)
	portals := map[string]*portaltest.Portal{}
	starts := versus.Row{Group: group, Figure: "the portal starts", Unit: "s"}
	first := versus.Row{Group: group, Figure: "then the first page of statistics", Unit: "s", Goal: "once"}
	for _, engine := range engines() {
		at := home
		if engine == "PostgreSQL" {
			at = grown(b, home, group)
		}
		begun := time.Now()
		portals[engine] = portaltest.Start(b, at, 0)
		starts.Sides = append(starts.Sides, versus.Reading{Name: engine, Count: 1, P50: time.Since(begun).Seconds()})
		begun = time.Now()
		check(b, holds(b, portals[engine], http.DefaultClient, "/statistics", "Selo 7"))
		first.Sides = append(first.Sides, versus.Reading{Name: engine, Count: 1, P50: time.Since(begun).Seconds()})
	}
	check(b, versus.Add(starts))
	check(b, versus.Add(first))
	for _, page := range pages {
		var sides []versus.Side
		for _, engine := range engines() {
			p, client, i := portals[engine], http.DefaultClient, 0
			if page.role != "" {
				client = p.Staff(b, fmt.Sprintf("%s.%d", page.role, time.Now().UnixMicro()), page.role, "").Client // the next run has the same reports
			}
			for _, path := range page.paths {
				check(b, holds(b, p, client, path, page.holds))
			}
			sides = append(sides, versus.Side{Name: engine, Do: func() error {
				i++
				_, err := get(b.Context(), p, client, page.paths[i%len(page.paths)])
				return err
			}})
		}
		versus.Run(b, 200, versus.Row{Group: group, Figure: page.figure, Goal: "p95 ≤ 100 ms"}, sides...)
	}
}

// grown moves a copy of the home folder to PostgreSQL.
func grown(b *testing.B, home, group string) (copied string) {
	copied = filepath.Join(tempDir(b), "portal")
	check(b, os.CopyFS(copied, os.DirFS(home)))
	begun := time.Now()
	to := portal.Storage{Database: dbtest.Schema(b)}
	moved, err := portal.Migrate(b.Context(), copied, portal.Options{}, to, nil)
	check(b, err)
	rows := float64(moved.State.Rows())
	check(b, versus.Add(versus.Row{
		Group: group, Figure: "portal migrate from SQLite to PostgreSQL, compared by the hash over all rows: rows", Unit: "/s", More: true,
		Sides: []versus.Reading{{Name: "Priyom", Count: 1, P50: rows / time.Since(begun).Seconds()}},
	}))
	return copied
}

// holds makes sure that a page is there and isn't empty.
func holds(b *testing.B, p *portaltest.Portal, client *http.Client, path, word string) error {
	body, err := get(b.Context(), p, client, path)
	if err == nil && !strings.Contains(body, word) {
		err = fmt.Errorf("%s: nothing of %q in %d bytes", path, word, len(body))
	}
	return err
}

func get(ctx context.Context, p *portaltest.Portal, client *http.Client, path string) (body string, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.Server.URL+path, nil)
	if err != nil {
		return "", err
	}
	res, err := client.Do(r)
	if err != nil {
		return "", err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = errors.New(path + ": " + res.Status)
	}
	return string(raw), err
}
