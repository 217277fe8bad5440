package torture

import (
	"fmt"
	"os"
	"testing"
)

// TestMain lets this test binary be the processes that are killed: it runs itself with a role in the environment.
func TestMain(m *testing.M) {
	role, ok := roles[os.Getenv("PRIYOM_TORTURE")]
	if !ok {
		os.Exit(m.Run())
	}
	if err := role(); err != nil {
		fmt.Fprintln(os.Stderr, "torture:", err)
		os.Exit(1)
	}
}

// roles are what a killed process can be.
var roles = map[string]func() error{"client": client, "portal": serve}

// The environment of a role.
const (
	envHome    = "PRIYOM_TORTURE_HOME"
	envAddress = "PRIYOM_TORTURE_ADDRESS"
	envSaved   = "PRIYOM_TORTURE_SAVED" // file to which the client writes what it was told is saved
)
