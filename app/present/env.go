package present

import (
	"context"
	"log/slog"
	"net"
	"time"

	"priyom/civic"
	"priyom/lang"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// Env is what the presenters need from outside.
type Env struct {
	Home       string // the device's home folder
	Secrets    vault.Secrets
	Catalogue  *lang.Catalogue
	Locale     civic.Lang // the system's, until somebody chooses another
	Known      *civic.Classifier
	Phrases    *civic.PhraseBook // may be nil
	Checklists *civic.Checklists // what inspectors look at; may be nil
	Calendar   *civic.Calendar   // for deadlines said before the portal says its own
	Line       engine.Options
	Log        *slog.Logger // nothing personal goes there
	Clock      func() time.Time

	// Still says that nothing on the screens moves by itself, for tests.
	Still bool
	// Narrow says that this is a phone, which has less memory.
	Narrow bool
	// Shed gives the system back what of the program's own file isn't needed at the moment, on a phone; nil doesn't.
	Shed func() (bytes int)
	// Post runs f later on the goroutine of the screens.
	Post func(f func())
	// After runs f on that goroutine when d has passed, unless it was stopped.
	After func(d time.Duration, f func()) (stop func())
	// Clipboard are the pictures and files on the clipboard; the errors are ErrClipboardEmpty and ErrClipboardTool. nil has none.
	Clipboard func(ctx context.Context) ([]PhotoFile, error)
	// Disk tells how many bytes this user may still write where a folder lies; nil asks the system.
	Disk func(folder string) (free int64, err error)
	// Room is how much of that there should be; the zero value is what suits a desk, or a phone if this is Narrow.
	Room Room
	// Roots are the places where pictures may be at the moment, the likeliest first; nil knows none.
	Roots func() []Root
	// Documents is the folder where people keep their papers; nil keeps them in the home folder.
	Documents func() (string, error)
	// Press prints; nil where nothing can.
	Press Press
	// Positions, Camera, Lenses, Recorder and Player are those of this device; nil where it has none.
	Positions Positions
	Camera    Camera
	Lenses    Lenses // are used where there is no Camera
	Recorder  Recorder
	Player    Player
	// Network tells, on any goroutine, that the machine may have got another network, until ctx is done; nil where nothing tells.
	Network func(ctx context.Context, changed func()) error
	// OpenURL lets the system open a web page, or a place in a navigator; nil where it can't.
	OpenURL func(address string) error
	// Links tells addresses that are opened in this app, those first that were before; the last who asked hears them. nil where none can be.
	Links func(told func(address string))
	// Portal is the address that somebody who joins is offered; "" for none.
	Portal string
	// Notify has the system say something while nobody looks; nil where it can't. Nothing personal is in it.
	Notify func(title, words string)
	// Demo starts a district of that name for trying things out, in a folder of its own; nil where there is none.
	Demo func(ctx context.Context, home, name string) (Demo, error)
}

// Demo is a portal on this machine.
type Demo interface {
	// URL is what its devices call it, the same at every start.
	URL() string
	// Page is where people see it in a browser this time.
	Page() string
	// Dial reaches it this time.
	Dial(ctx context.Context, network, address string) (net.Conn, error)
	// Invite makes a one-time code for a reception point at a place.
	Invite(ctx context.Context, place string) (code string, err error)
	// Publish publishes a petition to try signing with.
	Publish(ctx context.Context, p civic.Petition) error
	// Map is the file of the district's map; "" if it has none. The portal offers it to its devices too.
	Map(ctx context.Context) (path string, err error)
	Close() error
}

// Tone is how something is meant to be taken; the look of it is the screen's.
type Tone string

// The tones.
const (
	ToneCalm   Tone = "calm"
	ToneAccent Tone = "accent"
	ToneGood   Tone = "good"
	ToneWarn   Tone = "warn"
	ToneAlarm  Tone = "alarm"
)
