package present

import (
	"context"
	"errors"
	"os"
	"time"

	"priyom/civic"
)

// Record begins to record a spoken note, or ends that.
func (n *Inspect) Record() {
	if n.recording != nil {
		n.stopRecording()
		return
	}
	if n.p.env.Recorder == nil || n.saving {
		return
	}
	n.begin(func() {
		path, err := shotPath(n.p.home, "voice", n.visit.ID.String())
		if err == nil {
			n.recording, err = n.p.env.Recorder.Record(path)
		}
		if err != nil {
			n.recording = nil
			n.p.env.Log.Warn("no sound", "error", errorKind(err))
			n.p.notice(ToneWarn, n.p.Voice().Say("inspect.voice.none"))
			return
		}
		id, stop := n.visit.ID, n.recording
		n.recordedFrom = n.p.env.Clock()
		n.recording = func() error { return errors.Join(stop(), n.takeVoice(id, path, n.p.env.Clock().Sub(n.recordedFrom))) }
		n.changed()
	})
}

// stopRecording ends a recording and keeps it.
func (n *Inspect) stopRecording() {
	stop := n.recording
	if stop == nil {
		return
	}
	n.recording = nil
	if err := stop(); err != nil {
		n.p.failed("spoken note not kept", errorKind(err))
	}
	n.changed()
}

// takeVoice takes a recording in and removes its file.
func (n *Inspect) takeVoice(id civic.InspectionID, path string, length time.Duration) error {
	n.p.write.do(func(ctx context.Context) func() {
		f, err := os.Open(path)
		if err == nil {
			err = errors.Join(n.p.store.AttachVoice(ctx, id, f, length), f.Close(), dropShot(path))
		}
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

// DropVoice takes the spoken note away.
func (n *Inspect) DropVoice() {
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
