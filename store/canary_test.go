package store_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/store"
	"priyom/store/storetest"
)

// The canaries are said by a citizen; none of them may be readable on the disk, whole or in part.
var canaries = []string{
	"Канарейкина", "Прасковья", "+7 912 777-66-55", "9127776655", "улица Потаённая", "Канареечный переулок, 77",
	"тёмная вода в подвале", "паспорт-канарейки.jpg", "Сигнальный лист 118",
	"ответ для канарейки", "звонить канарейке", "80110000777777",
	"Клеткина Жар-Птица", "Клювина", "74120953",
	"Ильинична", "1948-02-29",
	"вопрос канарейке", "Птицелов", "говорит канарейка",
}

func TestNothingPersonalIsReadableOnTheDisk(t *testing.T) {
	home := t.TempDir()
	t.Setenv("TMPDIR", filepath.Join(home, "tmp"))
	if err := os.Mkdir(filepath.Join(home, "tmp"), 0o700); err != nil {
		t.Fatal(err)
	}
	s := storetest.Open(t, home, store.Options{})
	report := func() civic.Report {
		r, err := s.NewReport()
		if err != nil {
			t.Fatal(err)
		}
		r.Category, r.Text = "water-cellar", "У нас тёмная вода в подвале"
		r.Place = civic.Place{Address: "Канареечный переулок, 77"}
		r.Reporter = civic.Reporter{
			Name: "Канарейкина Прасковья", Phone: "+7 912 777-66-55", Address: "улица Потаённая, 5",
			Reply: civic.ReplyPost, Consent: civic.Consent{Given: true, Sheet: "Сигнальный лист 118"},
		}
		if err := s.SaveDraft(t.Context(), r); err != nil {
			t.Fatal(err)
		}
		if _, err := s.AttachPhoto(t.Context(), r.ID, "паспорт-канарейки.jpg", bytes.NewReader(storetest.JPEG(t, 3))); err != nil {
			t.Fatal(err)
		}
		return r
	}
	capture := func(r civic.Report) {
		if _, err := s.Capture(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	var ink []byte // some of a drawn signature
	scan := func(when string) {
		t.Helper()
		files := 0
		picture := storetest.JPEG(t, 3)
		err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			files++
			if info, err := d.Info(); err != nil || info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s: %s is for others to read: %v, %v", when, path, info.Mode(), err)
			}
			for _, c := range canaries {
				for name, form := range map[string][]byte{"as it is": []byte(c), "in UTF-16": utf16le(c), "in lower case": bytes.ToLower([]byte(c))} {
					if bytes.Contains(content, form) {
						t.Errorf("%s: %s holds %q %s", when, path, c, name)
					}
				}
			}
			if ink != nil && bytes.Contains(content, ink) {
				t.Errorf("%s: %s holds a readable signature", when, path)
			}
			if bytes.Contains(content, picture[:256]) || bytes.Contains(content, []byte("JFIF")) {
				t.Errorf("%s: %s holds a readable picture", when, path)
			}
			return nil
		})
		if err != nil || files < 4 {
			t.Fatalf("%s: %d files scanned, %v", when, files, err)
		}
	}

	clerk, err := s.AddOperator(t.Context(), "Клеткина Жар-Птица", "74120953")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.BeginShift(t.Context(), clerk); err != nil {
		t.Fatal(err)
	}
	if _, err := s.CheckPIN(t.Context(), clerk, "74120954"); err == nil {
		t.Error("a wrong PIN is right")
	}
	report()
	scan("with a draft, the database open and its WAL full")
	capture(report())
	scan("captured before enrolment")
	storetest.NewPortal(t).Enroll(t, s, "СТ-01")
	capture(report())
	if err := s.RenameOperator(t.Context(), clerk, "Клювина Жар-Птица"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PreparePhotos(t.Context()); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Find(t.Context(), store.Query{Text: "канарейкина"}); err != nil || len(found) != 2 {
		t.Errorf("found %d by name, %v: the search must work all the same", len(found), err)
	}
	scan("enrolled, captured, prepared and searched")
	answered := report()
	capture(answered)
	a := civic.Answer{ID: civic.AnswerID{1}, Report: answered.ID, Revision: 1, Number: "12", Signatory: "Ветров", Text: "Вот ответ для канарейки"}
	if err := s.TakeFeed(t.Context(), store.Feed{Answers: []civic.Answer{a}, Cursor: "1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Hand(t.Context(), civic.Handing{Answer: a.ID, Outcome: civic.HandPosted, Note: "звонить канарейке", Track: "80110000777777"}); err != nil {
		t.Fatal(err)
	}
	if done, err := s.Handed(t.Context(), 1); err != nil || len(done) != 1 || done[0].Answer.Text != a.Text {
		t.Errorf("%+v, %v", done, err)
	}
	scan("answered and handed over")
	asked := civic.Message{ID: civic.MessageID{1}, Report: answered.ID, Side: civic.SideOffice, Author: "Птицелов П. П.", Text: "Есть вопрос канарейке", Private: true}
	if err := s.TakeFeed(t.Context(), store.Feed{Messages: []civic.Message{asked}, Cursor: "2"}); err != nil {
		t.Fatal(err)
	}
	for _, private := range []bool{false, true} {
		if _, err := s.Say(t.Context(), civic.Message{Report: answered.ID, Text: "говорит канарейка", Private: private}); err != nil {
			t.Fatal(err)
		}
	}
	if said, err := s.Messages(t.Context(), answered.ID); err != nil || len(said) != 3 || said[0].Text != asked.Text {
		t.Errorf("%+v, %v", said, err)
	}
	if err := s.KeepWords(t.Context(), store.Words{Report: answered.ID, Text: "говорит канарейка"}); err != nil {
		t.Fatal(err)
	}
	scan("talked about")
	p := told(t, s)
	g := sign(t, s, p, func(g *civic.Signature) { g.Signatory.Birth = civic.Date{Year: 1948, Month: 2, Day: 29} })
	if same, err := s.SameSigner(t.Context(), p, g.Signatory); err != nil || len(same) != 1 {
		t.Errorf("%d of the same, %v", len(same), err)
	}
	ink = g.Signatory.Drawing.Bytes()[40:80]
	scan("signed")
	if _, err := s.Backup(t.Context(), filepath.Join(home, "stick")); err != nil {
		t.Fatal(err)
	}
	scan("copied to a stick")
	r := report()
	if found, err := s.Visitors(t.Context(), "прасковья", 5); err != nil || len(found) != 1 {
		t.Errorf("visitors: %v, %v", found, err)
	}
	support, err := s.NewSupport(r.ID, "СТ-02-0001", r.Reporter)
	if err == nil {
		_, err = s.AddSupport(t.Context(), support)
	}
	if err == nil {
		err = s.TakeFeed(t.Context(), store.Feed{Cursor: "1", Near: []civic.Digest{{ID: r.ID, Status: civic.StatusInWork, Place: r.Place, Words: r.Text}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	scan("supported, and told of what is near")
	closeStore(t, s)
	scan("closed")
}

func utf16le(s string) []byte {
	var b []byte
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return b
}
