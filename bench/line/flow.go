package line

import (
	"encoding/binary"
	"sync"
)

// flows remembers in which life of the line each TCP connection began.
type flows struct {
	mu    sync.Mutex
	begun map[flow]int64
}

// flow is a connection, from the end with the smaller port and address, so that both directions are one.
type flow [12]byte

const (
	protocolTCP = 6
	flagSYN     = 0x02
	flagRST     = 0x04
	flagACK     = 0x10
)

// stray answers a packet of a connection that began in another life than this one, as a router does that has lost its
// table: with a reset to who sent it. nil is for everything else.
func (f *flows) stray(p []byte, life int64) (reset []byte) {
	header, ok := tcpHeader(p)
	if !ok {
		return nil
	}
	flags := p[header+13]
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.begun == nil {
		f.begun = map[flow]int64{}
	}
	id := flowOf(p, header)
	if flags&flagSYN != 0 && flags&flagACK == 0 {
		f.begun[id] = life
		return nil
	}
	if f.begun[id] == life || flags&flagRST != 0 {
		return nil
	}
	return resetFor(p, header)
}

// tcpHeader tells where the TCP header of an IPv4 packet begins.
func tcpHeader(p []byte) (at int, ok bool) {
	if len(p) < 20 || p[0]>>4 != 4 || p[9] != protocolTCP {
		return 0, false
	}
	at = int(p[0]&0x0f) * 4
	return at, len(p) >= at+20
}

func flowOf(p []byte, header int) (id flow) {
	a := append(append([]byte{}, p[12:16]...), p[header:header+2]...)
	b := append(append([]byte{}, p[16:20]...), p[header+2:header+4]...)
	if string(a) > string(b) {
		a, b = b, a
	}
	copy(id[:6], a)
	copy(id[6:], b)
	return id
}

// resetFor makes the RST that answers a packet (RFC 9293, 3.5.2).
func resetFor(p []byte, header int) []byte {
	out := make([]byte, 40)
	out[0], out[8], out[9] = 0x45, 64, protocolTCP
	binary.BigEndian.PutUint16(out[2:], uint16(len(out)))
	copy(out[12:16], p[16:20])
	copy(out[16:20], p[12:16])
	tcp := out[20:]
	copy(tcp[0:2], p[header+2:header+4])
	copy(tcp[2:4], p[header:header+2])
	if p[header+13]&flagACK != 0 {
		copy(tcp[4:8], p[header+8:header+12])
		tcp[13] = flagRST
	} else {
		seq := binary.BigEndian.Uint32(p[header+4:])
		binary.BigEndian.PutUint32(tcp[8:], seq+uint32(len(p)-header-int(p[header+12]>>4)*4))
		tcp[13] = flagRST | flagACK
	}
	tcp[12] = 5 << 4
	binary.BigEndian.PutUint16(out[10:], checksum(out[:20], 0))
	pseudo := uint32(protocolTCP) + uint32(len(tcp))
	for i := 12; i < 20; i += 2 {
		pseudo += uint32(binary.BigEndian.Uint16(out[i:]))
	}
	binary.BigEndian.PutUint16(tcp[16:], checksum(tcp, pseudo))
	return out
}

// checksum is that of RFC 1071 over an even number of bytes.
func checksum(b []byte, sum uint32) uint16 {
	for i := 0; i < len(b); i += 2 {
		sum += uint32(binary.BigEndian.Uint16(b[i:]))
	}
	for sum>>16 != 0 {
		sum = sum&0xffff + sum>>16
	}
	return ^uint16(sum)
}
