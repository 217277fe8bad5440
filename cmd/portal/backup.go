package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"filippo.io/age"
	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/backup"
)

// backupVariable is the environment's passphrase, for who backs up by a timer.
const backupVariable = "PRIYOM_BACKUP_PASSPHRASE"

// errNoKey says how a backup is locked and opened.
var errNoKey = errors.New("a backup holds every name: give --to or --identity (age), --passphrase-file, or set " + backupVariable)

// passphrase is a file's first line, or the environment's; "" if neither is given.
func passphrase(file string) (string, error) {
	if file == "" {
		return os.Getenv(backupVariable), nil
	}
	return firstLine(file)
}

// firstLine is a file's; "" without a file.
func firstLine(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	raw, err := os.ReadFile(file)
	line, _, _ := strings.Cut(string(raw), "\n")
	return strings.TrimRight(line, "\r"), err
}

func (o *office) backupCommand() *cobra.Command {
	var to []string
	var file string
	c := &cobra.Command{
		Use: "backup FILE", Short: "put all of the portal into one encrypted file, also while it serves", Args: cobra.ExactArgs(1),
		Long: "Puts the database, the keys, all files and the map into one new file that only the passphrase or the key opens.\n" +
			"--to takes age recipients (age1…), as age-keygen makes them: then the portal's machine itself can't open its backups.",
		RunE: func(c *cobra.Command, args []string) error {
			recipients, err := recipients(to, file)
			if err != nil {
				return err
			}
			return o.with(func(p *portal.Portal) error {
				m, err := p.Backup(c.Context(), args[0], recipients...)
				if err == nil {
					fmt.Fprintf(o.out, "%d files, %d bytes, as of %s\n", m.Entries, m.Bytes, m.At.Format(time.RFC3339))
				}
				return err
			})
		},
	}
	c.Flags().StringArrayVar(&to, "to", nil, "an age recipient, once for each")
	c.Flags().StringVar(&file, "passphrase-file", "", "a file whose first line is the passphrase")
	return c
}

func recipients(to []string, file string) (all []age.Recipient, err error) {
	for _, text := range to {
		r, err := age.ParseX25519Recipient(text)
		if err != nil {
			return nil, fmt.Errorf("--to %s: %w", text, err)
		}
		all = append(all, r)
	}
	words, err := passphrase(file)
	if err != nil {
		return nil, err
	}
	switch {
	case len(all) == 0 && words == "":
		return nil, errNoKey
	case len(all) > 0 && file != "":
		return nil, errors.New("either --to or a passphrase: age knows no file for both")
	case len(all) > 0:
		return all, nil
	case len([]rune(words)) < 12:
		return nil, errors.New("the passphrase is shorter than 12 characters: it alone keeps the names")
	}
	r, err := age.NewScryptRecipient(words)
	return []age.Recipient{r}, err
}

// opening is how a backup is opened.
type opening struct{ identity, file string }

func (k *opening) flags(c *cobra.Command) {
	c.Flags().StringVar(&k.identity, "identity", "", "a file with the age key (AGE-SECRET-KEY-1…)")
	c.Flags().StringVar(&k.file, "passphrase-file", "", "a file whose first line is the passphrase")
}

func (k *opening) identities() ([]age.Identity, error) {
	if k.identity != "" {
		f, err := os.Open(k.identity)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return age.ParseIdentities(f)
	}
	words, err := passphrase(k.file)
	if err != nil {
		return nil, err
	}
	if words == "" {
		return nil, errNoKey
	}
	id, err := age.NewScryptIdentity(words)
	return []age.Identity{id}, err
}

// opened hands a backup and its keys to f.
func (k *opening) opened(path string, f func(io.Reader, []age.Identity) (backup.Manifest, error)) (backup.Manifest, error) {
	by, err := k.identities()
	if err != nil {
		return backup.Manifest{}, err
	}
	in, err := os.Open(path)
	if err != nil {
		return backup.Manifest{}, err
	}
	defer in.Close()
	return f(in, by)
}

func (o *office) restoreCommand() *cobra.Command {
	var k opening
	c := &cobra.Command{
		Use: "restore FILE", Short: "make a portal of a backup, in an empty folder", Args: cobra.ExactArgs(1),
		Long: "Takes a backup out into --home, which must be empty or not there, whole or not at all. Devices go on by themselves: what came after\n" +
			"the backup they send once more. Stop the old portal first; two portals with the same keys would tell devices different things.",
		RunE: func(c *cobra.Command, args []string) error {
			if o.home == "" {
				return errNoHome
			}
			m, err := k.opened(args[0], func(in io.Reader, by []age.Identity) (backup.Manifest, error) {
				return portal.Restore(c.Context(), in, o.home, by...)
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(o.out, "%s as of %s: %d files, %d bytes; portal verify checks them all\n", m.Name, m.At.Format(time.RFC3339), m.Entries, m.Bytes)
			return nil
		},
	}
	k.flags(c)
	return c
}
