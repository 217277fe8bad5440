package photo

import "encoding/binary"

// maxEXIF is how much is read in search of the EXIF, in bytes. A JPEG's has at most 64 KB.
const maxEXIF = 1 << 20

// Tags of CIPA DC-008 4.6.3 to 4.6.6 that goexif has no names for, and the links to the inner directories.
const (
	tagExifIFD         = 0x8769
	tagGPSIFD          = 0x8825
	tagOffset          = 0x9010
	tagOffsetOriginal  = 0x9011
	tagOffsetDigitized = 0x9012
	tagGPSError        = 0x001f
)

// wanted are the tags that are read, and what is missing from Info when one of them is broken.
var wanted = struct{ main, exif, gps map[uint16]Field }{
	main: map[uint16]Field{0x0112: FieldOrientation, 0x0132: FieldTime, tagExifIFD: FieldTime, tagGPSIFD: FieldPosition},
	exif: map[uint16]Field{0x9003: FieldTime, 0x9004: FieldTime, tagOffset: FieldTime, tagOffsetOriginal: FieldTime, tagOffsetDigitized: FieldTime},
	gps:  map[uint16]Field{0x0001: FieldPosition, 0x0002: FieldPosition, 0x0003: FieldPosition, 0x0004: FieldPosition, 0x0011: FieldBearing, tagGPSError: FieldPosition},
}

// pruner copies a TIFF file and strikes all entries from its directories but the wanted ones whose values lie within the
// file, and the directories that follow the first. goexif gives up everything for one bad entry, follows circles of
// directories for ever, and makes room for as many values as an entry claims to have; after this it can't.
type pruner struct {
	b      []byte // the copy, and four zeros for a last link that some writers leave out
	size   int64  // without the zeros
	order  binary.ByteOrder
	done   [][2]int64 // directories written, from and to
	broken []Field
}

// prune returns the copy and what was wanted, but broken. Without a readable first directory the copy is nil.
func prune(tiff []byte) (pruned []byte, broken []Field) {
	if len(tiff) < 8 || len(tiff) > maxEXIF {
		return nil, nil
	}
	p := pruner{b: make([]byte, len(tiff)+4), size: int64(len(tiff))}
	copy(p.b, tiff)
	switch string(tiff[:4]) {
	case "II*\x00":
		p.order = binary.LittleEndian
	case "MM\x00*":
		p.order = binary.BigEndian
	default:
		return nil, nil
	}
	first := p.directory(int64(p.order.Uint32(p.b[4:])), wanted.main)
	if first == nil {
		return nil, nil
	}
	p.follow(first[tagExifIFD], wanted.exif, FieldTime)
	p.follow(first[tagGPSIFD], wanted.gps, FieldPosition)
	return p.b, p.broken
}

// follow prunes the directory that a link leads to; one that leads nowhere is struck.
func (p *pruner) follow(link []byte, tags map[uint16]Field, field Field) {
	if link != nil && p.directory(int64(p.order.Uint32(link[8:])), tags) == nil {
		p.order.PutUint16(link, 0) // a tag that nobody looks for
		p.broken = append(p.broken, field)
	}
}

// directory rewrites the directory at off in place and returns its entries by their tags, or nil if there is none. Of
// one that is cut off it keeps what is there. Directories that overlap would undo one another: the second isn't one.
func (p *pruner) directory(off int64, tags map[uint16]Field) (found map[uint16][]byte) {
	if off < 8 || off+2 > p.size {
		return nil
	}
	n := min(int64(p.order.Uint16(p.b[off:])), (p.size-off-2)/12)
	end := off + 2 + 12*n + 4
	for _, d := range p.done {
		if off < d[1] && d[0] < end {
			return nil
		}
	}
	p.done = append(p.done, [2]int64{off, end})

	found = map[uint16][]byte{}
	kept := off + 2
	for at := off + 2; at < end-4; at += 12 {
		entry := p.b[at : at+12]
		tag := p.order.Uint16(entry)
		field, ours := tags[tag]
		if _, twice := found[tag]; twice || !ours {
			continue
		}
		if !p.sound(entry) {
			p.broken = append(p.broken, field)
			continue
		}
		found[tag] = p.b[kept : kept+12]
		copy(found[tag], entry)
		kept += 12
	}
	p.order.PutUint16(p.b[off:], uint16(len(found)))
	p.order.PutUint32(p.b[kept:], 0)
	return found
}

// sound says that an entry's value has a type, a likely size, and lies within the file.
func (p *pruner) sound(entry []byte) bool {
	const most = 256 // bytes of a value; a position has 24, a time 20
	tag, kind, count := p.order.Uint16(entry), p.order.Uint16(entry[2:]), uint64(p.order.Uint32(entry[4:]))
	if tag == tagExifIFD || tag == tagGPSIFD {
		return kind == 4 && count == 1
	}
	sizes := [13]uint64{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8} // TIFF 6.0 section 2, by type
	if kind < 1 || kind > 12 || count < 1 || count*sizes[kind] > most {
		return false
	}
	n := count * sizes[kind]
	return n <= 4 || uint64(p.order.Uint32(entry[8:]))+n <= uint64(p.size)
}
