package phone_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
	"time"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/app/ui/uitest"
	"priyom/civic"
	"priyom/store/vault"
)

// The environment of a life: its home folder, and the seed of what its person does.
const (
	envLife = "PRIYOM_LIFE_HOME"
	envSeed = "PRIYOM_LIFE_SEED"
)

// fileKeyring is a keyring for processes of a test.
type fileKeyring string

func (k fileKeyring) Get(account string) (string, error) {
	secret, err := os.ReadFile(filepath.Join(string(k), account))
	if os.IsNotExist(err) {
		return "", nil
	}
	return string(secret), err
}

func (k fileKeyring) Set(account, secret string) error {
	return os.WriteFile(filepath.Join(string(k), account), []byte(secret), 0o600)
}

// lifeSecrets are those of a home folder; they lie beside it.
func lifeSecrets(home string) vault.Secrets {
	return vault.Secrets{Keyring: fileKeyring(filepath.Dir(home))}
}

// seen is what a person has before them.
type seen struct {
	Page present.Page
	Arg  string
	Text string
	Kind civic.CategorySlug
}

// distant is the system's camera: another program, which the killer plays.
type distant struct{ say func(what string, value any) }

// Take says where the picture goes, and waits for it.
func (d distant) Take(path string, done func(error)) {
	d.say("SHOT", path)
	go func() {
		for {
			if _, err := os.Stat(path); err == nil {
				done(nil)
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}()
}

// TestLife is one run of the program, with the real presenters and widgets, until somebody kills it: a person writes, takes pictures, goes
// about and saves. What it says on its output is what the person has seen.
func TestLife(t *testing.T) {
	home := os.Getenv(envLife)
	if home == "" {
		t.Skip("a process of TestKills")
	}
	seed, err := strconv.ParseUint(os.Getenv(envSeed), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	say := func(what string, value any) {
		raw, err := json.Marshal(value)
		if err != nil {
			t.Error(err)
		}
		fmt.Printf("\n@%s %s\n", what, raw)
	}
	l := presenttest.NewLoop(t)
	h := &uitest.Home{Loop: l, Env: presenttest.Env(t, l)}
	h.Env.Home, h.Env.Secrets, h.Env.Clock = home, lifeSecrets(home), time.Now
	h.Env.Positions = standing{present.Fix{At: time.Now(), Position: lamp, Source: civic.SourceGPS}}
	h.Env.Camera = distant{say}
	x := newPocket(t, h, uitest.Pocket)
	p := x.open()
	life := &life{pocket: x, p: p, say: say, rand: rand.New(rand.NewPCG(seed, 7))}
	life.last = life.seen()
	say("READY", life.last)
	for {
		life.act()
		life.tell()
		life.pass(time.Duration(life.rand.IntN(60)) * time.Millisecond)
		if p.Kept() {
			say("KEPT", life.seen())
		}
	}
}

type life struct {
	*pocket
	p    *present.Point
	say  func(string, any)
	rand *rand.Rand
	last seen // that was told
}

// tell says what is seen, if that is another thing than before. What changes is told before time goes on, as only then it is written down:
// whoever kills must know of all that may lie on the disk.
func (x *life) tell() {
	if s := x.seen(); s != x.last {
		x.last = s
		x.say("STATE", s)
	}
}

// pass lets the program run for a while.
func (x *life) pass(d time.Duration) {
	for end := time.Now().Add(d); ; time.Sleep(2 * time.Millisecond) {
		x.loop.Drain()
		x.tell()
		x.loop.Advance(2 * time.Millisecond)
		if time.Now().After(end) {
			return
		}
	}
}

// seen reads the screen: the text is that of the field, where there is one.
func (x *life) seen() seen {
	top, form := x.p.Shell.Top(), x.p.Intake.State().Report
	s := seen{Page: top.Page, Arg: top.Arg, Text: form.Text, Kind: form.Category}
	if top.Page != present.PageIntake {
		return s
	}
	fields := uitest.Entries(x.Win.Content())
	if x.p.Capture.State().Done.Number == "" && (len(fields) == 0 || fieldText(fields[0]) != form.Text) {
		x.say("WRONG", fmt.Sprintf("the field doesn't show %q", form.Text))
	}
	return s
}

// act does one thing that a person does.
func (x *life) act() {
	s := x.p.Capture.State()
	if s.Shooting { // the camera is in front
		x.pass(20 * time.Millisecond)
		return
	}
	if x.rand.IntN(25) == 0 { // another program is looked at
		x.phone.Hidden()
		x.pass(time.Duration(x.rand.IntN(20)) * time.Millisecond)
		x.phone.Front()
		return
	}
	if x.rand.IntN(4) == 0 {
		x.Tap([]string{"Ещё", "Мои", "Сообщить"}[x.rand.IntN(3)])
		if x.rand.IntN(2) == 0 && x.Find("Связь и отправка") != nil {
			x.Tap("Связь и отправка")
		}
		return
	}
	if x.p.Shell.Top().Page != present.PageIntake {
		x.Tap("Сообщить")
		return
	}
	switch text := x.p.Intake.State().Report.Text; {
	case s.Done.Number != "":
		x.p.Capture.Another()
	case text == "": // each report has a word that no other has
		x.write(fmt.Sprintf("№%d фонарь", x.rand.IntN(1_000_000_000)))
	case len(s.Photos) < 3 && x.rand.IntN(3) == 0:
		x.p.Capture.Shoot()
	case x.rand.IntN(4) == 0:
		x.save()
	case len([]rune(text)) < 300:
		x.write([]string{" у дома", " третий день", " темно", " дети боятся"}[x.rand.IntN(4)])
	}
}

func (x *life) write(words string) {
	x.TapAt(x.field(0))
	x.Write(words)
}

// save hands the report in, by the button.
func (x *life) save() {
	s, text := x.p.Capture.State(), x.p.Intake.State().Report.Text
	if s.Kind.Slug == "" && len(s.Kinds) > 0 {
		x.p.Capture.Choose(s.Kinds[0].Slug)
	}
	name := "Сохранить обращение"
	if !s.Placed || x.Find(name) == nil {
		return
	}
	x.tell()
	x.say("SAVING", nameOf(text))
	x.Tap(name)
	x.loop.Until("the report is saved", func() bool {
		x.tell()
		s := x.p.Capture.State()
		if len(s.Wrong) > 0 {
			x.say("WRONG", s.Wrong)
			return true
		}
		return s.Done.Number != ""
	})
	x.say("SAVED", nameOf(text))
}

// nameOf finds the word in a text that no other report has; people write before it too.
func nameOf(text string) string { return named.FindString(text) }

var named = regexp.MustCompile(`№\d+`)
