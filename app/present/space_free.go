package present

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"priyom/durable"
	"priyom/store"
)

// keeper frees room, away from the screens.
type keeper struct {
	p       *Point
	room    Room
	clear   []func(context.Context) error // empties caches of tiles that are open
	inUse   string                        // the map's file
	offered string                        // the name of the map that the portal offers; "" if that isn't known
	now     time.Time
}

func (k keeper) freeBytes() (int64, error) {
	if k.p.env.Disk != nil {
		return k.p.env.Disk(k.p.home)
	}
	return durable.Free(k.p.home)
}

// days is for how long originals stay that the portal has copies of; 0 is as long as there is room.
func (k keeper) days(ctx context.Context) (int, error) {
	usual := 0
	if k.p.env.Narrow {
		usual = keepUsually
	}
	said, err := k.p.store.Preference(ctx, preferenceKeep)
	if err != nil {
		return usual, err
	}
	if days, err := strconv.Atoi(said); err == nil && slices.Contains(keepDays, days) {
		return days, nil
	}
	return usual, nil
}

// free lets go of what is due, and of as much more as the room asks for, in this order: tiles and maps that were replaced, pictures that come
// from the portal again, originals that it has copies of. It goes on where one step fails: each frees something by itself.
func (k keeper) free(ctx context.Context, days int, all bool) (gone int64, err error) {
	s := k.p.store
	var errs []error
	took := func(h store.Heap, err error) {
		gone += h.Bytes
		errs = append(errs, err)
	}
	loose := k.now.Add(-looseFor)
	if all {
		loose = k.now.Add(time.Minute)
	}
	free, err := k.freeBytes()
	if err != nil {
		return 0, err
	}
	if all || free < k.room.Low {
		took(k.dropDerived(ctx))
		took(s.DropFetched(ctx, k.need(all)))
	}
	took(s.DropLoose(ctx, loose))
	switch {
	case all:
		took(s.DropOriginals(ctx, k.anytime(), 0))
	case days > 0:
		took(s.DropOriginals(ctx, k.now.AddDate(0, 0, -days), 0))
	}
	if free, err = k.freeBytes(); err == nil && !all && free < k.room.Short {
		took(s.DropOriginals(ctx, k.anytime(), k.need(false)))
		free, err = k.freeBytes()
	}
	if err == nil && free >= k.room.Full+4*store.ReserveBytes {
		err = s.Reserve()
	}
	return gone, errors.Join(append(errs, err)...)
}

// anytime is after all that has been: the portal's clock may be ahead.
func (k keeper) anytime() time.Time { return k.now.AddDate(10, 0, 0) }

// need is how much is to be freed: what is missing until there is room again; 0 is all that can be.
func (k keeper) need(all bool) int64 {
	free, err := k.freeBytes()
	if all || err != nil {
		return 0
	}
	return max(1, k.room.Low-free)
}

// dropDerived removes tiles of a server and maps that the portal has replaced.
func (k keeper) dropDerived(ctx context.Context) (gone store.Heap, err error) {
	before := k.derived()
	var errs []error
	for _, clear := range k.clear {
		errs = append(errs, clear(ctx))
	}
	for _, path := range k.derivedFiles() {
		if name := filepath.Base(path); k.replaced(name) || len(k.clear) == 0 && isCache(name) {
			errs = append(errs, os.Remove(path))
		}
	}
	return store.Heap{Bytes: max(0, before-k.derived())}, errors.Join(errs...)
}

func (k keeper) derivedFiles() (paths []string) {
	files, err := os.ReadDir(k.p.Maps.dir())
	if err != nil {
		return nil // then there are none
	}
	for _, f := range files {
		if isCache(f.Name()) || k.replaced(f.Name()) {
			paths = append(paths, filepath.Join(k.p.Maps.dir(), f.Name()))
		}
	}
	return paths
}

func (k keeper) derived() (bytes int64) {
	for _, path := range k.derivedFiles() {
		if info, err := os.Stat(path); err == nil {
			bytes += info.Size()
		}
	}
	return bytes
}

// isCache says that a file of the maps' folder holds a server's tiles.
func isCache(name string) bool { return strings.HasPrefix(name, serverCache) }

// replaced says that a map came from the portal and that another is offered and in use now. Those that somebody brought stay.
func (k keeper) replaced(name string) bool {
	base := filepath.Base(k.inUse)
	return k.inUse != "" && base == k.offered && name != base && fetchedPack.MatchString(name)
}
