package dbtest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"priyom/civic"
	"priyom/portal/db"
	"priyom/store/journal"
	"priyom/sync/wire"
)

// whatWaitsIsThere: rows that wait to be written are found by whatever asks for them. The same things done in one transaction, in
// several, and each in one of its own read the same and leave the same behind.
func whatWaitsIsThere(t *testing.T, address string) {
	for seed := range uint64(3) {
		var want []string
		for _, each := range []int{1, 7, 400} {
			at := filepath.Join(t.TempDir(), "portal.db")
			if each == 400 && seed == 0 {
				at = address // what is left behind is told alike on all engines
			}
			got := doMuch(t, at, seed, each)
			if each == 1 {
				want = got
			}
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("seed %d, %d in a transaction: step %d: %s, want %s", seed, each, i, got[i], want[i])
				}
			}
		}
	}
}

// doMuch does 400 things, so many in a transaction, and tells what each read, and what was left in the end.
func doMuch(t *testing.T, address string, seed uint64, each int) (read []string) {
	now := time.UnixMilli(1_800_000_000_000).UTC()
	d, err := db.Open(t.Context(), address, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	f, err := New(t.Context(), d, 3)
	if err != nil {
		t.Fatal(err)
	}
	m := &muddle{f: f, r: rand.New(rand.NewPCG(seed, 7))}
	for len(read) < 400 {
		write(t, d, func(tx *db.Tx) error {
			for range min(each, 400-len(read)) {
				said, err := m.step(tx)
				if err != nil && !errors.Is(err, db.ErrNotFound) {
					return err
				}
				read = append(read, fmt.Sprint(said, err))
			}
			return nil
		})
	}
	err = d.Read(t.Context(), func(tx *db.Tx) error {
		state, err := tx.State()
		for _, table := range state.Tables {
			read = append(read, fmt.Sprintf("%s %d %x", table.Name, table.Rows, table.Sum))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

// muddle does things in an order that nobody would.
type muddle struct {
	f   *Filler
	r   *rand.Rand
	ids []civic.ReportID
	n   int
}

func (m *muddle) step(tx *db.Tx) (any, error) {
	m.n++
	if len(m.ids) == 0 || m.r.IntN(9) == 0 {
		c, err := m.f.Add(tx, func(c *db.Case) {
			c.Text = fmt.Sprint("words ", m.n)
			if m.r.IntN(3) == 0 {
				c.Published = tx.Now
			}
		})
		m.ids = append(m.ids, c.Report)
		return c.Arrival, err
	}
	id := m.ids[m.r.IntN(len(m.ids))]
	if m.r.IntN(2) == 0 {
		id = m.ids[len(m.ids)-1]
	}
	device, byte1 := m.f.device, byte(m.r.IntN(5))
	switch m.r.IntN(22) {
	case 0:
		return nil, tx.AddStep(id, db.Step{Status: civic.StatusInWork, At: tx.Now, Note: fmt.Sprint(m.n)})
	case 1:
		c, err := tx.Case(id)
		if err != nil {
			return nil, err
		}
		c.Text, c.Department, c.Status = fmt.Sprint("other words ", m.n), "roads", civic.StatusClosed // which PutCase doesn't keep
		c.Published = tx.Now
		if byte1 < 3 {
			c.Published = time.Time{}
		}
		return c, tx.PutCase(&c)
	case 2:
		c, err := tx.Case(id)
		c.DueKind, c.DueAt, c.Rung = civic.DeadlineLook, tx.Now.Add(time.Duration(m.n)), int(byte1)
		return c, errors.Join(err, tx.PutDue(c))
	case 3:
		return nil, tx.PutClock(db.Clock{Report: id, Kind: civic.DeadlineLook, Start: tx.Now, Next: db.ClockEscalate, NextAt: tx.Now.Add(time.Duration(m.n) * time.Hour)})
	case 4:
		return nil, tx.StopClock(id)
	case 5:
		return nil, tx.AddChange(db.Scope{Device: device}, wire.Change{Kind: wire.ChangeStatus, Body: []byte{byte1}})
	case 6:
		return nil, tx.AddNear(id, []byte{byte1, 1})
	case 7:
		p := db.Photo{Photo: civic.Photo{ID: civic.PhotoID{byte1}, State: civic.PhotoNew, Problem: fmt.Sprint(m.n)}, Device: device, Report: id, Ord: int64(byte1)}
		return nil, tx.PutPhoto(p)
	case 8:
		return tx.AddBlobRef(device, journal.Blob{SHA256: journal.Hash{byte1}, Size: int64(m.n)})
	case 9:
		return nil, tx.PutHead(device, journal.Head{Epoch: journal.Epoch(byte1), Seq: uint64(m.n), Hash: journal.Hash{byte1}})
	case 10:
		return nil, tx.SeeDevice(device, &db.Queue{Entries: int64(m.n)})
	case 11:
		return tx.PutClaim(id, db.Claim{Account: db.Account{byte1}, Until: tx.Now.Add(time.Hour)})
	case 12:
		return nil, tx.DropClaim(id)
	case 13:
		return tx.AddEscalation(&db.Escalation{Report: id, Kind: civic.DeadlineLook, Start: tx.Now, Rung: int(byte1), Due: tx.Now})
	case 14:
		return nil, tx.EndEscalations(id, "", time.Time{})
	case 15:
		return nil, tx.SettleEntry(int64(1+m.r.IntN(len(m.ids))), byte1 > 2, "verdict")
	case 16:
		return nil, tx.Foresee(db.Foreseen{Device: device, Reports: m.ids, Numbers: []string{fmt.Sprintf("ZRC-26-%05d", byte1)}, Files: []journal.Hash{{byte1}}, Photos: m.ids})
	}
	return m.look(tx, id, byte1)
}

// look reads in one of the ways in which things are read.
func (m *muddle) look(tx *db.Tx, id civic.ReportID, n byte) (any, error) {
	device := m.f.device
	switch m.r.IntN(14) {
	case 0:
		return tx.Report(id)
	case 1:
		return tx.Case(id)
	case 2:
		return tx.History(id)
	case 3:
		return tx.Clock(id)
	case 4:
		return tx.Changes(device, "", 0, 50)
	case 5:
		return tx.ToldPhoto(device, id, civic.PhotoID{n})
	case 6:
		return tx.BlobRef(device, journal.Hash{n})
	case 7:
		return tx.Head(device, journal.Epoch(n))
	case 8:
		return tx.Device(device)
	case 9:
		return tx.Claim(id)
	case 10:
		return tx.Climbed(id, civic.DeadlineLook, tx.Now)
	case 11:
		return tx.NumberTaken(fmt.Sprintf("ZRC-26-%05d", n), id)
	case 12:
		return tx.FeedEnd()
	}
	return tx.PublicCasesAfter(0, 10)
}
