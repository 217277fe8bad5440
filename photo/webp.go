package photo

import (
	"encoding/binary"
	"image"
)

func readWebP(c content) (h header, err error) {
	for off, i := int64(12), 0; i < maxChunks; i++ {
		head, err := c.bytes(off, min(18, c.size-off))
		if err = onlyReader(err); err != nil || len(head) < 8 {
			return h, err
		}
		kind, n, body := string(head[:4]), int64(binary.LittleEndian.Uint32(head[4:])), head[8:]
		switch {
		case kind == "EXIF":
			h.exif, err = c.bytes(off+8, min(n, maxEXIF))
			if err = onlyReader(err); err != nil {
				return h, err
			}
		case h.width == 0:
			// The first of these says the size; the decoder refuses a frame that differs from its canvas.
			if h.width, h.height, err = webpSize(kind, body); err != nil {
				return h, err
			}
		}
		off += 8 + n + n&1
	}
	return h, nil
}

// webpSize reads the size from a chunk's first ten bytes; 0 if it is none of those that have it.
func webpSize(kind string, b []byte) (width, height int, err error) {
	switch {
	case kind == "VP8X" && len(b) >= 10:
		if b[0]&2 != 0 {
			return 0, 0, unsupported("animated WebP")
		}
		return 1 + (int(b[4]) | int(b[5])<<8 | int(b[6])<<16), 1 + (int(b[7]) | int(b[8])<<8 | int(b[9])<<16), nil
	case kind == "VP8L" && len(b) >= 5 && b[0] == 0x2f:
		bits := binary.LittleEndian.Uint32(b[1:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff), nil
	case kind == "VP8 " && len(b) >= 10 && string(b[3:6]) == "\x9d\x01\x2a":
		return int(binary.LittleEndian.Uint16(b[6:]) & 0x3fff), int(binary.LittleEndian.Uint16(b[8:]) & 0x3fff), nil
	}
	return 0, 0, nil
}

// widen stretches VP8's limited range (Y 16 to 235, chroma 16 to 240) to the full one that image.YCbCr stands for. The
// decoder leaves that undone, golang.org/issue/40173: black comes out dark grey.
func widen(m *image.YCbCr) {
	var luma, chroma [256]uint8
	for i := range 256 {
		luma[i] = clamp(((i-16)*255*2 + 219) / (219 * 2))
		chroma[i] = clamp(((i-128)*255*2+224)/(224*2) + 128)
	}
	for i, v := range m.Y {
		m.Y[i] = luma[v]
	}
	for i, v := range m.Cb {
		m.Cb[i] = chroma[v]
	}
	for i, v := range m.Cr {
		m.Cr[i] = chroma[v]
	}
}

// onWhite lays a translucent picture on white, which is what a page behind it would be.
func onWhite(m *image.NYCbCrA) {
	b := m.Rect
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			a := int(m.A[m.AOffset(x, y)])
			if a == 255 {
				continue
			}
			i := m.YOffset(x, y)
			m.Y[i] = uint8((int(m.Y[i])*a + 255*(255-a) + 127) / 255)
			if (x-b.Min.X)%2 == 0 && (y-b.Min.Y)%2 == 0 { // VP8 is always 4:2:0: once for each chroma sample
				i = m.COffset(x, y)
				m.Cb[i] = uint8((int(m.Cb[i])*a + 128*(255-a) + 127) / 255)
				m.Cr[i] = uint8((int(m.Cr[i])*a + 128*(255-a) + 127) / 255)
			}
		}
	}
}

func clamp(v int) uint8 { return uint8(max(0, min(255, v))) }
