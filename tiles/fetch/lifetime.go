package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How long tiles are kept before the server is asked again.
const (
	unsaid     = 7 * 24 * time.Hour   // where headers say nothing: the OSM policy's minimum
	unsaidNone = 24 * time.Hour       // where there is no tile, and headers say nothing
	longest    = 365 * 24 * time.Hour // whatever they say
	badTile    = time.Hour            // before an unusable tile is asked for again
)

// lifetime is how long a reply stays fresh, by RFC 9111 sections 4.2.1 and 5.2.2, and whether it may be kept at all. Times
// are taken against the reply's own clock: the device's may be wrong by years.
func lifetime(h http.Header, now time.Time, otherwise time.Duration) (fresh time.Duration, keep bool) {
	fresh, keep = -1, true
	for _, line := range h.Values("Cache-Control") {
		for part := range strings.SplitSeq(line, ",") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
			switch strings.ToLower(name) {
			case "no-store":
				keep = false
			case "no-cache":
				fresh = 0
			case "max-age":
				if age := seconds(strings.Trim(value, `" `)); fresh < 0 || age < fresh {
					fresh = age
				}
			}
		}
	}
	if fresh < 0 {
		expires := h.Get("Expires")
		if expires == "" {
			return otherwise, keep
		}
		until, err := http.ParseTime(expires)
		if err != nil {
			return 0, keep // "0" and the like: expired
		}
		if date, err := http.ParseTime(h.Get("Date")); err == nil {
			now = date
		}
		fresh = until.Sub(now)
	}
	if age := h.Get("Age"); age != "" {
		fresh -= seconds(age)
	}
	return max(0, min(fresh, longest)), keep
}

// seconds reads a delta; what isn't one is none, what is too long the longest.
func seconds(s string) time.Duration {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil && n == 0 {
		return 0
	}
	return time.Duration(min(n, uint64(longest/time.Second))) * time.Second
}
