package present_test

import (
	"bytes"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
)

// TestNothingPersonalIsReadable plants canaries in everything a person types, and looks for them in every file of the home
// folder, in temporary files and in the log, while the desk works and after it was closed.
func TestNothingPersonalIsReadable(t *testing.T) {
	var log bytes.Buffer
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	env.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	p := presenttest.Open(t, l, env)
	canaries := []string{"Канарейкина", "555-01-42", "Клетки", "Зёрнышко", "птичка.jpg", "С-5150", "Сорокина", "90817263"}
	hire(t, l, p, "Сорокина Клавдия", "90817263", "")
	fill := func(in *present.Intake) {
		in.SetName("Канарейкина Роза")
		in.SetPhone("+7 912 555-01-42")
		in.SetReply(civic.ReplyPost)
		in.SetReplyTo("пер. Клетки, 77")
		in.SetConsent(true)
		in.SetSheet("С-5150")
		in.Choose("roads-pothole")
		in.SetText("Зёрнышко просыпалось в яму")
		in.SetAddress("пер. Клетки, 77")
	}
	in := p.Intake
	fill(in)
	in.AddPhotos([]present.PhotoFile{file("птичка.jpg", []byte("нет")), file("птичка.jpg", []byte("\xff\xd8\xff\xe0 broken"))})
	in.Save()
	l.Until("it is saved", func() bool { return in.State().Done.Number != "" })
	fill(in) // a draft
	l.Advance(present.DraftWithin)
	l.Until("the draft is saved", func() bool {
		return in.State().Begun && in.State().Saved != "Черновик сохраняется…"
	})
	p.Lock.Now()
	p.Lock.Enter("90817264")
	l.Until("it is refused", func() bool { return p.Lock.State().Problem != "" && !p.Lock.State().Busy })
	p.Lock.Forgot()
	l.Until("it asks for the passphrase", func() bool { return p.Lock.State().Step == present.LockPhrase })
	p.Lock.Passphrase("Сорокина и не то")
	l.Until("it is refused", func() bool { return p.Lock.State().Problem != "" && !p.Lock.State().Busy })
	search(t, canaries, env.Home, temp)
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	search(t, canaries, env.Home, temp)
	for _, canary := range canaries {
		if bytes.Contains(log.Bytes(), []byte(canary)) {
			t.Errorf("the log has %q:\n%s", canary, log.String())
		}
	}
}

func search(t *testing.T, canaries []string, dirs ...string) {
	t.Helper()
	files := 0
	for _, dir := range dirs {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			for _, canary := range canaries {
				if bytes.Contains(content, []byte(canary)) || bytes.Contains([]byte(path), []byte(canary)) {
					t.Errorf("%s has %q", path, canary)
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if files < 4 {
		t.Errorf("looked into %d files only", files)
	}
}
