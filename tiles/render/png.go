package render

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"io"
	"sync"

	"github.com/klauspost/compress/zlib"
)

// ErrPicture is returned for a picture that can't be a tile's.
var ErrPicture = errors.New("render: not a tile's picture")

// EncodePNG writes an opaque picture as a PNG with a palette. Those who write many keep a PNG.
func EncodePNG(w io.Writer, m *image.RGBA) error { return (&PNG{}).Encode(w, m) }

// PNG writes pictures as PNGs with a palette (PNG specification, 3rd edition): a tile's colours are few, and where there are
// more than 256, as along smoothed edges, the rare ones are put together with others so near that no eye tells them apart.
// The zero value is ready; it keeps its memory for the next picture and may be used by several goroutines at once.
type PNG struct{ work sync.Pool }

type pngWork struct {
	palette palette
	index   []uint8
	packed  []uint8
	body    bytes.Buffer
	zip     *zlib.Writer
	out     []byte
}

// largestPicture is the most pixels that a picture may have: 16 of the largest tiles.
const largestPicture = 16 * 512 * 512

// Encode writes a picture, whose transparency is left out. The errors are ErrPicture or the writer's.
func (e *PNG) Encode(w io.Writer, m *image.RGBA) error {
	width, height := m.Bounds().Dx(), m.Bounds().Dy()
	if width <= 0 || height <= 0 || width > largestPicture/height {
		return fmt.Errorf("%w: %d × %d", ErrPicture, width, height)
	}
	p, ok := e.work.Get().(*pngWork)
	if !ok {
		zip, err := zlib.NewWriterLevel(io.Discard, zlib.BestSpeed)
		if err != nil {
			return err
		}
		p = &pngWork{zip: zip}
	}
	defer e.work.Put(p)
	if n := width * height; n > cap(p.index) {
		p.index = make([]uint8, n)
	}
	p.index = p.index[:width*height]
	p.palette.reduce(m, p.index)
	depth := p.palette.depth()
	if err := p.compress(width, height, depth); err != nil {
		return err
	}
	p.out = append(p.out[:0], "\x89PNG\r\n\x1a\n"...)
	header := binary.BigEndian.AppendUint32(nil, uint32(width))
	header = binary.BigEndian.AppendUint32(header, uint32(height))
	p.chunk("IHDR", append(header, byte(depth), 3, 0, 0, 0)) // 3: with a palette
	var colours []byte
	for _, c := range p.palette.colours {
		colours = append(colours, byte(c), byte(c>>8), byte(c>>16))
	}
	p.chunk("PLTE", colours)
	p.chunk("IDAT", p.body.Bytes())
	p.chunk("IEND", nil)
	_, err := w.Write(p.out)
	return err
}

func (p *pngWork) chunk(kind string, data []byte) {
	p.out = binary.BigEndian.AppendUint32(p.out, uint32(len(data)))
	from := len(p.out)
	p.out = append(append(p.out, kind...), data...)
	p.out = binary.BigEndian.AppendUint32(p.out, crc32.ChecksumIEEE(p.out[from:]))
}

// compress packs the rows, each after a byte that says that it isn't filtered.
func (p *pngWork) compress(width, height, depth int) error {
	perByte := 8 / depth
	row := (width+perByte-1)/perByte + 1
	if n := row * height; n > cap(p.packed) {
		p.packed = make([]uint8, n)
	}
	p.packed = p.packed[:row*height]
	for y := range height {
		from, to := p.index[y*width:(y+1)*width], p.packed[y*row:(y+1)*row]
		to[0] = 0
		if depth == 8 {
			copy(to[1:], from)
			continue
		}
		clear(to[1:])
		for x, v := range from {
			to[1+x/perByte] |= v << (8 - depth - x%perByte*depth)
		}
	}
	p.body.Reset()
	p.zip.Reset(&p.body)
	if _, err := p.zip.Write(p.packed); err != nil {
		return err
	}
	return p.zip.Close()
}
