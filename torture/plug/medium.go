//go:build linux

package plug

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"syscall"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// medium is what the disk holds.
type medium struct {
	mu   sync.Mutex
	root *folder
	left int // changes until the cut; negative without one
	cut  bool
}

func newMedium() *medium {
	m := &medium{left: -1}
	m.root = &folder{disk: m, now: map[string]node{}, safe: map[string]node{}}
	return m
}

// CutAfter is called by Disk.
func (d *medium) CutAfter(changes int, _ *struct{}) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left = changes
	return nil
}

// IsCut is called by Disk.
func (d *medium) IsCut(_ struct{}, cut *bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	*cut = d.cut
	return nil
}

// Survivors is called by Disk.
func (d *medium) Survivors(to string, _ *struct{}) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.cut = true
	return d.root.survive(to)
}

// change counts one change; it is called with the lock held.
func (d *medium) change() syscall.Errno {
	if d.left == 0 {
		d.cut = true
	}
	if d.cut {
		return syscall.EIO
	}
	d.left--
	return 0
}

// node is a file or a folder.
type node interface {
	fs.InodeEmbedder
	survive(path string) error
}

type folder struct {
	fs.Inode
	disk *medium
	now  map[string]node // the names as programs see them
	safe map[string]node // as of the last fsync
}

type file struct {
	fs.Inode
	disk *medium
	now  []byte
	safe []byte
}

func (f *folder) survive(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	for name, n := range f.safe {
		if err := n.survive(filepath.Join(path, name)); err != nil {
			return err
		}
	}
	return nil
}

func (f *file) survive(path string) error { return os.WriteFile(path, f.safe, 0o600) }

func (f *folder) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	out.Mode, out.Nlink = syscall.S_IFDIR|0o700, 1
	return 0
}

func (f *folder) add(ctx context.Context, name string, n node, mode uint32) *fs.Inode {
	f.now[name] = n
	inode := f.NewPersistentInode(ctx, n, fs.StableAttr{Mode: mode})
	f.AddChild(name, inode, true)
	return inode
}

func (f *folder) Create(ctx context.Context, name string, _, _ uint32, out *fuse.EntryOut) (*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if errno := f.disk.change(); errno != 0 {
		return nil, nil, 0, errno
	}
	n := &file{disk: f.disk}
	out.Mode, out.Nlink = syscall.S_IFREG|0o600, 1
	return f.add(ctx, name, n, syscall.S_IFREG), nil, fuse.FOPEN_KEEP_CACHE, 0
}

func (f *folder) Mkdir(ctx context.Context, name string, _ uint32, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if errno := f.disk.change(); errno != 0 {
		return nil, errno
	}
	out.Mode, out.Nlink = syscall.S_IFDIR|0o700, 1
	return f.add(ctx, name, &folder{disk: f.disk, now: map[string]node{}, safe: map[string]node{}}, syscall.S_IFDIR), 0
}

func (f *folder) Link(_ context.Context, target fs.InodeEmbedder, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if _, there := f.now[name]; there {
		return nil, syscall.EEXIST
	}
	if errno := f.disk.change(); errno != 0 {
		return nil, errno
	}
	n := target.(node)
	f.now[name] = n
	f.AddChild(name, n.EmbeddedInode(), true)
	out.Mode, out.Nlink = syscall.S_IFREG|0o600, 1
	return n.EmbeddedInode(), 0
}

func (f *folder) Unlink(_ context.Context, name string) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	errno := f.disk.change()
	if errno == 0 {
		delete(f.now, name)
	}
	return errno
}

func (f *folder) Rmdir(ctx context.Context, name string) syscall.Errno { return f.Unlink(ctx, name) }

func (f *folder) Rename(_ context.Context, name string, parent fs.InodeEmbedder, newName string, _ uint32) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	errno := f.disk.change()
	if errno == 0 {
		parent.(*folder).now[newName] = f.now[name]
		delete(f.now, name)
	}
	return errno
}

func (f *folder) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if errno := f.disk.change(); errno != 0 {
		return errno
	}
	clear(f.safe)
	for name, n := range f.now {
		f.safe[name] = n
	}
	return 0
}

func (f *file) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, fuse.FOPEN_KEEP_CACHE, 0
}

func (f *file) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	out.Mode, out.Nlink, out.Size = syscall.S_IFREG|0o600, 1, uint64(len(f.now))
	return 0
}

func (f *file) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if size, ok := in.GetSize(); ok {
		if errno := f.disk.change(); errno != 0 {
			return errno
		}
		f.resize(int(size))
	}
	out.Mode, out.Nlink, out.Size = syscall.S_IFREG|0o600, 1, uint64(len(f.now))
	return 0
}

func (f *file) resize(size int) {
	if size <= len(f.now) {
		f.now = f.now[:size:size]
		return
	}
	f.now = append(f.now, make([]byte, size-len(f.now))...)
}

func (f *file) Read(_ context.Context, _ fs.FileHandle, to []byte, offset int64) (fuse.ReadResult, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if f.disk.cut {
		return nil, syscall.EIO
	}
	n := 0
	if offset < int64(len(f.now)) {
		n = copy(to, f.now[offset:])
	}
	return fuse.ReadResultData(to[:n]), 0
}

func (f *file) Write(_ context.Context, _ fs.FileHandle, data []byte, offset int64) (uint32, syscall.Errno) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	if errno := f.disk.change(); errno != 0 {
		return 0, errno
	}
	if end := int(offset) + len(data); end > len(f.now) {
		f.resize(end)
	}
	copy(f.now[offset:], data)
	return uint32(len(data)), 0
}

func (f *file) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	errno := f.disk.change()
	if errno == 0 {
		f.safe = append(f.safe[:0:0], f.now...)
	}
	return errno
}
