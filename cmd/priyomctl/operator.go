package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/store"
)

// operatorJSON is somebody who works at this computer, as scripts read it.
type operatorJSON struct {
	ID       civic.OperatorID `json:"id"` // as reports name it in "operator"
	Name     string           `json:"name"`
	Active   bool             `json:"active"`
	AddedAt  time.Time        `json:"added_at"`
	WrongPIN int              `json:"wrong_pins"` // since the last right one
}

func (t *terminal) operatorCommand() *cobra.Command {
	c := &cobra.Command{Use: "operator", Short: "who works at this computer; PINs come from PRIYOM_PIN or one line of standard input"}
	c.AddCommand(t.operatorListCommand(), t.operatorAddCommand(), t.operatorPINCommand())
	return c
}

func (t *terminal) operatorListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "list who works here, and who did", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			all, err := s.Operators(cmd.Context())
			if err != nil {
				return err
			}
			if asJSON {
				list := []operatorJSON{}
				for _, o := range all {
					list = append(list, operatorJSON{o.ID, o.Name, o.Active, o.Added, o.Wrong})
				}
				return t.printJSON(list)
			}
			w := tabwriter.NewWriter(t.out, 0, 0, 2, ' ', 0)
			for _, o := range all {
				state := "works here"
				if !o.Active {
					state = "has left"
				}
				fmt.Fprintf(w, "%d\t%s\t%s\n", o.ID, o.Name, state)
			}
			return w.Flush()
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON")
	return c
}

func (t *terminal) operatorAddCommand() *cobra.Command {
	return &cobra.Command{
		Use: "add NAME", Short: "add somebody who works here; prints their number", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			pin, err := readPIN(cmd)
			if err != nil {
				return err
			}
			id, err := s.AddOperator(cmd.Context(), args[0], pin)
			if err != nil {
				return err
			}
			fmt.Fprintln(t.out, id)
			return nil
		},
	}
}

func (t *terminal) operatorPINCommand() *cobra.Command {
	return &cobra.Command{
		Use: "pin NUMBER", Short: "give somebody another PIN, after they forgot theirs", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			id, err := strconv.ParseUint(args[0], 10, 16)
			if err != nil || id == 0 {
				return fmt.Errorf("%q is no operator's number: see priyomctl operator list", args[0])
			}
			s, err := t.open(cmd.Context())
			if err != nil {
				return err
			}
			pin, err := readPIN(cmd)
			if err != nil {
				return err
			}
			err = s.SetPIN(cmd.Context(), civic.OperatorID(id), pin)
			if errors.Is(err, store.ErrNotFound) {
				return fmt.Errorf("there is no operator %d: see priyomctl operator list", id)
			}
			return err
		},
	}
}

// readPIN takes a PIN from where no other process can read it, as the command line could be.
func readPIN(cmd *cobra.Command) (string, error) {
	if pin := os.Getenv("PRIYOM_PIN"); pin != "" {
		return pin, nil
	}
	line, err := bufio.NewReader(cmd.InOrStdin()).ReadString('\n')
	if pin := strings.TrimSpace(line); pin != "" {
		return pin, nil
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return "", errors.Join(errors.New("no PIN: set PRIYOM_PIN, or write it to standard input"), err)
}
