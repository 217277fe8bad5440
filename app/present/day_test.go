package present_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/civic"
	printed "priyom/paper"
)

// The day adds up against the paper book in words, as a table, and on paper with the whole hashes.
func TestDay(t *testing.T) {
	d := newDeskAt(t)
	first, second := d.take("Козак Иван", "+7 912 000-77-02", civic.ReplyPhone), d.take("Чебан Мария", "", civic.ReplyPickup)
	d.p.Go(present.PageDay)
	d.loop.Until("both are acknowledged", func() bool { s := d.p.Day.State(); return len(s.Figures) == 5 && s.Figures[2].N == 2 })
	s := d.p.Day.State()
	if !s.Today || s.Rows != 2 || s.Figures[0].N != 2 || s.Figures[1].N != 2 || s.Figures[3].N != 0 || s.Figures[4].N != 0 || len(s.Gaps) != 0 {
		t.Errorf("%+v", s)
	}
	if r := d.p.Day.Row(0); r.Number != first || len(r.Hash) != 8 || r.Checked {
		t.Errorf("%+v", r)
	}
	for text, tone := range map[string]present.Tone{"2": present.ToneGood, "3": present.ToneAlarm, "1": present.ToneAlarm, "две": present.ToneAlarm, "": present.ToneCalm} {
		d.p.Day.SetPaper(text)
		if s := d.p.Day.State(); s.Tone != tone || s.Said == "" {
			t.Errorf("%q: %s %q", text, s.Tone, s.Said)
		}
	}
	d.p.Day.SetPaper("2")
	d.p.Day.Check(1)
	d.p.Day.Check(9)
	d.p.Day.Shift(1) // there is no later day
	d.p.Day.Shift(-1)
	d.loop.Until("yesterday is shown", func() bool { s := d.p.Day.State(); return !s.Today && !s.Loading })
	if s := d.p.Day.State(); s.Rows != 0 || s.Paper != "" {
		t.Errorf("yesterday: %+v", s)
	}
	d.p.Day.ShowToday()
	d.loop.Until("what was noted is there", func() bool {
		s := d.p.Day.State()
		return s.Today && s.Paper == "2" && !d.p.Day.Row(0).Checked && d.p.Day.Row(1).Checked
	})

	content, err := d.p.Day.CSV()
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(content, []byte("\ufeff"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil || len(rows) != 3 || rows[2][0] != second || len(rows[1][8]) != 64 || rows[2][7] == "" || bytes.Contains(content, []byte("Козак")) {
		t.Errorf("%q, %v", rows, err)
	}
	d.p.Day.Print()
	words := d.shown()
	for _, want := range []string{first, second, rows[1][8]} {
		if !strings.Contains(words, want) {
			t.Errorf("the sheet doesn't say %q:\n%s", want, words)
		}
	}
	if strings.Contains(words, "Козак") {
		t.Error("the sheet names a citizen")
	}
}

// shown is what the paper says that is shown before it is printed.
func (d *deskAt) shown() string {
	d.Helper()
	d.loop.Until("a paper is shown", func() bool { return d.p.State().Page == present.PagePreview })
	doc, err := present.Shown(d.p)
	if err != nil {
		d.Fatal(err)
	}
	return said(doc)
}

// said are the texts of a paper, run together as a line may be broken anywhere.
func said(doc *printed.Document) string {
	var b strings.Builder
	for _, page := range doc.Pages() {
		for _, item := range page.Items {
			if text, ok := item.(printed.Text); ok {
				b.WriteString(text.Text)
			}
		}
	}
	return b.String()
}

// The letter, the call list and the statistics are papers; files are saved, and never over what is there.
func TestPapersOfThePoint(t *testing.T) {
	d := newDeskAt(t)
	d.answer(d.take("Козак Иван", "+7 912 000-77-02", civic.ReplyPhone), "12-45", "Яму засыплют в мае")
	d.loop.Until("it came", func() bool { return d.p.State().ToHand == 1 })
	d.p.Go(present.PageHandOver)
	d.loop.Until("it is listed", func() bool { return d.p.HandOver.State().Rows == 1 })
	var papers []string
	d.p.HandOver.CallList()
	papers = append(papers, d.shown())
	d.p.Go(present.PageHandOver)
	d.loop.Until("it is listed again", func() bool { return d.p.HandOver.State().Details != nil })
	d.p.HandOver.Letter()
	papers = append(papers, d.shown())
	d.p.Go(present.PageStats)
	d.loop.Until("it is counted", func() bool { return !d.p.Stats.State().Loading })
	d.p.Stats.Print()
	papers = append(papers, d.shown())
	for i, want := range [][]string{{"Козак Иван", "000-77-02"}, {"12-45", "Яму засыплют в мае", "Ветров"}, {"Дороги", "100 %"}} {
		for _, words := range want {
			if !strings.Contains(strings.ReplaceAll(papers[i], "\u00a0", " "), words) {
				t.Errorf("paper %d doesn't say %q:\n%s", i, words, papers[i])
			}
		}
	}
	dir := t.TempDir()
	for _, want := range []string{"день.csv", "день (2).csv"} {
		path, err := present.SaveNew(dir, "день", ".csv", []byte("x"))
		if err != nil || filepath.Base(path) != want {
			t.Errorf("%s, %v", path, err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "день.csv")); err != nil || info.Mode().Perm()&0o077 != 0 {
		t.Errorf("%v, %v", info, err)
	}
	if name := present.FileName(`Ответ № 12/45: "да"?`); strings.ContainsAny(name, `/:"?`) {
		t.Errorf("%q", name)
	}
}
