package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"priyom/portal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "portal:", err)
		os.Exit(1)
	}
}

// run is main without the process around it.
func run(ctx context.Context, args []string, out, errout io.Writer) error {
	o := &office{out: out, err: errout}
	var where addresses
	root := &cobra.Command{
		Use: "portal", Short: "the portal where a district's reports arrive", SilenceUsage: true, SilenceErrors: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
		PersistentPreRunE: func(*cobra.Command, []string) (err error) {
			o.storage, err = where.storage()
			return err
		},
	}
	where.flags(root)
	root.PersistentFlags().StringVar(&o.home, "home", os.Getenv("PRIYOM_PORTAL_HOME"), "the portal's folder (or PRIYOM_PORTAL_HOME)")
	root.AddCommand(o.serveCommand(), o.inviteCommand(), o.reportsCommand(), o.devicesCommand(), o.revokeCommand(), o.verifyCommand(), o.backupCommand(), o.restoreCommand(), o.tlsCommand(), o.eraseCommand(), o.retentionCommand(), o.mapCommand(),
		o.answerCommand(), o.messageCommand(), o.petitionCommand(), o.routingCommand(), o.deadlinesCommand(), o.calendarCommand(), o.demoCommand(), o.staffCommand(), o.providerCommand(), o.migrateCommand())
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errout)
	return root.ExecuteContext(ctx)
}

// office is what the commands share.
type office struct {
	out, err io.Writer
	home     string
	storage  portal.Storage // from flags and environment
}

var errNoHome = errors.New("which folder? Give --home DIR or set PRIYOM_PORTAL_HOME")

// with runs f on a portal that is there already: a slip in --home must not make another one.
func (o *office) with(f func(*portal.Portal) error) (err error) {
	if err := o.find(); err != nil {
		return err
	}
	p, err := portal.Open(o.home, portal.Options{Log: o.log(), Storage: o.storage})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	return f(p)
}

// find makes sure that there is a portal.
func (o *office) find() error {
	if o.home == "" {
		return errNoHome
	}
	there, err := portal.Exists(o.home, o.storage)
	if err == nil && !there {
		err = fmt.Errorf("no portal in %s (serve makes one)", o.home)
	}
	return err
}
