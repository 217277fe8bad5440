package present

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"priyom/store"
)

// joinFile is how far somebody came, as it is kept for when the program has to begin again.
type joinFile struct {
	Step    JoinStep  `json:"step"`
	URL     string    `json:"url,omitempty"`
	Email   string    `json:"email,omitempty"`
	Consent bool      `json:"consent,omitempty"`
	Code    string    `json:"code,omitempty"`
	Until   time.Time `json:"until,omitzero"`
	Mark    string    `json:"mark,omitempty"`
	Page    string    `json:"page,omitempty"`
	Shot    string    `json:"shot,omitempty"`
}

func (j *Join) file() joinFile {
	s := j.state
	return joinFile{s.Step, s.URL, s.Email, s.Consent, s.Code, j.asked.Until, s.Mark, s.Page, j.shot}
}

// load reads how far somebody came. What was waited for is waited for no longer than it lives; a picture that was taken while the program was
// away is read.
func (j *Join) load(ctx context.Context) error {
	raw, err := j.p.store.Kept(ctx, store.KeepsakeJoin)
	if err != nil || raw == nil {
		return err
	}
	var f joinFile
	if err := json.Unmarshal(raw, &f); err != nil {
		j.p.env.Log.Warn("joining not read", "error", errorKind(err))
		return nil
	}
	s := &j.state
	s.Step, s.URL, s.Email, s.Consent, s.Code, j.shot = f.Step, f.URL, f.Email, f.Consent, f.Code, f.Shot
	switch f.Step {
	case JoinCode, JoinBrowser:
		j.asked.Until, j.asked.Mark, j.asked.Page = f.Until, f.Mark, f.Page
		s.Until, s.Mark, s.Page = j.p.Voice().Clock(f.Until), f.Mark, f.Page
	case JoinWhere, JoinAddress, JoinScan, JoinDone:
	default: // the ways are asked for anew
		s.Step = JoinWhere
	}
	return nil
}

// resume goes on with what was under way when the program was ended.
func (j *Join) resume() {
	if j.shot == "" {
		return
	}
	if st, err := os.Stat(filepath.Join(j.p.home, j.shot)); err != nil || st.Size() == 0 {
		j.forgetShot()
		return
	}
	j.readShot()
}

// kept shows what changed and writes it down at once.
func (j *Join) kept() {
	j.changed()
	j.flush()
}

// keepSoon writes down what was typed.
func (j *Join) keepSoon() {
	if j.timer == nil {
		j.timer = j.p.env.After(DraftWithin, j.flush)
	}
}

func (j *Join) flush() {
	if j.timer != nil {
		j.timer()
		j.timer = nil
	}
	keep := j.keeper()
	j.p.write.do(func(ctx context.Context) func() {
		if err := keep(ctx); err != nil {
			j.p.env.Log.Error("joining not kept", "error", errorKind(err))
		}
		return nil
	})
}

// keeper writes down how far somebody is now, on whichever goroutine.
func (j *Join) keeper() func(ctx context.Context) error {
	f := j.file()
	return func(ctx context.Context) error {
		raw, err := json.Marshal(f)
		if err != nil {
			return err
		}
		return j.p.store.Keep(ctx, store.KeepsakeJoin, raw)
	}
}
