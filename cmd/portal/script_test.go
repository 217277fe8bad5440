package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"priyom/civic"
	"priyom/portal/blobs/shelf/shelftest"
	"priyom/portal/db/dbtest"
	"priyom/portal/portaltest"
	"priyom/store"
	"priyom/store/storetest"
	"priyom/sync/engine"
)

// TestMain makes this test binary the command itself, for the scripts.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"portal": main})
}

// The scripts in testdata play whole sessions with real processes. Besides testscript's own commands they have:
//
//	serve [ARG...]       start a portal process in $HOME/portal; its address is in $URL, its setup link, or where staff sign in, in $LINK
//	halt SIGNAL          end it by a signal; it must be gone, and after an interrupt with status 0. (stop is testscript's own: it ends the script)
//	invite ROLE          have the command make a code; it is in $CODE
//	device CODE          enrol a device with a code; its id is in $DEVICE
//	tell TEXT            let it tell a report with a photo, its name a canary, and wait for the receipts
//	fetch PATH STATUS    read a page; it is in the file "page"
//	fetchtls PATH STATUS [CA]  the same over TLS, trusting an authority alone; "!" says that there is no conversation
//	envfile NAME FILE    put a file's only line into the environment
//	fresh FILE FILE      write the addresses of a new PostgreSQL schema and of an empty place in a bucket
//	sql STATEMENT        change the database behind the portal's back
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("PRIYOM_PORTAL_HOME", filepath.Join(e.WorkDir, "portal"))
			s := &session{t: t, home: filepath.Join(e.WorkDir, "portal")}
			e.Values[key{}] = s
			e.Defer(s.kill)
			return nil
		},
		Condition: func(name string) (bool, error) { // grown: there are servers, and portals aren't on them anyway
			return name == "grown" && dbtest.Served() && shelftest.Served() && !dbtest.OnPostgres(), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"serve": serveCmd, "halt": haltCmd, "invite": inviteCmd, "device": deviceCmd, "tell": tellCmd, "fetch": fetchCmd, "sql": sqlCmd, "fresh": freshCmd, "fetchtls": fetchTLSCmd,
			"envfile": func(ts *testscript.TestScript, _ bool, args []string) {
				ts.Setenv(args[0], strings.TrimSpace(ts.ReadFile(args[1])))
			},
		},
	})
}

type key struct{}

// session is a script's portal process and the device that talks to it.
type session struct {
	t       *testing.T
	home    string
	process *exec.Cmd
	device  *store.Store
}

func (s *session) kill() {
	if s.process != nil {
		_ = s.process.Process.Kill()
		_ = s.process.Wait() // it says that it was killed
		s.process = nil
	}
}

func sessionOf(ts *testscript.TestScript) *session { return ts.Value(key{}).(*session) }

// serveCmd starts this test binary as the server.
func serveCmd(ts *testscript.TestScript, _ bool, args []string) {
	s := sessionOf(ts)
	portaltest.Settle(s.t, s.home)
	portal, err := exec.LookPath("portal")
	ts.Check(err)
	s.process = exec.Command(portal, append([]string{"serve", "--home", s.home, "--listen", "127.0.0.1:0"}, args...)...)
	out, err := s.process.StdoutPipe()
	ts.Check(err)
	ts.Check(s.process.Start())
	lines := bufio.NewScanner(out)
	for _, said := range []struct{ prefix, name string }{{"listening on ", "URL"}, {"", "LINK"}} {
		if !lines.Scan() {
			ts.Fatalf("serve ended")
		}
		value, ok := strings.CutPrefix(lines.Text(), said.prefix)
		if !ok {
			ts.Fatalf("serve says %q, not %q", lines.Text(), said.prefix)
		}
		ts.Setenv(said.name, value[strings.LastIndexByte(value, ' ')+1:])
	}
}

func haltCmd(ts *testscript.TestScript, _ bool, args []string) {
	s := sessionOf(ts)
	how := map[string]os.Signal{"kill": os.Kill, "interrupt": os.Interrupt}[args[0]]
	ts.Check(s.process.Process.Signal(how))
	err := s.process.Wait()
	s.process = nil
	if how == os.Interrupt {
		ts.Check(err)
	}
}

func inviteCmd(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec("portal", "invite", "--role", args[0], "--place", "с. Ставчены"))
	ts.Setenv("CODE", strings.TrimSpace(ts.ReadFile("stdout")))
}

func deviceCmd(ts *testscript.TestScript, neg bool, args []string) {
	s := sessionOf(ts)
	if s.device == nil {
		s.device = storetest.Open(s.t, filepath.Join(s.home, "..", "device"), store.Options{})
	}
	_, err := engine.Enroll(s.t.Context(), s.device, engine.Options{}, ts.Getenv("URL"), args[0])
	if neg != (err != nil) {
		ts.Fatalf("enroll: %v", err)
	}
	ts.Setenv("DEVICE", s.device.Device().String())
}

func tellCmd(ts *testscript.TestScript, neg bool, args []string) {
	s := sessionOf(ts)
	r := storetest.Draft(s.t, s.device, args[0])
	r.Reporter = civic.Reporter{Name: "Канарейкина Роза", Phone: "+373 79 555 014", Reply: civic.ReplyPhone, Consent: civic.Consent{Given: true, Version: "1"}}
	storetest.Attach(s.t, s.device, r, 5)
	_, err := s.device.Capture(s.t.Context(), r)
	ts.Check(err)
	line, err := engine.New(s.device, engine.Options{Limits: engine.Limits{Tries: 1}})
	ts.Check(err)
	result, err := line.Once(s.t.Context())
	ts.Check(err)
	if result.Clear == neg {
		ts.Fatalf("%+v", result)
	}
}

func fetchCmd(ts *testscript.TestScript, _ bool, args []string) {
	res, err := http.Get(ts.Getenv("URL") + args[0])
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	if got := fmt.Sprint(res.StatusCode); got != args[1] {
		ts.Fatalf("%s: %s", args[0], res.Status)
	}
	ts.Check(os.WriteFile(ts.MkAbs("page"), body, 0o600))
}

func fetchTLSCmd(ts *testscript.TestScript, neg bool, args []string) {
	trusted := x509.NewCertPool()
	if len(args) > 2 && !trusted.AppendCertsFromPEM([]byte(ts.ReadFile(args[2]))) {
		ts.Fatalf("%s has no certificate", args[2])
	}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS12}}}
	defer client.CloseIdleConnections()
	res, err := client.Get(ts.Getenv("URL") + args[0])
	if neg {
		var wrong *tls.CertificateVerificationError
		if !errors.As(err, &wrong) {
			ts.Fatalf("%s: %v", args[0], err)
		}
		return
	}
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	if got := fmt.Sprint(res.StatusCode); got != args[1] {
		ts.Fatalf("%s: %s", args[0], res.Status)
	}
	ts.Check(os.WriteFile(ts.MkAbs("page"), body, 0o600))
}

func sqlCmd(ts *testscript.TestScript, _ bool, args []string) {
	s := sessionOf(ts)
	ts.Check(dbtest.Tamper(portaltest.Raw(s.t, s.home), args[0]))
}

func freshCmd(ts *testscript.TestScript, _ bool, args []string) {
	s := sessionOf(ts)
	for i, address := range []string{dbtest.Schema(s.t), shelftest.Bucket(s.t)} {
		ts.Check(os.WriteFile(ts.MkAbs(args[i]), []byte(address+"\n"), 0o600))
	}
}
