package register_test

import (
	"bytes"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"priyom/civic"
	"priyom/paper"
	"priyom/register"
	"priyom/store"
	"priyom/store/storetest"
)

func TestPrinted(t *testing.T) {
	s := storetest.Open(t, t.TempDir(), store.Options{Deadlines: civic.NewDeadlines(known(t), calendar(t))})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	storetest.Years(t, s, 60, now)
	ids, err := s.Find(t.Context(), store.Query{})
	if err != nil {
		t.Fatal(err)
	}
	book := register.Book{Store: s, Known: known(t), Voice: words(t).Voice(civic.LangRU)}
	list, err := book.List(t.Context(), ids, true, []string{"Ноябрь 2026"}, now)
	if err != nil || len(list.Pages()) < 2 {
		t.Fatalf("%d pages, %v", len(list.Pages()), err)
	}
	without, err := book.List(t.Context(), ids[:1], false, nil, now)
	if err != nil {
		t.Fatal(err)
	}
	asked := civic.Message{ID: civic.MessageID{1}, Report: ids[0], Side: civic.SideOffice, Author: "Ветров А. Б.", Text: "По какому телефону позвонить?", Private: true, At: now}
	if err := s.TakeFeed(t.Context(), store.Feed{Messages: []civic.Message{asked}, Cursor: "1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Say(t.Context(), civic.Message{Report: ids[0], Text: "По домашнему, после шести"}); err != nil {
		t.Fatal(err)
	}
	card, err := book.Card(t.Context(), ids[0], now)
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]*paper.Document{"register-list": list, "register-card": card, "register-one": without} {
		var b bytes.Buffer
		if err := d.PDF(&b); err != nil || !bytes.HasPrefix(b.Bytes(), []byte("%PDF")) {
			t.Errorf("%s: %v", name, err)
		}
		look(t, d, name)
	}
	if _, err := book.List(t.Context(), make([]civic.ReportID, register.MaxPrinted+1), false, nil, now); !errors.Is(err, register.ErrLong) {
		t.Error(err)
	}
	if _, err := book.Card(t.Context(), civic.ReportID{9}, now); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

// look keeps a picture of the first page in the folder that PRIYOM_SCREENS names, if it does.
func look(t *testing.T, d *paper.Document, name string) {
	t.Helper()
	dir := os.Getenv("PRIYOM_SCREENS")
	if dir == "" {
		return
	}
	picture, err := d.Picture(0, 80)
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, picture); err != nil {
		t.Fatal(err)
	}
}

// Nothing of a table that was taken in, or of the register that was saved without people, is readable in the home folder, in
// the file, or in what was left in the folder for temporary files.
func TestNothingPersonalIsLeftReadable(t *testing.T) {
	home, temp, out := t.TempDir(), t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	canary := "Канарейкина Прасковья;улица Потаённая, 5"
	table := []byte("Дата;ФИО;Адрес для ответа;Вид обращения\n20.11.2025;" + canary + ";яма на дороге\n")
	s := storetest.Open(t, home, store.Options{})
	storetest.NewPortal(t).Enroll(t, s, "СТ-04")
	p := plan(t, table)
	p.Consent = true
	if r, err := register.Run(t.Context(), s, check(t, p), nil); err != nil || r.Fresh != 1 {
		t.Fatal(r, err)
	}
	ids, err := s.Find(t.Context(), store.Query{Text: "канарейкина"})
	if err != nil || len(ids) != 1 {
		t.Fatal(ids, err)
	}
	book := register.Book{Store: s, Known: known(t), Voice: words(t).Voice(civic.LangRU)}
	if err := register.Save(filepath.Join(out, "x.csv"), book.Sheet(t.Context(), ids, false, nil), register.CSV); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{home, temp, out} {
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := os.ReadFile(path)
			for _, part := range []string{"Канарейкина", "Прасковья", "Потаённая"} {
				if bytes.Contains(raw, []byte(part)) {
					t.Errorf("%s holds %q", path, part)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
