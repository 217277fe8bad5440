// Command priyomctl is Priyom without a window: for scripts, bulk work and support. It works on the same home folder as
// the app, also while the app is open.
//
// Exit codes: 0 done; 1 an error, told on standard error; 3 sync left something queued. `receipt check` has 0 genuine, 1 not
// genuine, 2 not checked.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"
)

// errQueued ends a sync that worked as far as it could.
var errQueued = errors.New("something is still queued")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// run is main with its surroundings handed in; it returns the exit code.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	var t terminal
	root := &cobra.Command{Use: "priyomctl", Short: "Priyom without a window", SilenceUsage: true, SilenceErrors: true}
	root.PersistentFlags().StringVar(&t.home, "home", os.Getenv("PRIYOM_HOME"), "home folder (PRIYOM_HOME); the passphrase comes from PRIYOM_PASSPHRASE")
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(errOut)
	t.out, t.err = out, errOut
	root.AddCommand(t.enrollCommand(), t.enrolmentCommand(), t.reportCommand(), t.operatorCommand(), t.categoriesCommand(), t.queueCommand(), t.syncCommand(), t.verifyCommand(),
		t.mapCommand(), t.placesCommand(), t.backupCommand(), t.restoreCommand(), t.recoveryCommand(), t.doctorCommand(), t.dayCommand(), t.receiptCommand(), t.importCommand(), t.petitionCommand(), t.signCommand(), t.joinCommand(), t.leaveCommand())
	err := errors.Join(root.ExecuteContext(ctx), t.close())
	switch {
	case err == nil:
		return 0
	case errors.Is(err, errQueued):
		fmt.Fprintln(errOut, "priyomctl:", err)
		return 3
	case errors.Is(err, errAsked):
		fmt.Fprintln(errOut, "priyomctl:", err)
		return 2
	default:
		fmt.Fprintln(errOut, "priyomctl:", err)
		return 1
	}
}

// printJSON writes one value, indented, as the whole of the output.
func (t *terminal) printJSON(v any) error {
	e := json.NewEncoder(t.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
