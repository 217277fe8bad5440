package present

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"priyom/civic"
)

// voiceShots is what recordings are for: an inspection's spoken note.
const voiceShots = "voice"

// voiceNote is a spoken note as it is recorded and played.
type voiceNote struct {
	starting bool
	stop     func() error // of a recording that goes on; nil without
	from     time.Time    // when that began
	limit    func()       // puts off that it ends by itself
	quiet    func()       // ends the playing; nil while nothing is played
}

// Record begins to record a spoken note, or ends that.
func (n *Inspect) Record() {
	if n.voice.stop != nil {
		n.stopRecording()
		return
	}
	if n.p.env.Recorder == nil || n.saving || n.voice.starting {
		return
	}
	n.Quiet()
	n.voice.starting = true
	n.begin(func() {
		id := n.visit.ID
		go func() { // it may wait for a person who is asked, longer than the program waits for its workers
			path, err := shotPath(n.p.home, voiceShots, id.String())
			var stop func() error
			if err == nil {
				stop, err = n.p.env.Recorder.Record(path, func(level float64) { n.p.env.Post(func() { n.heard(id, level) }) })
			}
			n.p.env.Post(func() { n.records(id, path, stop, err) })
		}()
	})
}

// records is after a recording has begun, or not.
func (n *Inspect) records(id civic.InspectionID, path string, stop func() error, err error) {
	n.voice.starting = false
	if err != nil {
		n.p.env.Log.Warn("no sound", "error", errorKind(err))
		n.p.notice(ToneWarn, n.p.Voice().Say("inspect.voice.none"))
		n.changed()
		return
	}
	from := n.p.env.Clock()
	end := func() error {
		return errors.Join(stop(), n.takeVoice(id, path, n.p.env.Clock().Sub(from)))
	}
	if id != n.visit.ID || n.p.closed || n.done { // somebody went on meanwhile
		if err := end(); err != nil {
			n.p.env.Log.Warn("spoken note not kept", "error", errorKind(err))
		}
		return
	}
	n.voice.stop, n.voice.from = end, from
	n.voice.limit = n.p.env.After(civic.MaxVoiceFor, n.stopRecording)
	n.changed()
}

// heard says how loud it is, and how long already.
func (n *Inspect) heard(id civic.InspectionID, level float64) {
	if n.voice.stop != nil && id == n.visit.ID && n.OnSound != nil {
		n.OnSound(level, clockLength(n.p.env.Clock().Sub(n.voice.from)))
	}
}

// stopRecording ends a recording and keeps it, and ends the playing of one.
func (n *Inspect) stopRecording() {
	n.Quiet()
	stop := n.voice.stop
	if stop == nil {
		return
	}
	n.voice.limit()
	n.voice.stop = nil
	if err := stop(); err != nil {
		n.p.failed("spoken note not kept", errorKind(err))
	}
	n.changed()
}

// takeVoice takes a recording in and removes its file.
func (n *Inspect) takeVoice(id civic.InspectionID, path string, length time.Duration) error {
	n.p.write.do(func(ctx context.Context) func() {
		length, err := n.p.keepVoice(ctx, id, path, length)
		return func() {
			switch {
			case err != nil:
				n.p.failed("spoken note not kept", errorKind(err))
			case id == n.visit.ID:
				n.visit.VoiceFor = min(length, civic.MaxVoiceFor)
				n.visit.Voice.Size = 1 // the store knows which file it is
				n.changed()
			}
		}
	})
	return nil
}

// keepVoice takes a recording in: as long as it says itself, where it can say that.
func (p *Point) keepVoice(ctx context.Context, id civic.InspectionID, path string, length time.Duration) (time.Duration, error) {
	if m, ok := p.env.Recorder.(Measurer); ok {
		var err error
		if length, err = m.Length(path); err != nil {
			return 0, err
		}
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	if err := errors.Join(p.store.AttachVoice(ctx, id, f, length), f.Close()); err != nil {
		return 0, err // the file stays where it is
	}
	return length, dropShot(path)
}

// takeVoices takes in what was being recorded when the program was killed. Where recordings aren't whole then, and where their inspection was
// handed in or thrown away meanwhile, they stay where they are.
func (p *Point) takeVoices(ctx context.Context) {
	if _, ok := p.env.Recorder.(Measurer); !ok {
		return
	}
	for id, paths := range shotsOf(p.home, voiceShots) {
		inspection, err := civic.ParseInspectionID(id)
		if err != nil {
			continue
		}
		for _, path := range paths {
			if _, err := p.keepVoice(ctx, inspection, path, 0); err != nil {
				p.env.Log.Error("recording not taken in", "error", errorKind(err))
			}
		}
	}
}

// Play plays the spoken note, or ends that.
func (n *Inspect) Play() {
	if n.voice.quiet != nil {
		n.Quiet()
		return
	}
	if n.p.env.Player == nil || n.visit.VoiceFor == 0 || n.voice.stop != nil {
		return
	}
	of, id := n.at, n.visit.ID
	n.p.read.do(func(ctx context.Context) func() {
		var over atomic.Bool // perhaps before anybody hears that it began
		content, err := n.p.voiceOf(ctx, of, id)
		var quiet func()
		if err == nil {
			quiet, err = n.p.env.Player.Play(bytes.NewReader(content), func() {
				over.Store(true)
				n.p.env.Post(func() { n.played(id) })
			})
		}
		return func() {
			switch {
			case err != nil:
				n.p.env.Log.Warn("spoken note not played", "error", errorKind(err))
				n.p.notice(ToneWarn, n.p.Voice().Say("inspect.voice.mute"))
			case id != n.visit.ID || n.voice.quiet != nil || n.voice.stop != nil:
				quiet()
			case !over.Load():
				n.voice.quiet = quiet
				n.changed()
			}
		}
	})
}

// voiceOf reads a draft's spoken note.
func (p *Point) voiceOf(ctx context.Context, report civic.ReportID, id civic.InspectionID) ([]byte, error) {
	list, err := p.store.Inspections(ctx, report)
	if err != nil {
		return nil, err
	}
	for _, i := range list {
		if i.ID == id && !i.Voice.IsZero() {
			return p.store.ReadFile(i.Voice)
		}
	}
	return nil, os.ErrNotExist
}

// Quiet ends the playing.
func (n *Inspect) Quiet() {
	if n.voice.quiet != nil {
		n.voice.quiet()
		n.voice.quiet = nil
		n.changed()
	}
}

func (n *Inspect) played(id civic.InspectionID) {
	if id == n.visit.ID && n.voice.quiet != nil {
		n.voice.quiet = nil
		n.changed()
	}
}

// clockLength is a length as a clock shows it: "0:12".
func clockLength(d time.Duration) string {
	return fmt.Sprintf("%d:%02d", int(d/time.Minute), int(d/time.Second)%60)
}

// DropVoice takes the spoken note away.
func (n *Inspect) DropVoice() {
	n.Quiet()
	id := n.visit.ID
	n.visit.Voice, n.visit.VoiceFor = civic.BlobRef{}, 0
	n.p.write.do(func(ctx context.Context) func() {
		if err := n.p.store.AttachVoice(ctx, id, nil, 0); err != nil {
			return func() { n.p.failed("spoken note not removed", err) }
		}
		return nil
	})
	n.changed()
}
