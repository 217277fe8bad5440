package health

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"priyom/durable"
	"priyom/portal/db"
)

// LeastRoom is how many bytes must be free on the disk: below that reports may soon not be taken any more.
const LeastRoom = 512 << 20

// Check is what readiness is asked of.
type Check struct {
	DB   *db.DB
	Home string
}

// Finding is one thing that was looked at.
type Finding struct {
	Name string `json:"name"`
	OK   bool   `json:"ok"`
	Says string `json:"says,omitempty"` // for an administrator: what is wrong and what to do
}

// Look looks at all.
func (c Check) Look(ctx context.Context) []Finding {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	database := Finding{Name: "database", OK: true}
	err := c.DB.Read(ctx, func(tx *db.Tx) error {
		_, err := tx.Setting(db.SettingPortal)
		return err
	})
	if err != nil {
		database.OK = false
		database.Says = "can't be read; look into the log, then run portal verify"
		if errors.Is(err, db.ErrDamaged) {
			database.Says = "is damaged; stop the portal, keep the folder and restore the last backup into another one"
		}
	}
	disk := Finding{Name: "disk", OK: true}
	if free, err := durable.Free(c.Home); err == nil && free < LeastRoom {
		disk.OK, disk.Says = false, fmt.Sprintf("only %d MB are free; make room, or reports can't be taken any more", free>>20)
	}
	jobs := Finding{Name: "jobs", OK: true}
	if err == nil {
		_ = c.DB.Read(ctx, func(tx *db.Tx) error {
			late, err := tx.LateJobs(tx.Now.Add(-stuck))
			if err == nil && late {
				jobs.OK, jobs.Says = false, "one waits for more than an hour; is a portal running that does them?"
			}
			return err
		})
	}
	return []Finding{database, disk, jobs}
}

// stuck is how long a job that is due may wait.
const stuck = time.Hour

// Ready answers whether the portal should be sent requests: 200, or 503 and what is wrong. Jobs that wait are told and no reason
// to send requests elsewhere.
func (c Check) Ready(rw http.ResponseWriter, r *http.Request) {
	found := c.Look(r.Context())
	status := http.StatusOK
	for _, f := range found {
		if !f.OK && f.Name != "jobs" {
			status = http.StatusServiceUnavailable
		}
	}
	rw.Header().Set("Content-Type", "application/json")
	rw.Header().Set("Cache-Control", "no-store")
	rw.WriteHeader(status)
	_ = json.NewEncoder(rw).Encode(found) // whoever went away doesn't miss it
}

// Alive answers that the process lives, and asks nothing of anything.
func Alive(rw http.ResponseWriter, _ *http.Request) {
	rw.Header().Set("Cache-Control", "no-store")
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = rw.Write([]byte("ok\n"))
}
