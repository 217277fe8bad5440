package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"priyom/civic"
	"priyom/portal"
	"priyom/portal/accounts"
	"priyom/portal/db"
)

func (o *office) staffCommand() *cobra.Command {
	c := &cobra.Command{Use: "staff", Short: "who works at the portal, and what they may do"}
	c.AddCommand(o.staffAddCommand(), o.staffListCommand(), o.staffResetCommand(), o.staffDisableCommand(), o.staffEnableCommand())
	return c
}

func (o *office) staffAddCommand() *cobra.Command {
	var n accounts.NewStaff
	var role, department string
	var rights []string
	var stdin bool
	c := &cobra.Command{
		Use: "add LOGIN", Short: "make an account; its password is printed once", Args: cobra.ExactArgs(1),
		Long: "Makes an account and prints its password, which must be changed at the first sign-in. With --password-stdin it is the first line of\nstandard input instead.",
		RunE: func(c *cobra.Command, args []string) error {
			n.Login, n.Role, n.Department = args[0], civic.Role(role), civic.DepartmentSlug(department)
			for _, r := range rights {
				n.Rights = append(n.Rights, accounts.Right(r))
			}
			password, err := readPassword(c.InOrStdin(), stdin)
			if err != nil {
				return err
			}
			return o.with(func(p *portal.Portal) error {
				_, told, err := p.Accounts().AddStaff(c.Context(), db.Account{}, n, password)
				return o.tellPassword(told, stdin, err)
			})
		},
	}
	f := c.Flags()
	f.StringVar(&n.Name, "name", "", "as colleagues see it")
	f.StringVar(&n.Email, "email", "", "for reminders")
	f.StringVar(&role, "role", "", fmt.Sprintf("one of %s", list(accounts.StaffRoles())))
	f.StringSliceVar(&rights, "rights", nil, fmt.Sprintf("some of %s, joined by commas; otherwise the role's usual ones", list(accounts.Rights())))
	f.StringVar(&department, "department", "", "whose reports a department's people and inspectors see")
	f.BoolVar(&stdin, "password-stdin", false, "read the password instead of drawing one")
	f.BoolVar(&n.Own, "own", false, "the password is the person's own choice and needn't be changed")
	return required(c, "name", "role")
}

// readPassword reads the first line, if it shall.
func readPassword(in io.Reader, shall bool) (string, error) {
	if !shall {
		return "", nil
	}
	line, err := bufio.NewReader(in).ReadString('\n')
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", errors.Join(errors.New("no password or secret on standard input"), err)
	}
	return line, nil
}

// tellPassword prints a password that was drawn.
func (o *office) tellPassword(password string, known bool, err error) error {
	if err == nil && !known {
		fmt.Fprintln(o.out, password)
		fmt.Fprintln(o.err, "to be changed at the first sign-in, and not shown again")
	}
	return err
}

func (o *office) staffListCommand() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "list", Short: "list accounts", Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return o.with(func(p *portal.Portal) error {
				all, err := p.Accounts().AllStaff(c.Context())
				if err != nil {
					return err
				}
				if asJSON {
					rows := []staffRow{}
					for _, s := range all {
						rows = append(rows, rowOf(s))
					}
					return o.json(rows)
				}
				w := tabwriter.NewWriter(o.out, 0, 4, 2, ' ', 0)
				for _, s := range all {
					r := rowOf(s)
					state := "never signed in"
					switch {
					case r.Disabled != nil:
						state = "disabled " + r.Disabled.Local().Format(time.DateTime)
					case r.Seen != nil:
						state = "signed in " + r.Seen.Local().Format(time.DateTime)
					}
					fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", r.Login, r.Role, strings.Join(r.Rights, ","), r.Department, r.Name, state)
				}
				return w.Flush()
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "for programs")
	return c
}

// staffRow is an account without anything secret.
type staffRow struct {
	Login      string     `json:"login"`
	Name       string     `json:"name"`
	Email      string     `json:"email"`
	Role       civic.Role `json:"role"`
	Rights     []string   `json:"rights"`
	Department string     `json:"department"`
	Codes      bool       `json:"codes"`
	Seen       *time.Time `json:"seen_at"`     // null: never
	Disabled   *time.Time `json:"disabled_at"` // null: may sign in
}

func rowOf(s db.Staff) staffRow {
	r := staffRow{Login: s.Login, Name: s.Name, Email: s.Email, Role: s.Role, Rights: strings.Fields(s.Rights), Department: string(s.Department), Codes: !s.TOTPAt.IsZero()}
	if !s.Seen.IsZero() {
		r.Seen = &s.Seen
	}
	if !s.Disabled.IsZero() {
		r.Disabled = &s.Disabled
	}
	return r
}

func (o *office) staffResetCommand() *cobra.Command {
	var stdin, codes bool
	c := &cobra.Command{
		Use: "reset LOGIN", Short: "give another password, printed once; all sign-ins of theirs end", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			password, err := readPassword(c.InOrStdin(), stdin)
			if err != nil {
				return err
			}
			return o.withStaff(c, args[0], func(p *portal.Portal, s db.Staff) error {
				told, err := p.Accounts().Reset(c.Context(), db.Account{}, s.ID, password, codes)
				return o.tellPassword(told, stdin, err)
			})
		},
	}
	c.Flags().BoolVar(&stdin, "password-stdin", false, "read the password instead of drawing one")
	c.Flags().BoolVar(&codes, "codes", false, "ask for no codes any more: the phone is lost")
	return c
}

func (o *office) staffDisableCommand() *cobra.Command {
	return &cobra.Command{
		Use: "disable LOGIN", Short: "let somebody sign in no more; what they did stays", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.withStaff(c, args[0], func(p *portal.Portal, s db.Staff) error { return p.Accounts().Disable(c.Context(), db.Account{}, s.ID) })
		},
	}
}

func (o *office) staffEnableCommand() *cobra.Command {
	return &cobra.Command{
		Use: "enable LOGIN", Short: "let somebody sign in again", Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return o.withStaff(c, args[0], func(p *portal.Portal, s db.Staff) error { return p.Accounts().Enable(c.Context(), db.Account{}, s.ID) })
		},
	}
}

// withStaff runs f on an account that is there.
func (o *office) withStaff(c *cobra.Command, login string, f func(*portal.Portal, db.Staff) error) error {
	return o.with(func(p *portal.Portal) error {
		s, err := p.Accounts().FindStaff(c.Context(), login)
		if err != nil {
			return err
		}
		return f(p, s)
	})
}

func list[S ~string](all []S) string {
	var words []string
	for _, s := range all {
		words = append(words, string(s))
	}
	return strings.Join(words, ", ")
}
