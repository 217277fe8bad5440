package civic

import (
	"strings"
	"time"
)

// MaxTaskWords is how much of a report's text a task tells, in characters.
const MaxTaskWords = 600

// Task is a report that a department has, as its inspectors are told of it. Nothing of the person is in it.
type Task struct {
	Report     ReportID
	Number     string
	Version    int64 // of the portal's case: the higher one knows more
	Category   CategorySlug
	Words      string
	Urgency    Urgency
	Place      Place
	Status     Status
	CapturedAt time.Time // by the device that took the report
	Due        time.Time // zero: nothing is owed
	Span       Span      // of Due: which clock it runs by
	Department DepartmentSlug
	Executor   string  // the name of the member of staff who deals with it; "": nobody yet
	Mine       bool    // that is whoever works with this device
	Before     []Photo // with Copy and Preview, in their order
	After      []Photo // what was shown before, when it is to be done again
	Note       string  // why it came, in the words of whoever sent it last
	Supporters int
	Taken      bool // it was taken back: nothing is to be done here any more
}

// Tasked says that a department has work to do on a report.
func (s Status) Tasked() bool {
	return s == StatusAssigned || s == StatusInWork || s == StatusRework
}

// TaskWords is the beginning of a text for those who go to the place: as FirstLine, line by line, and longer.
func TaskWords(text string) string {
	var kept []string
	left := MaxTaskWords
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		for i, w := range words {
			if strings.Contains(w, "@") {
				words[i] = hidden
			}
		}
		line = strings.Join(hideNumbers(words), " ")
		if n := len([]rune(line)); n > left {
			kept = append(kept, string([]rune(line)[:left])+"\u2026")
			break
		} else if left -= n + 1; n > 0 {
			kept = append(kept, line)
		}
		if left <= 0 {
			break
		}
	}
	return strings.Join(kept, "\n")
}

// Place of what was done: whose proof is asked for.
func (t Task) asCase() Case {
	return Case{ID: t.Report, Place: t.Place, CapturedAt: t.CapturedAt, Before: t.Before}
}

// Spot is how a photo "after" stands to the spot.
type Spot struct {
	Known    bool   // somebody knows where the spot is
	Measured bool   // and where the photo was taken
	Distance Metres // between the two
	Doubt    Metres // by how much that may be wrong, as both tell
	Near     bool   // as the portal will see it; true if nobody knows the spot
	Since    time.Time
	Later    bool // than the report and every photo "before"
	Turn     Degrees
	Turned   bool // Turn says by how much the camera looked elsewhere than at a photo "before", 0 to 180
}

// Look compares one photo with the spot of a task.
func (t Task) Look(p Photo) Spot {
	c := t.asCase()
	at, known := c.spot()
	s := Spot{Known: known, Near: !known, Since: c.since()}
	s.Later = p.TakenAt.After(s.Since)
	if known && p.Located {
		s.Measured, s.Distance = true, Distance(at, p.Position)
		s.Doubt = min(at.Accuracy, maxDoubt) + min(p.Position.Accuracy, maxDoubt)
		s.Near = Near(at, p.Position)
	}
	for _, b := range t.Before {
		if !b.Bore || !p.Bore {
			continue
		}
		turn := b.Bearing - p.Bearing
		for turn < -180 {
			turn += 360
		}
		for turn > 180 {
			turn -= 360
		}
		turn = max(turn, -turn)
		if !s.Turned || turn < s.Turn {
			s.Turn, s.Turned = turn, true
		}
	}
	return s
}

// Spot is where the task's problem is; ok is false where only an address says it.
func (t Task) Spot() (at Position, ok bool) { return t.asCase().spot() }
