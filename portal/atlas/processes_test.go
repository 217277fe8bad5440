package atlas_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"testing"
	"time"

	"priyom/portal/atlas"
	"priyom/portal/db"
	"priyom/portal/db/dbtest"
)

// readerVariable names the database that TestReaderProcess reads: then it is another process of the portal's.
const readerVariable = "PRIYOM_TEST_ATLAS"

// look is what an atlas answers.
type look struct {
	Counts  atlas.Counts
	Page    []int64
	Roads   atlas.Counts
	Len     int
	Problem string
}

func lookAt(a *atlas.Atlas, problem error) (l look) {
	l = look{Counts: a.Count(atlas.Filter{}, now), Page: a.Page(atlas.Filter{}, 0, 5, now), Roads: a.Count(atlas.Filter{Theme: "roads"}, now), Len: a.Len()}
	if problem != nil {
		l.Problem = problem.Error()
	}
	return l
}

// TestReaderProcess answers, for each line that it reads, what its atlas shows now.
func TestReaderProcess(t *testing.T) {
	address := os.Getenv(readerVariable)
	if address == "" {
		t.Skip("is started by TestTwoProcessesShowTheSame")
	}
	d, err := db.Open(t.Context(), address, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	a := atlas.New(d, time.UTC)
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		raw, err := json.Marshal(lookAt(a, a.Load(t.Context())))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("look %s\n", raw)
	}
}

// reader is another process.
type reader struct {
	in  io.Writer
	out *bufio.Scanner
}

func startReader(t *testing.T, address string) reader {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, "-test.run=^TestReaderProcess$", "-test.v")
	cmd.Env = append(os.Environ(), readerVariable+"="+address)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = in.Close()
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	})
	return reader{in, bufio.NewScanner(out)}
}

func (r reader) look(t *testing.T) (l look) {
	t.Helper()
	if _, err := fmt.Fprintln(r.in, "?"); err != nil {
		t.Fatal(err)
	}
	for r.out.Scan() {
		var raw string
		if n, _ := fmt.Sscanf(r.out.Text(), "look %s", &raw); n == 1 {
			if err := json.Unmarshal([]byte(r.out.Text()[len("look "):]), &l); err != nil {
				t.Fatal(err)
			}
			return l
		}
	}
	t.Fatalf("the other process ended: %v", r.out.Err())
	return l
}

// What one process publishes, changes and hides, another that reads the same database shows at the next question, and one that was
// started later shows it too.
func TestTwoProcessesShowTheSame(t *testing.T) {
	address := dbtest.Address(t)
	d, err := db.Open(t.Context(), address, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() })
	f, err := dbtest.New(t.Context(), d, 1)
	if err != nil {
		t.Fatal(err)
	}
	here, there := atlas.New(d, time.UTC), startReader(t, address)
	var kept []db.Case
	write := func(change func(tx *db.Tx) error) {
		t.Helper()
		if err := d.Write(t.Context(), change); err != nil {
			t.Fatal(err)
		}
	}
	same := func(step string, shown int) {
		t.Helper()
		mine := lookAt(here, here.Load(t.Context()))
		other := there.look(t)
		if mine.Counts.Total() != shown || fmt.Sprint(mine) != fmt.Sprint(other) || mine.Problem != "" {
			t.Errorf("%s: here %+v, there %+v, not %d", step, mine, other, shown)
		}
	}
	same("nothing", 0)
	write(func(tx *db.Tx) error {
		for i := range 30 {
			c, err := f.Add(tx, func(c *db.Case) {
				c.Status, c.Received = "in-work", now.AddDate(0, 0, -i)
				if i < 20 {
					c.Published = now
				}
			})
			if err != nil {
				return err
			}
			kept = append(kept, c)
		}
		return nil
	})
	same("published", 20)
	write(func(tx *db.Tx) error { kept[3].Theme = "roads"; return tx.PutCase(&kept[3]) })
	same("changed", 20)
	write(func(tx *db.Tx) error {
		kept[4].Published, kept[25].Published = time.Time{}, now
		if err := tx.PutCase(&kept[4]); err != nil {
			return err
		}
		return tx.PutCase(&kept[25])
	})
	same("one hidden, one shown", 20)
	undone := fmt.Errorf("undone")
	_ = d.Write(t.Context(), func(tx *db.Tx) error { c := kept[5]; c.Published = time.Time{}; _ = tx.PutCase(&c); return undone })
	same("an undone change", 20)
	write(func(tx *db.Tx) error { kept[6].Published = time.Time{}; return tx.PutCase(&kept[6]) })
	there = startReader(t, address)
	same("a process that was started later", 19)
}
