package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"priyom/lang"
)

// phone is a device's home folder, and its window while it is open.
type phone struct {
	t      *tour
	name   string
	home   string
	user   string // the folder of whoever has it
	left   int    // where it stands
	env    []string
	is     *exec.Cmd
	window string
	runs   int
}

func (t *tour) phone(name string, left int, gps string) (*phone, error) {
	p := &phone{t: t, name: name, left: left, home: filepath.Join(t.work, name), user: filepath.Join(t.work, name+"-user")}
	p.env = []string{
		"PRIYOM_HOME=" + p.home, "PRIYOM_PASSPHRASE=four words for the tour", "PRIYOM_LAYOUT=phone", "PRIYOM_GPSD=" + gps, "PRIYOM_TOUR=" + p.socket(),
		"HOME=" + p.user, "XDG_CONFIG_HOME=" + filepath.Join(p.user, ".config"), "XDG_CACHE_HOME=" + filepath.Join(p.user, ".cache"),
		"LANG=ru_RU.UTF-8", "FYNE_SCALE=1", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere",
	}
	return p, os.MkdirAll(p.pictures(), 0o755)
}

// pictures is the folder in which its photos are chosen.
func (p *phone) pictures() string { return filepath.Join(p.user, "Pictures") }

// socket is short: a socket's path may have a hundred characters.
func (p *phone) socket() string {
	return filepath.Join(os.TempDir(), fmt.Sprintf("priyom-tour-%d-%s", os.Getpid(), p.name))
}

// ctl runs the client without a window in the phone's home.
func (p *phone) ctl(args ...string) (string, error) {
	return p.t.run(p.env, p.t.program("priyomctl"), args...)
}

// clear says that everything said here is acknowledged.
func (p *phone) clear() bool {
	said, err := p.ctl("queue", "--json")
	return err == nil && strings.TrimSpace(said) == "[]"
}

// open opens the window and waits until it answers.
func (p *phone) open() (err error) {
	p.runs++
	if p.is, err = p.t.start(fmt.Sprintf("%s-%d", p.name, p.runs), p.env, p.t.program("priyom")); err != nil {
		return err
	}
	p.t.finally(func() { _ = os.Remove(p.socket()) })
	if err := p.t.until("the window of "+p.name, func() bool {
		found, err := exec.Command("xdotool", "search", "--onlyvisible", "--pid", strconv.Itoa(p.is.Process.Pid)).Output()
		all := strings.Fields(string(found))
		if err != nil || len(all) == 0 {
			return false
		}
		p.window = all[len(all)-1]
		_, err = p.ask("?")
		return err == nil
	}); err != nil {
		return err
	}
	if _, err := p.x("windowmove", p.window, strconv.Itoa(p.left), "0"); err != nil {
		return err
	}
	_, err = p.x("windowsize", "--sync", p.window, strconv.Itoa(phoneWide), strconv.Itoa(phoneHigh))
	return err
}

// close ends it.
func (p *phone) close() {
	stop(p.is)
	p.is = nil
}

func (p *phone) x(args ...string) (string, error) { return p.t.run(nil, "xdotool", args...) }

// spot is where something is in the window; see tour_on.go.
type spot struct {
	Found            bool
	X, Y, Wide, High int
	Words            string
}

func (p *phone) ask(what string) (s spot, err error) {
	conn, err := net.DialTimeout("unix", p.socket(), time.Second)
	if err != nil {
		return s, err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return s, err
	}
	if _, err := fmt.Fprintln(conn, what); err != nil {
		return s, err
	}
	line, err := bufio.NewReader(conn).ReadBytes('\n')
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(line, &s)
}

// say is a word of the window's catalogue.
func (p *phone) say(key string) string { return p.t.voice.Say(key) }

// sees waits until something to tap is called so, and stands still: then pages have come to rest.
func (p *phone) sees(what string) (s spot, err error) {
	var before spot
	err = p.t.until(p.name+" sees "+what, func() bool {
		before = s
		s, err = p.ask(what)
		return err == nil && s.Found && s == before
	})
	if err != nil {
		said, _ := p.ask("?")
		err = fmt.Errorf("%w; there is %q", err, said.Words)
	}
	return s, err
}

// reads waits until some words are on the screen.
func (p *phone) reads(words string) error {
	var said spot
	err := p.t.until(p.name+" reads "+words, func() bool {
		said, _ = p.ask("?")
		return strings.Contains(said.Words, words)
	})
	if err != nil {
		err = fmt.Errorf("%w; there is %q", err, said.Words)
	}
	return err
}

// tap clicks what is called so.
func (p *phone) tap(what string) error {
	s, err := p.sees(what)
	if err != nil {
		return err
	}
	return p.click(s.X, s.Y)
}

// tapCount taps something whose name has a number in it.
func (p *phone) tapCount(key string, n int) error { return p.tap(p.t.voice.Count(key, n, lang.Args{})) }

func (p *phone) click(x, y int) error {
	if err := p.front(); err != nil {
		return err
	}
	if _, err := p.x("mousemove", "--sync", "--window", p.window, strconv.Itoa(x), strconv.Itoa(y)); err != nil {
		return err
	}
	if err := p.t.rest(150 * time.Millisecond); err != nil { // the window hears of the mouse at its next frame
		return err
	}
	_, err := p.x("click", "1")
	return errors.Join(err, p.t.rest(300*time.Millisecond))
}

// front gives the window the keyboard; a screen without a window manager has none to give.
func (p *phone) front() error {
	_, err := p.x("windowactivate", "--sync", p.window)
	return err
}

// write puts words in by the clipboard: keys for Cyrillic letters aren't on every keyboard map.
func (p *phone) write(words string) error {
	c := exec.Command("xclip", "-selection", "clipboard", "-i")
	c.Stdin = strings.NewReader(words)
	if err := c.Run(); err != nil {
		return err
	}
	_, err := p.x("key", "ctrl+v")
	return errors.Join(err, p.t.rest(500*time.Millisecond))
}

// picture takes one of the window as it is.
func (p *phone) picture(name string) error {
	if err := p.t.rest(1500 * time.Millisecond); err != nil { // the map is drawn a moment later
		return err
	}
	file := p.t.file(name)
	if _, err := p.t.run(nil, "import", "-window", p.window, file); err != nil {
		return err
	}
	p.t.took(name, file)
	return nil
}

// pick chooses the newest photo of the folder: the keyboard is on it once the folder is read.
func (p *phone) pick() error {
	if _, err := p.sees("#RowList 0"); err != nil {
		return err
	}
	if _, err := p.x("key", "space"); err != nil {
		return err
	}
	_, err := p.sees(p.t.voice.Count("picker.add", 1, lang.Args{}))
	return err
}

// tapFirst taps the first row of the list on the page.
func (p *phone) tapFirst() error {
	list, err := p.sees("#RowList 0")
	if err != nil {
		return err
	}
	const row = 50
	return p.click(list.X, list.Y-list.High/2+row)
}

// tapTask taps a task: one that nobody has looked at yet is called so.
func (p *phone) tapTask(words string) error {
	for _, name := range []string{words, words + ", " + p.say("tasks.new")} {
		if s, err := p.ask(name); err == nil && s.Found {
			return p.tap(name)
		}
	}
	return fmt.Errorf("no task is called %q", words)
}
