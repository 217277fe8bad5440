package present_test

import (
	"bufio"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"priyom/app/present"
	"priyom/app/present/presenttest"
)

// soleHome makes a run of this test binary a second window: it opens the folder, says so, and holds it until it is killed.
const soleHome = "PRIYOM_TEST_SOLE_HOME"

// TestSecondWindow is the second process of the tests below.
func TestSecondWindow(t *testing.T) {
	home := os.Getenv(soleHome)
	if home == "" {
		t.Skip("only as a second process")
	}
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	env.Home = home
	p := presenttest.Open(t, l, env)
	p.Intake.SetText("Недописанное в другом окне")
	l.Advance(present.DraftWithin)
	l.Until("the draft is saved", func() bool { return strings.HasPrefix(p.Intake.State().Saved, "Черновик сохранён") })
	os.Stdout.WriteString("\nopen\n")
	for line := bufio.NewScanner(os.Stdin); line.Scan(); { // "save" hands the report in, "end" closes the window
		switch line.Text() {
		case "save":
			presenttest.Take(t, l, p, "roads-pothole", "Яма из другого окна", "ул. Лесная, 12")
			os.Stdout.WriteString("\nsaved\n")
		case "end":
			return
		}
	}
}

// other is a second process with a window on a folder.
type other struct {
	t     *testing.T
	cmd   *exec.Cmd
	says  *bufio.Scanner
	hears interface{ Write([]byte) (int, error) }
}

func startOther(t *testing.T, home string) *other {
	t.Helper()
	o := &other{t: t, cmd: exec.Command(os.Args[0], "-test.run", "^TestSecondWindow$", "-test.v")}
	o.cmd.Env = append(os.Environ(), soleHome+"="+home)
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if o.hears, err = o.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	o.says = bufio.NewScanner(out)
	if err := o.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.kill)
	o.wait("open")
	return o
}

func (o *other) wait(word string) {
	o.t.Helper()
	for o.says.Scan() {
		if o.says.Text() == word {
			return
		}
	}
	o.t.Fatalf("the other process never says %q", word)
}

func (o *other) tell(word string) {
	o.t.Helper()
	if _, err := o.hears.Write([]byte(word + "\n")); err != nil {
		o.t.Fatal(err)
	}
}

func (o *other) kill() {
	if o.cmd.ProcessState == nil {
		_ = o.cmd.Process.Kill() // as a power cut would
		_ = o.cmd.Wait()
	}
}

// A second window on one home says politely that there is one already, which and since when, and opens once that is gone,
// however it went. What the first one does meanwhile is safe.
func TestTwoWindowsOnOneHome(t *testing.T) {
	l := presenttest.NewLoop(t)
	env := presenttest.Env(t, l)
	first := startOther(t, env.Home)
	var p *present.Point
	g := present.NewGate(env)
	g.OnOpen = func(open *present.Point) { p = open }
	try := func() {
		g.Begin()
		l.Until("the gate is done", func() bool { return p != nil || g.State().Step != present.GateOpening })
	}
	try()
	if s := g.State(); s.Step != present.GateBusy || !strings.Contains(s.Problem, "процесс "+strconv.Itoa(first.cmd.Process.Pid)) ||
		!strings.Contains(s.Problem, "сегодня, 14:32") {
		t.Fatalf("%+v", g.State())
	}
	first.tell("save")
	first.wait("saved")
	if try(); g.State().Step != present.GateBusy {
		t.Fatalf("%+v", g.State())
	}
	first.kill()
	g.Retry()
	l.Until("it opens", func() bool { return p != nil })
	p.Start()
	l.Until("what the first one saved is there", func() bool { return p.Journal.State().Rows == 1 && len(p.Journal.Row(0).Number) > 0 })
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}

	second := startOther(t, env.Home)
	second.tell("end")
	if err := second.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	p = nil
	if try(); p == nil {
		t.Fatalf("after a good end: %+v", g.State())
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

// Two windows of one process are two windows all the same.
func TestTwoWindowsOfOneProcess(t *testing.T) {
	l, env, p := open(t)
	g := present.NewGate(env)
	g.Begin()
	l.Until("it says so", func() bool { return g.State().Step == present.GateBusy })
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	opened := false
	g.OnOpen = func(p *present.Point) {
		opened = true
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	}
	g.Retry()
	l.Until("it opens", func() bool { return opened })
}

// A spoilt note keeps nobody from being told.
func TestOtherWindowWithoutANote(t *testing.T) {
	l, env, _ := open(t)
	if err := os.WriteFile(env.Home+"/window.lock", []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	g := present.NewGate(env)
	g.Begin()
	l.Until("it says so", func() bool { return g.State().Step == present.GateBusy })
	if !strings.HasPrefix(g.State().Problem, "С этой папкой уже работает другое окно программы. ") {
		t.Errorf("%q", g.State().Problem)
	}
}
