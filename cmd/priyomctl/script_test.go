package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"priyom/app/present"
	"priyom/app/present/presenttest"
	"priyom/civic"
	"priyom/portal"
	"priyom/store/vault"
)

// TestMain makes this test binary the command itself, for the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"priyomctl": main})
}

// The scripts in testdata play whole sessions against a real portal. Besides testscript's own commands they have:
//
//	portal up|down       start or stop the portal; its address is in $PORTAL
//	portal nameless|own  let phones join without an account; put the code of somebody's cabinet into $CODE
//	invite               put a one-time code into $CODE
//	get VAR PATH         put a field of the last output (JSON; PATH like 0.photos.0.state) into $VAR
//	field PATH WANT      compare such a field; "missing" for one that isn't there
//	publish SETTLEMENT   the portal publishes a petition for it; its number is in $PETITION
//	held N               the portal must hold N reports, every photo whole
//	photo FILE NAME      copy a real photograph here; the condition [photos] tells whether there are any
//	recovered            the passphrase is from now on the code in the file "code"
//	exitcode N ARGS…     priyomctl must end with this exit code
//	window open|close    a window on the home folder, in the test's own process; take TEXT in it, and sees N reports
//	sql STATEMENT        change the device's database behind the program's back
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PRIYOM_HOME", filepath.Join(e.WorkDir, "home"))
			e.Setenv("PRIYOM_PASSPHRASE", "сорок тысяч")
			e.Values[key{}] = &district{home: filepath.Join(e.WorkDir, "portal")}
			e.Defer(e.Values[key{}].(*district).down)
			return nil
		},
		Condition: func(name string) (bool, error) {
			_, err := os.Stat(photos())
			return err == nil, nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"portal": portalCmd, "publish": publishCmd, "invite": inviteCmd, "get": getCmd, "field": fieldCmd, "held": heldCmd, "photo": photoCmd, "sql": sqlCmd, "recovered": recoveredCmd, "exitcode": exitCmd,
			"window": func(ts *testscript.TestScript, _ bool, args []string) { windowCmd(t, ts, args) },
		},
	})
}

// publishCmd publishes a petition that is open today.
func publishCmd(ts *testscript.TestScript, _ bool, args []string) {
	today := civic.DateOf(time.Now())
	p, err := ts.Value(key{}).(*district).portal.Publish(context.Background(), civic.Petition{
		Title: "Мост через Липовку", Text: "Почините мост.", Settlements: args, From: today.AddDays(-3), To: today.AddDays(30),
		Threshold: civic.Threshold{Count: 100}, Proofs: []civic.Proof{civic.ProofDrawn, civic.ProofWet}, Birth: civic.BirthYear,
	})
	ts.Check(err)
	ts.Setenv("PETITION", p.Number)
}

// windowCmd opens a window on the script's home folder, as the app does, lets somebody take a report there, or closes it.
func windowCmd(t *testing.T, ts *testscript.TestScript, args []string) {
	d := ts.Value(key{}).(*district)
	switch args[0] {
	case "open":
		d.loop = presenttest.NewLoop(t)
		env := presenttest.Env(t, d.loop)
		env.Home, env.Secrets = ts.Getenv("PRIYOM_HOME"), vault.Secrets{Passphrase: ts.Getenv("PRIYOM_PASSPHRASE")}
		d.window = presenttest.Open(t, d.loop, env)
	case "take":
		ts.Setenv("NUMBER", presenttest.Take(t, d.loop, d.window, "roads-pothole", args[1], "ул. Лесная, 12"))
	case "sees":
		d.window.Journal.Reload()
		d.loop.Until("the window sees "+args[1]+" reports", func() bool { return fmt.Sprint(d.window.Journal.State().Rows) == args[1] })
	case "close":
		ts.Check(d.window.Close())
	}
}

type key struct{}

// district is a script's portal, behind a real HTTP server.
type district struct {
	home    string
	address string
	portal  *portal.Portal
	server  *httptest.Server
	loop    *presenttest.Loop
	window  *present.Point
}

func (d *district) up() (err error) {
	d.portal, err = portal.Open(d.home, portal.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	d.server = httptest.NewUnstartedServer(d.portal.Handler())
	if d.address != "" { // the device knows this address
		if err := listenAgain(d.server, d.address); err != nil {
			return err
		}
	}
	d.server.Start()
	d.address = d.server.Listener.Addr().String()
	return nil
}

func (d *district) down() {
	if d.server == nil {
		return
	}
	d.server.Close()
	_ = d.portal.Close() // the script is over, or opens it again and would notice
	d.server = nil
}

func portalCmd(ts *testscript.TestScript, _ bool, args []string) {
	d := ts.Value(key{}).(*district)
	switch args[0] {
	case "up":
		ts.Check(d.up())
		ts.Setenv("PORTAL", "http://"+d.address)
	case "down":
		d.down()
	case "nameless":
		ts.Check(d.portal.SetNameless(context.Background(), true))
	case "own":
		code, err := d.portal.InviteOwn(context.Background(), "roza@example.org")
		ts.Check(err)
		ts.Setenv("CODE", code)
	}
}

func inviteCmd(ts *testscript.TestScript, _ bool, _ []string) {
	code, _, err := ts.Value(key{}).(*district).portal.Invite(context.Background(), civic.RolePoint, "с. Ставчены")
	ts.Check(err)
	ts.Setenv("CODE", code)
}

func heldCmd(ts *testscript.TestScript, _ bool, args []string) {
	reports, err := ts.Value(key{}).(*district).portal.Reports(context.Background())
	ts.Check(err)
	if got := fmt.Sprint(len(reports)); got != args[0] {
		ts.Fatalf("the portal holds %s reports, want %s", got, args[0])
	}
	for _, r := range reports {
		for _, p := range r.Photos {
			if !p.Complete {
				ts.Fatalf("photo %s of %s isn't whole", p.ID, r.Number)
			}
		}
	}
}

func getCmd(ts *testscript.TestScript, _ bool, args []string) {
	ts.Setenv(args[0], lookup(ts, args[1]))
}

func fieldCmd(ts *testscript.TestScript, neg bool, args []string) {
	if got := lookup(ts, args[0]); (got == args[1]) == neg {
		ts.Fatalf("%s is %q", args[0], got)
	}
}

func lookup(ts *testscript.TestScript, path string) string {
	var v any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile("stdout")), &v))
	for _, step := range strings.Split(path, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[step]
		case []any:
			var i int
			if _, err := fmt.Sscan(step, &i); step == "length" {
				v = len(at)
			} else if err != nil || i >= len(at) {
				return "missing"
			} else {
				v = at[i]
			}
		}
	}
	if v == nil {
		return "missing"
	}
	return fmt.Sprint(v)
}

func recoveredCmd(ts *testscript.TestScript, _ bool, _ []string) {
	ts.Setenv("PRIYOM_PASSPHRASE", strings.TrimSpace(ts.ReadFile("code")))
}

func photoCmd(ts *testscript.TestScript, _ bool, args []string) {
	raw, err := os.ReadFile(filepath.Join(photos(), args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), raw, 0o600))
}

// photos is the folder of real photographs, beside the project.
func photos() string {
	dir, err := filepath.Abs("../../../shared/photos")
	if err != nil {
		return ""
	}
	return dir
}

// exitCmd runs the command for its exit code, which testscript's exec doesn't tell.
func exitCmd(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("priyomctl", args[1:]...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got := fmt.Sprint(code); got != args[0] {
		ts.Fatalf("exit code %s, want %s", got, args[0])
	}
}
