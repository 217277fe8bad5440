package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"priyom/assets"
	"priyom/civic"
	"priyom/store"
	"priyom/store/vault"
	"priyom/sync/engine"
)

// terminal is what the commands share: where they write, and the memory they work on.
type terminal struct {
	out, err io.Writer
	home     string
	store    *store.Store
}

// errNoHome is for a command that doesn't know where to work.
var errNoHome = errors.New("which home folder? Give --home DIR or set PRIYOM_HOME")

// open opens the home folder, with the passphrase from the environment or the system's keyring.
func (t *terminal) open(ctx context.Context) (*store.Store, error) {
	if t.home == "" {
		return nil, errNoHome
	}
	if err := os.MkdirAll(t.home, 0o700); err != nil {
		return nil, err
	}
	v, err := vault.Open(t.home, secrets())
	if errors.Is(err, vault.ErrNeedPassphrase) {
		return nil, fmt.Errorf("%w: set PRIYOM_PASSPHRASE (no keyring answers here)", err)
	}
	if err != nil {
		return nil, err
	}
	known, err := assets.Classifier()
	if err != nil {
		return nil, err
	}
	calendar, err := assets.Calendar("ru")
	if err != nil {
		return nil, err
	}
	t.store, err = store.Open(ctx, t.home, v, store.Options{Deadlines: civic.NewDeadlines(known, calendar.In(time.Local))})
	return t.store, err
}

func (t *terminal) close() error {
	if t.store == nil {
		return nil
	}
	return t.store.Close()
}

// line is the way to the portal.
func (t *terminal) line() engine.Options {
	return engine.Options{Program: "priyomctl", Log: slog.New(slog.NewTextHandler(t.err, &slog.HandlerOptions{Level: slog.LevelWarn}))}
}

func classifier() (*civic.Classifier, error) { return assets.Classifier() }
