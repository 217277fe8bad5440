package present_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"priyom/app/device"
	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	papers "priyom/paper"
	"priyom/portal/portaltest"
)

// lp puts a real executable in place of the system's printing, which keeps what it was given.
func lp(t *testing.T, script string) (job string) {
	t.Helper()
	dir := t.TempDir()
	job = filepath.Join(dir, "job")
	for name, body := range map[string]string{"lp": script, "lpstat": `case $1 in -e) echo Library;; -d) echo "system default destination: Library";; esac`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\nJOB="+job+"\n"+body+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	return job
}

// desk is a point with this machine's own way of printing.
func desk(t *testing.T) (*presenttest.Loop, *present.Point, *present.Env) {
	t.Helper()
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	documents := t.TempDir()
	env.Press, env.Documents = device.Press{}, func() (string, error) { return documents, nil }
	return l, presenttest.Open(t, l, env), env
}

// TestReceiptFromDoneToPaper goes from a saved report to the printer, and the code on the paper is genuine.
func TestReceiptFromDoneToPaper(t *testing.T) {
	job := lp(t, `echo "$@" >"$JOB.args"; cat >"$JOB"; echo "request id is Library-7 (1 file(s))"`)
	l, p, env := desk(t)
	enrolled(t, l, p, portaltest.Start(t, t.TempDir(), 0))
	if p.Intake.PrintReceipt() {
		t.Error("a receipt of nothing")
	}
	number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	if !p.Intake.PrintReceipt() || p.State().Page != present.PagePreview {
		t.Fatal("no receipt of what was saved")
	}
	l.Until("it is drawn", func() bool { s := p.Preview.State(); return s.Picture != nil && len(s.Printers) == 2 })
	if s := p.Preview.State(); s.Title != "Квитанция "+number || len(s.Papers) != 3 || s.Printers[0] != "Как в системе: Library" {
		t.Errorf("%+v", s)
	}
	p.Preview.SetPaper(2)
	p.Preview.SetPrinter(1)
	l.Until("the roll is drawn", func() bool { return p.Preview.State().Picture != nil })
	p.Preview.Print()
	l.Until("it is printed", func() bool { return !p.Preview.State().Busy })
	if s := p.Preview.State(); s.Tone != present.ToneGood || !strings.Contains(s.Told, "Library") {
		t.Errorf("%s: %s", s.Told, s.Next)
	}
	pdf, err := os.ReadFile(job)
	if err != nil || !bytes.HasPrefix(pdf, []byte("%PDF-")) {
		t.Errorf("printed %.20q, %v", pdf, err)
	}
	if args, err := os.ReadFile(job + ".args"); err != nil || !strings.Contains(string(args), "-d Library") || !strings.Contains(string(args), "media=Custom.80x") {
		t.Errorf("lp was asked %q, %v", args, err)
	}
	if left, _ := filepath.Glob(filepath.Join(env.Home, "print", "*")); len(left) != 0 {
		t.Errorf("left on the disk: %q", left)
	}
	p.Preview.Close()
	if p.State().Page != present.PageIntake {
		t.Errorf("back to %s", p.State().Page)
	}
	p.Journal.Show(p.Intake.State().Done.ID)
	l.Until("it is shown", func() bool { return p.Journal.State().Details != nil })
	p.Journal.Paper(present.PaperReceipt)
	l.Until("it is on the roll again", func() bool { s := p.Preview.State(); return s.Paper == 2 && s.Picture != nil && s.Printer == 1 })
}

// TestPrintingFailureLosesNothing: the printer says no, then yes.
func TestPrintingFailureLosesNothing(t *testing.T) {
	job := lp(t, `if [ -e "$JOB.on" ]; then cat >"$JOB"; else echo "lp: out of paper" >&2; exit 1; fi`)
	l, p, env := desk(t)
	presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	id := p.Intake.State().Done.ID
	p.Intake.SetText("Следующее обращение") // goes on while the paper is looked at
	p.Preview.Report(present.PaperAppeal, id, "X-1")
	l.Until("it is made", func() bool { return p.Preview.State().Pages == 1 })
	p.Preview.Print()
	l.Until("it failed", func() bool { return p.Preview.State().Told != "" })
	if s := p.Preview.State(); s.Tone != present.ToneWarn || !strings.Contains(s.Next, "Ничего не потеряно") || s.Pages != 1 {
		t.Errorf("%+v", s)
	}
	p.Preview.Save()
	l.Until("it is saved", func() bool { return p.Preview.State().Saved })
	p.Preview.Save()
	l.Until("it is saved again", func() bool { return strings.Contains(p.Preview.State().Told, "(2)") })
	if err := os.WriteFile(job+".on", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.Preview.Print()
	l.Until("it is printed", func() bool { return p.Preview.State().Tone == present.ToneGood && !p.Preview.State().Saved })
	documents, err := env.Documents()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(documents, "Priyom", "*"))
	if err != nil || len(files) != 2 {
		t.Errorf("saved %q, %v", files, err)
	}
	for _, f := range files {
		if info, err := os.Stat(f); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", f, info.Mode(), err)
		}
	}
	if got := p.Intake.State().Report.Text; got != "Следующее обращение" {
		t.Errorf("typed meanwhile: %q", got)
	}
}

