//go:build android || jvm

package droid

import (
	"context"
	"os"
	"path/filepath"
)

// Printers implements present.Press: the system's own window chooses one.
func (p *Phone) Printers(context.Context) (names []string, standard string, err error) {
	return nil, "", nil
}

// Print implements present.Press: it hands the PDF to a program that the person chooses, a print service among them.
func (p *Phone) Print(_ context.Context, pdf []byte, _, _, folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	path := filepath.Join(folder, "priyom.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		return err
	}
	return p.Share(path)
}
