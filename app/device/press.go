package device

import (
	"context"
	"os"
)

// PrintTrouble is why the system didn't print.
type PrintTrouble string

// The troubles.
const (
	TroubleNone    PrintTrouble = "none"    // there is nothing to print with: no print system, no printer
	TroubleRefused PrintTrouble = "refused" // the print system said no
	TroubleSilent  PrintTrouble = "silent"  // it didn't answer in time
)

// PrintError is a paper that the system didn't take. Nothing else has changed: it may be tried again.
type PrintError struct {
	Trouble PrintTrouble
	Err     error // for the log
}

func (e *PrintError) Error() string { return "print: " + string(e.Trouble) + ": " + e.Err.Error() }
func (e *PrintError) Unwrap() error { return e.Err }

// Kind is the trouble, for who doesn't know this package.
func (e *PrintError) Kind() string { return string(e.Trouble) }

// Press prints through the system. The zero value is ready.
type Press struct{}

// Documents is the folder where people keep their papers; the home folder if there is no such one.
func Documents() (string, error) {
	home, err := os.UserHomeDir()
	if err != nil {
		return "", err
	}
	folder := userFolder(home, "DOCUMENTS", "Documents")
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return home, nil
	}
	return folder, nil
}

// Printers are the system's printers by their names, and the one it takes if none is named; both may be unknown.
func (Press) Printers(ctx context.Context) (names []string, standard string, err error) {
	return printers(ctx)
}

// Print hands a PDF to the system. An empty printer is the system's own choice; media is a paper as CUPS names it, such as
// "A4" or "Custom.80x210mm". A system that wants a file gets one in folder, for its owner alone, to be removed at the next
// start: nobody tells when such a system has read it. The error is a *PrintError or the disk's.
func (Press) Print(ctx context.Context, pdf []byte, printer, media, folder string) error {
	return printPDF(ctx, pdf, printer, media, folder)
}

// Show opens a file with whatever the system opens such files with.
func (Press) Show(path string) error { return show(path) }
