package main

import (
	"errors"
	"fmt"
	"testing"

	"priyom/app/device/sound"
	"priyom/app/device/webcam"
	"priyom/app/present"
)

// What a camera or a microphone is in trouble with is said in the presenters' words, and the cause isn't lost.
func TestTroubleOfCamerasAndSound(t *testing.T) {
	other := errors.New("something else")
	for of, want := range map[error]error{
		webcam.ErrNone: present.ErrCameraNone, webcam.ErrDenied: present.ErrCameraDenied, webcam.ErrBusy: present.ErrCameraBusy,
		webcam.ErrGone: present.ErrCameraGone, webcam.ErrStuck: webcam.ErrStuck, other: other,
	} {
		err := fmt.Errorf("open: %w", of)
		if got := lensTrouble(err); !errors.Is(got, want) || !errors.Is(got, of) {
			t.Errorf("%v: %v", of, got)
		}
	}
	for of, want := range map[error]error{sound.ErrNone: present.ErrNoRecorder, sound.ErrFormat: sound.ErrFormat} {
		if got := soundTrouble(of); !errors.Is(got, want) || !errors.Is(got, of) {
			t.Errorf("%v: %v", of, got)
		}
	}
	if err := soundTrouble(nil); err != nil {
		t.Error(err)
	}
}

func TestLensThatIsNotThere(t *testing.T) {
	if _, err := (lenses{}).Open("/dev/video-none"); !errors.Is(err, present.ErrCameraNone) {
		t.Error(err)
	}
	if (lenses{}).Any() && len((lenses{}).List()) == 0 {
		t.Log("there are devices, and none of them is a camera")
	}
}
