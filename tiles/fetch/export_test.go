package fetch

import (
	"net/http"
	"time"

	"priyom/retry"
)

var (
	Lifetime   = func(h http.Header, now time.Time) (time.Duration, bool) { return lifetime(h, now, unsaid) }
	RetryAfter = func(h http.Header) time.Duration { return retry.After(h, maxPatience) }
)

// Header is the User-Agent.
func (a Agent) Header() (string, error) { return a.header() }
