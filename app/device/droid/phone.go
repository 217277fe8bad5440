//go:build android || jvm

package droid

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"priyom/app/device/jni"
)

// Options are what a phone needs of the app.
type Options struct {
	Run   jni.Run
	Clock func() time.Time
	// Explain shows what something is needed for, and then says whether the system may ask for it. nil asks at once.
	Explain func(why Need, answer func(goOn bool))
	// Late tells of a picture that came to its path after all, when nobody waited for it any more. It may be nil.
	Late func(path string)
}

// Phone is the device. There is one in a process: Android calls classes, not objects.
type Phone struct {
	opt     Options
	home    string // where no backup of the system's looks
	handout string // what other programs may be let into, file by file
	sdk     int32  // the system's API level
	name    string
	lang    string
	longest time.Duration // of a spoken note
	slow    time.Duration // how long a picture may come after the camera said that it is there

	mu      sync.Mutex
	results map[int32]chan int32    // of the camera, by request
	wanted  map[string]bool         // the paths that the camera is in front for
	answers map[int32]chan struct{} // of the system's questions, by request
	watches map[int32]*watch
	last    int32                  // the last number that was given to a request or watch
	later   map[Need]bool          // what was answered with "not now"
	refused map[Need]bool          // what the system was refused
	front   map[chan struct{}]bool // who wants to know that the app came to the front
	untold  bool                   // something should have been notified of, and mustn't be
	links   func(address string)
	unheard []string                // links that came before somebody asked
	lines   map[int32]chan struct{} // who wants to know of networks
}

// firstRequest is beyond those of Fyne's.
const firstRequest = 100

// Open finds the phone out, brings in the pictures that came while the program was away, and begins to hear.
func Open(opt Options) (*Phone, error) {
	p := &Phone{
		opt: opt, longest: longest, slow: slow, last: firstRequest, results: map[int32]chan int32{}, wanted: map[string]bool{}, answers: map[int32]chan struct{}{}, watches: map[int32]*watch{}, lines: map[int32]chan struct{}{},
		later: map[Need]bool{}, refused: map[Need]bool{}, front: map[chan struct{}]bool{},
	}
	err := p.do(func(e *jni.Env) error {
		folder := e.Object(e.Context(), "getNoBackupFilesDir", "()Ljava/io/File;")
		p.home = e.String(folder, "getAbsolutePath", "()Ljava/lang/String;")
		p.sdk = e.Number("android/os/Build$VERSION", "SDK_INT")
		p.name = strings.TrimSpace(e.Label("android/os/Build", "MANUFACTURER") + " " + e.Label("android/os/Build", "MODEL"))
		locale := e.StaticObject("java/util/Locale", "getDefault", "()Ljava/util/Locale;")
		p.lang = e.String(locale, "getLanguage", "()Ljava/lang/String;")
		return e.Err()
	})
	if err != nil {
		return nil, err
	}
	p.handout = filepath.Join(p.home, "handout")
	if err := os.MkdirAll(p.handout, 0o700); err != nil {
		return nil, err
	}
	if _, err := p.arrived(); err != nil {
		return nil, err
	}
	p.unheard = first(p.opened())
	heard.open(p)
	return p, nil
}

// Home is the folder for what must not leave this phone in a backup.
func (p *Phone) Home() string { return filepath.Join(p.home, "home") }

// Name is what the phone is called in a shop: by it somebody finds it in a list.
func (p *Phone) Name() string { return p.name }

// Lang is the language that the phone is set to, as ISO 639 has it.
func (p *Phone) Lang() string { return p.lang }

// Foreground is called when the app has come to the front: people change in the settings what is allowed.
func (p *Phone) Foreground() {
	p.mu.Lock()
	p.later = map[Need]bool{}
	for c := range p.front {
		wake(c)
	}
	p.mu.Unlock()
	go p.late()
	go p.askToTell()
}

// returns tells that the app came to the front, until end is called.
func (p *Phone) returns() (came <-chan struct{}, end func()) {
	c := make(chan struct{}, 1)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.front[c] = true
	return c, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(p.front, c)
	}
}

// do calls Java.
func (p *Phone) do(f func(e *jni.Env) error) error { return jni.Do(p.opt.Run, f) }

// wake leaves one message for who may not be listening now.
func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
