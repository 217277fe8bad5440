package present

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"

	"priyom/durable"
	"priyom/store"
	"priyom/sync/engine"
)

// Room is how much must be free on the disk, in bytes: below Low what can be fetched again goes, below Short originals that the portal has
// copies of go too, and below Full it is said before anything is taken in.
type Room struct{ Low, Short, Full int64 }

// The usual ones, of a desk and of a phone.
var (
	roomDesk  = Room{Low: 1 << 30, Short: 512 << 20, Full: 100 << 20}
	roomPhone = Room{Low: 600 << 20, Short: 300 << 20, Full: 50 << 20}
)

// SpaceLevel is how much room there is.
type SpaceLevel string

// The levels.
const (
	SpaceRoomy SpaceLevel = "roomy"
	SpaceLow   SpaceLevel = "low"
	SpaceShort SpaceLevel = "short"
	SpaceFull  SpaceLevel = "full"
)

// level is that of so many free bytes.
func (r Room) level(free int64) SpaceLevel {
	switch {
	case free < r.Full:
		return SpaceFull
	case free < r.Short:
		return SpaceShort
	case free < r.Low:
		return SpaceLow
	}
	return SpaceRoomy
}

const (
	// spaceFirst is when it is looked at for the first time: nothing waits for it.
	spaceFirst = 3 * time.Second
	// spaceEvery is how often the room is looked at by itself.
	spaceEvery = 30 * time.Minute
	// looseFor is how long pictures stay that somebody took out of a draft.
	looseFor = 7 * 24 * time.Hour
	// roomMore is how many bytes more must be free for what had no room to be tried again.
	roomMore = 1 << 20
	// leastCache is what a cache takes that holds nothing, in bytes.
	leastCache = 256 << 10
	// preferenceKeep is for how many days originals stay after the portal has their copies; 0 is as long as there is room.
	preferenceKeep = "space-keep-days"
)

// keepDays are what may be chosen.
var keepDays = []int{0, 90, 30, 7}

// keepUsually is what a phone does where nobody chose; a desk keeps as long as there is room.
const keepUsually = 30

// Space is what this program keeps on the device, and how it makes room: what can be fetched again goes first, then originals whose copies the
// portal has signed for; what isn't safely at the portal never does.
type Space struct {
	OnChange func()

	p     *Point
	lane  *lane
	room  Room
	found spaceFound
	keep  int // days
	busy  bool
	gone  int64 // bytes that the last freeing by hand has freed
	freed bool
	said  SpaceLevel
	roomy *atomic.Bool // for the exchange, which fetches nothing by itself where there isn't room
	stop  func()
	again bool // look once more: something happened meanwhile
	asked bool // somebody wants all the room that can be made, and it isn't made yet
}

// spaceFound is what the last look has found.
type spaceFound struct {
	known    bool
	err      error
	free     int64
	store    store.Space
	reserved bool
	shots    store.Heap // pictures from the camera that aren't taken in yet
	pack     int64      // the map in use, and those that somebody brought
	old      int64      // maps that the portal has replaced
	tiles    int64      // fetched from a server for what lies beyond the district
}

func newSpace(p *Point, roomy *atomic.Bool) *Space {
	s := &Space{p: p, lane: newLane(p.ctx, p.env.Post), room: p.env.Room, said: SpaceRoomy, roomy: roomy}
	if s.room == (Room{}) {
		s.room = roomDesk
		if p.env.Narrow {
			s.room = roomPhone
		}
	}
	return s
}

// begin looks now and then, once the first page is there.
func (s *Space) begin() { s.stop = s.p.env.After(spaceFirst, s.tick) }

func (s *Space) tick() {
	if s.p.closed {
		return
	}
	if s.p.presence.inFront() { // else nothing reads the database
		s.Look()
	}
	s.stop = s.p.env.After(spaceEvery, s.tick)
}

func (s *Space) end() {
	if s.stop != nil {
		s.stop()
	}
	s.lane.wait()
}

// level is how much room there is, as far as that is known. Where the reserve is given back, the disk was full a moment ago.
func (s *Space) level() SpaceLevel {
	if !s.found.known {
		return SpaceRoomy
	}
	level := s.room.level(s.found.free)
	if level == SpaceShort && !s.found.reserved {
		level = SpaceFull
	}
	return level
}

// Look looks how much room there is, and makes some if there is little.
func (s *Space) Look() { s.work(false) }

// Free makes all the room that can be made.
func (s *Space) Free() {
	if s.asked || !s.p.Guard.allows() {
		return
	}
	s.asked, s.freed = true, false
	s.changed()
	s.work(true)
}

