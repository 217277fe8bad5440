package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
)

//go:embed story.json
var storyFile []byte

// story is what people write and what is said under the pictures.
type story struct {
	District, Place, Citizen, Yard, Report, Comment, Title, Lead string
	Captions                                                     map[string]string
}

// patience is how long the tour waits for anything; machines without a graphics card draw slowly.
const patience = 2 * time.Minute

// tour is one run of it.
type tour struct {
	ctx   context.Context
	story story
	voice *lang.Voice // the windows' words
	kind  string      // what it is about, as the windows call it
	bin   string      // the folder of the programs
	out   string
	work  string
	step  string
	shots []shot
	last  []func() // undone at the end, the last first
}

// shot is a picture of a step.
type shot struct{ Name, Caption string }

func main() {
	bin, out := flag.String("bin", "bin", "folder of the programs; the window's was built with -tags tour"), flag.String("out", "out/tour/round", "folder for the pictures")
	photos := flag.String("photos", "", "folder with a photo that shows how it is afterwards; without one it is drawn")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	t := &tour{ctx: ctx, step: "begin"}
	err := t.prepare(*bin, *out)
	if err == nil {
		err = t.play(*photos)
	}
	if err != nil { // what one would see now
		_ = exec.Command("import", "-window", "root", filepath.Join(t.out, "failed.png")).Run()
	}
	for i := len(t.last) - 1; i >= 0; i-- {
		t.last[i]()
	}
	if page := t.page(); page != nil {
		err = errors.Join(err, page)
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "The tour failed at %q: %v\nIts pictures and logs are in %s.\n", t.step, err, t.out)
		os.Exit(1)
	}
	fmt.Printf("The whole round was played: reported without a line, sent on, done on the spot, rated, closed. Look at %s\n", filepath.Join(t.out, "index.html"))
}

func (t *tour) prepare(bin, out string) (err error) {
	if err := json.Unmarshal(storyFile, &t.story); err != nil {
		return err
	}
	words, err := lang.Load()
	if err != nil {
		return err
	}
	t.voice = words.Voice(civic.LangRU)
	known, err := assets.Classifier()
	if err != nil {
		return err
	}
	category, ok := known.Category("lighting-lamp-out")
	if !ok {
		return errors.New("no such category")
	}
	t.kind = category.Title.In(civic.LangRU)
	if t.bin, err = filepath.Abs(bin); err != nil {
		return err
	}
	if t.out, err = filepath.Abs(out); err != nil {
		return err
	}
	if err := os.RemoveAll(t.out); err != nil {
		return err
	}
	t.work = filepath.Join(t.out, "work")
	return os.MkdirAll(t.work, 0o755)
}

// say begins a step.
func (t *tour) say(step string) {
	t.step = step
	fmt.Println(step)
}

// until waits until something holds, and says what was waited for if it never does.
func (t *tour) until(what string, holds func() bool) error {
	end := time.Now().Add(patience)
	for !holds() {
		if time.Now().After(end) {
			return fmt.Errorf("waited in vain: %s", what)
		}
		if err := t.rest(200 * time.Millisecond); err != nil {
			return err
		}
	}
	return nil
}

// rest lets some time pass.
func (t *tour) rest(d time.Duration) error {
	select {
	case <-t.ctx.Done():
		return t.ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// finally has something undone at the end.
func (t *tour) finally(f func()) { t.last = append(t.last, f) }

// file is where a picture goes.
func (t *tour) file(name string) string {
	return filepath.Join(t.out, fmt.Sprintf("%02d-%s.png", len(t.shots)+1, name))
}

// took notes a picture.
func (t *tour) took(name, file string) {
	t.shots = append(t.shots, shot{filepath.Base(file), t.story.Captions[name]})
	fmt.Println("  " + file)
}
