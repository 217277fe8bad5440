package osmload

import (
	"encoding/binary"

	"priyom/tiles/pack"
)

// The bits of a waiting feature's flags; the lowest two are its direction plus one.
const (
	flagBridge = 4 << iota
	flagTunnel
	flagTexts // a name or a ref
)

// appendFeature writes a feature that waits for its cell. Points are as wide as they come: a cell's sides have 14 bits at most, and
// what is written here is read once.
func appendFeature(to []byte, f *pack.Feature, parts [][]pack.CellPoint) []byte {
	flags := byte(f.Oneway + 1)
	if f.Bridge {
		flags |= flagBridge
	}
	if f.Tunnel {
		flags |= flagTunnel
	}
	if f.Name != "" || f.Ref != "" {
		flags |= flagTexts
	}
	to = append(to, byte(f.Class), flags, byte(f.Layer), f.Rank)
	if flags&flagTexts != 0 {
		for _, s := range []string{f.Name, f.Ref} {
			to = append(binary.AppendUvarint(to, uint64(len(s))), s...)
		}
	}
	to = binary.AppendUvarint(to, uint64(len(parts)))
	for _, p := range parts {
		to = binary.AppendUvarint(to, uint64(len(p)))
		for _, q := range p {
			to = append(to, byte(q.X), byte(q.X>>8), byte(q.Y), byte(q.Y>>8))
		}
	}
	return to
}

// readFeatures adds what appendFeature wrote to the cell.
func (f *finisher) readFeatures(raw []byte) {
	for r := (varints{raw}); len(r.b) > 0; {
		one := pack.Feature{
			Class: pack.Class(r.b[0]), Oneway: pack.Oneway(r.b[1]&3) - 1, Bridge: r.b[1]&flagBridge != 0, Tunnel: r.b[1]&flagTunnel != 0,
			Layer: int8(r.b[2]), Rank: r.b[3],
		}
		texts := r.b[1]&flagTexts != 0
		r.b = r.b[4:]
		if texts {
			one.Name, one.Ref = f.text(r.bytes(int(r.unsigned()))), f.text(r.bytes(int(r.unsigned())))
		}
		from := len(f.parts)
		for range r.unsigned() {
			n := int(r.unsigned())
			at := int32(len(f.cell.Points))
			for p := r.bytes(4 * n); len(p) >= 4; p = p[4:] {
				f.cell.Points = append(f.cell.Points, pack.CellPoint{
					X: int32(int16(binary.LittleEndian.Uint16(p))), Y: int32(int16(binary.LittleEndian.Uint16(p[2:]))),
				})
			}
			f.parts = append(f.parts, pack.Part{From: at, To: at + int32(n)})
		}
		one.Parts = f.parts[from:len(f.parts):len(f.parts)]
		f.cell.Features = append(f.cell.Features, one)
	}
}

// text makes a string of bytes, each once in a cell.
func (f *finisher) text(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	if s, ok := f.texts[string(b)]; ok {
		return s
	}
	s := string(b)
	f.texts[s] = s
	return s
}
