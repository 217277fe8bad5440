package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const deployed = "../../deploy"

// unit is a unit file: in each section, the values of each key.
type unit map[string]map[string][]string

func readUnit(t *testing.T, name string) unit {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(deployed, name))
	if err != nil {
		t.Fatal(err)
	}
	u, section := unit{}, ""
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		switch key, value, ok := strings.Cut(line, "="); {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[' && strings.HasSuffix(line, "]"):
			section = line[1 : len(line)-1]
			u[section] = map[string][]string{}
		case !ok || section == "" || strings.HasSuffix(line, `\`):
			t.Errorf("%s: %q", name, line)
		default:
			u[section][key] = append(u[section][key], value)
		}
	}
	return u
}

// What the units start is a command that there is, with flags that it knows, and that may write nowhere but where the portal lives.
func TestUnitsStartWhatThereIs(t *testing.T) {
	serve, backup, timer := readUnit(t, "priyom-portal.service"), readUnit(t, "priyom-backup.service"), readUnit(t, "priyom-backup.timer")
	for name, u := range map[string]unit{"portal": serve, "backup": backup} {
		s := u["Service"]
		if len(s["ExecStart"]) != 1 || s["User"][0] != "priyom" || s["UMask"][0] != "0077" || s["NoNewPrivileges"][0] != "yes" || !slices.Contains(s["Environment"], "PRIYOM_PORTAL_HOME=/var/lib/priyom/portal") {
			t.Errorf("%s: %v", name, s)
		}
		start := regexp.MustCompile(`/usr/local/bin/portal ([a-z][^'$"]*)`).FindStringSubmatch(s["ExecStart"][0])
		if start == nil {
			t.Fatalf("%s starts %q", name, s["ExecStart"])
		}
		args := strings.Fields(start[1])
		if args[len(args)-1] == "--to" {
			args = append(args, "age1x", "file")
		}
		var out bytes.Buffer
		if err := run(t.Context(), append(args, "--help"), &out, &out); err != nil {
			t.Errorf("%s: portal %q: %v", name, args, err)
		}
		if !strings.Contains(out.String(), "portal "+args[0]) {
			t.Errorf("%s: portal %q: %s", name, args, out.String())
		}
	}
	// The flags that the comments and the guide tell of.
	guide, err := os.ReadFile(filepath.Join(deployed, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(deployed, "priyom-portal.service"))
	if err != nil {
		t.Fatal(err)
	}
	var help bytes.Buffer
	for _, command := range [][]string{{"serve"}, {"backup"}, {"restore"}, {"verify"}, {"tls", "init"}} {
		if err := run(t.Context(), append(command, "--help"), &help, &help); err != nil {
			t.Fatal(err)
		}
	}
	for _, flag := range regexp.MustCompile(`--[a-z][a-z-]+`).FindAllString(string(raw)+regexp.MustCompile(`(?m)^.*(useradd|systemctl).*$`).ReplaceAllString(string(guide), ""), -1) {
		if !strings.Contains(help.String(), flag+" ") && !strings.Contains(help.String(), flag+"\n") {
			t.Errorf("deploy tells of %s, which no command has", flag)
		}
	}
	if timer["Timer"]["OnCalendar"] == nil || timer["Install"]["WantedBy"][0] != "timers.target" || serve["Install"]["WantedBy"][0] != "multi-user.target" {
		t.Error("nothing starts them")
	}
}

// systemd itself finds nothing wrong, where it is installed.
func TestUnitsAreWhatSystemdKnows(t *testing.T) {
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze isn't installed here; TestUnitsStartWhatThereIs reads the units all the same")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	args := []string{"verify", "--man=no"}
	for _, name := range []string{"priyom-portal.service", "priyom-backup.service", "priyom-backup.timer"} {
		raw, err := os.ReadFile(filepath.Join(deployed, name))
		if err != nil {
			t.Fatal(err)
		}
		at := filepath.Join(dir, name)
		if err := os.WriteFile(at, bytes.ReplaceAll(raw, []byte("/usr/local/bin/portal"), []byte(self)), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, at)
	}
	// It ends with 0 whatever keys it doesn't know, and says so.
	if out, err := exec.CommandContext(t.Context(), analyze, args...).CombinedOutput(); err != nil || bytes.Contains(out, []byte("priyom-")) {
		t.Errorf("%v: %s", err, out)
	}
}
