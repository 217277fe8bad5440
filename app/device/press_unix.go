//go:build !windows

package device

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

// answers is how long the print system may take to say something.
const answers = 30 * time.Second

// printers asks CUPS. LC_ALL makes it answer in words that can be read here.
func printers(ctx context.Context) (names []string, standard string, err error) {
	out, err := ask(ctx, nil, "lpstat", "-e") // CUPS 2: names alone, one a line
	if err != nil {
		return nil, "", err
	}
	for line := range strings.Lines(out) {
		if name := strings.TrimSpace(line); name != "" {
			names = append(names, name)
		}
	}
	out, err = ask(ctx, nil, "lpstat", "-d")
	if _, name, ok := strings.Cut(out, "destination:"); err == nil && ok {
		standard = strings.TrimSpace(name)
	}
	return names, standard, nil // without a standard one there is still a list
}

// printPDF gives the paper to lp on its standard input, so that it never lies on the disk in readable form on our side; where
// there is only lpr, to that.
func printPDF(ctx context.Context, pdf []byte, printer, media, _ string) error {
	args := []string{"-t", "Priyom", "-o", "media=" + media}
	if printer != "" {
		args = append(args, "-d", printer)
	}
	_, err := ask(ctx, pdf, "lp", append(args, "-")...)
	if !errors.Is(err, exec.ErrNotFound) {
		return err
	}
	args = []string{"-T", "Priyom", "-o", "media=" + media}
	if printer != "" {
		args = append(args, "-P", printer)
	}
	_, err = ask(ctx, pdf, "lpr", args...)
	return err
}

// ask runs a program of the print system. Its words go into the error, for the log: they name printers, not people.
func ask(ctx context.Context, in []byte, name string, args ...string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, answers)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	var out, errs bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(in), &out, &errs
	cmd.WaitDelay = time.Second
	err := cmd.Run()
	switch {
	case err == nil:
		return out.String(), nil
	case errors.Is(err, exec.ErrNotFound):
		return "", &PrintError{TroubleNone, err}
	case ctx.Err() != nil:
		return "", &PrintError{TroubleSilent, ctx.Err()}
	}
	said := strings.ToLower(errs.String())
	trouble := TroubleRefused
	for _, words := range []string{"no destinations", "no default destination", "scheduler is not running", "unable to connect", "no printer"} {
		if strings.Contains(said, words) {
			trouble = TroubleNone
		}
	}
	return "", &PrintError{trouble, fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(errs.String()))}
}

// show leaves the file to the desktop, and doesn't wait until it is closed again.
func show(path string) error {
	opener := "xdg-open"
	if runtime.GOOS == "darwin" {
		opener = "open"
	}
	cmd := exec.Command(opener, path)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // how it ended nobody asks
	return nil
}
