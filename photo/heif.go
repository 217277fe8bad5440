package photo

import "strings"

const (
	maxMeta    = 4 << 20 // bytes; a phone's has some ten thousand
	maxExtents = 1 << 16
)

// heif is a HEIC file's meta box, ISO/IEC 23008-12 and 14496-12 8.11.
type heif struct {
	primary uint32
	items   map[uint32]*item
	props   []property // counted from 1 in the file
	inner   []byte     // idat
}

// item is one picture, tile or metadata block.
type item struct {
	kind    string // "hvc1", "grid", "Exif" …
	extents []extent
	inside  bool // extents lie in idat and not in the file
	strange bool // extents lie in yet another item
	props   []int
	tiles   []uint32 // of a grid, in reading order
	about   []uint32 // items that a metadata item describes
}

type extent struct{ off, n uint64 }

// property is a box of ipco.
type property struct {
	kind string
	body []byte
}

// heicBrand says that a list of brands has HEVC pictures. AVIF shares the container but not the codec.
func heicBrand(brands []byte) bool {
	for major := true; len(brands) >= 4; brands = brands[4:] {
		switch b := string(brands[:4]); {
		case major && strings.HasPrefix(b, "avi"):
			return false
		case b == "heic" || b == "heix" || b == "heim" || b == "heis" || b == "mif1" || b == "msf1":
			return true
		}
		major = false
	}
	return false
}

// parseMeta reads a meta box. Boxes inside that can't be read are ErrCorrupt; unknown ones are passed over.
func parseMeta(meta cursor) (*heif, error) {
	h := &heif{items: map[uint32]*item{}}
	meta.full()
	var later []func() // what speaks of items comes after iinf has named them
	for {
		kind, body, ok := meta.box()
		if !ok {
			break
		}
		switch kind {
		case "pitm":
			h.primary = body.id(body.full())
			meta.bad = meta.bad || body.bad
		case "iinf":
			h.readItems(&body)
			meta.bad = meta.bad || body.bad
		case "idat":
			h.inner = body.b
		case "iloc", "iref", "iprp":
			read := map[string]func(*cursor){"iloc": h.readPlaces, "iref": h.readReferences, "iprp": h.readProperties}[kind]
			later = append(later, func() {
				read(&body)
				meta.bad = meta.bad || body.bad
			})
		}
	}
	for _, read := range later {
		read()
	}
	if meta.bad {
		return nil, corrupt("meta box")
	}
	return h, nil
}

// id reads an item id, whose size a box's version decides.
func (c *cursor) id(version byte, _ uint32) uint32 {
	if version == 0 {
		return uint32(c.uint(2))
	}
	return uint32(c.uint(4))
}

func (h *heif) readItems(c *cursor) {
	c.id(c.full()) // how many
	for {
		kind, body, ok := c.box()
		if !ok {
			return
		}
		version, _ := body.full()
		if kind != "infe" || version < 2 {
			continue
		}
		id := body.id(version-2, 0)
		body.uint(2) // protection
		it := &item{kind: string(body.take(4))}
		if !body.bad && h.items[id] == nil {
			h.items[id] = it
		}
	}
}

func (h *heif) readPlaces(c *cursor) {
	version, _ := c.full()
	sizes := c.uint(2)
	offSize, lenSize, baseSize, indexSize := int(sizes>>12), int(sizes>>8&15), int(sizes>>4&15), int(sizes&15)
	if version == 0 {
		indexSize = 0
	}
	wide := byte(0)
	if version == 2 {
		wide = 1
	}
	total := uint64(0)
	for n := c.id(wide, 0); n > 0 && !c.bad; n-- {
		it := h.items[c.id(wide, 0)]
		if it == nil {
			it = &item{}
		}
		if version > 0 {
			method := c.uint(2) & 15
			it.inside, it.strange = method == 1, method > 1
		}
		c.uint(2) // data reference
		base := c.uint(baseSize)
		extents := c.uint(2)
		if total += extents; total > maxExtents {
			c.bad = true
			return
		}
		for range extents {
			c.uint(indexSize)
			off := c.uint(offSize)
			it.extents = append(it.extents, extent{base + off, c.uint(lenSize)})
		}
	}
}

func (h *heif) readReferences(c *cursor) {
	version, _ := c.full()
	for {
		kind, body, ok := c.box()
		if !ok {
			return
		}
		from := h.items[body.id(version, 0)]
		for n := body.uint(2); n > 0 && !body.bad; n-- {
			to := body.id(version, 0)
			switch {
			case from == nil || body.bad:
			case kind == "dimg":
				from.tiles = append(from.tiles, to)
			case kind == "cdsc":
				from.about = append(from.about, to)
			}
		}
	}
}

func (h *heif) readProperties(c *cursor) {
	for {
		kind, body, ok := c.box()
		if !ok {
			return
		}
		switch kind {
		case "ipco":
			for {
				kind, prop, ok := body.box()
				if !ok {
					break
				}
				h.props = append(h.props, property{kind, prop.b})
			}
			c.bad = c.bad || body.bad
		case "ipma":
			version, flags := body.full()
			size := 1 + int(flags&1)
			for n := body.uint(4); n > 0 && !body.bad; n-- {
				it := h.items[body.id(version, 0)]
				for range body.uint(1) {
					index := body.uint(size) & (1<<(8*size-1) - 1)
					if it != nil && !body.bad {
						it.props = append(it.props, int(index))
					}
				}
			}
			c.bad = c.bad || body.bad
		}
	}
}
