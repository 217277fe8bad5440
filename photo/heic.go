package photo

import (
	"encoding/binary"
	"maps"
	"slices"
)

// readHEIC reads size, turn and EXIF from the boxes, and refuses what the decoder would allocate by numbers other than
// the stated size.
func readHEIC(c content) (h header, err error) {
	meta, err := topBoxes(c)
	if err != nil {
		return h, err
	}
	box, err := parseMeta(meta)
	if err != nil {
		return h, err
	}
	h.heif = box
	if h.exif, err = box.exif(c); err != nil {
		return h, err
	}
	primary := box.items[box.primary]
	if primary == nil {
		return h, corrupt("no primary item")
	}
	h.width, h.height = box.size(primary)
	h.orientation = box.turn(primary).orientation()
	return h, box.check(c)
}

// data reads an item's bytes, up to limit.
func (h *heif) data(c content, it *item, limit uint64) ([]byte, error) {
	if it.strange {
		return nil, unsupported("item within an item")
	}
	var data []byte
	for _, e := range it.extents {
		if e.n > limit-uint64(len(data)) {
			return nil, corrupt("item too big")
		}
		from := cursor{b: h.inner}
		if it.inside {
			if e.off > uint64(len(from.b)) {
				return nil, corrupt("item points past idat")
			}
			from.take(int(e.off))
			piece := from.take(int(e.n))
			if from.bad {
				return nil, corrupt("item points past idat")
			}
			data = append(data, piece...)
			continue
		}
		if e.off > MaxFile {
			return nil, corrupt("item points past the file")
		}
		piece, err := c.bytes(int64(e.off), int64(e.n))
		if err != nil {
			return nil, err
		}
		data = append(data, piece...)
	}
	return data, nil
}

// exif finds the Exif item that describes the primary picture, or any if none says so. Its TIFF part begins behind a
// number and as many bytes (ISO/IEC 23008-12 A.2.1). Only the reader's own errors are returned.
func (h *heif) exif(c content) ([]byte, error) {
	var best *item
	for _, id := range h.ids() {
		it := h.items[id]
		if it.kind == "Exif" && (best == nil || slices.Contains(it.about, h.primary) && !slices.Contains(best.about, h.primary)) {
			best = it
		}
	}
	if best == nil {
		return nil, nil
	}
	data, err := h.data(c, best, maxEXIF)
	if err != nil {
		return []byte{}, onlyReader(err)
	}
	if len(data) < 4 {
		return []byte{}, nil
	}
	skip := binary.BigEndian.Uint32(data)
	if data = data[4:]; uint64(skip) > uint64(len(data)) {
		return []byte{}, nil
	}
	return data[skip:], nil
}

// ids are the items' ids in order, so that of several faults always the same one is told.
func (h *heif) ids() []uint32 { return slices.Sorted(maps.Keys(h.items)) }

// property is the first of a kind that an item has, or nil.
func (h *heif) property(it *item, kind string) []byte {
	for _, i := range it.props {
		if i > 0 && i <= len(h.props) && h.props[i-1].kind == kind {
			return h.props[i-1].body
		}
	}
	return nil
}

// size is an item's stated size (ispe), 0 without one.
func (h *heif) size(it *item) (width, height int) {
	c := cursor{b: h.property(it, "ispe")}
	c.full()
	w, ht := c.uint(4), c.uint(4)
	if c.bad || w > 1<<20 || ht > 1<<20 { // no camera's; the product of two more would overflow an int somewhere
		return 0, 0
	}
	return int(w), int(ht)
}

// turn puts together an item's rotations and mirrorings in their order; the decoder carries them out itself.
func (h *heif) turn(it *item) (t turn) {
	for _, i := range it.props {
		if i < 1 || i > len(h.props) || len(h.props[i-1].body) < 1 {
			continue
		}
		p := h.props[i-1]
		switch {
		case p.kind == "irot":
			for range p.body[0] & 3 {
				t = t.then(turns[8])
			}
		case p.kind == "imir" && p.body[0]&1 == 0:
			t = t.then(turns[4])
		case p.kind == "imir":
			t = t.then(turns[2])
		}
	}
	return t
}
