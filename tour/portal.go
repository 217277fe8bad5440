package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// The address of the portal, and everybody's password there: it is a portal for trying things out.
const (
	portalListens = "127.0.0.1:8381"
	portalURL     = "http://" + portalListens
	password      = "priyom-demo"
)

// portal is the district's.
type portal struct {
	t    *tour
	home string
	is   *exec.Cmd
	runs int
}

// makePortal makes a portal with some months of a made-up district in it: a map with one pin shows little.
func (t *tour) makePortal() (*portal, error) {
	p := &portal{t: t, home: filepath.Join(t.work, "portal")}
	_, err := t.run(nil, t.program("portal"), "demo", "--home", p.home, "--name", t.story.District, "--reports", "90", "--quiet", "--password", password)
	return p, err
}

// up has the portal listen: there is a line from now on.
func (p *portal) up() (err error) {
	p.runs++
	name := fmt.Sprint("portal-", p.runs)
	if p.is, err = p.t.start(name, nil, p.t.program("portal"), "serve", "--home", p.home, "--listen", portalListens, "--name", p.t.story.District); err != nil {
		return err
	}
	return p.t.until("the portal listens", func() bool {
		said, err := os.ReadFile(filepath.Join(p.t.work, name+".log"))
		return err == nil && strings.Contains(string(said), "listening on")
	})
}

// down ends it: there is no line.
func (p *portal) down() {
	stop(p.is)
	p.is = nil
}

// invite makes a code for a device.
func (p *portal) invite(role, place, department string) (string, error) {
	args := []string{"invite", "--home", p.home, "--role", role, "--place", place}
	if department != "" {
		args = append(args, "--department", department)
	}
	return p.t.run(nil, p.t.program("portal"), args...)
}

// filed is a report as the portal lists it.
type filed struct {
	ID, Number, Text, Status string
	Photos                   []struct{ Complete bool }
}

// reports are all that the portal has.
func (p *portal) reports() (all []filed, err error) {
	said, err := p.t.run(nil, p.t.program("portal"), "reports", "--home", p.home, "--json")
	if err != nil {
		return nil, err
	}
	return all, json.Unmarshal([]byte(said), &all)
}

// ours are the reports with the story's words.
func (p *portal) ours() (ours []filed) {
	all, err := p.reports()
	if err != nil {
		return nil
	}
	for _, r := range all {
		if r.Text == p.t.story.Report {
			ours = append(ours, r)
		}
	}
	return ours
}

// stands says that the one report there is has come whole and is in one of these states.
func (p *portal) stands(states ...string) func() bool {
	return func() bool {
		ours := p.ours()
		if len(ours) != 1 || len(ours[0].Photos) != 1 || !ours[0].Photos[0].Complete {
			return false
		}
		for _, s := range states {
			if ours[0].Status == s {
				return true
			}
		}
		return false
	}
}
