//go:build linux

// Package plug is a disk whose plug can be pulled: a file system in memory, mounted through FUSE, that forgets at the cut
// whatever was not fsynced. It is as harsh as POSIX allows: a file's content survives as of its last fsync, and a name
// that was made, removed or renamed survives only if its folder was fsynced afterwards.
package plug

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/rpc"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Disk is a mounted disk. It is a process of its own: if the one that uses it served it too, the kernel could wait for its answer with the
// process's memory locked (a file mapped into memory is written when it is let go), and the answer for that memory.
type Disk struct {
	Dir string // where it is mounted

	t       testing.TB
	process *rpc.Client
}

// Serve is that process, until its input ends: it mounts a disk on the folder that the environment names. A test binary that mounts disks calls
// it when it is started as Mount starts it.
func Serve() error {
	dir, m := os.Getenv(folderVariable), newMedium()
	server, err := fs.Mount(dir, m.root, &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, Name: "plug"}})
	if err != nil {
		fmt.Println(err)
		return nil // who asked reads it
	}
	fmt.Println(mounted)
	calls := rpc.NewServer()
	if err := calls.RegisterName("Disk", m); err != nil {
		return err
	}
	calls.ServeConn(pipe{os.Stdin, os.Stdout})
	err = syscall.Unmount(dir, syscall.MNT_DETACH)
	if err == nil {
		server.Wait()
	}
	return err
}

const (
	folderVariable = "PRIYOM_PLUG"
	mounted        = "mounted"
)

// pipe is what the two processes speak through.
type pipe struct {
	io.Reader
	io.WriteCloser
}

// Mount makes an empty disk and takes it away at the test's end. It starts this test binary once more with role in the environment, which has to
// call Serve. The test is skipped where FUSE isn't to be had.
func Mount(t testing.TB, role string) *Disk {
	t.Helper()
	dir := t.TempDir()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), role, folderVariable+"="+dir)
	c.Stderr = os.Stderr
	in, err1 := c.StdinPipe()
	out, err2 := c.StdoutPipe()
	if err := errors.Join(err1, err2, c.Start()); err != nil {
		t.Fatal(err)
	}
	from := bufio.NewReader(out)
	first, err := from.ReadString('\n')
	if said := strings.TrimSpace(first); said != mounted {
		_ = in.Close()
		if waited := c.Wait(); err != nil || waited != nil {
			t.Fatalf("the disk's process: %q, %v, %v", said, err, waited)
		}
		t.Skipf("needs the right to mount through FUSE: %s", said)
	}
	d := &Disk{Dir: dir, t: t, process: rpc.NewClient(pipe{from, in})}
	t.Cleanup(func() {
		if err := errors.Join(d.process.Close(), c.Wait()); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return d
}

// CutAfter pulls the plug after so many further changes (writes, fsyncs, names): from then on everything fails.
func (d *Disk) CutAfter(changes int) { d.call("CutAfter", changes, &struct{}{}) }

// IsCut says whether the plug has been pulled.
func (d *Disk) IsCut() (cut bool) {
	d.call("IsCut", struct{}{}, &cut)
	return cut
}

// Survivors pulls the plug and writes what is still there into an ordinary folder.
func (d *Disk) Survivors(to string) { d.call("Survivors", to, &struct{}{}) }

func (d *Disk) call(what string, with, reply any) {
	d.t.Helper()
	if err := d.process.Call("Disk."+what, with, reply); err != nil {
		d.t.Fatal(err)
	}
}
