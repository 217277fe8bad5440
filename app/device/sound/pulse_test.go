//go:build linux && !android

package sound

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"
)

// pulseaudio is a real server of the test's own: a sink that nobody hears, and what it plays as a microphone.
func pulseaudio(t *testing.T, modules ...string) (server string, process *os.Process) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts pulseaudio")
	}
	program, err := exec.LookPath("pulseaudio")
	if err != nil {
		t.Skip("needs pulseaudio")
	}
	dir, err := os.MkdirTemp("", "pulse") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	socket := filepath.Join(dir, "native")
	args := []string{"-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--disallow-exit", "--realtime=no", "--high-priority=no", "-L", "module-native-protocol-unix auth-anonymous=1 socket=" + socket}
	for _, m := range modules {
		args = append(args, "-L", m)
	}
	daemon := exec.CommandContext(t.Context(), program, args...)
	daemon.Env = append(os.Environ(), "HOME="+dir, "XDG_RUNTIME_DIR="+dir, "PULSE_RUNTIME_PATH="+dir, "PULSE_STATE_PATH="+dir, "DBUS_SESSION_BUS_ADDRESS=unix:path="+dir+"/none", "DBUS_SYSTEM_BUS_ADDRESS=unix:path="+dir+"/none")
	var said bytes.Buffer
	daemon.Stdout, daemon.Stderr = &said, &said
	if err := daemon.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = daemon.Process.Kill()
		_ = daemon.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
	t.Setenv("PULSE_COOKIE", filepath.Join(dir, "cookie"))
	server = "unix:" + socket
	for range 600 {
		client, err := connect(server)
		if err == nil {
			client.Close()
			return server, daemon.Process
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("pulseaudio doesn't answer")
	return "", nil
}

// loop is a server whose microphone hears what it plays.
func loop(t *testing.T) (string, *os.Process) {
	return pulseaudio(t, "module-null-sink sink_name=out", "module-remap-source master=out.monitor source_name=mic")
}

// until waits as long as a slow machine needs.
func until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 1200 {
		if holds() {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("waited in vain until ", what)
}

// A tone that is played is heard, recorded, and can be played again.
func TestRecordAndPlay(t *testing.T) {
	server, _ := loop(t)
	content, err := os.ReadFile(written(t, tone(440, 40*time.Second)))
	if err != nil {
		t.Fatal(err)
	}
	over := make(chan struct{})
	quiet, err := (Player{server}).Play(bytes.NewReader(content), func() { close(over) })
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "note.ogg")
	var level atomic.Uint64
	stop, err := (Recorder{Server: server}).Record(path, func(l float64) { level.Store(math.Float64bits(l)) })
	if err != nil {
		t.Fatal(err)
	}
	until(t, "it is heard", func() bool { return math.Float64frombits(level.Load()) > 0.5 })
	until(t, "three seconds are on the disk", func() bool {
		info, err := os.Stat(path)
		if err != nil || info.Size() < 3*bitrate/8/2 {
			return false
		}
		copied := filepath.Join(t.TempDir(), "copy.ogg")
		content, err := os.ReadFile(path)
		if err := errors.Join(err, os.WriteFile(copied, content, 0o600)); err != nil {
			t.Fatal(err)
		}
		length, err := Length(copied) // what a kill would leave
		return err == nil && length >= 3*time.Second
	})
	if err := errors.Join(stop(), stop()); err != nil {
		t.Fatal(err)
	}
	quiet()
	<-over
	if content, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	samples, err := decode(content)
	if err != nil {
		t.Fatal(err)
	}
	best := 0.0
	for at := 0; at+rate/2 <= len(samples); at += rate / 2 { // where it wasn't interrupted
		best = max(best, share(samples[at:at+rate/2], 440))
	}
	if best < 0.5 {
		t.Errorf("%.2f of it is the tone, at best", best)
	}
	over = make(chan struct{})
	if _, err := (Player{server}).Play(bytes.NewReader(content), func() { close(over) }); err != nil {
		t.Fatal(err)
	}
	select { // it ends by itself
	case <-over:
	case <-time.After(time.Minute):
		t.Error("plays for ever")
	}
}

// A note that is forgotten ends by itself.
func TestRecordTooLong(t *testing.T) {
	server, _ := loop(t)
	path := filepath.Join(t.TempDir(), "note.ogg")
	stop, err := (Recorder{Server: server, Longest: 300 * time.Millisecond}).Record(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	until(t, "it is over", func() bool { content, err := os.ReadFile(path); return err == nil && ends(content) })
	if err := stop(); err != nil {
		t.Error(err)
	}
	if length, err := Length(path); err != nil || length != 300*time.Millisecond {
		t.Errorf("%v, %v", length, err)
	}
}

// A computer without a microphone would else record its own loudspeakers.
func TestNoMicrophone(t *testing.T) {
	server, _ := pulseaudio(t, "module-null-sink sink_name=out")
	path := filepath.Join(t.TempDir(), "note.ogg")
	if _, err := (Recorder{Server: server}).Record(path, nil); !errors.Is(err, ErrNone) {
		t.Error(err)
	}
	for _, missing := range []string{server + "-none", "unix:/nowhere"} {
		if _, err := (Recorder{Server: missing}).Record(path, nil); !errors.Is(err, ErrNone) {
			t.Errorf("%s: %v", missing, err)
		}
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file of nothing")
	}
}

// What was said is kept when the microphone goes away, here with its server.
func TestMicrophoneGoesAway(t *testing.T) {
	server, process := loop(t)
	path := filepath.Join(t.TempDir(), "note.ogg")
	stop, err := (Recorder{Server: server}).Record(path, nil)
	if err != nil {
		t.Fatal(err)
	}
	until(t, "a second is on the disk", func() bool {
		content, err := os.ReadFile(path)
		if err != nil {
			return false
		}
		_, samples, _, err := read(content)
		return err == nil && samples >= rate
	})
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
	until(t, "the recording ends", func() bool {
		content, err := os.ReadFile(path)
		return err == nil && ends(content)
	})
	if err := stop(); err != nil {
		t.Error(err)
	}
	if length, err := Length(path); err != nil || length < time.Second {
		t.Errorf("%v, %v", length, err)
	}
}

// ends says whether a recording has its last page.
func ends(content []byte) bool {
	at := bytes.LastIndex(content, []byte("OggS"))
	return at >= 0 && at+5 < len(content) && content[at+5]&4 != 0
}

func TestPlayWhatIsNoRecording(t *testing.T) {
	for name, content := range map[string]string{"nothing": "", "a picture": "\xff\xd8\xff\xe0", "half a page": "OggS\x00\x02"} {
		if _, err := (Player{"unix:/nowhere"}).Play(bytes.NewReader([]byte(content)), nil); !errors.Is(err, ErrFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
	content, err := os.ReadFile(written(t, tone(440, time.Second)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (Player{"unix:/nowhere"}).Play(bytes.NewReader(content), nil); !errors.Is(err, ErrNone) {
		t.Errorf("without a server: %v", err)
	}
}

func TestLoud(t *testing.T) {
	full := make([]int16, rate)
	for i := range full {
		full[i] = math.MaxInt16
	}
	for _, c := range []struct {
		samples  []int16
		from, to float64
	}{{nil, 0, 0}, {make([]int16, 100), 0, 0}, {full, 1, 1}, {tone(440, time.Second), 0.6, 0.8}} {
		if got := loud(c.samples); got < c.from || got > c.to {
			t.Error(fmt.Sprint(len(c.samples)), got)
		}
	}
}
