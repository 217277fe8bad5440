// Package retry holds what every side that asks again needs: how long a server wants to be left alone, and chance, so that the
// devices of a district don't come back in one moment.
package retry

import (
	"encoding/binary"
	"io"
	"net/http"
	"strconv"
	"time"
)

// After reads how long a reply asks to wait (Retry-After, RFC 9110 10.2.3): 0 if it doesn't say, at most most, because a lying
// server must not silence a device for good. A date is taken against the reply's own clock, never against ours.
func After(h http.Header, most time.Duration) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		return min(time.Duration(seconds)*time.Second, most)
	}
	until, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	return min(max(0, until.Sub(now)), most)
}

// Part is a random part of d, at least 0 and less than d. Without chance it is 0.
func Part(rand io.Reader, d time.Duration) time.Duration {
	var b [8]byte
	_, _ = io.ReadFull(rand, b[:])
	return time.Duration(float64(binary.BigEndian.Uint64(b[:])>>11) / (1 << 53) * float64(d))
}
