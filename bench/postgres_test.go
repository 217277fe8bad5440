package bench

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// postgres is a server of its own in a folder of its own, on a socket.
type postgres struct {
	dir, bin string
	as       *syscall.SysProcAttr
}

// startPostgres starts one; the error says what isn't installed. As root it runs as the user that Debian's package makes, for
// PostgreSQL refuses root.
func startPostgres(b *testing.B, tuned bool) (*postgres, error) {
	b.Helper()
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	check(b, err)
	if len(found) == 0 {
		return nil, errors.New("postgresql isn't installed")
	}
	p := &postgres{dir: tempDir(b), bin: filepath.Dir(found[len(found)-1])}
	if os.Getuid() == 0 {
		u, err := user.Lookup("postgres")
		if err != nil {
			return nil, err
		}
		uid, err := strconv.Atoi(u.Uid)
		check(b, err)
		gid, err := strconv.Atoi(u.Gid)
		check(b, err)
		check(b, os.Chown(p.dir, uid, gid))
		p.as = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	data := filepath.Join(p.dir, "data")
	if out, err := p.command("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("initdb: %w: %s", err, out)
	}
	options := []string{"-D", data, "-k", p.dir, "-c", "listen_addresses="}
	if tuned {
		for _, o := range []string{
			"fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "shared_buffers=512MB",
			"maintenance_work_mem=256MB", "autovacuum=off",
		} {
			options = append(options, "-c", o)
		}
	}
	server := p.command("postgres", options...)
	check(b, server.Start())
	b.Cleanup(func() {
		_ = server.Process.Signal(syscall.SIGINT) // a fast shutdown
		_ = server.Wait()
	})
	for range 100 {
		if err = p.command("pg_isready", "-h", p.dir, "-q").Run(); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	if err != nil {
		return nil, fmt.Errorf("postgres doesn't answer: %w", err)
	}
	return p, nil
}

func (p *postgres) command(name string, args ...string) *exec.Cmd {
	c := exec.Command(filepath.Join(p.bin, name), args...)
	c.Dir, c.SysProcAttr = p.dir, p.as
	return c
}

// sql answers with what psql prints.
func (p *postgres) sql(database, text string) (string, error) {
	out, err := p.command("psql", "-h", p.dir, "-U", "postgres", "-d", database, "-At", "-v", "ON_ERROR_STOP=1", "-c", text).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return strings.TrimSpace(string(out)), nil
}

// empty makes a new database with PostGIS.
func (p *postgres) empty(name string) error {
	if _, err := p.sql("postgres", "DROP DATABASE IF EXISTS "+name); err != nil {
		return err
	}
	if _, err := p.sql("postgres", "CREATE DATABASE "+name); err != nil {
		return err
	}
	_, err := p.sql(name, "CREATE EXTENSION postgis")
	return err
}
