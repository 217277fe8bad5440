package sound

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/thesyncim/gopus"
	"github.com/thesyncim/gopus/container/ogg"

	"priyom/durable"
)

// How speech is written.
const (
	rate      = 16_000 // samples a second
	frame     = rate / 50
	ticks     = 48_000 / rate // of Opus's clock in a sample
	bitrate   = 24_000
	inPage    = 50 // frames: a page is a second
	mostBytes = 8 << 20
	serial    = 1
)

// file is a recording as it is written; it belongs to one goroutine.
type file struct {
	path    string
	out     *os.File
	encoder *gopus.Encoder
	rest    []int16 // less than a frame
	packet  []byte
	page    ogg.Page
	frames  int // in the page
	samples int // written so far, with those of the page
	pages   uint32
	skip    int // samples at the beginning that are the encoder's
}

// create begins a file, which mustn't be there.
func create(path string) (*file, error) {
	encoder, err := gopus.NewEncoder(gopus.EncoderConfig{SampleRate: rate, Channels: 1, Application: gopus.ApplicationVoIP})
	if err == nil {
		err = encoder.SetBitrate(bitrate)
	}
	if err != nil {
		return nil, fmt.Errorf("sound: encoder: %w", err)
	}
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("sound: %w", err)
	}
	f := &file{path: path, out: out, encoder: encoder, packet: make([]byte, 1500), skip: encoder.Lookahead()}
	head := ogg.DefaultOpusHead(rate, 1)
	head.PreSkip = uint16(f.skip * ticks)
	if err := f.begin(head.Encode(), (&ogg.OpusTags{Vendor: "priyom"}).Encode()); err != nil {
		return nil, errors.Join(err, out.Close(), os.Remove(path))
	}
	return f, nil
}

// begin writes the two headers, each in a page of its own.
func (f *file) begin(headers ...[]byte) error {
	for i, h := range headers {
		f.add(h)
		if i == 0 {
			f.page.HeaderType = ogg.PageFlagBOS
		}
		if err := f.flush(0); err != nil {
			return err
		}
	}
	return durable.SyncDir(filepath.Dir(f.path))
}

// add puts a packet into the page.
func (f *file) add(packet []byte) {
	f.page.Segments = append(f.page.Segments, ogg.BuildSegmentTable(len(packet))...)
	f.page.Payload = append(f.page.Payload, packet...)
}

// flush writes the page, which ends at a place of Opus's clock.
func (f *file) flush(end int) error {
	f.page.GranulePos, f.page.SerialNumber, f.page.PageSequence = uint64(end), serial, f.pages
	if _, err := f.out.Write(f.page.Encode()); err != nil {
		return fmt.Errorf("sound: %w", err)
	}
	f.pages++
	f.page, f.frames = ogg.Page{Segments: f.page.Segments[:0], Payload: f.page.Payload[:0]}, 0
	if err := f.out.Sync(); err != nil {
		return fmt.Errorf("sound: %w", err)
	}
	return nil
}

// write takes samples; each second that is full goes to the disk.
func (f *file) write(samples []int16) error {
	f.rest = append(f.rest, samples...)
	for len(f.rest) >= frame {
		if err := f.encode(f.rest[:frame]); err != nil {
			return err
		}
		f.rest = append(f.rest[:0], f.rest[frame:]...)
		if f.frames == inPage {
			if err := f.flush(f.samples * ticks); err != nil {
				return err
			}
		}
	}
	return nil
}

func (f *file) encode(samples []int16) error {
	n, err := f.encoder.EncodeInt16(samples, f.packet)
	if err != nil {
		return fmt.Errorf("sound: encode: %w", err)
	}
	f.add(f.packet[:n])
	f.frames++
	f.samples += frame
	return nil
}

// close ends the file. One in which nothing was said is taken away: ErrSilent.
func (f *file) close() error {
	said := f.samples + len(f.rest)
	if said == 0 {
		return errors.Join(ErrSilent, f.out.Close(), os.Remove(f.path))
	}
	tail := make([]int16, frame*((len(f.rest)+f.skip+frame-1)/frame)) // what the encoder holds back, too
	copy(tail, f.rest)
	f.rest = nil
	err := f.write(tail)
	if err == nil {
		f.page.HeaderType = ogg.PageFlagEOS
		err = f.flush((said + f.skip) * ticks)
	}
	return errors.Join(err, f.out.Close())
}

// read takes the packets out of a recording, as far as it is whole, and says how much that is.
func read(content []byte) (packets [][]byte, samples int, whole int, err error) {
	skip, end := -1, 0
	for whole < len(content) {
		page, length, err := ogg.ParsePage(content[whole:])
		if err != nil {
			break // the rest of a page, when the program was killed
		}
		for _, packet := range page.Packets() {
			head, err := ogg.ParseOpusHead(packet)
			switch {
			case skip < 0 && err != nil, skip < 0 && head.Channels != 1:
				return nil, 0, 0, ErrFormat
			case skip < 0:
				skip = int(head.PreSkip)
			case page.GranulePos > 0:
				packets = append(packets, packet)
			}
		}
		if page.GranulePos < 1<<40 {
			end = max(end, int(page.GranulePos))
		}
		whole += length
	}
	if skip < 0 {
		return nil, 0, 0, ErrFormat
	}
	return packets, max(0, end-skip) / ticks, whole, nil
}

// Length is how long a recording is; what a kill has left of its last page is cut off. The error wraps ErrFormat or ErrSilent.
func Length(path string) (time.Duration, error) {
	info, err := os.Stat(path)
	if err != nil {
		return 0, fmt.Errorf("sound: %w", err)
	}
	if info.Size() > mostBytes {
		return 0, fmt.Errorf("%w: %d bytes", ErrFormat, info.Size())
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return 0, fmt.Errorf("sound: %w", err)
	}
	_, samples, whole, err := read(content)
	switch {
	case err != nil:
		return 0, err
	case samples == 0:
		return 0, ErrSilent
	case whole < len(content):
		if err := os.Truncate(path, int64(whole)); err != nil {
			return 0, fmt.Errorf("sound: %w", err)
		}
	}
	return time.Duration(samples) * time.Second / rate, nil
}

// decode makes a recording's samples.
func decode(content []byte) ([]int16, error) {
	packets, samples, _, err := read(content)
	if err != nil {
		return nil, err
	}
	if samples > int(2*Longest/time.Second)*rate || len(packets)*frame > samples+100*frame {
		return nil, fmt.Errorf("%w: %d samples in %d packets", ErrFormat, samples, len(packets))
	}
	decoder, err := gopus.NewDecoder(gopus.DefaultDecoderConfig(rate, 1))
	if err != nil {
		return nil, fmt.Errorf("sound: decoder: %w", err)
	}
	all, pcm := make([]int16, 0, samples+frame), make([]int16, rate/1000*120)
	for _, p := range packets {
		n, err := decoder.DecodeInt16(p, pcm)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFormat, err)
		}
		all = append(all, pcm[:n]...)
	}
	if skip := len(all) - samples; skip > 0 && skip < frame*3 { // the encoder's beginning
		all = all[min(skip, 4*frame):]
	}
	return all[:min(samples, len(all))], nil
}
