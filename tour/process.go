package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// start starts a program that ends with the tour; what it says goes into a log of its own.
func (t *tour) start(name string, env []string, program string, args ...string) (*exec.Cmd, error) {
	log, err := os.Create(filepath.Join(t.work, name+".log"))
	if err != nil {
		return nil, err
	}
	c := exec.Command(program, args...)
	c.Env, c.Stdout, c.Stderr = append(os.Environ(), env...), log, log
	if err := c.Start(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	t.finally(func() {
		stop(c)
		_ = log.Close()
	})
	return c, nil
}

// stop ends a program and waits until it has; one that won't is killed.
func stop(c *exec.Cmd) {
	if c == nil || c.ProcessState != nil {
		return
	}
	_ = c.Process.Signal(os.Interrupt)
	slow := time.AfterFunc(20*time.Second, func() { _ = c.Process.Kill() })
	_ = c.Wait()
	slow.Stop()
}

// run runs a program to its end and returns what it said.
func (t *tour) run(env []string, program string, args ...string) (string, error) {
	c := exec.CommandContext(t.ctx, program, args...)
	var out, bad bytes.Buffer
	c.Env, c.Stdout, c.Stderr = append(os.Environ(), env...), &out, &bad
	if err := c.Run(); err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", filepath.Base(program), strings.Join(args, " "), err, strings.TrimSpace(bad.String()))
	}
	return strings.TrimSpace(out.String()), nil
}

// program is one of ours.
func (t *tour) program(name string) string { return filepath.Join(t.bin, name) }
