//go:build android || jvm

package droid

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"priyom/app/device/jni"
	"priyom/app/present"
)

// longest is how long a note may be.
const longest = 3 * time.Minute

// Record implements present.Recorder: speech as AAC in an MP4 file. It may ask whether it may, and waits for the answer: not for the
// goroutine of the screens.
func (p *Phone) Record(path string, _ func(level float64)) (stop func() error, err error) {
	switch err := p.allowed(context.Background(), NeedSound); {
	case errors.Is(err, errRefused):
		return nil, fmt.Errorf("%w: %w", present.ErrNoRecorder, err)
	case err != nil:
		return nil, err
	}
	var recorder jni.Object
	err = p.do(func(e *jni.Env) error {
		r := e.New("android/media/MediaRecorder", "()V")
		if e.Err() != nil {
			return e.Err()
		}
		e.Void(r, "setAudioSource", "(I)V", int32(1))  // MIC
		e.Void(r, "setOutputFormat", "(I)V", int32(2)) // MPEG_4
		e.Void(r, "setAudioEncoder", "(I)V", int32(3)) // AAC
		e.Void(r, "setAudioChannels", "(I)V", int32(1))
		e.Void(r, "setAudioSamplingRate", "(I)V", int32(16000))
		e.Void(r, "setAudioEncodingBitRate", "(I)V", int32(32000))
		e.Void(r, "setOutputFile", "(Ljava/lang/String;)V", path)
		e.Void(r, "prepare", "()V")
		e.Void(r, "start", "()V")
		if err := e.Recover(); err != nil {
			e.Void(r, "release", "()V")
			return errors.Join(err, e.Err())
		}
		recorder = e.Keep(r)
		return nil
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%w: %w", present.ErrNoRecorder, err), os.Remove(path))
	}
	// The system's own limit isn't used: a recorder that has stopped by itself may throw when it is stopped, as one without sound does.
	end := sync.OnceValue(func() error { return p.stopped(recorder, path) })
	limit := time.AfterFunc(p.longest, func() { _ = end() }) // whoever stops it later hears what came of it
	return func() error {
		limit.Stop()
		return end()
	}, nil
}

// stopped ends a recording. One that holds nothing is taken away: the system throws then.
func (p *Phone) stopped(recorder jni.Object, path string) error {
	err := p.do(func(e *jni.Env) error {
		defer e.Drop(recorder)
		e.Void(recorder, "stop", "()V")
		err := e.Recover()
		e.Void(recorder, "release", "()V")
		return errors.Join(err, e.Err())
	})
	if err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}
