package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/doctor"
	"priyom/lang"
	"priyom/store/vault"
)

// findingJSON is a finding as doctor --json prints it.
type findingJSON struct {
	Check string `json:"check"`
	Level string `json:"level"`
	Key   string `json:"key"`
	Said  string `json:"said"`
	Next  string `json:"next,omitempty"`
}

func (t *terminal) doctorCommand() *cobra.Command {
	var asJSON bool
	var language string
	c := &cobra.Command{
		Use: "doctor", Short: "look whether this computer has all it needs; what it says names nobody", Args: cobra.NoArgs,
		Long: "doctor looks at disk, clock, keys, database, queue, portal, map, printers and backup, and says what to do about what is wrong.\n" +
			"It ends with 1 if something keeps reports from being safe or from arriving.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			catalogue, err := lang.Load()
			if err != nil {
				return err
			}
			p := doctor.Patient{Home: t.home, Store: s, Line: t.line(), Map: newestMap(t.home)}
			if p.Source, err = vault.Status(t.home); err != nil {
				return err
			}
			if p.Backup, err = s.LastBackup(cmd.Context()); err != nil {
				return err
			}
			var all []doctor.Finding
			bad := 0
			doctor.Examine(cmd.Context(), p, func(f doctor.Finding) {
				all = append(all, f)
				if f.Level == doctor.Bad {
					bad++
				}
			})
			v := catalogue.Voice(civic.Lang(language))
			if err := t.printFindings(v, all, asJSON); err != nil {
				return err
			}
			if bad > 0 {
				return fmt.Errorf("%d checks went badly", bad)
			}
			return cmd.Context().Err()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	c.Flags().StringVar(&language, "lang", string(civic.LangEN), "language of the words: ru, uk or en")
	return c
}

func (t *terminal) printFindings(v *lang.Voice, all []doctor.Finding, asJSON bool) error {
	now := time.Now()
	if !asJSON {
		_, err := fmt.Fprint(t.out, doctor.Report(v, []string{"priyomctl, " + runtime.GOOS + " " + runtime.GOARCH}, all, now))
		return err
	}
	found := []findingJSON{}
	for _, f := range all {
		_, said, next := f.Words(v, now)
		found = append(found, findingJSON{string(f.Check), string(f.Level), f.Key, said, next})
	}
	return t.printJSON(found)
}

// newestMap is the district's map in a home folder; "" if there is none.
func newestMap(home string) string {
	found, _ := filepath.Glob(filepath.Join(home, "maps", "*.pack")) // the pattern is a good one
	newest, at := "", time.Time{}
	for _, path := range found {
		if info, err := os.Stat(path); err == nil && info.ModTime().After(at) {
			newest, at = path, info.ModTime()
		}
	}
	return newest
}
