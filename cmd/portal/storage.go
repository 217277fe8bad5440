package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"priyom/portal"
	"priyom/portal/move"
)

// The environment's words for where the data are. An address holds a password, and so is never an argument: those everybody
// on the machine can read.
const (
	databaseVariable = "PRIYOM_PORTAL_DATABASE"
	filesVariable    = "PRIYOM_PORTAL_FILES"
)

// addresses are the flags that name files with addresses in them.
type addresses struct{ database, files string }

func (a *addresses) flags(root *cobra.Command) {
	f := root.PersistentFlags()
	f.StringVar(&a.database, "database-file", "", "a file with the PostgreSQL address, postgres://user:password@host/name (or "+databaseVariable+" with the address)")
	f.StringVar(&a.files, "files-file", "", "a file with the S3 address, s3://key:secret@host/bucket (or "+filesVariable+" with the address)")
}

// storage reads what flags and environment say; what they don't, storage.json in the home folder says.
func (a *addresses) storage() (s portal.Storage, err error) {
	for _, part := range []struct {
		file, variable string
		to             *string
	}{{a.database, databaseVariable, &s.Database}, {a.files, filesVariable, &s.Blobs}} {
		if *part.to = os.Getenv(part.variable); part.file != "" {
			if *part.to, err = address(part.file); err != nil {
				return s, err
			}
		}
	}
	return s, s.Check()
}

// address is a file's only line.
func address(file string) (string, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	line := strings.TrimSpace(string(content))
	if line == "" || strings.ContainsAny(line, "\r\n") {
		return "", fmt.Errorf("%s should hold one line, the address", file)
	}
	return line, nil
}

// home is the word for the portal's folder where a file with an address could be.
const homeWord = "home"

func (o *office) migrateCommand() *cobra.Command {
	var to addresses
	c := &cobra.Command{
		Use: "migrate", Short: "move the portal's database and files to another place, and back", Args: cobra.NoArgs,
		Long: "Copies the database to PostgreSQL or back into the portal's folder, and the files to an S3-compatible store or back.\n" +
			"What is not named stays where it is. The copy is compared by a hash over all rows of all tables, every file by its own.\n" +
			"Then the old database takes nothing any more, and storage.json in the portal's folder names the new place. Nothing is deleted.\n" +
			"Stop the portal before: what arrives meanwhile is refused, and sent again later. If it is interrupted, give the same command again.",
		RunE: func(c *cobra.Command, _ []string) error { return o.migrate(c, to) },
	}
	f := c.Flags()
	f.StringVar(&to.database, "database", "", `a file with the new PostgreSQL address, or "home"`)
	f.StringVar(&to.files, "files", "", `a file with the new S3 address, or "home"`)
	c.MarkFlagsOneRequired("database", "files")
	return c
}

func (o *office) migrate(c *cobra.Command, to addresses) error {
	if err := o.find(); err != nil {
		return err
	}
	target, err := o.storage.Or(o.home)
	if err != nil {
		return err
	}
	for _, part := range []struct {
		file string
		to   *string
	}{{to.database, &target.Database}, {to.files, &target.Blobs}} {
		switch part.file {
		case "": // stays
		case homeWord:
			*part.to = ""
		default:
			if *part.to, err = address(part.file); err != nil {
				return err
			}
		}
	}
	p, err := portal.Migrate(c.Context(), o.home, portal.Options{Log: o.log(), Storage: o.storage}, target, func(p move.Progress) {
		if p.Files > 0 {
			fmt.Fprintf(o.err, "%d files are there\n", p.Files)
		}
	})
	switch {
	case errors.Is(err, move.ErrTaken) && to.database == homeWord:
		return fmt.Errorf("%w: move %s away first, with its -wal and -shm", err, portal.FileName)
	case err != nil:
		return err
	}
	if len(p.State.Tables) > 0 {
		fmt.Fprintf(o.out, "%d tables, %d rows, state %x at both places\n", len(p.State.Tables), p.State.Rows(), p.State.Hash)
	}
	fmt.Fprintf(o.out, "%s names the new place; start the portal again, without %s and %s if they name the old one\n", portal.StorageFile, databaseVariable, filesVariable)
	return nil
}
