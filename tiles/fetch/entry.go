package fetch

import (
	"encoding/binary"
	"hash/crc32"
	"image"
	"net/http"
	"time"

	"priyom/tiles"
)

// entry is a tile as it is kept. One without a body is the knowledge that there is none, or no usable one.
type entry struct {
	body           []byte
	etag, modified string    // validators, as the server wrote them
	checked        time.Time // when the server last said that this is right
	until          time.Time // how long it needn't be asked
	again          time.Time // an unusable answer came: not before
	used           time.Time
	lost           bool // it mustn't be kept

	image *image.RGBA // the body, decoded
}

const maxValidator = 256

// newEntry is what a reply brought.
func newEntry(h http.Header, body []byte, now time.Time, otherwise time.Duration) entry {
	fresh, keep := lifetime(h, now, otherwise)
	e := entry{body: body, checked: now, until: now.Add(fresh), used: now, lost: !keep}
	if etag := h.Get("ETag"); e.there() && len(etag) <= maxValidator {
		e.etag = etag
	}
	if modified := h.Get("Last-Modified"); e.there() && len(modified) <= maxValidator {
		e.modified = modified
	}
	return e
}

// renewed is an entry after its server said that nothing has changed.
func (e entry) renewed(h http.Header, now time.Time) entry {
	fresh := newEntry(h, e.body, now, unsaid)
	fresh.image = e.image
	if fresh.etag == "" {
		fresh.etag = e.etag
	}
	if fresh.modified == "" {
		fresh.modified = e.modified
	}
	return fresh
}

// there says that there is a picture.
func (e entry) there() bool { return len(e.body) > 0 }

// fresh says that the server needn't be asked. One that was checked in the future is of a clock that was set back.
func (e entry) fresh(now time.Time) bool {
	return now.Before(e.until) && !now.Add(time.Hour).Before(e.checked)
}

// sum covers whatever a failing disk could change to show a wrong tile, the place included.
func (e entry) sum(server int64, c tiles.Coord) uint32 {
	var b []byte
	for _, n := range []int64{server, int64(c.Z), int64(c.X), int64(c.Y), e.checked.Unix(), e.until.Unix(), int64(len(e.etag)), int64(len(e.modified))} {
		b = binary.BigEndian.AppendUint64(b, uint64(n))
	}
	b = append(append(b, e.etag...), e.modified...)
	table := crc32.MakeTable(crc32.Castagnoli)
	return crc32.Update(crc32.Checksum(b, table), table, e.body)
}
