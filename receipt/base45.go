package receipt

import "strings"

// base45 is RFC 9285's alphabet: the letters of a QR code's alphanumeric mode, which makes a code a fifth smaller than bytes in
// base64 would, and which a scanner that works as a keyboard types without loss.
const base45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"

func encode45(raw []byte) string {
	var b strings.Builder
	for i := 0; i+1 < len(raw); i += 2 {
		n := int(raw[i])<<8 | int(raw[i+1])
		b.WriteByte(base45[n%45])
		b.WriteByte(base45[n/45%45])
		b.WriteByte(base45[n/45/45])
	}
	if len(raw)%2 == 1 {
		n := int(raw[len(raw)-1])
		b.WriteByte(base45[n%45])
		b.WriteByte(base45[n/45])
	}
	return b.String()
}

func decode45(text string) (raw []byte, ok bool) {
	if len(text)%3 == 1 {
		return nil, false
	}
	for i := 0; i < len(text); i += 3 {
		n, weight := 0, 1
		end := min(i+3, len(text))
		for _, c := range []byte(text[i:end]) {
			d := strings.IndexByte(base45, c)
			if d < 0 {
				return nil, false
			}
			n += d * weight
			weight *= 45
		}
		switch {
		case end-i == 3 && n <= 0xFFFF:
			raw = append(raw, byte(n>>8), byte(n))
		case end-i == 2 && n <= 0xFF:
			raw = append(raw, byte(n))
		default:
			return nil, false
		}
	}
	return raw, true
}
