package photo

import (
	"encoding/binary"
	"math"
)

const (
	pngMagic  = "\x89PNG\r\n\x1a\n"
	maxChunks = 1 << 16 // a 64 MB file in the smallest pieces that any writer makes has a quarter of it
)

func readPNG(c content) (h header, err error) {
	first, err := c.bytes(int64(len(pngMagic)), 25)
	if err != nil {
		return h, err
	}
	if string(first[4:8]) != "IHDR" {
		return h, corrupt("no IHDR")
	}
	h.width = int(min(binary.BigEndian.Uint32(first[8:]), math.MaxInt32)) // beyond, int may be too small
	h.height = int(min(binary.BigEndian.Uint32(first[12:]), math.MaxInt32))
	off := int64(len(pngMagic))
	for range maxChunks {
		head, err := c.bytes(off, 8)
		if err != nil {
			return h, onlyReader(err)
		}
		n := int64(binary.BigEndian.Uint32(head))
		switch string(head[4:]) {
		case "IEND":
			return h, nil
		case "eXIf":
			h.exif, err = c.bytes(off+8, min(n, maxEXIF))
			return h, onlyReader(err)
		}
		off += 8 + n + 4
	}
	return h, nil
}

// onlyReader drops what the decoder says better than a search for metadata can: that the file ends too early.
func onlyReader(err error) error {
	if Key(err) != "" {
		return nil
	}
	return err
}
