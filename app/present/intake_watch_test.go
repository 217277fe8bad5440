package present_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
)

// shoot puts a picture into a folder, as a camera or a scanner does.
func shoot(t *testing.T, path string, at time.Time, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(path, at, at); err != nil {
		t.Fatal(err)
	}
}

// Only what comes after the choice is offered, also from a card's inner folder and by a clock that is years behind; a file that
// still grows waits; what was taken or not wanted isn't offered again, nor after a restart.
func TestWatchedFolder(t *testing.T) {
	l, env, p := open(t)
	in := p.Intake
	p.Go(present.PageIntake)
	dir := filepath.Join(t.TempDir(), "DCIM")
	old := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC) // the camera's battery was out
	shoot(t, filepath.Join(dir, "old.jpg"), old, "old")
	in.SetWatch(dir)
	l.Until("the folder is watched", func() bool { return in.State().Fresh.Folder == "DCIM" })
	for range 3 {
		l.Advance(3 * time.Second)
		l.Drain()
	}
	shoot(t, filepath.Join(dir, "100", "a.jpg"), old.Add(time.Hour), "first")
	shoot(t, filepath.Join(dir, "notes.txt"), old.Add(time.Hour), "no picture")
	l.Until("one is offered", func() bool { return in.State().Fresh.N == 1 })
	if got := in.FreshWords(); got != "1 новый снимок" {
		t.Errorf("offered as %q", got)
	}
	in.DismissFresh()
	photo := presenttest.SharedPhoto(t, "DSCN0012.jpg")
	f, err := photo.Open()
	if err != nil {
		t.Fatal(err)
	}
	content := make([]byte, 10_000_000)
	n, _ := f.Read(content)
	_ = f.Close()
	shoot(t, filepath.Join(dir, "b.jpg"), old.Add(2*time.Hour), string(content[:n]))
	l.Until("the next is offered", func() bool { return in.State().Fresh.N == 1 })
	in.AddFresh()
	l.Until("it is in the report", func() bool { s := in.State(); return len(s.Photos) == 1 && !s.Taking })
	if in.State().Fresh.N != 0 || len(in.State().Refused) > 0 {
		t.Errorf("%+v, refused %v", in.State().Fresh, in.State().Refused)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	p.Go(present.PageIntake)
	shoot(t, filepath.Join(dir, "c.jpg"), old.Add(3*time.Hour), "third")
	l.Until("the folder is still watched", func() bool { return p.Intake.State().Fresh.N == 1 })
	if err := os.RemoveAll(dir); err != nil { // the card is taken out
		t.Fatal(err)
	}
	l.Until("nothing is offered that isn't there", func() bool { return p.Intake.State().Fresh.N == 0 })
	p.Intake.SetWatch("")
	shoot(t, filepath.Join(dir, "d.jpg"), old.Add(4*time.Hour), "fourth")
	for range 3 {
		l.Advance(3 * time.Second)
		l.Drain()
	}
	if s := p.Intake.State().Fresh; s != (present.FreshPictures{}) {
		t.Errorf("it is watched still: %+v", s)
	}
	if err := p.Close(); err != nil { // what was said is on the disk
		t.Fatal(err)
	}
	p = presenttest.Open(t, l, env)
	if s := p.Intake.State().Fresh; s != (present.FreshPictures{}) {
		t.Errorf("it is watched again: %+v", s)
	}
}

func TestPaste(t *testing.T) {
	l, env, p := open(t)
	var files []present.PhotoFile
	var failure error
	env.Clipboard = func(context.Context) ([]present.PhotoFile, error) { return files, failure }
	said := ""
	p.OnNotice = func(_ present.Tone, words string) { said = words }
	for err, want := range map[error]string{
		present.ErrClipboardEmpty: "В буфере обмена нет снимка или файла",
		present.ErrClipboardTool:  "Снимок из буфера здесь не прочесть. Перетащите файл в окно или выберите его",
	} {
		failure, said = err, ""
		p.Intake.Paste()
		l.Until("it is said", func() bool { return said == want })
	}
	failure, files = nil, []present.PhotoFile{presenttest.SharedPhoto(t, "DSCN0012.jpg")}
	p.Intake.Paste()
	l.Until("it is in the report", func() bool { s := p.Intake.State(); return len(s.Photos) == 1 && !s.Taking })
}
