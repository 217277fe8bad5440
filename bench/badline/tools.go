package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"priyom/bench/line"
)

// carryRclone copies a folder to rclone's own WebDAV server, three files at a time, the small ones first.
func carryRclone(ctx context.Context, r *run) error {
	return r.program(ctx, func(into string) *exec.Cmd {
		return exec.Command("rclone", "serve", "webdav", into, "--addr", line.Far+":8080", "--config", "")
	}, func(from string) *exec.Cmd {
		return exec.Command("rclone", "copy", from, ":webdav:", "--webdav-url", "http://"+line.Far+":8080", "--config", "", "--transfers", "3",
			"--order-by", "size,ascending", "--retries", "1000", "--retries-sleep", "2s", "--timeout", "20s", "--contimeout", "10s")
	})
}

// carryRsync copies a folder to rsync's daemon, and goes on where a file broke off. The texts' names come first.
func carryRsync(ctx context.Context, r *run) error {
	return r.program(ctx, func(into string) *exec.Cmd {
		config := filepath.Join(r.dir, "rsyncd.conf")
		text := fmt.Sprintf("use chroot = no\nuid = 0\ngid = 0\n[in]\npath = %s\nread only = no\n", into)
		if err := os.WriteFile(config, []byte(text), 0o644); err != nil {
			return exec.Command("false")
		}
		return exec.Command("rsync", "--daemon", "--no-detach", "--config", config, "--address", line.Far, "--port", "8080")
	}, func(from string) *exec.Cmd {
		return exec.Command("rsync", "-rt", "--append", "--timeout", "20", "--contimeout", "10", from+"/", "rsync://"+line.Far+":8080/in/")
	})
}

// program lets a program carry a folder: a server at the far end, a client that is started again until it is content. The
// texts are looked for at the far end, before the client has heard of it: that is kind to the program.
func (r *run) program(ctx context.Context, server, client func(folder string) *exec.Cmd) error {
	from, err := r.folder()
	if err != nil {
		return err
	}
	into := filepath.Join(r.dir, "in")
	if err := os.Mkdir(into, 0o755); err != nil {
		return err
	}
	s := server(into)
	if err := r.line.Server.Start(s); err != nil {
		return err
	}
	defer func() {
		_ = s.Process.Kill()
		_ = s.Wait()
	}()
	time.Sleep(2 * time.Second) // it is listening by then
	ctx, cancel := r.begin(ctx)
	defer cancel()
	go r.watch(ctx, into)
	for {
		c := client(from)
		if err := r.line.Client.Start(c); err != nil {
			return err
		}
		end := context.AfterFunc(ctx, func() { _ = c.Process.Kill() })
		err := c.Wait()
		end()
		if err == nil {
			r.allDone()
			return nil
		}
		if err := again(ctx); err != nil {
			return err
		}
	}
}

// watch notes each text that has come whole.
func (r *run) watch(ctx context.Context, into string) {
	for _, f := range r.load.texts {
		for {
			info, err := os.Stat(filepath.Join(into, f.name))
			if err == nil && info.Size() == int64(len(f.content)) {
				break
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(50 * time.Millisecond):
			}
		}
		r.textDone()
	}
}
