package present_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/register"
)

const paper = `№;Дата обращения;Заявитель;Телефон;Село;Адрес;Вид обращения
1;20.11.2025;Петрова Анна;+7 912 000-41-15;Ставчены;ул. Лесная, 12;яма на дороге
2;21.11.2025;;;Ставчены;ул. Лесная, 9;не горит фонарь
3;31.02.2025;Козак Иван;;Пески;;яма на дороге
4;21.11.2025;Козак Иван;;Пески;;драконы
`

func save(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// A table is taken in: its columns recognised, one changed and set back, consent given, a kind chosen; once more it brings
// nothing, and what was left is mended and taken in.
func TestBulk(t *testing.T) {
	l := presenttest.NewLoop(t)
	p := presenttest.Open(t, l, presenttest.Env(t, l))
	notices := []string{}
	p.OnNotice = func(_ present.Tone, words string) { notices = append(notices, words) }
	b, dir := p.Bulk, t.TempDir()
	planned := func(ready int) func() bool {
		return func() bool { s := b.State(); return s.Step == present.BulkPlan && s.Ready == ready }
	}
	b.Begin()
	b.Open(save(t, dir, "picture.csv", "\x89PNG\x00\x00"))
	l.Until("it is no table", func() bool { return b.State().Problem != "" })
	if s := b.State(); s.Step != present.BulkChoose || s.Problem != "Это не таблица. Нужен файл CSV или XLSX" {
		t.Errorf("%+v", s)
	}
	b.Open(save(t, dir, "журнал.csv", paper))
	l.Until("it is read", planned(2))
	s := b.State()
	if len(s.Columns) != 7 || s.Columns[2].Options[s.Columns[2].Chosen] != "Заявитель" || !strings.Contains(s.Columns[5].Examples, "ул. Лесная, 12") || !s.Personal || s.Consent {
		t.Errorf("%+v", s.Columns)
	}
	if len(s.Wrong) != 1 || !strings.HasPrefix(s.Wrong[0], "Строка 4. Дата «31.02.2025»") || len(s.Unsure) != 1 || s.Unsure[0].Words != "драконы" {
		t.Errorf("%q, %+v", s.Wrong, s.Unsure)
	}
	date := s.Columns[1].Chosen
	b.SetColumn(1, 0)
	l.Until("without dates nothing is wrong with them", planned(3))
	b.SetColumn(1, date)
	l.Until("with dates", planned(2))
	b.SetConsent(true)
	l.Until("with people", func() bool { return planned(2)() && b.State().Consent })
	b.Choose(0, 1)
	if s := b.State(); s.Unsure[0].Chosen != 1 {
		t.Errorf("%+v", s.Unsure)
	}
	b.Start()
	l.Until("it is in", func() bool { return b.State().Step == present.BulkDone })
	s = b.State()
	if s.Result != "Принято 3 обращения" || s.Left != filepath.Join(dir, "журнал.errors.csv") {
		t.Errorf("%q, %q, %q", s.Result, s.Left, notices)
	}
	p.Go(present.PageJournal)
	l.Until("all are in the journal", func() bool { return p.Journal.State().Rows == 3 })

	b.Begin()
	b.Open(filepath.Join(dir, "журнал.csv"))
	l.Until("it is read again", planned(2))
	b.SetConsent(true)
	l.Until("with people", func() bool { return planned(2)() && b.State().Consent })
	b.Start()
	l.Until("it brings nothing", func() bool { return b.State().Step == present.BulkDone })
	if s := b.State(); s.Result != "Принято 0 обращений. 2 строки уже были здесь" {
		t.Errorf("%q", s.Result)
	}
	raw, err := os.ReadFile(s.Left)
	if err != nil {
		t.Fatal(err)
	}
	b.Begin()
	b.Open(save(t, dir, "журнал.errors.csv", strings.NewReplacer("31.02", "28.02", "драконы", "яма на дороге").Replace(string(raw))))
	l.Until("the mended rows are read", planned(2))
	b.SetConsent(true)
	l.Until("with people", func() bool { return planned(2)() && b.State().Consent })
	b.Start()
	l.Until("they are in", func() bool { return b.State().Step == present.BulkDone })
	if s := b.State(); s.Result != "Принято 1 обращение. 1 строка уже были здесь" && s.Result != "Принято 1 обращение. 1 строка уже была здесь" {
		t.Errorf("%q", s.Result)
	}
	b.Leave()
	if p.State().Page != present.PageJournal {
		t.Errorf("on the page %s", p.State().Page)
	}
}

func TestRegisterIsSaved(t *testing.T) {
	l, _, p := register3(t)
	var said []string
	p.OnNotice = func(_ present.Tone, words string) { said = append(said, words) }
	dir := t.TempDir()
	save := func(e present.Export) string {
		t.Helper()
		n := len(said)
		p.Journal.Export(e, dir)
		l.Until("it is saved", func() bool { return len(said) > n && !p.Journal.State().Export.Running })
		if !strings.HasPrefix(said[n], "Сохранено: Журнал 2026-11-24") {
			t.Fatalf("%q", said)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*."+string(e.Format)))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		slices.Sort(files)
		raw, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	j := p.Journal
	j.Search("темно")
	l.Until("one is found", func() bool { return j.State().Rows == 1 })
	if one := save(present.Export{Format: register.CSV}); strings.Count(one, "\n") != 2 || !strings.Contains(one, "Темно") || strings.Contains(one, "Заявитель") {
		t.Errorf("%s", one)
	}
	if all := save(present.Export{Format: register.CSV, All: true, Personal: true}); strings.Count(all, "\n") != 4 || !strings.Contains(all, "Заявитель") {
		t.Errorf("%s", all)
	}
	if sheet := save(present.Export{Format: register.XLSX}); !strings.HasPrefix(sheet, "PK") {
		t.Error("no spreadsheet")
	}
	j.Export(present.Export{Format: register.CSV}, filepath.Join(dir, "nowhere"))
	l.Until("it fails", func() bool { return len(said) == 4 && !j.State().Export.Running })
}
