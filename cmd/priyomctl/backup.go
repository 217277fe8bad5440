package main

import (
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"priyom/store"
	"priyom/store/vault"
)

// backupJSON is what backup and restore print.
type backupJSON struct {
	Folder string    `json:"folder"`
	Device string    `json:"device"`
	MadeAt time.Time `json:"made_at"`
	Files  int       `json:"files"`
	Bytes  int64     `json:"bytes"`
}

func (t *terminal) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup DIR", Short: "copy everything to a folder, such as a memory stick; as encrypted as it is here", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			b, err := s.Backup(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return t.printJSON(backupJSON{s.BackupFolder(args[0]), b.Device, b.MadeAt, b.Files, b.Bytes})
		},
	}
}

func (t *terminal) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore DIR", Short: "bring a backup into an empty home folder", Args: cobra.ExactArgs(1),
		Long: "restore brings the newest backup in DIR, or in a folder right below it, into the home folder, which must have no memory yet.\n" +
			"It opens with the passphrase it had, or with the recovery code in PRIYOM_PASSPHRASE.",
		RunE: func(cmd *cobra.Command, args []string) error {
			if t.home == "" {
				return errNoHome
			}
			found := store.FindBackups(args[0])
			if len(found) == 0 {
				return fmt.Errorf("%w: %s", store.ErrBackup, args[0])
			}
			b, err := store.Restore(cmd.Context(), found[0], t.home)
			if err != nil {
				return err
			}
			if _, err := t.open(cmd.Context()); err != nil { // begins the new epoch, and shows that it can be opened
				return fmt.Errorf("restored, but it doesn't open: %w", err)
			}
			return t.printJSON(backupJSON{found[0], b.Device, b.MadeAt, b.Files, b.Bytes})
		},
	}
}

func (t *terminal) recoveryCommand() *cobra.Command {
	return &cobra.Command{
		Use: "recovery", Short: "make a code that opens this folder and its backups in place of its secret", Args: cobra.NoArgs,
		Long: "recovery prints a code once: write it down and lock it away. It opens the folder and every backup made from now on wherever the\n" +
			"keyring or the passphrase is lost; give it in PRIYOM_PASSPHRASE. A code made before opens nothing any more.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			if t.home == "" {
				return errNoHome
			}
			if status, err := vault.Status(t.home); err != nil || status == "" {
				return errors.Join(err, errors.New("there is no memory in this folder"))
			}
			code, err := vault.AddRecovery(t.home, secrets())
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(t.out, code)
			return err
		},
	}
}

// secrets are the ways to open a home folder from a terminal.
func secrets() vault.Secrets {
	return vault.Secrets{Passphrase: os.Getenv("PRIYOM_PASSPHRASE"), Keyring: vault.OSKeyring{}}
}
