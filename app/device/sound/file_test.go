package sound

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// tone is a sound of so many hertz.
func tone(hertz float64, length time.Duration) []int16 {
	samples := make([]int16, int(length*rate/time.Second))
	for i := range samples {
		samples[i] = int16(8000 * math.Sin(2*math.Pi*hertz*float64(i)/rate))
	}
	return samples
}

// share is how much of some samples' power is at so many hertz (Goertzel).
func share(samples []int16, hertz float64) float64 {
	var one, two, all float64
	k := 2 * math.Cos(2*math.Pi*hertz/rate)
	for _, s := range samples {
		one, two = float64(s)+k*one-two, one
		all += float64(s) * float64(s)
	}
	if all == 0 {
		return 0
	}
	return (one*one + two*two - k*one*two) / all / float64(len(samples)) * 2
}

func written(t *testing.T, samples []int16) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "note.ogg")
	f, err := create(path)
	if err != nil {
		t.Fatal(err)
	}
	for len(samples) > 0 { // in pieces as they come
		n := min(777, len(samples))
		if err := f.write(samples[:n]); err != nil {
			t.Fatal(err)
		}
		samples = samples[n:]
	}
	if err := f.close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestFile(t *testing.T) {
	for _, length := range []time.Duration{10 * time.Millisecond, time.Second, 2345 * time.Millisecond} {
		path := written(t, tone(440, length))
		got, err := Length(path)
		if err != nil || got != length {
			t.Errorf("%v became %v, %v", length, got, err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		samples, err := decode(content)
		if err != nil || len(samples) != int(length*rate/time.Second) {
			t.Errorf("%v: %d samples, %v", length, len(samples), err)
		}
		if length < time.Second {
			continue
		}
		if s := share(samples, 440); s < 0.8 {
			t.Errorf("%v: %.2f of it is the tone", length, s)
		}
		if most := int(length.Seconds()*bitrate/8*1.5) + 1000; len(content) > most {
			t.Errorf("%d bytes for %v", len(content), length)
		}
	}
}

// Wherever a kill cuts a recording off, it is one up to the last whole second before.
func TestFileCutOff(t *testing.T) {
	path := written(t, tone(440, 3500*time.Millisecond))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cut := filepath.Join(t.TempDir(), "cut.ogg")
	last := time.Duration(0)
	for n := 0; n <= len(whole); n += 41 {
		if err := os.WriteFile(cut, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		length, err := Length(cut)
		switch {
		case errors.Is(err, ErrFormat) || errors.Is(err, ErrSilent):
			if last > 0 {
				t.Fatalf("%d bytes: %v", n, err)
			}
			continue
		case err != nil:
			t.Fatal(err)
		}
		if length < last {
			t.Errorf("%d bytes are %v, less than before", n, length)
		}
		last = length
		again, err := Length(cut)
		left, readErr := os.ReadFile(cut)
		if err != nil || readErr != nil || again != length {
			t.Fatalf("measured again: %v, %v, %v", again, err, readErr)
		}
		if _, _, all, err := read(left); err != nil || all != len(left) {
			t.Errorf("%d bytes: %d of %d are whole, %v", n, all, len(left), err)
		}
		if samples, err := decode(left); err != nil || len(samples) == 0 {
			t.Errorf("%d bytes: not to be played: %v", n, err)
		}
	}
	if last < 2900*time.Millisecond {
		t.Errorf("%v at last", last)
	}
}

func TestNothingSaid(t *testing.T) {
	path := filepath.Join(t.TempDir(), "note.ogg")
	f, err := create(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := create(path); !errors.Is(err, os.ErrExist) {
		t.Errorf("another at the same place: %v", err)
	}
	if err := f.close(); !errors.Is(err, ErrSilent) {
		t.Error(err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file without a sound")
	}
	if _, err := Length(path); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("OggS"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if _, _, whole, err := read(content); err == nil && (whole < 0 || whole > len(content)) {
			t.Errorf("%d of %d bytes", whole, len(content))
		}
		_, _ = decode(content) // mustn't panic
	})
}
