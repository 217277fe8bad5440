//go:build linux

package phone_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/ui/uitest"
	"priyom/civic"
	"priyom/store"
	"priyom/store/vault"
)

// small is a disk of so many megabytes, mounted at a folder, that can be filled to the last byte.
type small struct {
	*testing.T
	dir string
}

func mountSmall(t *testing.T, dir, size string) small {
	t.Helper()
	if err := syscall.Mount("none", dir, "tmpfs", 0, "size="+size); err != nil {
		t.Skipf("needs the right to mount a small disk: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	return small{t, dir}
}

func (d small) ballast() string { return filepath.Join(d.dir, "ballast") }

// fill leaves not a byte.
func (d small) fill() {
	d.Helper()
	f, err := os.OpenFile(d.ballast(), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	for _, chunk := range []int{1 << 20, 1 << 12} {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, chunk))
		}
		if !errors.Is(err, syscall.ENOSPC) {
			d.Fatalf("the disk isn't full: %v", err)
		}
	}
}

// empty makes room again, as somebody does who deletes films.
func (d small) empty() {
	d.Helper()
	if err := os.Remove(d.ballast()); err != nil {
		d.Fatal(err)
	}
}

// last is a camera whose picture takes the last bytes of the disk.
type last struct {
	shutter
	disk small
}

func (l last) Take(path string, done func(error)) {
	l.shutter.Take(path, func(err error) {
		l.disk.fill()
		done(err)
	})
}

// A really full disk at every step of a report: writing, the camera, a picture taken in, handing in. Each is said with what to do, nothing
// that was typed is lost, and with room again everything goes on by itself.
func TestFullDiskLosesNothing(t *testing.T) {
	h := uitest.NewHome(t)
	disk := mountSmall(t, h.Env.Home, "40m")
	h.Fill(time.Hour, func(c *uitest.Clerk) { c.As(civic.RoleCitizen).Enroll() })
	h.Env.Narrow = true
	h.Env.Room = present.Room{Low: 8 << 20, Short: 6 << 20, Full: 4 << 20}
	h.Env.Positions = standing{present.Fix{At: h.Loop.Now(), Position: lamp, Source: civic.SourceGPS}}
	sees := shutter{sees: uitest.Bare(t, "DSCN0012.jpg")}
	h.Env.Camera = sees
	x := newPocket(t, h, uitest.Long)
	p := x.open()
	said := ""
	before := p.OnNotice
	p.OnNotice = func(tone present.Tone, words string) {
		said = words
		before(tone, words)
	}
	x.loop.Until("there is a reserve", func() bool {
		info, err := os.Stat(filepath.Join(h.Env.Home, "reserve"))
		return err == nil && info.Size() == store.ReserveBytes
	})

	x.TapAt(x.field(0))
	x.Write("Не горит фонарь")
	x.loop.Until("it is kept", p.Kept)
	disk.fill()
	x.Write(" третий день")
	x.loop.Until("the reserve keeps it", func() bool { return p.Kept() && p.Intake.State().Wrong[present.FieldForm] == "" })
	x.loop.Until("it is said that there is no room", func() bool {
		return strings.HasPrefix(p.Capture.State().Tell, "Место на устройстве кончается")
	})

	disk.fill() // the reserve, too
	said = ""
	p.Capture.Shoot()
	x.loop.Until("the camera has no room", func() bool { return said != "" && !p.Capture.State().Shooting })
	if !strings.Contains(said, "нет места") {
		t.Errorf("it says %q", said)
	}
	x.TapAt(x.field(0))
	x.Write(", темно")
	x.loop.Until("it isn't kept, and that is said", func() bool {
		return strings.Contains(p.Intake.State().Wrong[present.FieldForm], "нет места")
	})
	text := p.Intake.State().Report.Text
	if !strings.Contains(text, "третий день") || !strings.Contains(text, "темно") {
		t.Errorf("in the form is %q", text)
	}
	p.Capture.Choose("lighting-lamp-out")
	p.Capture.Save()
	x.loop.Until("it isn't handed in, and that is said", func() bool {
		s := p.Intake.State()
		return !s.Saving && strings.Contains(s.Wrong[present.FieldForm], "нет места")
	})
	if s := p.Intake.State(); s.Report.Text != text || s.Done.Number != "" {
		t.Errorf("after saving: %q, %q", s.Report.Text, s.Done.Number)
	}

	disk.empty()
	x.loop.Until("with room it is kept by itself", func() bool { return p.Kept() && p.Intake.State().Wrong[present.FieldForm] == "" })
	h.Env.Camera = last{sees, disk}
	p.Capture.Shoot()
	x.loop.Until("the picture waits for room", func() bool {
		s := p.Capture.State()
		return !s.Shooting && !s.Taking && len(s.Refused) == 1 && strings.HasPrefix(s.Refused[0], "Снимок цел")
	})
	disk.empty()
	x.phone.Front()
	x.until("the picture is in", func(s present.CaptureState) bool { return len(s.Photos) == 1 && len(s.Photos[0].Preview) > 0 })
	if s := p.Capture.State(); len(s.Refused) != 0 {
		t.Errorf("it still says %q", s.Refused)
	}
	p.Capture.Save()
	x.loop.Until("it is handed in", func() bool { return p.Intake.State().Done.Number != "" })
	x.phone.Close()
	kept(t, h, text)
}

// kept looks into the folder: one report with those words and one picture, and everything sound.
func kept(t *testing.T, h *uitest.Home, text string) {
	t.Helper()
	v, err := vault.Open(h.Env.Home, h.Env.Secrets)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), h.Env.Home, v, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found, err := s.Recent(t.Context(), 10)
	if err != nil || len(found) != 1 {
		t.Fatalf("%d reports, %v", len(found), err)
	}
	r, err := s.Report(t.Context(), found[0].ID)
	if err != nil || r.Text != text || len(r.Photos) != 1 {
		t.Errorf("%q with %d photos, %v", r.Text, len(r.Photos), err)
	}
	if drafts, err := s.Drafts(t.Context()); err != nil || len(drafts) != 0 {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
	checked, err := s.Verify(t.Context())
	if err != nil || len(checked.Findings) > 0 {
		t.Errorf("%v, %v", checked.Findings, err)
	}
	for _, part := range []string{"shots/*/*.jpg", "blobs/incoming/*"} {
		if left, _ := filepath.Glob(filepath.Join(h.Env.Home, part)); len(left) > 0 {
			t.Errorf("left are %v", left)
		}
	}
}
