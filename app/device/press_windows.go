package device

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// printers leaves the choice to Windows: its print verb knows the standard printer alone.
func printers(context.Context) ([]string, string, error) { return nil, "", nil }

// printPDF has the program that belongs to PDF files print one. It reads the file when it likes to, so the file stays.
func printPDF(_ context.Context, pdf []byte, _, _, folder string) error {
	path, err := spool(pdf, folder)
	if err != nil {
		return err
	}
	if err := execute("print", path); err != nil {
		return &PrintError{TroubleNone, err}
	}
	return nil
}

func show(path string) error { return execute("open", path) }

// execute does to a file what its menu in the Explorer would.
func execute(verb, path string) error {
	v, err := windows.UTF16PtrFromString(verb)
	if err != nil {
		return err
	}
	file, err := windows.UTF16PtrFromString(path)
	if err != nil {
		return err
	}
	if err := windows.ShellExecute(0, v, file, nil, nil, windows.SW_HIDE); err != nil {
		return fmt.Errorf("%s: %w", verb, err)
	}
	return nil
}

// spool writes a file for its owner alone.
func spool(pdf []byte, folder string) (path string, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(folder, "print-*.pdf") // 0600
	if err != nil {
		return "", err
	}
	_, err = f.Write(pdf)
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the disk is full: what there is of it isn't of use
		return "", err
	}
	return filepath.Abs(f.Name())
}
