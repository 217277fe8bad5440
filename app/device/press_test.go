//go:build !windows

package device_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"priyom/app/device"
)

// programs puts real executable scripts in place of the print system's programs.
func programs(t *testing.T, scripts map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, script := range scripts {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("PATH", dir)
	t.Setenv("OUT", dir)
	return dir
}

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// keep notes a program's arguments and what it is given, with the shell alone.
const keep = `echo "$0" "$@" >"$OUT/args"; while IFS= read -r line; do echo "$line"; done >"$OUT/job"; echo "request id is PDF-1 (1 file(s))"`

func TestPrint(t *testing.T) {
	dir := programs(t, map[string]string{"lp": keep})
	folder := t.TempDir()
	if err := (device.Press{}).Print(t.Context(), []byte("%PDF-1.3\nstuff\n"), "HP_Laser", "A5", folder); err != nil {
		t.Fatal(err)
	}
	if args := read(t, filepath.Join(dir, "args")); !strings.HasSuffix(args, "lp -t Priyom -o media=A5 -d HP_Laser -\n") {
		t.Errorf("lp was asked %q", args)
	}
	if job := read(t, filepath.Join(dir, "job")); job != "%PDF-1.3\nstuff\n" {
		t.Errorf("lp was given %q", job)
	}
	if files, err := os.ReadDir(folder); err != nil || len(files) != 0 {
		t.Errorf("left on the disk: %v, %v", files, err)
	}
}

func TestPrintWithLprAlone(t *testing.T) {
	dir := programs(t, map[string]string{"lpr": keep})
	if err := (device.Press{}).Print(t.Context(), []byte("x\n"), "", "Custom.80x210mm", t.TempDir()); err != nil {
		t.Fatal(err)
	}
	if args := read(t, filepath.Join(dir, "args")); !strings.HasSuffix(args, "lpr -T Priyom -o media=Custom.80x210mm\n") {
		t.Errorf("lpr was asked %q", args)
	}
}

func TestPrintTroubles(t *testing.T) {
	for name, c := range map[string]struct {
		scripts map[string]string
		want    device.PrintTrouble
	}{
		"no print system": {nil, device.TroubleNone},
		"no printer":      {map[string]string{"lp": `echo "lp: Error - No default destination." >&2; exit 1`}, device.TroubleNone},
		"not running":     {map[string]string{"lp": `echo "lp: Error - scheduler is not running" >&2; exit 1`}, device.TroubleNone},
		"refused":         {map[string]string{"lp": `echo "lp: unsupported document-format" >&2; exit 1`}, device.TroubleRefused},
	} {
		t.Run(name, func(t *testing.T) {
			programs(t, c.scripts)
			err := (device.Press{}).Print(t.Context(), []byte("x"), "", "A4", t.TempDir())
			var trouble *device.PrintError
			if !errors.As(err, &trouble) || trouble.Trouble != c.want || trouble.Kind() != string(c.want) {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func TestPrinters(t *testing.T) {
	programs(t, map[string]string{"lpstat": `case $1 in -e) echo HP_Laser; echo Чеки;; -d) echo "system default destination: Чеки";; esac`})
	names, standard, err := device.Press{}.Printers(t.Context())
	if err != nil || !slices.Equal(names, []string{"HP_Laser", "Чеки"}) || standard != "Чеки" {
		t.Errorf("%q, %q, %v", names, standard, err)
	}
	programs(t, map[string]string{"lpstat": `case $1 in -e) echo HP_Laser;; -d) echo "no system default destination";; esac`})
	if names, standard, err := (device.Press{}).Printers(t.Context()); err != nil || len(names) != 1 || standard != "" {
		t.Errorf("%q, %q, %v", names, standard, err)
	}
	programs(t, nil)
	if _, _, err := (device.Press{}).Printers(t.Context()); err == nil {
		t.Error("printers without a print system")
	}
}

func TestDocuments(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	if got, err := device.Documents(); err != nil || got != home {
		t.Errorf("without one: %q, %v", got, err)
	}
	if err := os.Mkdir(filepath.Join(home, "Documents"), 0o700); err != nil {
		t.Fatal(err)
	}
	if got, err := device.Documents(); err != nil || got != filepath.Join(home, "Documents") {
		t.Errorf("%q, %v", got, err)
	}
}
