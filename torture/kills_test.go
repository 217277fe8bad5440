package torture

import (
	"bufio"
	"context"
	"log/slog"
	"math"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal"
	"priyom/store"
	"priyom/sync/engine"
)

// kills is how often processes are killed: PRIYOM_KILLS, else few enough for a quick run of all tests.
func kills() int {
	if n, err := strconv.Atoi(os.Getenv("PRIYOM_KILLS")); err == nil {
		return n
	}
	if testing.Short() {
		return 10
	}
	return 50
}

// cuts is how often the plug is pulled.
func cuts() int { return max(5, kills()/10) }

// A client that takes and sends reports and the portal that gets them are killed by SIGKILL at random moments, one or
// the other. Afterwards all that was reported saved is on both sides, once, with whole photos.
func TestKills(t *testing.T) {
	world := newWorld(t)
	server := world.start(t, "portal")
	for range kills() {
		device := world.start(t, "client")
		time.Sleep(time.Duration(rand.IntN(250)) * time.Millisecond)
		if rand.IntN(3) == 0 {
			kill(t, server)
			time.Sleep(time.Duration(rand.IntN(50)) * time.Millisecond)
			server = world.start(t, "portal")
			time.Sleep(time.Duration(rand.IntN(100)) * time.Millisecond)
		}
		kill(t, device)
	}
	world.drain(t)
	kill(t, server)
	world.expect(t)
}

// world is a device and a portal on one machine.
type world struct {
	device, portal, address, saved string
}

func newWorld(t *testing.T) world {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer free.Close()
	w := world{device: t.TempDir(), portal: t.TempDir(), address: free.Addr().String()}
	w.saved = filepath.Join(t.TempDir(), "saved")
	return w
}

// start runs this test binary in a role. The first client finds its device enrolled.
func (w world) start(t *testing.T, role string) *exec.Cmd {
	t.Helper()
	home := w.portal
	if role == "client" {
		home = w.device
		w.enroll(t)
	}
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "PRIYOM_TORTURE="+role, envHome+"="+home, envAddress+"="+w.address, envSaved+"="+w.saved)
	c.Stderr = os.Stderr
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Process.Kill() }) // mostly killed already
	return c
}

func kill(t *testing.T, c *exec.Cmd) {
	t.Helper()
	if err := c.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("it ended by itself: %v", err)
	}
}

func (w world) enroll(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(filepath.Join(w.device, store.FileName)); err == nil {
		return
	}
	p, err := portal.Open(w.portal, portal.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	code, _, err := p.Invite(t.Context(), civic.RolePoint, "с. Ставчены")
	if err != nil {
		t.Fatal(err)
	}
	publish(t, p)
	s := w.open(t)
	defer s.Close()
	for range 100 { // the portal is starting
		if _, err = engine.Enroll(t.Context(), s, engine.Options{}, "http://"+w.address, code); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(err)
}

func (w world) open(t *testing.T) *store.Store {
	t.Helper()
	s, err := openStore(t.Context(), w.device)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// drain lets the device send all it has, however much that is, as long as every few minutes some of it goes.
func (w world) drain(t *testing.T) {
	t.Helper()
	s := w.open(t)
	defer s.Close()
	line, err := engine.New(s, engine.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	const patience = 5 * time.Minute
	left, moved := math.MaxInt, time.Now()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		result, err := line.Once(ctx)
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		if result.Clear {
			return
		}
		if now := result.Totals.Entries + result.Totals.Files; now < left {
			left, moved = now, time.Now()
		} else if time.Since(moved) > 2*patience {
			t.Fatalf("still queued: %+v", result)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// expect compares what was reported saved with what is on the device and at the portal.
func (w world) expect(t *testing.T) {
	t.Helper()
	s := w.open(t)
	defer s.Close()
	p, err := portal.Open(w.portal, portal.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Close()
	jobsGoOn(t, p)
	at := w.atPortal(t, p)
	lines, photos := 0, 0
	file, err := os.Open(w.saved)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	numbers := map[string]bool{}
	var signed []civic.SignatureID
	for scan := bufio.NewScanner(file); scan.Scan(); lines++ {
		f := strings.Fields(scan.Text())
		if f[0] == signedMark {
			id, err := civic.ParseSignatureID(f[1])
			if err != nil {
				t.Fatal(err)
			}
			signed = append(signed, id)
			lines--
			continue
		}
		want, _ := strconv.Atoi(f[2])
		photos += want
		id, err := civic.ParseReportID(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if r, err := s.Report(t.Context(), id); err != nil || r.Number != f[1] || len(r.Photos) != want {
			t.Errorf("saved %s; on the device %s with %d photos, %v", scan.Text(), r.Number, len(r.Photos), err)
		}
		if got, ok := at[id]; !ok || got != want {
			t.Errorf("saved %s; at the portal %v with %d whole photos", scan.Text(), ok, got)
		}
		if numbers[f[1]] {
			t.Errorf("number %s twice", f[1])
		}
		numbers[f[1]] = true
	}
	here, err := s.Find(t.Context(), store.Query{})
	if err != nil || len(here) != len(at) || len(here) < lines {
		t.Errorf("%d reported saved, %d on the device, %d at the portal, %v", lines, len(here), len(at), err)
	}
	expectSigned(t, s, p, signed)
	verifyBoth(t, s, p)
	t.Logf("%d kills: %d reports and %d photos were reported saved; %d reports at the portal", kills(), lines, photos, len(at))
}

// atPortal maps the portal's reports to the number of their photos that are there whole.
func (w world) atPortal(t *testing.T, p *portal.Portal) map[civic.ReportID]int {
	t.Helper()
	reports, err := p.Reports(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	at := map[civic.ReportID]int{}
	for _, r := range reports {
		if _, twice := at[r.ID]; twice {
			t.Errorf("%s twice at the portal", r.ID)
		}
		at[r.ID] = 0
		for _, photo := range r.Photos {
			if photo.Complete {
				at[r.ID]++
			}
		}
	}
	return at
}

func verifyBoth(t *testing.T, s *store.Store, p *portal.Portal) {
	t.Helper()
	here, err := s.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range here.Findings {
		t.Errorf("device: %s", f)
	}
	there, err := p.Verify(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range there.Findings {
		t.Errorf("portal: %s", f)
	}
}

// jobsGoOn wants the jobs that a killed portal left to be done by the next one, and none to have been given up.
func jobsGoOn(t *testing.T, p *portal.Portal) {
	t.Helper()
	for end := time.Now().Add(3 * time.Minute); ; time.Sleep(time.Second) { // a dead process keeps its jobs for a minute
		if _, err := p.WorkDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		late, failed, err := p.JobsLeft(t.Context())
		if err != nil || failed > 0 {
			t.Fatalf("%d jobs were given up; %v", failed, err)
		}
		if late == 0 {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("%d jobs are never done", late)
		}
	}
}
