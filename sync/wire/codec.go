package wire

import (
	_ "embed"
	"errors"
	"fmt"
	"io"

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

// Codec packs and unpacks messages. Make one per process: it holds the compressor's tables. It may be used by several
// goroutines at once.
type Codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// NewCodec makes a codec with the embedded dictionaries.
func NewCodec() (*Codec, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderDictRaw(dictionary1ID, dictionary1), zstd.WithEncoderLevel(zstd.SpeedBetterCompression),
		zstd.WithEncoderConcurrency(1), zstd.WithEncoderCRC(false), zstd.WithSingleSegment(true))
	if err != nil {
		return nil, fmt.Errorf("wire: compressor: %w", err)
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderDictRaw(dictionary1ID, dictionary1), zstd.WithDecoderMaxMemory(MaxMessage),
		zstd.WithDecoderConcurrency(0), zstd.WithDecoderLowmem(true))
	if err != nil {
		return nil, fmt.Errorf("wire: decompressor: %w", err)
	}
	return &Codec{enc, dec}, nil
}

// Pack writes a message.
func (c *Codec) Pack(message any) ([]byte, error) {
	raw, err := journal.Encode(message)
	if err != nil {
		return nil, fmt.Errorf("wire: pack: %w", err)
	}
	return c.enc.EncodeAll(raw, nil), nil
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