func TestNothingToPrintWith(t *testing.T) {
	l := presenttest.NewLoop(t)
	p := presenttest.Open(t, l, presenttest.Env(t, l))
	p.Preview.Blank()
	l.Until("it is made", func() bool { return p.Preview.State().Pages == 2 })
	p.Preview.Print()
	if s := p.Preview.State(); s.Told != "Принтер не найден" || s.Next == "" || s.Busy {
		t.Errorf("%+v", s)
	}
}

func TestPaperThatCannotBeMade(t *testing.T) {
	l := presenttest.NewLoop(t)
	p := presenttest.Open(t, l, presenttest.Env(t, l))
	p.Preview.Open(present.Paperwork{Title: "x", Papers: []papers.Paper{papers.A4}, Make: func(context.Context, papers.Paper) (*papers.Document, error) { return nil, errors.New("no") }})
	l.Until("it is said", func() bool { return p.Preview.State().Told != "" })
	p.Preview.Print()
	p.Preview.Save()
	p.Preview.Turn(1)
	if s := p.Preview.State(); s.Tone != present.ToneAlarm || s.Busy || s.Pages != 0 {
		t.Errorf("%+v", s)
	}
}

// TestFolderCannotBeWritten: the paper stays, and another folder may be chosen.
func TestFolderCannotBeWritten(t *testing.T) {
	l, p, env := desk(t)
	documents, err := env.Documents()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(documents, "Priyom"), []byte("a file in the way"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.Preview.ConsentNow(civic.Reporter{Name: "Петрова Анна"})
	l.Until("it is made", func() bool { return p.Preview.State().Pages == 1 })
	p.Preview.Save()
	l.Until("it failed", func() bool { return p.Preview.State().Tone == present.ToneAlarm })
	stick := t.TempDir()
	p.Preview.SaveElsewhere()
	p.Picker.GoTo(stick)
	l.Until("the folder is read", func() bool { s := p.Picker.State(); return s.Ready && s.Path == stick })
	p.Picker.Add()
	l.Until("it is saved there", func() bool { return p.Preview.State().Saved && p.State().Page == present.PagePreview })
	if files, err := filepath.Glob(filepath.Join(stick, "*.pdf")); err != nil || len(files) != 1 {
		t.Errorf("%q, %v", files, err)
	}
}

// TestPrintFolderIsEmptiedAtStart: a system that reads files when it likes to leaves them until then.
func TestPrintFolderIsEmptiedAtStart(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	left := filepath.Join(env.Home, "print", "print-1.pdf")
	if err := os.MkdirAll(filepath.Dir(left), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(left, []byte("Петрова"), 0o600); err != nil {
		t.Fatal(err)
	}
	presenttest.Open(t, l, env)
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("it is still there: %v", err)
	}
}

func TestReceiptIsChecked(t *testing.T) {
	l, p, _ := desk(t)
	check := func(text string) present.ReceiptsState {
		p.Receipts.Check(text)
		l.Until("it is checked", func() bool { s := p.Receipts.State(); return !s.Busy && (s.Told != "" || text == "") })
		return p.Receipts.State()
	}
	if s := check("4600000000017"); s.Tone != present.ToneWarn || !strings.Contains(s.Why, "Считайте ещё раз") {
		t.Errorf("a bar code: %+v", s)
	}
	enrolled(t, l, p, portaltest.Start(t, t.TempDir(), 0))
	number := presenttest.Take(t, l, p, "roads-pothole", "Яма у остановки", "ул. Лесная, 12")
	code, err := present.ReceiptCode(t.Context(), p, p.Intake.State().Done.ID)
	if err != nil || code == "" {
		t.Fatalf("%q, %v", code, err)
	}
	if s := check(code + "\r\n"); s.Tone != present.ToneGood || s.Facts[0].Value != number || !strings.Contains(s.Why, "содержание то же") {
		t.Errorf("genuine: %+v", s)
	}
	if s := check(code[:len(code)-6] + "000000"); s.Tone == present.ToneGood || len(s.Facts) != 0 {
		t.Errorf("changed: %+v", s)
	}
	if s := check(""); s.Told != "" {
		t.Errorf("nothing: %+v", s)
	}
}
