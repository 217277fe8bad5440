package phone_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
)

// tape is a recorder and a player; what it records is always the same.
type tape struct {
	none   bool
	heard  func(level float64)
	path   string
	played chan string
	over   func()
	stops  int
}

const spoken = "a lamp is missing"

func (t *tape) Record(path string, heard func(level float64)) (stop func() error, err error) {
	if t.none {
		return nil, present.ErrNoRecorder
	}
	t.path, t.heard = path, heard
	heard(0.5)
	return func() error { t.stops++; return nil }, os.WriteFile(path, []byte(spoken), 0o600)
}

func (t *tape) Length(path string) (time.Duration, error) {
	content, err := os.ReadFile(path)
	if err == nil && string(content) != spoken {
		err = errors.New("not on this tape")
	}
	return 12 * time.Second, err
}

func (t *tape) Play(recording io.Reader, ended func()) (stop func(), err error) {
	content, err := io.ReadAll(recording)
	t.over = ended
	t.played <- string(content)
	return ended, err
}

// spoke is an inspector's device with a microphone, on a task.
func spoke(t *testing.T, tp *tape) (*pocket, *uitest.Home) {
	t.Helper()
	h := field(t)
	tp.played = make(chan string, 9)
	h.Env.Recorder, h.Env.Player = tp, tp
	x := newPocket(t, h, uitest.Long)
	x.tasks()
	x.Tap("Не горит фонарь, новое")
	x.inspects("loaded", func(s present.InspectState) bool { return s.Loaded })
	return x, h
}

func TestSpokenNote(t *testing.T) {
	tp := &tape{}
	x, h := spoke(t, tp)
	p := x.phone.Point()
	x.Tap("Голосовая заметка")
	x.inspects("it records", func(s present.InspectState) bool { return s.Recording })
	uitest.Pause(h.Loop)
	if uitest.Pictured() {
		uitest.Draw(t, x.Win, "phone-voice-recording")
	}
	tp.heard(0.9)
	x.Tap("Остановить запись")
	x.inspects("it is kept", func(s present.InspectState) bool { return s.Voice == "0:12" && !s.Recording })
	x.loop.Until("its file is gone", func() bool { _, err := os.Stat(tp.path); return errors.Is(err, os.ErrNotExist) })
	for _, end := range []func(){func() { x.Tap("Остановить") }, func() { tp.over() }} {
		x.Tap("Прослушать")
		x.inspects("it plays", func(s present.InspectState) bool { return s.Playing })
		if got := <-tp.played; got != spoken {
			t.Errorf("played %q", got)
		}
		end()
		x.inspects("it is over", func(s present.InspectState) bool { return !s.Playing })
	}
	uitest.EveryPhone(func(l present.Look, size fyne.Size) {
		x.Win.Resize(size)
		uitest.Hold(p, l)
		uitest.Pause(x.loop)
		uitest.Draw(t, x.Win, "phone-voice-"+uitest.PhoneName(l, size))
	})
	uitest.Hold(p, present.Look{Lang: civic.LangRU, Scale: 1})
	x.Tap("Убрать заметку 0:12")
	x.inspects("it is gone", func(s present.InspectState) bool { return s.Voice == "" })
	if tp.stops != 1 {
		t.Errorf("stopped %d times", tp.stops)
	}
}

// A note that nobody ends ends by itself, and is kept; so is one over which the page is left.
func TestSpokenNoteThatIsForgotten(t *testing.T) {
	for name, forget := range map[string]func(x *pocket, h *uitest.Home){
		"too long": func(_ *pocket, h *uitest.Home) { h.Loop.Advance(civic.MaxVoiceFor) },
		"left":     func(x *pocket, _ *uitest.Home) { x.Press(fyne.KeyEscape) },
		"put away": func(x *pocket, _ *uitest.Home) { x.phone.Hidden() },
	} {
		t.Run(name, func(t *testing.T) {
			x, h := spoke(t, &tape{})
			x.Tap("Голосовая заметка")
			x.inspects("it records", func(s present.InspectState) bool { return s.Recording })
			forget(x, h)
			x.inspects("it is kept", func(s present.InspectState) bool { return s.Voice == "0:12" && !s.Recording })
		})
	}
}

func TestNoMicrophone(t *testing.T) {
	x, h := spoke(t, &tape{none: true})
	x.Tap("Голосовая заметка")
	uitest.Pause(h.Loop)
	x.loop.Until("it says so", func() bool {
		return x.Said("Звук не записать: нет микрофона или доступа к нему. Подключите его, разрешите доступ или напишите словами.")
	})
	if s := x.phone.Point().Inspect.State(); s.Recording || s.Voice != "" {
		t.Errorf("%+v", s)
	}
}

// Killed while somebody speaks, the program has what was said until then.
func TestKilledWhileRecording(t *testing.T) {
	tp := &tape{}
	x, h := spoke(t, tp)
	x.Tap("Голосовая заметка")
	x.inspects("it records", func(s present.InspectState) bool { return s.Recording })
	path := tp.path
	x.phone.Point().Inspect.Quiet()
	kept, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	x.Tap("Остановить запись") // what a kill leaves is put there by hand
	x.inspects("it is kept", func(s present.InspectState) bool { return s.Voice != "" })
	x.Tap("Убрать заметку 0:12")
	x.inspects("it is gone", func(s present.InspectState) bool { return s.Voice == "" })
	x.phone.Close()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, kept, 0o600)); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(h.Env.Home, "shots", "voice-"+civic.InspectionID{1}.String(), "1.jpg")
	if err := errors.Join(os.MkdirAll(filepath.Dir(broken), 0o700), os.WriteFile(broken, []byte("half"), 0o600)); err != nil {
		t.Fatal(err)
	}
	x.start(uitest.Long)
	x.open()
	x.inspects("what was said", func(s present.InspectState) bool { return s.Voice == "0:12" })
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
	if _, err := os.Stat(broken); err != nil {
		t.Errorf("what can't be taken in is gone: %v", err)
	}
}