// filled is after something found no room: what can go goes at once, and what couldn't be written is written again.
func (s *Space) filled(err error) {
	if errors.Is(err, store.ErrDiskFull) || durable.IsFull(err) {
		s.Look()
	}
}

// SetKeep chooses for how long originals stay that the portal has copies of.
func (s *Space) SetKeep(choice int) {
	if choice < 0 || choice >= len(keepDays) || !s.p.Guard.allows() {
		return
	}
	days := keepDays[choice]
	s.keep = days
	s.changed()
	s.p.write.do(func(ctx context.Context) func() {
		err := s.p.store.SetPreference(ctx, preferenceKeep, strconv.Itoa(days))
		return func() {
			if err != nil {
				s.p.failed("not kept for how long originals stay", err)
			}
			s.Look()
		}
	})
}

// work looks, and frees: all that may go, or as much as is needed.
func (s *Space) work(all bool) {
	if s.p.closed {
		return
	}
	if s.busy {
		s.again = true
		return
	}
	s.busy = true
	clearing, inUse := s.p.Maps.clearing(), s.p.Maps.path()
	s.lane.do(func(ctx context.Context) func() {
		k := keeper{p: s.p, room: s.room, clear: clearing, inUse: inUse, now: s.p.env.Clock()}
		if offer, err := s.p.store.Pack(ctx); err == nil {
			k.offered = filepath.Base(engine.PackPath(s.p.Maps.dir(), offer.SHA256))
		}
		days, keepErr := k.days(ctx)
		gone, err := k.free(ctx, days, all)
		found := k.look(ctx)
		found.err = errors.Join(keepErr, err, found.err)
		return func() { s.worked(found, days, gone, all) }
	})
}

func (s *Space) worked(found spaceFound, days int, gone int64, all bool) {
	more := gone > 0 || s.found.known && found.free >= s.found.free+roomMore
	s.busy, s.found, s.keep = false, found, days
	if found.err != nil && s.p.ctx.Err() == nil {
		s.p.env.Log.Error("room on the disk", "error", found.err)
	}
	if all {
		s.gone, s.freed, s.asked = gone, true, false
	}
	s.roomy.Store(s.level() == SpaceRoomy)
	if level := s.level(); level != s.said {
		s.said = level
		if level == SpaceFull {
			s.p.notice(ToneAlarm, s.fullWords())
		}
		s.p.changed()
	}
	if more {
		s.p.roomAgain()
	}
	s.changed()
	if s.again {
		s.again = false
		s.work(s.asked)
	}
}

// fullWords say that the disk is full, and where to make room.
func (s *Space) fullWords() string {
	if s.p.Shell.tabs == nil {
		return s.p.Voice().Say("space.full.desk")
	}
	return s.p.Voice().Say("space.full")
}

// roomAgain writes what had no room.
func (p *Point) roomAgain() {
	if p.Lock.Locked() {
		return
	}
	p.Intake.saveDraft()
	p.takeLate()
	p.prepare()
}

func (s *Space) changed() {
	if s.OnChange != nil {
		s.OnChange()
	}
}

// fetchedPack is how a map from the portal is called.
var fetchedPack = regexp.MustCompile(`^[0-9a-f]{64}\.pack$`)

// look measures everything.
func (k keeper) look(ctx context.Context) (f spaceFound) {
	f.known = true
	var errs [3]error
	f.free, errs[0] = k.freeBytes()
	f.store, errs[1] = k.p.store.Space(ctx)
	f.reserved = k.p.store.Reserved()
	f.shots = heapOf(filepath.Join(k.p.home, shotsFolder))
	files, err := os.ReadDir(k.p.Maps.dir())
	if !errors.Is(err, fs.ErrNotExist) {
		errs[2] = err
	}
	for _, file := range files {
		info, err := file.Info()
		switch {
		case err != nil || info.IsDir():
		case isCache(file.Name()):
			f.tiles += info.Size()
		case k.replaced(file.Name()):
			f.old += info.Size()
		default:
			f.pack += info.Size()
		}
	}
	if f.tiles < leastCache {
		f.tiles = 0
	}
	f.err = errors.Join(errs[:]...)
	f.known = errs[0] == nil
	return f
}

// heapOf counts the files below a folder; what isn't there has none.
func heapOf(dir string) (h store.Heap) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return nil
		}
		if info, err := d.Info(); err == nil {
			h.Files, h.Bytes = h.Files+1, h.Bytes+info.Size()
		}
		return nil
	})
	return h
}
