package present

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"time"

	"priyom/durable"
	"priyom/lang"
)

// soleFile lies in the home folder while a window is open on it. Two windows would each hold drafts that the other
// doesn't know of; priyomctl writes whole things and needs no lock.
const soleFile = "window.lock"

// soleNote is what a window says of itself.
type soleNote struct {
	PID   int       `json:"pid"`
	Since time.Time `json:"since"`
}

// busyError says that another window has the home folder.
type busyError struct{ note soleNote }

func (e *busyError) Error() string { return "present: another window has this folder" }

// sole makes this window the only one on a home folder.
func sole(home string, now time.Time) (*durable.Lock, error) {
	if err := os.MkdirAll(home, 0o700); err != nil {
		return nil, err
	}
	note, err := json.Marshal(soleNote{os.Getpid(), now})
	if err != nil {
		return nil, err
	}
	l, held, err := durable.TryLock(filepath.Join(home, soleFile), note)
	if errors.Is(err, durable.ErrLocked) {
		busy := &busyError{}
		_ = json.Unmarshal(held, &busy.note) // else it is only said that there is one
		return nil, busy
	}
	return l, err
}

// words are what there is to be said of the other window.
func (e *busyError) words(v *lang.Voice, now time.Time) string {
	if e.note.PID == 0 || e.note.Since.IsZero() {
		return v.Say("gate.busy.under")
	}
	return v.With("gate.busy.known", lang.Args{"Since": v.Moment(e.note.Since, now), "PID": e.note.PID})
}
