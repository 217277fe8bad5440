package wire

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/klauspost/compress/zstd"

	"priyom/store/journal"
)

// ContentType of every message, in both directions.
const ContentType = "application/vnd.priyom.v1+cbor+zstd"

// ErrMessage is returned for bytes that aren't a message of this protocol.
var ErrMessage = errors.New("wire: not a message")

// dictionary1 is what typical messages have in common. It is frozen: a better one gets the next number, and both sides
// go on reading this one.
//
//go:embed dictionary1.bin
var dictionary1 []byte

const dictionary1ID = 1

// Codec packs and unpacks messages. It may be used by several goroutines at once.
type Codec struct {
	packing sync.Mutex // one compressor is enough, as its tables take 9 MB
	packers sync.Pool  // of *zstd.Encoder: handed on to what is packed next, unless the collector is faster
	level   zstd.EncoderLevel
	window  int // how far back what was said before is found, in bytes
	lean    bool
	dec     *zstd.Decoder
}

// Lean is for a device: packing takes 1 MB instead of 9, nothing of it is kept for the next message, and a message becomes some 20 bytes
// longer. For use while building.
func (c *Codec) Lean() *Codec {
	c.level, c.window, c.lean = zstd.SpeedFastest, 256<<10, true
	return c
}

// NewCodec makes a codec with the embedded dictionaries.
func NewCodec() (*Codec, error) {
	c := &Codec{level: zstd.SpeedBetterCompression, window: 1 << 20}
	if _, err := c.newPacker(); err != nil {
		return nil, fmt.Errorf("wire: compressor: %w", err)
	}
	var err error
	c.dec, err = zstd.NewReader(nil, zstd.WithDecoderDictRaw(dictionary1ID, dictionary1), zstd.WithDecoderMaxMemory(MaxMessage),
		zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fmt.Errorf("wire: decompressor: %w", err)
	}
	return c, nil
}

// newPacker makes a compressor; its tables come with the first message.
func (c *Codec) newPacker() (*zstd.Encoder, error) {
	return zstd.NewWriter(nil, zstd.WithEncoderDictRaw(dictionary1ID, dictionary1), zstd.WithEncoderLevel(c.level), zstd.WithWindowSize(c.window),
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithSingleSegment(true), zstd.WithLowerEncoderMem(true))
}

// Pack writes a message.
func (c *Codec) Pack(message any) ([]byte, error) {
	raw, err := journal.Encode(message)
	if err != nil {
		return nil, fmt.Errorf("wire: pack: %w", err)
	}
	return c.pack(raw)
}

func (c *Codec) pack(raw []byte) (_ []byte, err error) {
	c.packing.Lock()
	defer c.packing.Unlock()
	packer, ok := c.packers.Get().(*zstd.Encoder)
	if !ok {
		if packer, err = c.newPacker(); err != nil {
			return nil, fmt.Errorf("wire: compressor: %w", err)
		}
	}
	if !c.lean {
		defer c.packers.Put(packer)
	}
	return packer.EncodeAll(raw, nil), nil
}

// Unpack reads a message of at most MaxMessage bytes, packed or not; the error wraps ErrMessage.
func (c *Codec) Unpack(r io.Reader, message any) error {
	packed, err := io.ReadAll(io.LimitReader(r, MaxMessage+1))
	if err != nil {
		return fmt.Errorf("wire: read: %w", err)
	}
	return c.UnpackBytes(packed, message)
}

// UnpackBytes is Unpack of what has been read already.
func (c *Codec) UnpackBytes(packed []byte, message any) error {
	if len(packed) > MaxMessage {
		return fmt.Errorf("%w: over %d bytes", ErrMessage, MaxMessage)
	}
	raw, err := c.dec.DecodeAll(packed, nil)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrMessage, err)
	}
	if err := journal.Decode(raw, message); err != nil {
		return fmt.Errorf("%w: %w", ErrMessage, err)
	}
	return nil
}
