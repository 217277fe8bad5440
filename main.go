// Priyom takes citizens' reports where there is no line, and brings them to the district's portal when there is one.
package main

import (
	"context"
	_ "embed"
	"errors"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	fynelang "fyne.io/fyne/v2/lang"

	"priyom/app/device"
	"priyom/app/present"
	"priyom/app/ui/desk"
	"priyom/app/ui/phone"
	"priyom/assets"
	"priyom/civic"
	"priyom/lang"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// version is what a portal's administrator sees of this program.
const version = "0.1.0"

//go:embed icon.svg
var icon []byte

func main() {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	a := app.NewWithID("org.priyom.app")
	a.SetIcon(fyne.NewStaticResource("icon.svg", icon))
	env, err := environment(a, log)
	if err != nil {
		log.Error("not started", "error", err)
		os.Exit(1)
	}
	win := a.NewWindow("")
	d, p := desk.New(a, win, env, speak), phone.New(a, win, env, speak)
	front, err := adapt(env, p)
	if err != nil {
		log.Error("not started", "error", err)
		os.Exit(1)
	}
	open := d.Open
	if onPhone() {
		open = p.Open
	} else { // a device's role says where it belongs
		d.Elsewhere, p.Elsewhere = p.Enter, d.Enter
	}
	win.SetMaster()
	toured(win)
	win.SetCloseIntercept(func() {
		d.Close()
		p.Close()
		win.Close()
	})
	a.Lifecycle().SetOnStarted(open)
	a.Lifecycle().SetOnEnteredForeground(func() {
		front()
		p.Front()
	})
	a.Lifecycle().SetOnExitedForeground(p.Hidden)
	win.ShowAndRun()
}

// onPhone says whether everything is laid out for a phone: on one it is, and where somebody who works on it wants to see that.
func onPhone() bool {
	return fyne.CurrentDevice().IsMobile() || os.Getenv("PRIYOM_LAYOUT") == "phone"
}

// environment is what the presenters need of this machine.
func environment(a fyne.App, log *slog.Logger) (*present.Env, error) {
	catalogue, err := lang.Load()
	if err != nil {
		return nil, err
	}
	known, err := assets.Classifier()
	if err != nil {
		return nil, err
	}
	calendar, err := assets.Calendar(calendarOf(systemLanguage()))
	if err != nil {
		return nil, err
	}
	checklists, err := assets.Checklists()
	if err != nil {
		return nil, err
	}
	var phrases *civic.PhraseBook
	if !onPhone() { // they are for clerks
		if phrases, err = assets.Phrases(); err != nil {
			return nil, err
		}
	}
	home, err := homeFolder(a)
	if err != nil {
		return nil, err
	}
	name, err := os.Hostname()
	if err != nil || name == "localhost" {
		name = "" // an administrator will know the computer by its place
	}
	record, play := newSounds()
	return &present.Env{
		Home: home, Secrets: vault.Secrets{Passphrase: os.Getenv("PRIYOM_PASSPHRASE"), Keyring: vault.OSKeyring{}}, Catalogue: catalogue,
		Locale: systemLanguage(), Known: known, Phrases: phrases, Checklists: checklists, Calendar: calendar.In(time.Local), Line: engine.Options{Name: name, Program: "priyom " + version}, Log: log, Clock: time.Now,
		Post: fyne.Do, After: after, Demo: startDemo,
		Roots: roots, Clipboard: clipboard, Documents: device.Documents, Press: device.Press{},
		Narrow: onPhone(), Shed: device.ShedPages, Positions: newPositions(), Lenses: lenses{}, Recorder: record, Player: play, Network: device.NetworkChanges, Portal: os.Getenv("PRIYOM_PORTAL"),
		OpenURL: func(address string) error {
			to, err := url.Parse(address)
			if err == nil {
				err = a.OpenURL(to)
			}
			return err
		},
		Notify: func(title, words string) { a.SendNotification(fyne.NewNotification(title, words)) },
	}, nil
}

// calendarOf is the working calendar of where a language is spoken, until the portal tells the municipality's own.
func calendarOf(l civic.Lang) string {
	if l == civic.LangUK {
		return "uk"
	}
	return "ru"
}

// roots are the places of this machine where pictures may be.
func roots() (all []present.Root) {
	for _, f := range device.Folders() {
		all = append(all, present.Root{Key: string(f.Kind), Path: f.Path})
	}
	return all
}

// clipboard is what is on this machine's clipboard, but for text.
func clipboard(ctx context.Context) ([]present.PhotoFile, error) {
	clips, err := device.ClipboardFiles(ctx)
	switch {
	case errors.Is(err, device.ErrClipboardTool):
		return nil, present.ErrClipboardTool
	case err != nil:
		return nil, present.ErrClipboardEmpty
	}
	files := make([]present.PhotoFile, len(clips))
	for i, c := range clips {
		files[i] = present.PhotoFile{Name: c.Name, Open: c.Open}
	}
	return files, nil
}

// homeFolder is PRIYOM_HOME, or a folder of the system's for this app.
func homeFolder(a fyne.App) (string, error) {
	if home := os.Getenv("PRIYOM_HOME"); home != "" {
		return filepath.Abs(home)
	}
	return filepath.Join(a.Storage().RootURI().Path(), "home"), nil
}

// after calls f on the goroutine of the screens when d has passed.
func after(d time.Duration, f func()) (stop func()) {
	stopped := false // on that goroutine: a timer that has fired may still be stopped
	timer := time.AfterFunc(d, func() {
		fyne.Do(func() {
			if !stopped {
				f()
			}
		})
	})
	return func() {
		stopped = true
		timer.Stop()
	}
}

// systemLanguage is what somebody sees who has never chosen; without a hint it is Russian.
func systemLanguage() civic.Lang {
	if locale := strings.ToLower(string(fynelang.SystemLocale())); len(locale) >= 2 {
		switch l := civic.Lang(locale[:2]); {
		case l == civic.LangUK, l == civic.LangEN && os.Getenv("LANG") != "" && !strings.HasPrefix(os.Getenv("LANG"), "C"):
			return l
		}
	}
	return civic.LangRU
}

// speak has Fyne's own dialogs speak the language of the look: Fyne knows the words but asks the environment alone.
func speak(l present.Look) {
	if err := os.Setenv("LANGUAGE", string(l.Lang)); err != nil {
		fyne.LogError("language of dialogs", err)
		return
	}
	if err := fynelang.AddTranslationsForLocale([]byte("{}"), "en"); err != nil { // makes Fyne ask again
		fyne.LogError("language of dialogs", err)
	}
}
